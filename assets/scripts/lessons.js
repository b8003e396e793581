/* <ssid-lessons>: the guided walk. The page holds all texts; this shows one step of them, asks the
   server for its pictures, and keeps the state in the address, from which anyone can rebuild it. */

const ENDS_ELSEWHERE = "input, select, textarea, [contenteditable=true], [role=tab], [role=slider]";

class Lessons extends HTMLElement {
  connectedCallback() {
    this.words = JSON.parse(this.dataset.words);
    this.own = new Set(JSON.parse(this.dataset.names));
    this.sections = [...this.querySelectorAll(".lesson")];
    this.mode = "walk";
    this.number = 1;
    this.addEventListener("click", (event) => this.clicked(event));
    this.addEventListener("input", (event) => this.turned(event, false));
    this.addEventListener("change", (event) => this.turned(event, true));
    this.addEventListener("pointerup", (event) => this.released(event));
    this.addEventListener("judged", (event) => this.fill({ ...event.detail, lesson: this.number }));
    this.heard = (event) => this.pressed(event);
    document.addEventListener("keydown", this.heard);
    this.fit = () => window.fitLesson(this);
    window.addEventListener("resize", this.fit);
    // Pictures, the networks' results and replies come later, and may need more room than there is.
    const grown = () => this.scrollHeight > this.clientHeight && this.fit();
    this.grown = new ResizeObserver(() => requestAnimationFrame(grown));
    this.sections.forEach((section) => this.grown.observe(section));
  }

  disconnectedCallback() {
    document.removeEventListener("keydown", this.heard);
    window.removeEventListener("resize", this.fit);
    this.observer?.disconnect();
    this.grown.disconnect();
    document.documentElement.classList.remove("lessons-presenting");
  }

  /* Nothing is asked for before the tab is looked at. */
  begin(server) {
    this.server = server;
    this.observer = new IntersectionObserver(() => {
      if (!this.isShown()) return;
      if (this.isOpen) this.writeAddress();
      else this.open();
    });
    this.observer.observe(this);
  }

  isShown() {
    return this.offsetParent !== null || (this.mode === "present" && this.clientHeight > 0);
  }

  async open() {
    this.isOpen = true;
    const given = new URLSearchParams(location.search);
    const seen = await this.ask(given.get("tab") === "lessons" ? location.search : "", true);
    if (!seen) return;
    this.show(seen.lesson);
    this.setControls(seen.values);
    this.setAnswer(seen.answer);
    this.setMode(seen.mode);
    this.say(seen.said);
    this.writeAddress();
    await this.fill(seen);
  }

  get section() {
    return this.sections[this.number - 1];
  }

  /* State and address */

  query() {
    const query = new URLSearchParams({ tab: "lessons", lesson: this.number });
    query.set("photo", this.section.querySelector("[name=photo]").value);
    for (const control of this.section.querySelectorAll(".lesson-turn [name]")) {
      query.set(control.name, control.value);
    }
    const answer = this.section.querySelector("[type=radio]:checked");
    if (answer) query.set("answer", answer.value);
    if (this.mode !== "walk") query.set(this.mode, "1");
    return query;
  }

  writeAddress() {
    const query = this.query();
    for (const [name, value] of new URLSearchParams(location.search)) {
      if (!this.own.has(name)) query.append(name, value);
    }
    history.replaceState(history.state, "", `${location.pathname}?${query}`);
  }

  setControls(values) {
    for (const control of this.section.querySelectorAll(".lesson-turn [name]")) {
      control.value = values[control.name];
      this.sayValue(control);
    }
  }

  setAnswer(answer) {
    const chosen = this.section.querySelector(`[type=radio][value="${answer}"]`);
    if (!chosen) return;
    chosen.checked = true;
    this.reply(chosen);
  }

  setMode(mode) {
    this.mode = mode;
    this.dataset.mode = mode;
    document.documentElement.classList.toggle("lessons-presenting", mode === "present");
    this.querySelector(".lessons-guide").hidden = mode !== "guide";
    this.querySelector(".lessons-body").hidden = mode === "guide";
    this.querySelector(".lessons-head").hidden = mode === "guide";
    this.fit();
  }

  changeMode(mode) {
    const before = this.mode;
    this.setMode(mode);
    this.writeAddress();
    window.scrollTo({ top: 0 });
    // The button that was pressed may be gone: go on from where its counterpart is.
    const next = mode === "walk" ? `[data-do=${before}]` : "[data-do=leave]";
    const root = mode === "guide" ? this.querySelector(".lessons-guide") : this;
    root.querySelector(next)?.focus({ preventScroll: true });
  }

  /* What visitors do */

  clicked(event) {
    const button = event.target.closest("button");
    if (!button) return;
    if (button.dataset.go) this.go(Number(button.dataset.go));
    const does = {
      previous: () => this.go(this.number - 1),
      next: () => this.go(this.number + 1),
      present: () => this.changeMode("present"),
      guide: () => this.changeMode("guide"),
      leave: () => this.changeMode("walk"),
      copy: () => this.copy(),
      print: () => window.print(),
      stop: () => this.stop(),
      again: () => this.refresh(true),
      compare: () => document.querySelector("#tab-compare-button")?.click(),
    };
    does[button.dataset.do]?.();
  }

  turned(event, isDone) {
    const control = event.target;
    if (control.type === "radio") {
      if (isDone) this.reply(control);
    } else {
      this.sayValue(control);
      // Pictures follow a range as it moves; the networks wait until it is let go.
      const isRange = control.type === "range";
      if (isRange ? !isDone || this.needsNetwork() : isDone) this.refresh(isDone);
    }
    this.writeAddress();
  }

  needsNetwork() {
    return this.section.dataset.network === "1";
  }

  /* Before a class the presenter's buttons must go to the steps again, not to a range. */
  released(event) {
    if (this.mode === "present" && event.target.matches("input")) event.target.blur();
  }

  pressed(event) {
    if (!this.isOpen || !this.isShown() || event.defaultPrevented) return;
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (event.key === "Escape" && this.mode === "present") {
      this.changeMode("walk");
      event.preventDefault();
      return;
    }
    if (this.mode === "guide" || event.target.closest?.(ENDS_ELSEWHERE)) return;
    const step = { ArrowRight: 1, PageDown: 1, ArrowLeft: -1, PageUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    this.go(this.number + step);
  }

  go(number) {
    if (number < 1 || number > this.sections.length) return;
    this.stop();
    if (this.mode === "guide") this.changeMode("walk");
    if (number === this.number && this.section.dataset.filled) return;
    this.show(number);
    const title = this.section.querySelector("h3").textContent;
    this.say(`${this.progress()}: ${title}`);
    this.writeAddress();
    if (this.mode === "present") this.scrollTo({ top: 0 });
    this.fit();
    this.refresh(true);
  }

  show(number) {
    this.number = number;
    this.sections.forEach((section, index) => {
      section.hidden = index !== number - 1;
    });
    for (const button of this.querySelectorAll(".lessons-list button")) {
      if (Number(button.dataset.go) === number) button.setAttribute("aria-current", "step");
      else button.removeAttribute("aria-current");
    }
    this.querySelector(".lessons-progress").textContent = this.progress();
    // Not `disabled`: the button keeps the focus of whoever pressed it.
    this.mark("previous", number === 1);
    this.mark("next", number === this.sections.length);
  }

  mark(name, isOff) {
    this.querySelector(`[data-do=${name}]`).setAttribute("aria-disabled", isOff);
  }

  progress() {
    const total = this.sections.length;
    return this.words.progress.replace("{number}", this.number).replace("{total}", total);
  }

  reply(radio) {
    const place = this.section.querySelector(".lesson-reply");
    const isRight = radio.dataset.right === "1";
    place.dataset.right = radio.dataset.right;
    const verdict = document.createElement("b");
    verdict.textContent = isRight ? this.words.right : this.words.wrong;
    place.replaceChildren(verdict, ` ${radio.dataset.reply}`);
  }

  sayValue(control) {
    if (!control.dataset.said) return;
    const said = control.dataset.said.replaceAll("{value}", String(Number(control.value)));
    control.setAttribute("aria-valuetext", said);
    control.parentElement.querySelector("output").textContent = said;
  }

  say(words) {
    this.querySelector(".lessons-said").textContent = words;
  }

  async copy() {
    this.writeAddress();
    try {
      await navigator.clipboard.writeText(location.href);
      this.say(this.words.copied);
    } catch {
      this.say(this.words.not_copied);
    }
  }

  stop() {
    this.querySelector("lesson-attempt").stop();
  }

  /* Pictures: of requests that come faster than answers, only the last is asked. */

  async refresh(tries) {
    this.stop();
    this.wanted = { query: this.query().toString(), tries };
    if (this.isAsking) return;
    this.isAsking = true;
    while (this.wanted) {
      const { query, tries: mayTry } = this.wanted;
      this.wanted = null;
      const seen = await this.ask(query, mayTry);
      if (seen && !this.wanted) await this.fill(seen);
    }
    this.isAsking = false;
  }

  async ask(query, tries) {
    try {
      return await this.server.show([query, tries ? "1" : ""]);
    } catch {
      this.say(this.words.failed);
      return null;
    }
  }

  async fill(seen) {
    const section = this.sections[seen.lesson - 1];
    const made = document.createElement("template");
    made.innerHTML = seen.figures;
    // Shown when decoded: otherwise every turn would flash.
    const images = [...made.content.querySelectorAll("img")].map((image) => {
      const loaded = new Image();
      loaded.src = image.src;
      return loaded.decode().catch(() => {});
    });
    await Promise.all(images);
    section.querySelector(".lesson-figures").replaceChildren(made.content);
    section.querySelector(".lesson-facts").innerHTML = seen.facts;
    section.querySelector(".lesson-scene").removeAttribute("aria-busy");
    section.dataset.filled = seen.query;
    const isBegun = seen.lesson === this.number && seen.attempt;
    const attempt = section.querySelector("lesson-attempt");
    if (isBegun) attempt.follow(this.server, seen.attempt, seen.query);
    else attempt?.wait("");
  }
}

customElements.define("ssid-lessons", Lessons);
