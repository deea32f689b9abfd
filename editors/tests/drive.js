// Opens a folder in code-server with a browser, as a person would, and prints what was seen as JSON.
// node drive.js SCENARIO URL FILE PICTURES
"use strict";

const fs = require("node:fs");
const path = require("node:path");
const { chromium } = require("playwright-core");

const [scenario, url, file, pictures] = process.argv.slice(2);
const seen = {};

async function open(page) {
  await page.goto(`${url}/?folder=${encodeURIComponent(path.dirname(file))}`);
  await page.waitForSelector(".monaco-workbench .explorer-viewlet");
  await page.locator(`.explorer-viewlet .monaco-list-row[aria-label^="${path.basename(file)}"]`).dblclick();
  await page.waitForSelector(".editor-instance .view-lines");
}

/** Where the server is nowhere to be found. */
async function alone(page) {
  await open(page);
  const message = page.locator(".notification-list-item-message").filter({ hasText: "amazons3cfg" });
  await message.waitFor();
  seen.message = await message.innerText();
}

/** Problems, hover, a quick fix and a completion: from the second on by the keyboard alone. */
async function work(page) {
  await open(page);
  // Pieces are drawn one after the other, here and below: each list is read when it holds what is looked for.
  await page.waitForFunction(() => document.querySelectorAll(".squiggly-error").length >= 5);
  seen.squiggles = await page.locator(".squiggly-error").count();
  seen.language = await page.locator("#status\\.editor\\.mode").innerText();

  await page.keyboard.press("Control+Shift+M");
  await page.locator(".markers-panel .monaco-list-row").filter({ hasText: "A302" }).waitFor();
  seen.problems = await page.locator(".markers-panel .monaco-list-row").evaluateAll((rows) => rows.map((row) => row.innerText));
  await page.screenshot({ path: path.join(pictures, "vscode-problems.png") });
  await page.keyboard.press("Control+Shift+M");

  await goTo(page, lineOf(">yes<"), 22);
  await page.keyboard.press("Control+K");
  await page.keyboard.press("Control+I");
  await page.waitForSelector(".monaco-hover .hover-contents");
  await page.waitForFunction(() => document.querySelector(".monaco-hover")?.innerText.includes("Allowed"));
  seen.hover = await page.locator(".monaco-hover").first().innerText();
  await page.keyboard.press("Escape");

  await page.keyboard.press("Control+.");
  await page.waitForSelector(".action-widget .monaco-list-row.action");
  seen.fixes = await page.locator(".action-widget .monaco-list-row.action").evaluateAll((rows) => rows.map((row) => row.innerText));
  await page.screenshot({ path: path.join(pictures, "vscode-quick-fix.png") });
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => !document.querySelector(".view-lines").innerText.includes("yes"));
  seen.saved = await save(page);

  await goTo(page, lineOf("</full_size_limt>"), 1);
  await page.keyboard.press("End");
  await page.keyboard.press("Enter");
  await page.waitForFunction(cursorIsOn, lineOf("</full_size_limt>") + 1);
  await page.keyboard.type("<");
  await page.waitForSelector('.suggest-widget.visible .monaco-list-row[aria-label*="full_size_limit"]');
  seen.proposals = await page
    .locator(".suggest-widget.visible .monaco-list-row")
    .evaluateAll((rows) => rows.map((row) => row.getAttribute("aria-label")));
  await page.screenshot({ path: path.join(pictures, "vscode-completion.png") });
  await page.keyboard.press("Enter");
  seen.completed = await save(page);
}

/** Saves the file, and returns what it holds then. */
async function save(page) {
  const before = fs.readFileSync(file, "utf8");
  await page.keyboard.press("Control+S");
  while (fs.readFileSync(file, "utf8") === before) await page.waitForTimeout(50);
  return fs.readFileSync(file, "utf8");
}

function lineOf(text) {
  return fs.readFileSync(file, "utf8").split(text)[0].split("\n").length;
}

async function goTo(page, line, column) {
  await page.keyboard.press("Control+G");
  await page.waitForSelector(".quick-input-widget input");
  await page.keyboard.type(`${line}:${column}`);
  await page.keyboard.press("Enter");
  await page.waitForSelector(".quick-input-widget", { state: "hidden" });
  // Keys are lost until the editor has the focus again.
  await page.waitForSelector(".editor-instance .monaco-editor.focused");
  await page.waitForFunction(cursorIsOn, line);
}

/** Runs in the browser: tells whether the status bar shows the cursor on a line. */
function cursorIsOn(line) {
  return document.querySelector("#status\\.editor\\.selection")?.innerText.includes(`Ln ${line},`);
}

(async () => {
  const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] });
  const page = await browser.newPage({ viewport: { width: 960, height: 600 } });
  page.setDefaultTimeout(60_000);
  try {
    await { work, alone }[scenario](page);
  } catch (error) {
    seen.error = String(error);
    await page.screenshot({ path: path.join(pictures, "vscode-failed.png") });
  } finally {
    await browser.close();
  }
  console.log(JSON.stringify(seen));
  process.exitCode = seen.error ? 1 : 0;
})();
