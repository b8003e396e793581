/* Builds elements. Text always becomes text: nothing that a donor wrote is read as HTML. */

/* make("button", {class: "plain", onclick: act, hidden: true}, "Text", element, ...) */
export function make(tag, settings = {}, ...children) {
  return set(document.createElement(tag), settings, children);
}

export function draw(tag, settings = {}, ...children) {
  return set(document.createElementNS("http://www.w3.org/2000/svg", tag), settings, children);
}

function set(element, settings, children) {
  for (const [name, value] of Object.entries(settings)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (typeof value === "boolean") element.toggleAttribute(name, value);
    else if (value !== undefined && value !== null) element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

export const byId = (id) => document.getElementById(id);

let silence;

/* Says something for some seconds; a problem stays longer. */
export function tell(sentence, isProblem = false) {
  const told = byId("told");
  told.textContent = sentence;
  told.classList.toggle("problem", isProblem);
  told.classList.add("shown");
  clearTimeout(silence);
  silence = setTimeout(() => told.classList.remove("shown"), isProblem ? 8000 : 2500);
}
