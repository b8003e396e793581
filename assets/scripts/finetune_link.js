/* The link to a finetuning job: a line to copy, and the address of the window.

     <job-link job="ID">a line to copy, see copy_line.js</job-link>

   While the tab is the one shown, the address names the job, so that a reload, a bookmark and the
   link to the other language keep it. Only the browser knows where the page lies. */

const TAB = "finetune";

const addressOf = (job) => `${location.pathname}?tab=${TAB}${job ? `&job=${job}` : ""}`;

class JobLink extends HTMLElement {
  static observedAttributes = ["job"];

  connectedCallback() {
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
}

customElements.define("job-link", JobLink);
