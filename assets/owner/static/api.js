/* Asks the server. What goes wrong becomes a Refused with a sentence to show. */

import { language, words } from "./words.js";

export class Refused extends Error {}

/* Without a body it asks, with one it changes something. */
export async function ask(path, body) {
  // No other page can send this header, and its value says in which language to answer.
  const options = { headers: { "X-Owner-Call": language, Accept: "application/json" } };
  if (body !== undefined) {
    options.method = "POST";
    options.headers["Content-Type"] = "application/json";
    options.body = JSON.stringify(body);
  }
  let answer;
  try {
    answer = await fetch(path, options);
  } catch {
    throw new Refused(words.server_gone);
  }
  const said = await answer.json().catch(() => ({}));
  if (answer.ok) return said;
  if (answer.status === 401) setTimeout(() => location.reload(), 1500); // to the way in
  throw new Refused(said.error || (answer.status === 403 ? words.not_ours : words.server_failed));
}
