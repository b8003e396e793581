/* The views of the page, named in its address; the login's name, and the way out. */

import { ask } from "./api.js";
import { byId, tell } from "./dom.js";
import { showFigures } from "./figures.js";
import { showHub } from "./hubview.js";
import { showTake } from "./takeview.js";
import { fill, words } from "./words.js";

const VIEWS = ["review", "figures", "hub", "take"];

export function startViews(grid, photos) {
  const shows = { figures: showFigures, hub: showHub, take: () => showTake(grid, photos) };
  const tabs = VIEWS.map((name) => byId(`tab-${name}`));

  const show = (wanted) => {
    const name = VIEWS.includes(wanted) ? wanted : VIEWS[0];
    for (const one of VIEWS) {
      byId(one).hidden = one !== name;
      byId(`tab-${one}`).setAttribute("aria-selected", one === name);
      byId(`tab-${one}`).tabIndex = one === name ? 0 : -1;
    }
    document.body.dataset.view = name;
    shows[name]?.();
    const { href } = byId("language");
    byId("language").href = `${href.split("#")[0]}#${name}`;
  };

  tabs.forEach((tab, at) => {
    tab.addEventListener("click", () => (location.hash = VIEWS[at]));
    tab.addEventListener("keydown", ({ key }) => {
      const to = { ArrowRight: at + 1, ArrowLeft: at - 1 }[key];
      if (to === undefined) return;
      const other = tabs[(to + tabs.length) % tabs.length];
      other.focus();
      other.click();
    });
  });
  window.addEventListener("hashchange", () => show(location.hash.slice(1)));
  show(location.hash.slice(1));

  byId("who").textContent = fill(words.signed_in_as, { name: byId("who").dataset.name });
  byId("sign-out").addEventListener("click", signOut);
  for (const dialog of document.querySelectorAll("dialog"))
    dialog.addEventListener("click", ({ target }) => {
      if (target === dialog || target.matches("[data-close]")) dialog.close();
    });
}

async function signOut() {
  // The Hub's login is Gradio's: its own way out leads back here.
  if (document.body.dataset.door === "hub") return location.assign("../logout?_target_url=/owner/");
  try {
    await ask("logout", {});
    location.reload();
  } catch (error) {
    tell(error.message, true);
  }
}
