/* The before/after divider of a pane: a slider; all dividers of a group stand at one place. */

const STEPS = { ArrowLeft: -2, ArrowDown: -2, ArrowRight: 2, ArrowUp: 2, PageDown: -10, PageUp: 10 };

function moved(event, group) {
  const to = { Home: 0, End: 100 }[event.key] ?? group.dividerAt + STEPS[event.key];
  if (Number.isNaN(to) || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  event.stopPropagation(); // elsewhere, these keys move the pictures
  group.set({ dividerAt: to });
}

window.compareViewer.makeDivider = (pane) => {
  const divider = document.createElement("div");
  const attributes = {
    class: "divider",
    role: "slider",
    tabindex: 0,
    "aria-label": pane.getAttribute("divider") ?? pane.getAttribute("label"),
    "aria-valuemin": 0,
    "aria-valuemax": 100,
    "aria-orientation": "horizontal",
  };
  for (const [name, value] of Object.entries(attributes)) divider.setAttribute(name, value);
  divider.addEventListener("keydown", (event) => moved(event, pane.group));
  divider.addEventListener("pointerdown", (event) => {
    event.stopPropagation(); // the picture beneath is not dragged
    divider.setPointerCapture(event.pointerId);
  });
  divider.addEventListener("pointermove", (event) => {
    if (!divider.hasPointerCapture(event.pointerId)) return;
    const box = pane.getBoundingClientRect();
    pane.group.set({ dividerAt: ((event.clientX - box.left) / box.width) * 100 });
  });
  pane.append(divider);
  return divider;
};
