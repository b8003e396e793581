/* One photo as large as the window, with all that is known of it. */

import { byId, make, tell } from "./dom.js";
import { table } from "./facts.js";
import { fill, words } from "./words.js";
import { Zoom } from "./zoom.js";

const { review: said, kinds } = words;
const PARTS = [
  ["amount", kinds.amount, kinds.amounts],
  ["time", kinds.time, kinds.times],
  ["place", kinds.place, kinds.places],
];

export class Large {
  #photos;
  #act;
  #dialog = byId("large");
  #zoom = new Zoom();
  #panel = make("div", { class: "panel" });
  identity = "";

  /* act(name, identity) does what a button says: "accept", "refuse", "undo", "alike", "next",
     "previous". */
  constructor(photos, act) {
    this.#photos = photos;
    this.#act = act;
    this.#dialog.append(this.#zoom.element, this.#panel);
    photos.addEventListener("change", ({ detail }) => detail === this.identity && this.#fill());
  }

  get isOpen() {
    return this.#dialog.open;
  }

  open(identity) {
    this.identity = identity;
    const { facts, state } = this.#photos.get(identity);
    const text = fill(said.photo, { ...facts, number: "", state: said.states[state] });
    this.#zoom.show(`photos/${identity}/picture`, text);
    this.#fill();
    if (!this.isOpen) this.#dialog.showModal();
  }

  close() {
    this.#dialog.close();
  }

  key(name) {
    const keys = { "+": () => this.#zoom.larger(), "=": () => this.#zoom.larger(), "-": () => this.#zoom.smaller(), 0: () => this.#zoom.reset() };
    keys[name]?.();
    return name in keys;
  }

  #fill() {
    const record = this.#photos.get(this.identity);
    const problem = this.#photos.problem(this.identity);
    const focused = this.#panel.contains(document.activeElement) && document.activeElement.dataset.name;
    const button = (name, text, kind = "", hidden = false, label = null) =>
      make(
        "button",
        { type: "button", class: kind, hidden: Boolean(hidden), "aria-label": label, "data-name": name, onclick: () => this.#act(name, this.identity) },
        text,
      );
    const isDecided = ["reviewed", "refused"].includes(record.state);
    const isPending = record.state === "stored";
    this.#panel.replaceChildren(
      make(
        "div",
        { class: "steps" },
        button("previous", "←", "plain", "", said.previous),
        button("next", "→", "plain", "", said.next),
        button("close", words.close, "plain"),
      ),
      make("p", { class: `state ${record.state}` }, said.states[record.state]),
      make("p", { class: "problem", role: "alert" }, problem ? fill(said.jumped_back, { reason: problem }) : ""),
      make(
        "div",
        { class: "acts" },
        button("accept", said.accept, "good", !isPending && record.state !== "refused"),
        button("refuse", said.refuse, "bad", !isPending && record.state !== "reviewed"),
        button("undo", said.undo, "", !isDecided),
        button("alike", said.alike, "plain", !record.has_alike),
      ),
      table(record),
      this.#description(record),
    );
    if (focused) this.#panel.querySelector(`[data-name="${focused}"]:not([hidden])`)?.focus();
  }

  #description(record) {
    const choose = ([name, text, choices]) =>
      make(
        "label",
        {},
        text,
        make(
          "select",
          { name, "data-name": name, onchange: () => this.#describe(form) },
          ...[["", kinds.unsaid], ...Object.entries(choices)].map(([value, choice]) =>
            make("option", { value, selected: record.description[name] === value }, choice),
          ),
        ),
      );
    const form = make("form", { class: "describe" }, make("h3", {}, said.describe), ...PARTS.map(choose));
    return form;
  }

  async #describe(form) {
    const chosen = Object.fromEntries(new FormData(form));
    try {
      await this.#photos.describe(this.identity, chosen);
      tell(said.described);
    } catch (error) {
      this.#fill();
      tell(fill(said.jumped_back, { reason: error.message }), true);
    }
  }
}
