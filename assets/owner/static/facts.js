/* What was measured on a photo, and which of several is better. */

import { make } from "./dom.js";
import { measure, moment, number, words } from "./words.js";

const { facts: said, kinds } = words;

/* Name, text and, where more or less of it is better, a number that is higher for the better. */
export function measured({ facts }) {
  const { width, height, niqe, dark_channel, sharpness, brightness } = facts;
  return [
    [said.size, `${width} × ${height}`, width * height, said.higher],
    [said.niqe, niqe === null ? said.niqe_none : measure(niqe), niqe === null ? -Infinity : -niqe, said.lower],
    [said.sharp, number(Math.round(sharpness)), sharpness, said.higher],
    [said.dark, measure(dark_channel)],
    [said.bright, measure(brightness)],
  ];
}

/* The names of the facts in which this photo is the best of several. */
export function bestOf(record, others) {
  const [own, ...rest] = [record, ...others].map(measured);
  return own
    .filter(([, , value], at) => value !== undefined && rest.every((one) => value > one[at][2]))
    .map(([name]) => name);
}

/* In a few words: size, and NIQE. */
export function short(record) {
  const [[, size], [name, niqe]] = measured(record);
  return record.facts.niqe === null ? size : `${size} · ${name} ${niqe}`;
}

export function kindOf({ description: { amount, time, place } }) {
  return [kinds.amounts[amount], kinds.times[time], kinds.places[place]].filter(Boolean).join(" · ");
}

/* All that is known, as a list of names and values. */
export function table(record, best = []) {
  const rows = measured(record).map(([name, text, , hint]) => [name, text, hint]);
  rows.push([said.kind, kindOf(record) || words.kinds.unsaid]);
  rows.push([said.licence, record.licence], [said.received, moment(record.received)]);
  rows.push([said.donor, record.donor]);
  for (const [name, text] of [
    [said.credit, record.credit],
    [said.reason, record.reason],
    [said.reviewer, record.reviewer],
    [said.revision, record.revision.slice(0, 8)],
  ])
    if (text) rows.push([name, text]);
  return make(
    "dl",
    { class: "facts" },
    ...rows.map(([name, text, hint]) =>
      make(
        "div",
        best.includes(name) ? { class: "best", title: words.review.better } : {},
        make("dt", hint ? { title: hint } : {}, name),
        make("dd", {}, text),
      ),
    ),
  );
}
