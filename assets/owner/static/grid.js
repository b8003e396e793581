/* The grid: its cards, the one that has the keyboard, and those that are selected. */

import { makeCard, showCard } from "./card.js";
import { byId } from "./dom.js";

export class Grid extends EventTarget {
  #photos;
  #act;
  #element = byId("grid");
  #order = [];
  #cards = new Map();
  #current = "";
  #anchor = "";
  selected = new Set();

  constructor(photos, act) {
    super();
    this.#photos = photos;
    this.#act = act;
    photos.addEventListener("change", ({ detail }) => this.#show(detail));
    this.#element.addEventListener("focusin", ({ target }) => {
      const card = target.closest(".card");
      if (card) this.#mark(card.dataset.identity);
    });
  }

  get order() {
    return this.#order;
  }

  get current() {
    return this.#current;
  }

  /* The photos that a key acts on: those selected, else the one that has the keyboard. */
  get meant() {
    if (this.selected.size) return this.#order.filter((one) => this.selected.has(one));
    return this.#current ? [this.#current] : [];
  }

  clear() {
    this.#element.replaceChildren();
    this.#order = [];
    this.#cards.clear();
    this.#current = this.#anchor = "";
    this.select([]);
  }

  add(identities) {
    for (const identity of identities) {
      if (this.#cards.has(identity)) continue;
      const card = makeCard(identity, this.#act);
      this.#cards.set(identity, card);
      this.#order.push(identity);
      this.#element.append(document.createElement("li"));
      this.#element.lastChild.append(card);
      this.#show(identity);
    }
    if (!this.#current && this.#order.length) this.#mark(this.#order[0]);
  }

  focus(identity = this.#current) {
    this.#cards.get(identity)?.focus();
    this.#cards.get(identity)?.scrollIntoView({ block: "nearest" });
  }

  /* Moves the keyboard: by so many photos, or so many rows. */
  move(photos, rows = 0) {
    const at = this.#order.indexOf(this.#current);
    const to = at + photos + rows * this.#columns();
    if (to >= 0 && to < this.#order.length) this.focus(this.#order[to]);
    else if (photos) this.focus();
    if (to >= this.#order.length - this.#columns()) this.dispatchEvent(new Event("end"));
  }

  /* To the next photo that waits; stays where none does. */
  moveOn() {
    const at = this.#order.indexOf(this.#current);
    const waits = (one) => this.#photos.get(one).state === "stored";
    const next = this.#order.slice(at + 1).find(waits) ?? this.#order.find(waits);
    if (next) this.focus(next);
    if (!this.#order.slice(at + 1).some(waits)) this.dispatchEvent(new Event("end"));
  }

  select(identities) {
    const changed = new Set([...this.selected, ...identities]);
    this.selected = new Set(identities);
    changed.forEach((identity) => this.#show(identity));
    this.dispatchEvent(new Event("select"));
  }

  toggle(identity) {
    const some = new Set(this.selected);
    if (!some.delete(identity)) some.add(identity);
    this.#anchor = identity;
    this.select(some);
  }

  /* Selects all from the one that was touched last to this one. */
  selectTo(identity) {
    const [from, to] = [this.#anchor || this.#current, identity].map((one) => this.#order.indexOf(one));
    const range = this.#order.slice(Math.min(from, to), Math.max(from, to) + 1);
    this.select(new Set([...this.selected, ...range]));
  }

  /* A range begins at the photo that has the keyboard, where none was begun. */
  anchorHere() {
    if (!this.selected.has(this.#anchor)) this.#anchor = this.#current;
  }

  selectAll() {
    this.select(this.selected.size === this.#order.length ? [] : this.#order);
  }

  #mark(identity) {
    this.#cards.get(this.#current)?.setAttribute("tabindex", "-1");
    this.#current = identity;
    this.#cards.get(identity)?.setAttribute("tabindex", "0");
  }

  #show(identity) {
    const card = this.#cards.get(identity);
    if (!card) return;
    showCard(card, this.#photos.get(identity), {
      number: this.#order.indexOf(identity) + 1,
      waiting: this.#photos.isWaiting(identity),
      problem: this.#photos.problem(identity),
      selected: this.selected.has(identity),
    });
  }

  #columns() {
    const [first, ...rest] = this.#element.children;
    const next = rest.findIndex((one) => one.offsetTop > (first?.offsetTop ?? 0));
    return next < 0 ? this.#order.length : next + 1;
  }
}
