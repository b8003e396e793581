/* Asks why photos are refused: by a number, or in words. */

import { byId, make } from "./dom.js";
import { fill, words } from "./words.js";

const said = words.review;
const dialog = byId("reasons");
const form = byId("reason-form");
let answer = null;

const choices = [...said.reasons, said.reason_other];
byId("reason-list").append(
  ...choices.map((text, at) =>
    make("li", {}, make("button", { type: "button", onclick: () => choose(at) }, make("kbd", {}, `${at + 1}`), ` ${text}`)),
  ),
);
form.addEventListener("submit", (event) => {
  event.preventDefault();
  end(byId("reason-words").value.trim());
});
dialog.addEventListener("keydown", (event) => {
  const at = Number(event.key) - 1;
  if (event.target === byId("reason-words") || !choices[at]) return;
  event.preventDefault();
  choose(at);
});
dialog.addEventListener("close", () => end(""));

/* Resolves to a reason; to an empty one if there is to be no refusal. */
export function askReason(count) {
  byId("reasons-title").textContent =
    count > 1 ? fill(said.reason_title_many, { count }) : said.reason_title;
  form.hidden = true;
  byId("reason-words").value = "";
  dialog.showModal();
  byId("reason-list").querySelector("button").focus();
  return new Promise((resolve) => (answer = resolve));
}

function choose(at) {
  if (at < said.reasons.length) return end(said.reasons[at]);
  form.hidden = false;
  byId("reason-words").focus();
}

function end(reason) {
  const resolve = answer;
  answer = null;
  if (dialog.open) dialog.close();
  resolve?.(reason);
}
