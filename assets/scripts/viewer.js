/* The viewer: any number of pictures of one scene, seen with one zoom and one offset.

   Markup that it takes (`ssidkd/ui/viewer.py` writes it):

     <div class="compare-frame">                 what goes full screen; one for each group
       <compare-bar group="lab"> buttons with data-do="fit | actual | double | in | out | divider |
         hold | full", an <output>, <span class="flip" data-all="All" data-one="Only {name}">
       </compare-bar>
       <div class="panes">
         <compare-pane class="picture" group="lab" pane="input" label="Input" original
           width="560" height="373"><img src="..." alt="..."></compare-pane>
         <compare-pane class="picture" group="lab" pane="student" label="Student"
           divider="Before/after line in Student" width="560" height="373"><img ...></compare-pane>
       </div>
     </div>

   Groups know nothing of each other. `original` marks the picture that the dividers and "hold"
   show; a pane without <img> is a place whose picture is still to come. Panes may be replaced or
   changed at any time: Gradio patches old HTML until it is like the new, and takes away what
   scripts have added. The view lives here, and stays as long as the pictures keep their size.

   This file holds the view; viewer_pane.js shows it and takes gestures, viewer_divider.js has the
   before/after line, viewer_bar.js the buttons and keys. */

const LARGEST = 32; // screen pixels for each picture pixel
const NARROW = matchMedia("(max-width: 760px)");

const between = (low, value, high) => Math.min(Math.max(value, low), high);

class CompareGroup {
  constructor(name) {
    this.name = name;
    this.panes = new Set();
    this.bars = new Set();
    this.width = 0; // of the pictures [px]
    this.height = 0;
    this.scale = null; // CSS pixels for each picture pixel; null shows whole pictures
    this.centre = [0.5, 0.5]; // what of the picture is in the middle of every pane
    this.single = null; // name of the only picture shown; null shows all
    this.held = false; // the original is shown in every pane
    // Below each other, pictures cannot be compared by looking from one to the next.
    this.dividerOn = NARROW.matches;
    this.dividerAt = 50; // [% of a pane's width]
    this.full = false; // full screen where the browser has none
  }

  attach(pane) {
    this.panes.add(pane);
    this.refresh();
  }

  detach(pane) {
    this.panes.delete(pane);
    this.refresh();
  }

  /* Later, because what is replaced goes before the other comes. */
  refresh() {
    if (this.waiting) return;
    this.waiting = true;
    queueMicrotask(() => {
      this.waiting = false;
      this.measure();
      this.update();
    });
  }

  measure() {
    for (const pane of this.panes) pane.read();
    const panes = this.inOrder();
    const reference = this.original() ?? panes.find((pane) => pane.picture);
    if (this.single && !panes.some((pane) => pane.name === this.single)) this.single = null;
    if (!reference) return;
    const { width, height } = reference.size();
    if (width === this.width && height === this.height) return;
    [this.width, this.height] = [width, height];
    this.scale = null;
    this.centre = [0.5, 0.5];
  }

  inOrder() {
    const follows = Node.DOCUMENT_POSITION_FOLLOWING;
    return [...this.panes].sort((a, b) => (a.compareDocumentPosition(b) & follows ? -1 : 1));
  }

  original() {
    return [...this.panes].find((pane) => pane.isOriginal && pane.picture);
  }

  frame() {
    const [member] = [...this.panes, ...this.bars];
    return member?.closest(".compare-frame");
  }

  isVisible() {
    return [...this.panes].some((pane) => pane.clientWidth > 0);
  }

  /* What every pane shows. All panes have one size; one that is hidden has none. */
  view() {
    const stage = [...this.panes].find((pane) => pane.clientWidth > 0);
    if (!stage || !this.width) return null;
    const [stageWidth, stageHeight] = [stage.clientWidth, stage.clientHeight];
    const fit = Math.min(stageWidth / this.width, stageHeight / this.height);
    const scale = this.scale ?? fit;
    const [x, shareX] = this.place(0, stageWidth, this.width * scale);
    const [y, shareY] = this.place(1, stageHeight, this.height * scale);
    this.centre = [shareX, shareY];
    return { stageWidth, stageHeight, fit, scale, x, y };
  }

  /* Where a side begins, and what of it is then in the middle: never past the edge. */
  place(axis, stage, length) {
    if (length <= stage) return [this.round((stage - length) / 2), 0.5];
    const start = between(stage - length, stage / 2 - this.centre[axis] * length, 0);
    return [this.round(start), (stage / 2 - start) / length];
  }

  /* Picture pixels end where screen pixels do. */
  round(length) {
    return Math.round(length * devicePixelRatio) / devicePixelRatio;
  }

  percent() {
    const view = this.view();
    return view ? view.scale * devicePixelRatio * 100 : 100;
  }

  /* Show `scale` so that what is at (x, y) of a pane stays there; by default its middle. */
  zoomTo(scale, x, y) {
    const view = this.view();
    if (!view) return;
    const least = Math.min(view.fit, 1 / devicePixelRatio);
    const most = Math.max(view.fit, LARGEST / devicePixelRatio);
    const next = between(least, scale, most);
    this.moveTo(view, next, x ?? view.stageWidth / 2, y ?? view.stageHeight / 2);
    this.scale = Math.abs(next / view.fit - 1) < 0.001 ? null : next;
    this.update();
  }

  moveTo(view, scale, x, y) {
    const share = (at, start, stage, length) =>
      (at - start) / (length * view.scale) + (stage / 2 - at) / (length * scale);
    this.centre = [
      share(x, view.x, view.stageWidth, this.width),
      share(y, view.y, view.stageHeight, this.height),
    ];
  }

  zoomBy(factor, x, y) {
    const view = this.view();
    if (view) this.zoomTo(view.scale * factor, x, y);
  }

  zoomToPercent(percent, x, y) {
    this.zoomTo(percent / 100 / devicePixelRatio, x, y);
  }

  panBy(x, y) {
    const view = this.view();
    if (!view) return;
    this.centre[0] -= x / (this.width * view.scale);
    this.centre[1] -= y / (this.height * view.scale);
    this.update();
  }

  fit() {
    this.set({ scale: null });
  }

  /* Show one picture only, in the place of all; the nth of them, or all for undefined. */
  flipTo(index) {
    const pane = this.inOrder()[index];
    if (index === undefined || pane) this.set({ single: pane?.name ?? null });
  }

  set(changes) {
    Object.assign(this, changes);
    this.dividerAt = between(0, this.dividerAt, 100);
    this.update();
  }

  update() {
    const frame = this.frame();
    if (!frame) return;
    frame.classList.toggle("single", this.single !== null);
    frame.classList.toggle("full", this.full);
    if (this.width) frame.style.setProperty("--shape", this.width / this.height);
    for (const pane of this.panes) pane.classList.toggle("chosen", pane.name === this.single);
    const view = this.view(); // only now: what is hidden has no size
    if (view) {
      const large = view.scale > view.fit * 1.001;
      frame.classList.toggle("zoomed", large);
      frame.classList.toggle("pixels", this.percent() >= 199.9);
    }
    for (const pane of this.panes) pane.render(view);
    for (const bar of this.bars) bar.render();
  }
}

const groups = new Map();

/* What the other files share with this one; modules inside a page cannot import each other. */
window.compareViewer = {
  groups,
  group(name) {
    if (!groups.has(name)) groups.set(name, new CompareGroup(name));
    return groups.get(name);
  },
};

document.addEventListener("fullscreenchange", () => groups.forEach((group) => group.refresh()));
