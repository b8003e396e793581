/* The link to a finetuning job: a line to copy, and the address of the window.

     <job-link job="ID" copied="Copied" failed="Select and copy">
       <label><span>What it is</span><input readonly></label><button>Copy</button></job-link>

   While the tab is the one shown, the address names the job, so that a reload, a bookmark and the
   link to the other language keep it. Only the browser knows where the page lies. */

const TAB = "finetune";
const SAID = 1800; // [ms] for which the button says what it did

const addressOf = (job) => `${location.pathname}?tab=${TAB}${job ? `&job=${job}` : ""}`;

class JobLink extends HTMLElement {
  static observedAttributes = ["job"];

  connectedCallback() {
    const field = this.querySelector("input");
    const button = this.querySelector("button");
    field.addEventListener("focus", () => field.select());
    button.addEventListener("click", () => this.copy(field, button));
    // After the page's own script, which puts the chosen tab into the address.
    this.chosen = () => setTimeout(() => this.job && this.keepAddress());
    document.addEventListener("click", this.chosen);
  }

  disconnectedCallback() {
    document.removeEventListener("click", this.chosen);
  }

  get job() {
    return this.getAttribute("job");
  }

  /* Gradio changes what is there in place, its parts after the whole: so this comes last. */
  attributeChangedCallback(name, before, now) {
    queueMicrotask(() => this.show(before ?? "", now));
  }

  show(before, now) {
    const field = this.querySelector("input");
    if (field) field.value = now ? location.origin + addressOf(now) : "";
    // An address whose job has not been looked for yet is left alone.
    if (before !== now) this.keepAddress();
  }

  keepAddress() {
    if (new URLSearchParams(location.search).get("tab") !== TAB) return;
    history.replaceState(history.state, "", addressOf(this.job));
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

customElements.define("job-link", JobLink);
