/* A picture that can be made larger and moved: wheel, two fingers, drag, double click, keys. */

import { make } from "./dom.js";

const MOST = 32;
const STEP = 1.5;

export class Zoom {
  #scale = 1;
  #x = 0;
  #y = 0;
  #fingers = new Map();

  constructor() {
    this.image = make("img", { alt: "", draggable: "false" });
    this.element = make("div", { class: "stage" }, this.image);
    const stage = this.element;
    stage.addEventListener("wheel", (event) => this.#wheel(event), { passive: false });
    stage.addEventListener("dblclick", (event) =>
      this.#scale > 1 ? this.reset() : this.by(this.#natural(), ...this.#place(event)),
    );
    stage.addEventListener("pointerdown", (event) => {
      stage.setPointerCapture(event.pointerId);
      this.#fingers.set(event.pointerId, event);
    });
    stage.addEventListener("pointermove", (event) => this.#move(event));
    for (const name of ["pointerup", "pointercancel"])
      stage.addEventListener(name, (event) => this.#fingers.delete(event.pointerId));
    this.image.addEventListener("load", () => this.#draw());
  }

  show(source, text) {
    this.image.src = source;
    this.image.alt = text;
    this.reset();
  }

  reset() {
    [this.#scale, this.#x, this.#y] = [1, 0, 0];
    this.#draw();
  }

  larger() {
    this.by(STEP);
  }

  smaller() {
    this.by(1 / STEP);
  }

  /* Larger by a factor; what is at x and y, counted from the middle [px], stays there. */
  by(factor, x = 0, y = 0) {
    const scale = Math.min(Math.max(this.#scale * factor, 1), MOST);
    const done = scale / this.#scale;
    this.#x = x - (x - this.#x) * done;
    this.#y = y - (y - this.#y) * done;
    this.#scale = scale;
    this.#draw();
  }

  #wheel(event) {
    event.preventDefault();
    this.by(Math.exp(-event.deltaY / 400), ...this.#place(event));
  }

  #move(event) {
    const before = this.#fingers.get(event.pointerId);
    if (!before) return;
    const other = [...this.#fingers.values()].find((one) => one.pointerId !== event.pointerId);
    if (other) {
      const far = (one) => Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY) || 1;
      this.by(far(event) / far(before), ...this.#place(other));
    } else {
      this.#x += event.clientX - before.clientX;
      this.#y += event.clientY - before.clientY;
      this.#draw();
    }
    this.#fingers.set(event.pointerId, event);
  }

  #place({ clientX, clientY }) {
    const { left, top, width, height } = this.element.getBoundingClientRect();
    return [clientX - left - width / 2, clientY - top - height / 2];
  }

  /* The factor that shows one pixel of the photo as one of the screen, at least 2. */
  #natural() {
    return Math.max(this.image.naturalWidth / (this.image.clientWidth || 1) / devicePixelRatio, 2);
  }

  #draw() {
    const { clientWidth, clientHeight } = this.image;
    const [farX, farY] = [clientWidth, clientHeight].map((side) => (side * (this.#scale - 1)) / 2);
    this.#x = Math.min(Math.max(this.#x, -farX), farX);
    this.#y = Math.min(Math.max(this.#y, -farY), farY);
    this.image.style.transform = `translate(${this.#x}px, ${this.#y}px) scale(${this.#scale})`;
    const shown = (clientWidth * this.#scale * devicePixelRatio) / (this.image.naturalWidth || 1);
    this.image.classList.toggle("pixels", shown > 2);
    this.element.classList.toggle("zoomed", this.#scale > 1);
    this.element.dataset.scale = this.#scale.toFixed(2);
  }
}
