-- Does in Neovim what a person does with a file that is open, and prints what was seen as JSON.
local seen = {}

local function wait_for(what, condition)
  assert(vim.wait(10000, condition, 20), "in vain: " .. what)
end

local function diagnostics(code)
  return vim.tbl_filter(function(found)
    return not code or found.code == code
  end, vim.diagnostic.get(0))
end

local function fail(message)
  io.stderr:write(tostring(message) .. "\n")
  vim.cmd("cquit 1")
end

xpcall(function()
  wait_for("diagnostics", function()
    return #diagnostics() > 0
  end)
  seen.diagnostics = vim.tbl_map(function(found)
    return { line = found.lnum, from = found.col, to = found.end_col, source = found.source, code = found.code, message = found.message }
  end, diagnostics())

  local line = vim.fn.search(">yes<")
  vim.api.nvim_win_set_cursor(0, { line, 20 })
  local before = vim.api.nvim_list_wins()
  vim.lsp.buf.hover()
  wait_for("hover", function()
    return #vim.api.nvim_list_wins() > #before
  end)
  for _, window in ipairs(vim.api.nvim_list_wins()) do
    if not vim.tbl_contains(before, window) then
      seen.hover = table.concat(vim.api.nvim_buf_get_lines(vim.api.nvim_win_get_buf(window), 0, -1, false), "\n")
      vim.api.nvim_win_close(window, true)
    end
  end

  -- The one thing that a person does with a menu.
  vim.ui.select = function(items, options, choose)
    seen.fixes = vim.tbl_map(options.format_item, items)
    choose(items[1], 1)
  end
  vim.lsp.buf.code_action()
  wait_for("the fix", function()
    return vim.api.nvim_buf_get_lines(0, line - 1, line, false)[1]:match(">Y<")
  end)
  wait_for("the diagnostic to go", function()
    return #diagnostics("A302") == 0
  end)
  vim.cmd("write")

  local behind = vim.fn.search("</full_size_limt>")
  vim.api.nvim_buf_set_lines(0, behind, behind, false, { "      <fu" })
  vim.api.nvim_win_set_cursor(0, { behind + 1, 8 })
  local parameters = vim.lsp.util.make_position_params()
  parameters.position.character = 9
  for _, answer in pairs(vim.lsp.buf_request_sync(0, "textDocument/completion", parameters, 5000)) do
    local items = vim.lsp.util.text_document_completion_list_to_complete_items(answer.result, "fu")
    seen.proposals = vim.tbl_map(function(item)
      return item.word
    end, items)
  end
  print(vim.fn.json_encode(seen))
end, fail)
