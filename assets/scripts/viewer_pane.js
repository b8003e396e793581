/* One picture of a group: shows the group's view and takes wheel, drag, pinch, double-click, and
   press and hold. See viewer.js for the markup. */

const HOLD_AFTER = 350; // [ms] of a pointer that stays where it is
const STILL = 6; // [px] a finger may move and yet stay

const middle = (points) => [
  points.reduce((sum, point) => sum + point.x, 0) / points.length,
  points.reduce((sum, point) => sum + point.y, 0) / points.length,
];
const spread = ([a, b]) => (b ? Math.hypot(a.x - b.x, a.y - b.y) : 0);

const WATCHED = ["src", "style", "class", "pane", "label", "width", "height", "original"];

const resized = new ResizeObserver((entries) => {
  new Set(entries.map((entry) => entry.target.group)).forEach((group) => group?.refresh());
});

class ComparePane extends HTMLElement {
  connectedCallback() {
    this.group = window.compareViewer.group(this.getAttribute("group"));
    this.pointers = new Map();
    this.read();
    if (!this.heard) this.listen();
    this.heard = true;
    resized.observe(this);
    this.changed ??= new MutationObserver(() => this.group.refresh());
    const what = { childList: true, subtree: true, attributes: true, attributeFilter: WATCHED };
    this.changed.observe(this, what);
    this.group.attach(this);
  }

  /* What the pane is now: its HTML may have been patched. */
  read() {
    this.name = this.getAttribute("pane");
    this.isOriginal = this.hasAttribute("original");
    this.picture = this.querySelector("img");
    this.classList.add("live");
    if (!this.over?.isConnected) this.over = null;
    if (!this.divider?.isConnected) this.divider = null;
  }

  disconnectedCallback() {
    resized.unobserve(this);
    this.changed.disconnect();
    this.letGo();
    this.group.detach(this);
  }

  size() {
    return {
      width: Number(this.getAttribute("width")) || this.picture.naturalWidth,
      height: Number(this.getAttribute("height")) || this.picture.naturalHeight,
    };
  }

  /* The original above the pane's own picture, for the eye only. */
  layer(address) {
    const layer = document.createElement("div");
    layer.className = "original";
    layer.innerHTML = "<div></div>";
    layer.firstChild.style.backgroundImage = `url(${JSON.stringify(address)})`;
    return layer;
  }

  render(view) {
    if (this.picture && view) this.show(view);
    this.changed.takeRecords(); // of what this has changed itself
  }

  show({ x, y, scale }) {
    const style = {
      width: `${this.group.width}px`,
      height: `${this.group.height}px`,
      transform: `translate(${x}px, ${y}px) scale(${scale})`,
    };
    this.renderOriginal();
    for (const part of [this.picture, this.over?.firstChild]) Object.assign(part?.style ?? {}, style);
  }

  renderOriginal() {
    const original = this.group.original();
    const { dividerOn, dividerAt, held } = this.group;
    const divided = dividerOn && !this.isOriginal && original && original !== this;
    const overlaid = original && original !== this && (divided || held);
    if (this.over && (!overlaid || this.over.dataset.of !== original.picture.src)) {
      this.over.remove();
      this.over = null;
    }
    if (overlaid && !this.over) {
      this.over = this.layer(original.picture.src);
      this.over.dataset.of = original.picture.src;
      this.picture.after(this.over);
    }
    if (this.over) this.over.style.clipPath = held ? "none" : `inset(0 ${100 - dividerAt}% 0 0)`;
    this.classList.toggle("held", Boolean(held && overlaid));
    this.renderDivider(Boolean(divided));
  }

  renderDivider(divided) {
    if (!divided) {
      this.divider?.remove();
      this.divider = null;
      return;
    }
    this.divider ??= window.compareViewer.makeDivider(this);
    const at = Math.round(this.group.dividerAt);
    this.divider.style.left = `${this.group.dividerAt}%`;
    this.divider.setAttribute("aria-valuenow", at);
    this.divider.setAttribute("aria-valuetext", `${at} %`);
  }

  listen() {
    const on = (name, take, options) => this.addEventListener(name, take.bind(this), options);
    on("wheel", this.wheel, { passive: false });
    on("pointerenter", () => (window.compareViewer.hovered = this.group));
    on("pointerdown", this.down);
    on("pointermove", this.move);
    for (const name of ["pointerup", "pointercancel", "lostpointercapture"]) on(name, this.up);
    on("dblclick", this.toggle);
    on("dragstart", (event) => event.preventDefault());
    // Two fingers are a pinch, also where one of them scrolls the page.
    const several = (event) => event.touches.length > 1 && event.cancelable;
    for (const name of ["touchstart", "touchmove"]) {
      on(name, (event) => several(event) && event.preventDefault(), { passive: false });
    }
    on("contextmenu", (event) => this.group.held && event.preventDefault());
  }

  at(x, y) {
    const box = this.getBoundingClientRect();
    return [x - box.left, y - box.top];
  }

  wheel(event) {
    const view = this.group.view();
    // Whoever is already seeing all of it wants to scroll the page.
    if (!view || (event.deltaY > 0 && view.scale <= view.fit * 1.001)) return;
    event.preventDefault();
    const lines = event.deltaMode === 1 ? 16 : 1;
    const speed = event.ctrlKey ? 0.01 : 0.0016; // a touchpad's pinch comes as small steps
    const factor = Math.exp(-event.deltaY * lines * speed);
    this.group.zoomBy(factor, ...this.at(event.clientX, event.clientY));
  }

  down(event) {
    if (!this.picture || event.button > 0 || event.target.closest(".divider")) return;
    this.setPointerCapture(event.pointerId);
    this.pointers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    this.pressed = { x: event.clientX, y: event.clientY };
    clearTimeout(this.timer);
    const hold = () => this.group.set({ held: true });
    if (this.pointers.size === 1) this.timer = setTimeout(hold, HOLD_AFTER);
  }

  move(event) {
    if (!this.pointers.has(event.pointerId)) return;
    const before = [...this.pointers.values()];
    this.pointers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    const after = [...this.pointers.values()];
    const moved = Math.hypot(event.clientX - this.pressed.x, event.clientY - this.pressed.y);
    if (moved > STILL || after.length > 1) clearTimeout(this.timer);
    const [fromX, fromY] = middle(before);
    const [toX, toY] = middle(after);
    this.group.panBy(toX - fromX, toY - fromY);
    const factor = spread(after) / spread(before);
    if (Number.isFinite(factor) && factor > 0) this.group.zoomBy(factor, ...this.at(toX, toY));
  }

  up(event) {
    this.pointers.delete(event.pointerId);
    if (!this.pointers.size) this.letGo();
  }

  letGo() {
    clearTimeout(this.timer);
    this.pointers.clear();
    if (this.group.held) this.group.set({ held: false });
  }

  toggle(event) {
    const view = this.group.view();
    if (!view || event.target.closest(".divider")) return;
    const at = this.at(event.clientX, event.clientY);
    if (this.group.scale !== null) this.group.fit();
    else this.group.zoomToPercent(this.group.percent() < 99 ? 100 : 200, ...at);
  }
}

customElements.define("compare-pane", ComparePane);
