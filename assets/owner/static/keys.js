/* The keys of the review, and the list of them. */

import { byId, make } from "./dom.js";
import { words } from "./words.js";

const said = words.keys;
const TYPED_INTO = "input:not([type=checkbox]):not([type=radio]), select, textarea";
const LIST = [
  ["← → ↑ ↓", said.move],
  ["A", said.accept],
  ["R", said.refuse],
  ["U", said.undo],
  ["Space", said.select],
  ["Shift", said.range],
  ["Ctrl + A", said.all],
  ["Enter", said.large],
  ["L", said.alike],
  ["Esc", said.close],
  ["?", said.show],
];

const dialog = byId("keys");
dialog.append(
  make("h2", { id: "keys-title" }, said.title),
  make("dl", {}, ...LIST.map(([key, does]) => make("div", {}, make("dt", {}, make("kbd", {}, key)), make("dd", {}, does)))),
  make("button", { type: "button", class: "plain", onclick: () => dialog.close() }, words.close),
);
byId("show-keys").addEventListener("click", () => dialog.showModal());

/* Calls press(name, event) for keys that are not typed into a field; true means it was used. */
export function startKeys(press) {
  document.addEventListener("keydown", (event) => {
    const { key, target } = event;
    if (event.altKey || event.metaKey || target.closest(TYPED_INTO)) return;
    if (event.ctrlKey && key.toLowerCase() !== "a") return;
    if (byId("reasons").open || dialog.open) return;
    if (key === "?") dialog.showModal();
    else if (!press(nameOf(event), event)) return;
    event.preventDefault();
  });
}

function nameOf({ key, ctrlKey }) {
  if (ctrlKey) return "all";
  return key.length === 1 ? key.toLowerCase() : key;
}
