/* What buttons and keys do to photos, wherever they are shown. */

import { tell } from "./dom.js";
import { askReason } from "./reasons.js";
import { fill, words } from "./words.js";

const said = words.review;

export class Deciding {
  #photos;

  constructor(photos) {
    this.#photos = photos;
    photos.addEventListener("refused", ({ detail }) =>
      tell(fill(said.jumped_back, { reason: detail.error }), true),
    );
  }

  accept(identities) {
    return this.#send(identities, "accept");
  }

  /* Resolves to whether it went ahead: who closes the list of reasons refuses nothing. */
  async refuse(identities) {
    const reason = await askReason(identities.length);
    if (!reason) return false;
    return this.#send(identities, "refuse", reason);
  }

  /* Takes back what was decided about these photos, or the last decision if that is none. */
  async undo(identities = []) {
    const decided = identities.filter((one) => ["reviewed", "refused"].includes(this.#photos.get(one).state));
    const meant = decided.length ? decided : this.#photos.takeLast();
    if (!meant.length) tell(said.nothing_to_undo);
    else if (await this.#photos.decide(meant, "undo")) tell(said.undone);
    return meant;
  }

  /* What is decided is shown at once; what the server says of it comes later. */
  #send(identities, decision, reason) {
    if (!identities.length) return false;
    this.#photos.decide(identities, decision, reason).then((done) => {
      if (identities.length > 1) tell(fill(said.decided, { count: done }));
    });
    return true;
  }
}
