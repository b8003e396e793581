/* The collection in numbers. */

import { ask } from "./api.js";
import { byId, draw, make, tell } from "./dom.js";
import { bytes, fill, number, words } from "./words.js";

const { figures: said, kinds, review } = words;
const MOST_DAYS = 60;
const TALL = 120; // [px]
const NAMED = 24; // [px] above the bars, for their numbers
const [THIN, THICK] = [14, 44]; // [px] a day

export async function showFigures() {
  let told;
  try {
    told = await ask("figures");
  } catch (error) {
    return tell(error.message, true);
  }
  const { by_state: states } = told;
  const decided = told.photos - (states.stored ?? 0);
  byId("figures").replaceChildren(
    make(
      "dl",
      { class: "tiles" },
      tile(said.photos, number(told.photos)),
      tile(said.donors, number(told.donors)),
      tile(said.accepted, told.acceptance === null ? "–" : `${Math.round(told.acceptance * 100)} %`, fill(said.accepted_of, { count: decided })),
      tile(said.bytes, bytes(told.bytes)),
      tile(said.alike, number(told.alike)),
      tile(said.withdrawn, number(told.withdrawn)),
    ),
    make("h2", {}, said.days),
    days(told.per_day),
    make(
      "div",
      { class: "counts" },
      counts(said.states, states, review.states),
      counts(said.licences, told.per_licence, {}),
      counts(kinds.amount, told.per_amount, kinds.amounts),
      counts(kinds.time, told.per_time, kinds.times),
      counts(kinds.place, told.per_place, kinds.places),
    ),
  );
}

function tile(name, value, more = "") {
  return make("div", {}, make("dt", {}, name), make("dd", {}, value, make("small", {}, more)));
}

/* A bar for each day, days without photos included; the newest at the right. */
function days(perDay) {
  const known = Object.keys(perDay);
  if (!known.length) return make("p", { class: "hint" }, said.days_none);
  const all = daysBetween(known[0], known.at(-1)).slice(-MOST_DAYS);
  const most = Math.max(...all.map((day) => perDay[day] ?? 0));
  const wide = Math.min(Math.max(900 / all.length, THIN), THICK);
  const bars = all.map((day, at) => {
    const count = perDay[day] ?? 0;
    const tall = (count / most) * (TALL - NAMED);
    const named = count && wide > 24;
    return draw(
      "g",
      {},
      draw("title", {}, `${day}: ${count}`),
      draw("rect", { class: "bar", x: at * wide, y: TALL - tall, width: wide - 4, height: tall, rx: 2 }),
      named ? draw("text", { x: at * wide + wide / 2 - 2, y: TALL - tall - 6 }, `${count}`) : null,
    );
  });
  const width = all.length * wide;
  const svg = draw("svg", { viewBox: `0 0 ${width} ${TALL}`, width, height: TALL, role: "img", "aria-label": said.days }, ...bars);
  const text = fill(said.days_are, { first: all[0], last: all.at(-1), most });
  return make("figure", { class: "days" }, make("div", { class: "bars", tabindex: "0" }, svg), make("figcaption", {}, text));
}

function daysBetween(first, last) {
  const days = [];
  for (const day = new Date(first); day <= new Date(last); day.setUTCDate(day.getUTCDate() + 1))
    days.push(day.toISOString().slice(0, 10));
  return days;
}

function counts(title, some, names) {
  const most = Math.max(1, ...Object.values(some));
  const rows = Object.entries(some).map(([name, count]) =>
    make("tr", {}, make("th", { scope: "row" }, names[name] ?? (name || said.unknown)), make("td", {}, make("meter", { max: most, value: count, "aria-hidden": "true" })), make("td", {}, number(count))),
  );
  return make("table", {}, make("caption", {}, title), make("tbody", {}, ...rows));
}
