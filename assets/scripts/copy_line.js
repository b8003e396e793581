/* A line to copy, of a field or of code:

     <copy-line copied="Copied" failed="Select and copy">
       <label><span>What it is</span><input readonly value="..."></label><button>Copy</button>
     </copy-line>
     <copy-line ...><pre><code>...</code></pre><button>Copy</button></copy-line>

   Others may put the line there, such as an address that only the browser knows. */

const SAID = 1800; // [ms] for which the button says what it did

class CopyLine extends HTMLElement {
  /* Heard here, as Gradio may put other parts in the place of these. */
  connectedCallback() {
    this.addEventListener("focusin", (event) => event.target.select?.());
    this.addEventListener("click", (event) => {
      const button = event.target.closest("button");
      if (button) this.copy(button);
    });
  }

  async copy(button) {
    const label = (button.dataset.label ??= button.textContent);
    const line = this.querySelector("input, code");
    button.textContent = this.getAttribute((await copied(line)) ? "copied" : "failed");
    setTimeout(() => (button.textContent = label), SAID);
  }
}

/* Pages that are not served over https have no clipboard, but what is selected can be copied. */
async function copied(line) {
  try {
    await navigator.clipboard.writeText(line.value ?? line.textContent);
    return true;
  } catch {
    if (line.select) line.select();
    else getSelection().selectAllChildren(line);
    return document.execCommand("copy");
  }
}

customElements.define("copy-line", CopyLine);
