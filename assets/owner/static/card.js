/* A photo in the grid, or beside its look-alikes. */

import { short, kindOf } from "./facts.js";
import { make } from "./dom.js";
import { fill, words } from "./words.js";

const said = words.review;

/* Calls act(name, identity, event): "large", "accept", "refuse", "undo", "select", "alike". */
export function makeCard(identity, act) {
  const call = (name) => (event) => act(name, identity, event);
  const button = (name, text, kind) =>
    make("button", { type: "button", class: kind, "data-act": name, tabindex: "-1", onclick: call(name) }, text);
  const box = make("input", { type: "checkbox", tabindex: "-1", "aria-label": said.select, onclick: call("select") });
  return make(
    "div",
    { class: "card", role: "group", tabindex: "-1", "data-identity": identity },
    make(
      "button",
      { type: "button", class: "picture", tabindex: "-1", "aria-label": said.large, onclick: call("large") },
      make("img", { src: `photos/${identity}/thumbnail`, alt: "", loading: "lazy", draggable: "false" }),
    ),
    make("label", { class: "pick" }, box),
    make("span", { class: "state" }),
    make("p", { class: "line" }, make("span", { class: "short" }), make("span", { class: "kind" })),
    button("alike", "", "alike plain"),
    make("p", { class: "note" }),
    make("div", { class: "acts" }, button("accept", said.accept, "good"), button("refuse", said.refuse, "bad"), button("undo", said.undo, "")),
  );
}

/* Shows a photo in its card. */
export function showCard(card, record, { number, waiting, problem, selected }) {
  const part = (selector) => card.querySelector(selector);
  const { width, height } = record.facts;
  const state = said.states[record.state];
  card.dataset.state = record.state;
  card.classList.toggle("waiting", waiting);
  card.classList.toggle("selected", selected);
  card.setAttribute("aria-label", fill(said.photo, { number, width, height, state }));
  part("input").checked = selected;
  part(".state").textContent = record.state === "stored" ? "" : state;
  part(".short").textContent = short(record);
  part(".kind").textContent = kindOf(record);
  part(".alike").hidden = !record.has_alike;
  part(".alike").textContent = said.alike;
  part(".note").textContent = problem ? fill(said.jumped_back, { reason: problem }) : record.reason;
  part(".note").classList.toggle("problem", Boolean(problem));
  const isPending = record.state === "stored";
  part('[data-act="accept"]').hidden = !isPending && record.state !== "refused";
  part('[data-act="refuse"]').hidden = !isPending && record.state !== "reviewed";
  part('[data-act="undo"]').hidden = !["reviewed", "refused"].includes(record.state);
}
