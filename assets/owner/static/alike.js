/* Photos that show nearly the same, beside each other, so that the best can be kept. */

import { ask } from "./api.js";
import { byId, make, tell } from "./dom.js";
import { bestOf, table } from "./facts.js";
import { words } from "./words.js";

const said = words.review;

export class Alike {
  #photos;
  #act;
  #dialog = byId("alike");
  #columns = make("div", { class: "columns" });
  #identities = [];

  /* act(name, identity, others): "accept", "refuse", "undo", "large", "keep". */
  constructor(photos, act) {
    this.#photos = photos;
    this.#act = act;
    this.#dialog.append(
      make("h2", { id: "alike-title" }, said.alike_title),
      make("p", { class: "hint" }, said.alike_hint),
      this.#columns,
      make("button", { type: "button", class: "plain", onclick: () => this.close() }, words.close),
    );
    photos.addEventListener("change", ({ detail }) => {
      if (this.isOpen && this.#identities.includes(detail)) this.#fill();
    });
  }

  get isOpen() {
    return this.#dialog.open;
  }

  async open(identity) {
    try {
      const { photo, similar } = await ask(`photos/${identity}`);
      this.#identities = [photo, ...similar].map((record) => this.#photos.put(record));
      this.#fill();
      this.#dialog.showModal();
    } catch (error) {
      tell(error.message, true);
    }
  }

  close() {
    this.#dialog.close();
  }

  #fill() {
    const records = this.#identities.map((identity) => this.#photos.get(identity));
    this.#columns.replaceChildren(...records.map((record) => this.#column(record, records)));
  }

  #column(record, records) {
    const others = records.filter((one) => one !== record);
    const { identity, state } = record;
    const button = (name, text, kind, hidden) =>
      make("button", { type: "button", class: kind, hidden, "data-act": name, onclick: () => this.#act(name, identity, others.map((one) => one.identity)) }, text);
    const open = ["stored", "refused"].includes(state);
    return make(
      "section",
      { class: "column", "data-identity": identity, "data-state": state },
      make("button", { type: "button", class: "picture", "aria-label": said.large, onclick: () => this.#act("large", identity) }, make("img", { src: `photos/${identity}/picture`, alt: "" })),
      make("p", { class: `state ${state}` }, said.states[state]),
      table(record, bestOf(record, others)),
      make(
        "div",
        { class: "acts" },
        button("accept", said.accept, "good", !open),
        button("refuse", said.refuse, "bad", !["stored", "reviewed"].includes(state)),
        button("undo", said.undo, "", !["reviewed", "refused"].includes(state)),
        button("keep", said.keep_better, "plain", !others.length || !open),
      ),
    );
  }
}
