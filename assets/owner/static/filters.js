/* Which photos are shown: by state, kind, licence and day. */

import { byId, make } from "./dom.js";
import { words } from "./words.js";

const { review, kinds } = words;
const LICENCES = { "CC0-1.0": "CC0", "CC-BY-4.0": "CC BY 4.0" };
const CHOICES = { amount: kinds.amounts, time: kinds.times, place: kinds.places, licence: LICENCES };

const form = byId("filters");
const option = (value, text) => make("option", { value }, text);

const IS_WIDE = "(min-width: 700px)";

/* Fills the form, and calls changed() for every other choice. */
export function startFilters(changed) {
  for (const [name, choices] of Object.entries(CHOICES)) {
    const some = Object.entries(choices).map(([value, text]) => option(value, text));
    form.elements[name].append(option("", review.any), ...some);
  }
  for (const [state, text] of [...Object.entries(review.states), ["", review.all_states]]) {
    const radio = make("input", { type: "radio", name: "state", value: state, checked: state === "stored" });
    const count = make("span", { class: "count", "data-count": state });
    byId("states").append(make("label", { class: "chip" }, radio, text, " ", count));
  }
  byId("narrow").open = matchMedia(IS_WIDE).matches;
  form.addEventListener("change", changed);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(changed));
}

export function showCounts(byState) {
  const all = Object.values(byState).reduce((sum, count) => sum + count, 0);
  for (const count of form.querySelectorAll("[data-count]")) {
    const state = count.dataset.count;
    count.textContent = state ? (byState[state] ?? 0) : all;
  }
}

/* The choices as a query, such as "state=stored&amount=heavy". */
export function query() {
  const chosen = [...new FormData(form)].filter(([, value]) => value);
  return new URLSearchParams(chosen).toString();
}

export const isNarrowed = () => query() !== "state=stored";
