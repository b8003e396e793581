/* The viewer's buttons, its keys, and full screen. See viewer.js for the markup. */

const STEP = 1.25; // of a zoom button or key
const MOVE = 60; // [px] of an arrow key
const ARROWS = { ArrowLeft: [1, 0], ArrowRight: [-1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };

async function toggleFullScreen(group) {
  const frame = group.frame();
  if (document.fullscreenElement) return document.exitFullscreen();
  if (group.full || !frame.requestFullscreen) return group.set({ full: !group.full });
  try {
    await frame.requestFullscreen();
  } catch {
    group.set({ full: true }); // a phone, or a page inside another that does not allow it
  }
}

const ACTIONS = {
  fit: (group) => group.fit(),
  actual: (group) => group.zoomToPercent(100),
  double: (group) => group.zoomToPercent(200),
  in: (group) => group.zoomBy(STEP),
  out: (group) => group.zoomBy(1 / STEP),
  divider: (group) => group.set({ dividerOn: !group.dividerOn }),
  full: toggleFullScreen,
};

class CompareBar extends HTMLElement {
  connectedCallback() {
    this.group = window.compareViewer.group(this.getAttribute("group"));
    if (!this.heard) this.listen();
    this.heard = true;
    this.group.bars.add(this);
    this.changed ??= new MutationObserver(() => this.group.refresh());
    this.changed.observe(this, { childList: true, subtree: true });
    this.group.refresh();
  }

  disconnectedCallback() {
    this.changed.disconnect();
    this.group.bars.delete(this);
  }

  listen() {
    this.addEventListener("click", (event) => {
      const button = event.target.closest("button");
      if (button?.dataset.flip) this.flip(button);
      else ACTIONS[button?.dataset.do]?.(this.group);
    });
    const hold = this.querySelector("[data-do=hold]");
    const show = () => this.group.set({ held: true });
    const hide = () => this.group.held && this.group.set({ held: false });
    const isPress = (event) => event.key === " " || event.key === "Enter";
    hold?.addEventListener("pointerdown", show);
    hold?.addEventListener("keydown", (event) => isPress(event) && show());
    for (const name of ["pointerup", "pointerleave", "pointercancel", "keyup", "blur"]) {
      hold?.addEventListener(name, hide);
    }
    hold?.addEventListener("contextmenu", (event) => event.preventDefault());
  }

  flip(button) {
    const index = button.dataset.flip;
    this.group.flipTo(index === "all" ? undefined : Number(index));
  }

  render() {
    const output = this.querySelector("output");
    const percent = `${Math.round(this.group.percent())} %`;
    if (output && output.textContent !== percent) output.textContent = percent;
    this.press("[data-do=divider]", this.group.dividerOn);
    this.press("[data-do=full]", this.group.full || Boolean(document.fullscreenElement));
    this.renderFlip(this.querySelector(".flip"));
    this.changed.takeRecords(); // of what this has changed itself
  }

  press(selector, pressed) {
    this.querySelector(selector)?.setAttribute("aria-pressed", pressed);
  }

  /* One button for each picture there is; made anew only when the pictures are others. */
  renderFlip(place) {
    if (!place) return;
    const labels = this.group.inOrder().map((pane) => pane.getAttribute("label"));
    if (place.children.length !== labels.length + 1 || place.dataset.labels !== labels.join("|")) {
      place.dataset.labels = labels.join("|");
      place.replaceChildren(this.flipButton("all", place.dataset.all));
      labels.forEach((label, index) => {
        const button = this.flipButton(index, label);
        button.title = `${place.dataset.one.replace("{name}", label)} (${index + 1})`;
        place.append(button);
      });
    }
    const names = this.group.inOrder().map((pane) => pane.name);
    const chosen = this.group.single === null ? "all" : String(names.indexOf(this.group.single));
    for (const button of place.children) {
      button.setAttribute("aria-pressed", button.dataset.flip === chosen);
    }
  }

  flipButton(index, label) {
    const button = document.createElement("button");
    button.type = "button";
    button.dataset.flip = index;
    button.textContent = label;
    return button;
  }
}

/* The group that keys are meant for: where the focus is, or the pointer was, or the first seen. */
function groupOfKeys(target) {
  const visible = [...window.compareViewer.groups.values()].filter((group) => group.isVisible());
  const { hovered } = window.compareViewer;
  return visible.find((group) => group.frame()?.contains(target))
    ?? (visible.includes(hovered) ? hovered : visible[0]);
}

const isTyping = (target) =>
  target.isContentEditable || Boolean(target.closest?.("input, textarea, select, dialog"));

function keyAction(group, event) {
  const { key } = event;
  if (/^[1-9]$/.test(key)) return () => group.flipTo(Number(key) - 1);
  if (ARROWS[key]) {
    const elsewhere = event.target !== document.body && !group.frame().contains(event.target);
    return elsewhere ? null : () => group.panBy(...ARROWS[key].map((step) => step * MOVE));
  }
  return {
    "+": () => ACTIONS.in(group),
    "=": () => ACTIONS.in(group),
    "-": () => ACTIONS.out(group),
    0: () => group.set({ scale: null, single: null }),
    o: () => group.held || group.set({ held: true }),
    d: () => ACTIONS.divider(group),
    f: () => toggleFullScreen(group),
    Escape: () => (group.full ? group.set({ full: false }) : group.set({ single: null })),
  }[key.length === 1 ? key.toLowerCase() : key];
}

function pressed(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
  if (document.querySelector("[popover]:popover-open")) return;
  const group = groupOfKeys(event.target);
  const action = group && keyAction(group, event);
  if (!action) return;
  if (event.key.startsWith("Arrow")) event.preventDefault();
  if (event.repeat && "df".includes(event.key.toLowerCase())) return;
  action();
}

function released(event) {
  if (event.type === "blur" || event.key.toLowerCase() === "o") {
    window.compareViewer.groups.forEach((group) => group.held && group.set({ held: false }));
  }
}

customElements.define("compare-bar", CompareBar);
document.addEventListener("keydown", pressed);
document.addEventListener("keyup", released);
window.addEventListener("blur", released);
