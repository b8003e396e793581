/* The rain lab: lines to copy.

     <lab-copy query="tab=lab&..." | text="..." copied="Copied" failed="Select and copy">
       <label><span>What it is</span><input readonly></label><button>Copy</button>
     </lab-copy>

   `query` becomes the address of this page with these words: only the browser knows where the page
   lies. While the lab is the tab shown, it is the address of the window too, so that a reload, a
   bookmark and the link to the other language keep the rain. */

const TAB = "lab";
const QUIET = 600; // [ms] after the last change: browsers refuse to set the address too often
const SAID = 1800; // [ms] for which the button says what it did

let addressTimer;

class LabCopy extends HTMLElement {
  static observedAttributes = ["query"];

  connectedCallback() {
    const field = this.querySelector("input");
    const button = this.querySelector("button");
    field.addEventListener("focus", () => field.select());
    button.addEventListener("click", () => this.copy(field, button));
  }

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

  async copy(field, button) {
    const label = (button.dataset.label ??= button.textContent);
    button.textContent = this.getAttribute((await copied(field)) ? "copied" : "failed");
    setTimeout(() => (button.textContent = label), SAID);
  }
}

/* Pages that are not served over https have no clipboard, but what is selected can be copied. */
async function copied(field) {
  try {
    await navigator.clipboard.writeText(field.value);
    return true;
  } catch {
    field.select();
    return document.execCommand("copy");
  }
}

customElements.define("lab-copy", LabCopy);
