/* The owner's page: puts its parts together. */

import { Alike } from "./alike.js";
import { ask } from "./api.js";
import { Deciding } from "./deciding.js";
import { byId, tell } from "./dom.js";
import { isNarrowed, query, showCounts, startFilters } from "./filters.js";
import { Grid } from "./grid.js";
import { startKeys } from "./keys.js";
import { Large } from "./large.js";
import { Photos } from "./photos.js";
import { startViews } from "./views.js";
import { fill, words } from "./words.js";

const PAGE = 60;
const photos = new Photos();
const deciding = new Deciding(photos);
const grid = new Grid(photos, actOnCard);
const large = new Large(photos, actInLarge);
const alike = new Alike(photos, actInAlike);
let next = "";
let loading = 0;

/* ---- what is shown ---- */

async function load(isMore = false) {
  const turn = ++loading;
  byId("more").disabled = true;
  try {
    const after = isMore ? `&after=${next}` : "";
    const told = await ask(`photos?${query()}&limit=${PAGE}${after}`);
    if (turn !== loading) return; // another filter was chosen meanwhile
    if (!isMore) grid.clear();
    next = told.next;
    grid.add(told.photos.map((record) => photos.put(record)));
  } catch (error) {
    tell(error.message, true);
  }
  if (!isMore && document.activeElement === document.body) grid.focus();
  byId("more").hidden = !next;
  byId("more").disabled = false;
  byId("empty").hidden = grid.order.length > 0;
  byId("empty").textContent = isNarrowed() ? words.review.none_here : words.review.none_waiting;
}

async function count() {
  try {
    const { by_state: states } = await ask("figures");
    const left = states.stored ?? 0;
    showCounts(states);
    byId("left").textContent = left ? fill(words.review.left, { count: left }) : words.review.left_none;
  } catch (error) {
    tell(error.message, true);
  }
}

/* ---- what is done ---- */

function actOnCard(name, identity, event) {
  if (name === "large" && event.shiftKey) return grid.selectTo(identity);
  if (name === "large" && (event.ctrlKey || event.metaKey)) return grid.toggle(identity);
  if (name === "large") return large.open(identity);
  if (name === "alike") return alike.open(identity);
  if (name === "select") return event.shiftKey ? grid.selectTo(identity) : grid.toggle(identity);
  return decide(name, [identity]);
}

async function actInLarge(name, identity) {
  if (name === "close") return large.close();
  if (name === "alike") return alike.open(identity);
  if (name === "next" || name === "previous") return step(name === "next" ? 1 : -1);
  await decide(name, [identity]);
}

async function actInAlike(name, identity, others) {
  if (name === "large") return large.open(identity);
  if (name !== "keep") return decide(name, [identity]);
  const open = others.filter((one) => ["stored", "reviewed"].includes(photos.get(one).state));
  await deciding.accept([identity]);
  if (open.length) photos.decide(open, "refuse", words.review.reasons.at(-1));
}

async function decide(name, identities) {
  if (name === "undo") return deciding.undo(identities);
  const went = await deciding[name](identities);
  if (went) grid.select([]);
  return went;
}

/* From the keyboard: the next photo that waits comes after the one that is decided. */
async function decideAndMoveOn(name) {
  const single = !grid.selected.size;
  if (!(await decide(name, grid.meant)) || !single) return grid.focus();
  grid.moveOn();
}

async function undo() {
  const [first] = await deciding.undo(grid.selected.size ? grid.meant : []);
  if (first) grid.focus(first);
}

function step(by) {
  const to = grid.order[grid.order.indexOf(large.identity) + by];
  if (to) large.open(to);
}

/* ---- keys ---- */

const IN_GRID = {
  ArrowRight: () => grid.move(1),
  ArrowLeft: () => grid.move(-1),
  ArrowDown: () => grid.move(0, 1),
  ArrowUp: () => grid.move(0, -1),
  Home: () => grid.focus(grid.order[0]),
  End: () => grid.focus(grid.order.at(-1)),
  a: () => decideAndMoveOn("accept"),
  r: () => decideAndMoveOn("refuse"),
  u: undo,
  " ": (event) => (event.shiftKey ? grid.selectTo(grid.current) : grid.toggle(grid.current)),
  Enter: () => large.open(grid.current),
  l: () => alike.open(grid.current),
  all: () => grid.selectAll(),
  Escape: () => grid.select([]),
};
const IN_LARGE = {
  ArrowRight: () => step(1),
  ArrowLeft: () => step(-1),
  a: () => decide("accept", [large.identity]).then(() => step(1)),
  r: () => decide("refuse", [large.identity]).then((went) => went && step(1)),
  u: () => deciding.undo([large.identity]),
  l: () => alike.open(large.identity),
};

/* Keys that mean something else where a button, a link or a choice has the keyboard. */
const OWN_KEYS = [
  [["Enter"], "button, a, summary"],
  [[" "], "button, a, summary, input"],
  [["ArrowRight", "ArrowLeft", "ArrowUp", "ArrowDown", "Home", "End"], "[role=tab], input[type=radio]"],
];

function press(name, event) {
  if (alike.isOpen) return false;
  if (large.isOpen) return large.key(name) || run(IN_LARGE[name], event);
  if (byId("review").hidden || !grid.current) return false;
  const own = OWN_KEYS.find(([keys]) => keys.includes(name));
  if (own && event.target.closest(own[1])) return false;
  if (event.shiftKey && name.startsWith("Arrow")) return stretch(name);
  return run(IN_GRID[name], event);
}

function run(act, event) {
  act?.(event);
  return Boolean(act);
}

/* Shift and an arrow select what they pass. */
function stretch(name) {
  grid.anchorHere();
  IN_GRID[name]();
  grid.selectTo(grid.current);
  return true;
}

/* ---- start ---- */

byId("more").addEventListener("click", () => load(true));
grid.addEventListener("end", () => next && load(true));
grid.addEventListener("select", () => {
  byId("chosen").hidden = !grid.selected.size;
  byId("chosen-count").textContent = fill(words.review.selected, { count: grid.selected.size });
});
byId("chosen").addEventListener("click", ({ target }) => {
  const { act } = target.dataset;
  if (act === "all") grid.selectAll();
  else if (act === "none") grid.select([]);
  else if (act) decide(act, grid.meant);
});
photos.addEventListener("settled", count);
startFilters(() => load());
startKeys(press);
startViews(grid, photos);
load();
count();
