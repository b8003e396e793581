/* Takes accepted photos along: as a ZIP, or into a finetuning. */

import { ask } from "./api.js";
import { byId, make, tell } from "./dom.js";
import { fill, moment, words } from "./words.js";

const said = words.take;
const ACCEPTED = ["reviewed", "queued", "committed"];
const COMMAND = "python -m ssidkd collection export FOLDER";

export async function showTake(grid, photos) {
  try {
    const [{ by_state: states }, train] = await Promise.all([ask("figures"), ask("train")]);
    const count = ACCEPTED.reduce((sum, state) => sum + (states[state] ?? 0), 0);
    const chosen = [...grid.selected].filter((one) => ACCEPTED.includes(photos.get(one).state));
    byId("take").replaceChildren(exporting(count, chosen), training(train, count));
  } catch (error) {
    tell(error.message, true);
  }
}

function exporting(count, chosen) {
  const all = count
    ? make("a", { class: "button main", href: "export/photos.zip", download: "", id: "export-all" }, fill(said.export_all, { count }))
    : make("p", { class: "hint" }, said.export_none);
  const some = make("button", { type: "button", id: "export-selected", hidden: !chosen.length, onclick: () => download(chosen) }, `${said.export_selected} (${chosen.length})`);
  const [before, after] = said.export_folder.split("{command}");
  return make("section", {}, make("h2", {}, said.export), make("p", {}, said.export_explained), make("p", { class: "acts" }, all, some), make("p", { class: "hint" }, before, make("code", {}, COMMAND), after));
}

async function download(identities) {
  try {
    const { ticket } = await ask("export/tickets", { identities });
    make("a", { href: `export/photos.zip?ticket=${ticket}`, download: "" }).click();
  } catch (error) {
    tell(error.message, true);
  }
}

const jobLink = (job) => `../?tab=finetune&job=${encodeURIComponent(job)}`;

function training({ offered, efforts, jobs }, count) {
  const section = make("section", {}, make("h2", {}, said.train), make("p", {}, said.train_explained));
  if (!offered || !count) {
    section.append(make("p", { class: "hint" }, offered ? said.train_few : said.train_none));
    return section;
  }
  const effort = make("select", { id: "train-effort" }, ...efforts.map((name) => make("option", { value: name }, said.efforts[name] ?? name)));
  const outcome = make("p", { role: "status" });
  const start = make("button", { type: "button", class: "main", id: "train-start", onclick: () => begin(start, effort.value, outcome) }, said.train_start);
  section.append(make("p", { class: "acts" }, make("label", {}, said.train_effort, " ", effort), start), outcome);
  if (jobs.length) section.append(make("h3", {}, said.train_jobs), make("ul", { class: "jobs" }, ...jobs.map(line)));
  return section;
}

function line(job) {
  const text = fill(said.train_line, {
    when: moment(job.created),
    effort: said.efforts[job.effort] ?? job.effort,
    count: job.photos,
    state: said.train_states[job.state] ?? job.state,
  });
  const left = job.removed ? ` · ${fill(said.train_left, { count: job.removed })}` : "";
  return make("li", {}, make("a", { href: jobLink(job.job), target: "_blank", rel: "noopener" }, text), left);
}

async function begin(start, effort, outcome) {
  start.disabled = true;
  try {
    const { job, photos } = await ask("train", { effort, key: crypto.randomUUID?.() ?? String(Math.random()) });
    const link = make("a", { href: jobLink(job), target: "_blank", rel: "noopener" }, said.train_open);
    outcome.replaceChildren(fill(said.train_started, { count: photos }), " ", link);
  } catch (error) {
    outcome.replaceChildren(make("span", { class: "problem" }, error.message));
  }
  start.disabled = false;
}
