/* A photo through the time of a finetuning.

     <probe-over-time data-frames='[{"src": "...", "said": "Step 0", "alt": "..."}]'>
       a viewer (see viewer.js) whose pane "finetuned" shows one of the frames,
       <small data-caption="finetuned">, <input type="range"> and <output></probe-over-time>

   Each picture is asked for once. The newest is shown, unless the visitor has gone back to an
   earlier one: then that one stays while new ones come. */

class ProbeOverTime extends HTMLElement {
  static observedAttributes = ["data-frames"];

  connectedCallback() {
    this.addEventListener("input", (event) => event.target.type === "range" && this.turn());
  }

  /* Gradio changes what is there in place, its parts after the whole: so this comes last. */
  attributeChangedCallback() {
    queueMicrotask(() => this.follow());
  }

  follow() {
    const slider = this.slider();
    if (!slider) return;
    const first = this.frames?.[0]?.src;
    this.frames = JSON.parse(this.dataset.frames);
    if (first !== this.frames[0].src) this.kept = null; // another job
    this.pictures = this.frames.map(({ src }, index) => this.load(src, index));
    const last = this.frames.length - 1;
    slider.max = last;
    slider.value = this.kept ?? last;
    this.show(Number(slider.value));
  }

  /* Kept, so that the browser does not ask for it again. */
  load(src, index) {
    const known = this.pictures?.[index];
    if (known?.getAttribute("src") === src) return known;
    const picture = new Image();
    picture.src = src;
    return picture;
  }

  turn() {
    const index = Number(this.slider().value);
    this.kept = index === this.frames.length - 1 ? null : index;
    this.show(index);
  }

  show(index) {
    const { src, said, alt } = this.frames[index];
    const picture = this.querySelector("compare-pane[pane=finetuned] img");
    if (picture && picture.getAttribute("src") !== src) picture.src = src;
    if (picture) picture.alt = alt;
    this.slider().setAttribute("aria-valuetext", said);
    for (const place of this.querySelectorAll("output, [data-caption=finetuned]")) {
      if (!place.closest("compare-bar")) place.textContent = said;
    }
  }

  slider() {
    return this.querySelector(".probe-slider input");
  }
}

customElements.define("probe-over-time", ProbeOverTime);
