/* The way in: with the token of this server, or with the login of the Hub. */

import { ask } from "./api.js";
import { byId } from "./dom.js";
import { fill, words } from "./words.js";

const { door, stranger } = document.body.dataset;

if (door === "hub") {
  byId("hub-form").hidden = false;
  if (stranger) byId("stranger").textContent = fill(words.login.hub_not_listed, { name: stranger });
} else {
  const form = byId("token-form");
  form.hidden = false;
  byId("token").focus();
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    signIn();
  });
}

async function signIn() {
  const field = byId("token");
  byId("problem").textContent = "";
  try {
    await ask("login", { token: field.value });
    const { pathname, search, hash } = location;
    if (pathname.endsWith("/login")) location.replace(`./${search}${hash}`);
    else location.reload(); // what was asked for, now with a cookie
  } catch (error) {
    byId("problem").textContent = error.message;
    field.select();
  }
}
