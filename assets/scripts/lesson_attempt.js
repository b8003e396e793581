/* <lesson-attempt>: both networks at work on a step's picture; how far they are, and a stop. Sends
   `judged` with the completed pictures when they are done. */

const BETWEEN_LOOKS = 400; // [ms]

class LessonAttempt extends HTMLElement {
  connectedCallback() {
    this.key = null;
  }

  async follow(server, key, query) {
    this.server = server;
    this.key = key;
    while (this.key === key) {
      const seen = await server.look([key, query]).catch(() => null);
      if (this.key !== key) return;
      if (!seen || seen.over) {
        this.end(seen, query);
        return;
      }
      this.show(seen.said, seen.share, false);
      // Nobody sees it any more: the machine is free for others.
      if (this.offsetParent === null) this.stop();
      await new Promise((done) => setTimeout(done, BETWEEN_LOOKS));
    }
  }

  end(seen, query) {
    this.key = null;
    this.show(seen ? seen.said : this.dataset.failed, null, !seen?.figures);
    if (!seen?.figures) return;
    this.dispatchEvent(new CustomEvent("judged", { bubbles: true, detail: { ...seen, query } }));
  }

  stop() {
    if (!this.key) return;
    this.server.stop([this.key, ""]).catch(() => {});
    this.key = null;
    this.show(this.dataset.stopped, null, true);
  }

  /* Results are there, or the networks wait to be asked. */
  wait(said) {
    const isDone = this.closest(".lesson").querySelector("[data-figure=student]") !== null;
    if (!this.key) this.show(said, null, !isDone);
  }

  show(said, share, mayTry) {
    this.querySelector("p").textContent = said;
    const bar = this.querySelector("progress");
    bar.hidden = share === null;
    if (share !== null) bar.value = share;
    this.querySelector("[data-do=stop]").hidden = share === null;
    this.querySelector("[data-do=again]").hidden = !mayTry;
  }
}

customElements.define("lesson-attempt", LessonAttempt);
