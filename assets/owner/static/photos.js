/* The photos that the page knows, and what is decided about them.

   A decision shows at once and is sent after those before it; what the server does not do jumps
   back to what it said last, with the reason. "change" tells of every photo that looks different
   now, "settled" that all decisions are answered. */

import { ask } from "./api.js";
import { words } from "./words.js";

const MOST_AT_ONCE = 100;
const AFTER = { accept: "reviewed", refuse: "refused", undo: "stored" };

export class Photos extends EventTarget {
  #known = new Map(); // identity: what the server said last
  #wished = new Map(); // identity: {state, reason, turn}, not yet answered
  #problems = new Map();
  #past = []; // decisions that can be undone, each a list of identities
  #turn = 0;
  #queue = Promise.resolve();
  #open = 0;

  /* Takes what the server said of a photo. */
  put(record) {
    this.#learn(record);
    this.#tell(record.identity);
    return record.identity;
  }

  /* The photo as it is to be shown. */
  get(identity) {
    const { turn, ...wish } = this.#wished.get(identity) ?? {};
    return { ...this.#known.get(identity), ...wish };
  }

  isWaiting(identity) {
    return this.#wished.has(identity);
  }

  problem(identity) {
    return this.#problems.get(identity) ?? "";
  }

  /* Decides about photos; resolves to how many the server has done. */
  decide(identities, decision, reason = "") {
    const turn = ++this.#turn;
    for (const identity of identities) {
      this.#problems.delete(identity);
      this.#wished.set(identity, { state: AFTER[decision], reason, turn });
      this.#tell(identity);
    }
    if (decision !== "undo") this.#past.push([...identities]);
    this.#open += 1;
    const answer = this.#queue.then(() => this.#send(identities, decision, reason, turn));
    this.#queue = answer;
    return answer;
  }

  /* What was decided last; nothing if there is nothing to undo. */
  takeLast() {
    return this.#past.pop() ?? [];
  }

  async describe(identity, description) {
    const { photo } = await ask(`photos/${identity}/description`, description);
    this.put(photo);
  }

  async #send(identities, decision, reason, turn) {
    let done = 0;
    for (let at = 0; at < identities.length; at += MOST_AT_ONCE) {
      const some = identities.slice(at, at + MOST_AT_ONCE);
      const answers = await ask("decisions", { identities: some, decision, reason }).then(
        (said) => said.answers,
        (error) => some.map((identity) => ({ identity, error: error.message })),
      );
      for (const answer of answers) {
        this.#answered(answer, turn);
        done += answer.photo ? 1 : 0;
      }
    }
    this.#open -= 1;
    if (!this.#open) this.dispatchEvent(new Event("settled"));
    return done;
  }

  #answered({ identity, photo, error }, turn) {
    if (photo) this.#learn(photo);
    if (this.#wished.get(identity)?.turn === turn) this.#wished.delete(identity);
    if (error) this.#problems.set(identity, error || words.server_failed);
    this.#tell(identity);
    if (error) this.dispatchEvent(new CustomEvent("refused", { detail: { identity, error } }));
  }

  /* What an answer leaves out stays as it was known. */
  #learn(record) {
    this.#known.set(record.identity, { ...this.#known.get(record.identity), ...record });
  }

  #tell(identity) {
    this.dispatchEvent(new CustomEvent("change", { detail: identity }));
  }
}
