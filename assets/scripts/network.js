/* The drawing of the network: which flows belong to the part that has the pointer or the focus, and
   the arrow keys, which go from part to part. Choosing a part is a click, which Gradio is told of by
   `js_on_load` of the drawing (ssidkd/ui/tabs/network.py). */

function mark(event) {
  const button = event.target.closest?.(".network-drawing [data-part]");
  const drawing = button?.closest(".network-drawing");
  for (const path of document.querySelectorAll(".network-drawing .flow.near")) {
    path.classList.remove("near");
  }
  if (!drawing) return;
  const name = CSS.escape(button.dataset.part);
  for (const path of drawing.querySelectorAll(`[data-from="${name}"], [data-to="${name}"]`)) {
    path.classList.add("near");
  }
}

const STEPS = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

function walk(event) {
  const button = event.target.closest?.(".network-drawing [data-part]");
  const step = STEPS[event.key];
  if (!button || !step) return;
  event.preventDefault();
  const all = [...button.parentElement.querySelectorAll("[data-part]")];
  all[(all.indexOf(button) + step + all.length) % all.length].focus();
}

for (const name of ["pointerover", "focusin"]) document.addEventListener(name, mark);
document.addEventListener("keydown", walk);
