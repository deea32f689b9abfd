// Starts `amazons3cfg lsp` and connects it with the editor.
"use strict";

const fs = require("node:fs");
const path = require("node:path");
const vscode = require("vscode");
const { LanguageClient } = require("vscode-languageclient/node");

const NAME = "Cedar Backup configuration";
const windows = process.platform === "win32";
const program = windows ? "amazons3cfg.exe" : "amazons3cfg";

/** @type {LanguageClient | undefined} */
let client;

function runs(file) {
  try {
    fs.accessSync(file, fs.constants.X_OK);
    return fs.statSync(file).isFile();
  } catch {
    return false;
  }
}

/** Returns the folders in which the command is searched: the virtual environments of the workspace, then the PATH. */
function folders() {
  const inWorkspace = vscode.workspace.isTrusted
    ? (vscode.workspace.workspaceFolders ?? [])
        .filter((folder) => folder.uri.scheme === "file")
        .flatMap((folder) =>
          [".venv", "venv"].map((name) => path.join(folder.uri.fsPath, name, windows ? "Scripts" : "bin")),
        )
    : [];
  return [...inWorkspace, ...(process.env.PATH ?? "").split(path.delimiter).filter(Boolean)];
}

/** Returns the command to start, or undefined if there is none. */
function find() {
  const set = vscode.workspace.getConfiguration("amazons3cfg").get("path", "").trim();
  if (set) return runs(set) ? set : undefined;
  return folders()
    .map((folder) => path.join(folder, program))
    .find(runs);
}

async function tellWhatIsMissing() {
  const set = vscode.workspace.getConfiguration("amazons3cfg").get("path", "").trim();
  const message = set
    ? `${set}, which the setting amazons3cfg.path names, cannot be run.`
    : "The command amazons3cfg was found neither in a virtual environment of this folder nor on the PATH. " +
      "Install it in a checkout: pipx install '.[lsp]'";
  const settings = "Open the setting";
  if ((await vscode.window.showErrorMessage(message, settings)) === settings) {
    await vscode.commands.executeCommand("workbench.action.openSettings", "amazons3cfg.path");
  }
}

async function start() {
  const command = find();
  if (!command) {
    void tellWhatIsMissing();
    return;
  }
  client = new LanguageClient(
    "amazons3cfg",
    NAME,
    { command, args: ["lsp"] },
    {
      documentSelector: [
        { language: "cback" },
        { language: "xml", pattern: "**/cback*.conf" },
      ],
    },
  );
  try {
    await client.start();
  } catch (error) {
    client = undefined;
    void vscode.window.showErrorMessage(
      `${command} lsp did not start: ${error.message}. Is the language server installed? In a checkout: pipx install '.[lsp]'`,
    );
  }
}

async function stop() {
  const running = client;
  client = undefined;
  await running?.dispose();
}

async function restart() {
  await stop();
  await start();
}

exports.activate = async (context) => {
  context.subscriptions.push(
    vscode.commands.registerCommand("amazons3cfg.restart", restart),
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration("amazons3cfg.path")) void restart();
    }),
    vscode.workspace.onDidGrantWorkspaceTrust(restart),
  );
  await start();
};

exports.deactivate = stop;
