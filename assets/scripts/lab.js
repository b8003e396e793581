/* The link to what the rain lab shows.

     <lab-link query="tab=lab&...">a line to copy, see copy_line.js</lab-link>

   `query` becomes the address of this page with these words: only the browser knows where the page
   lies. While the lab is the tab shown, it is the address of the window too, so that a reload, a
   bookmark and the link to the other language keep the rain. */

const TAB = "lab";
const QUIET = 600; // [ms] after the last change: browsers refuse to set the address too often

let addressTimer;

class LabLink extends HTMLElement {
  static observedAttributes = ["query"];

  /* Gradio changes what is there in place, its parts after the whole: so this comes last. */
  attributeChangedCallback() {
    queueMicrotask(() => this.show(this.getAttribute("query")));
  }

  show(query) {
    const field = this.querySelector("input");
    if (query === null || !field) return;
    field.value = `${location.origin}${location.pathname}?${query}`;
    clearTimeout(addressTimer);
    addressTimer = setTimeout(() => this.keepAddress(query), QUIET);
  }

  keepAddress(query) {
    if (new URLSearchParams(location.search).get("tab") !== TAB) return;
    history.replaceState(history.state, "", `${location.pathname}?${query}`);
  }
}

customElements.define("lab-link", LabLink);
