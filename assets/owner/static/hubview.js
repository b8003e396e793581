/* What is sent to the Hub: how it is doing, try now, and the history. */

import { ask } from "./api.js";
import { byId, make, tell } from "./dom.js";
import { moment, number, words } from "./words.js";

const said = words.hub;
const ASK_EVERY = 3000; // [ms] while it is shown

let asking;

export async function showHub() {
  clearTimeout(asking);
  try {
    fill(await ask("hub"));
  } catch (error) {
    tell(error.message, true);
  }
  asking = setTimeout(() => byId("hub").hidden || showHub(), ASK_EVERY);
}

/* What is typed for the history must outlive the next answer, so the parts are made once. */
const status = make("div", { "aria-live": "polite" });
const typed = make("input", { autocomplete: "off", spellcheck: "false", required: true });
const tryNow = make("button", { type: "button", class: "main", onclick: () => act("hub/wake", {}, said.asked) }, said.try_now);
const history = make(
  "details",
  {},
  make("summary", {}, said.squash),
  make("p", {}, said.squash_explained),
  make(
    "form",
    { onsubmit: (event) => squash(event) },
    make("label", {}, said.squash_type, " ", typed),
    make("button", { type: "submit", class: "bad" }, said.squash_do),
  ),
);
byId("hub").append(make("h2", {}, said.title), status, tryNow, history);

function fill(told) {
  const isOn = Boolean(told.dataset);
  tryNow.hidden = history.hidden = !isOn;
  const shown = make("dl", { class: "facts" }, ...rows(told).filter(([, value]) => value).map(([name, value]) => make("div", {}, make("dt", {}, name), make("dd", {}, value))));
  const parts = [
    make("p", { class: `sync ${told.state}` }, isOn ? (said.states[told.state] ?? told.state) : said.states.off),
    told.sentence || !isOn ? make("p", { class: told.state === "failing" ? "problem" : "" }, told.sentence || said.off) : "",
    shown,
    told.disk_lasts ? "" : make("p", { class: "warning" }, said.disk_passing),
  ];
  status.replaceChildren(...parts);
}

function rows(told) {
  if (!told.dataset) return [[said.to_remove, told.to_remove && number(told.to_remove)]];
  const when = (seconds) => (seconds ? moment(seconds) : "");
  const visible = told.private === null ? "" : ` (${told.private ? said.private : said.public})`;
  const dataset = told.url ? make("a", { href: told.url, rel: "noopener", target: "_blank" }, told.dataset) : told.dataset;
  return [
    [said.dataset, make("span", {}, dataset, visible)],
    [said.backlog, number(told.backlog)],
    [said.to_remove, number(told.to_remove)],
    [said.last_success, when(told.last_success) || said.never],
    [said.failing_since, when(told.failing_since)],
    [said.next_try, when(told.next_try)],
    [said.pull_request, told.pull_request && `#${told.pull_request}`],
    [said.revision, (told.revision ?? "").slice(0, 8)],
  ];
}

async function squash(event) {
  event.preventDefault();
  if (await act("hub/squash", { dataset: typed.value }, said.squash_done)) typed.value = "";
}

async function act(path, body, done) {
  try {
    await ask(path, body);
    tell(done);
    showHub();
    return true;
  } catch (error) {
    tell(error.message, true);
    return false;
  }
}
