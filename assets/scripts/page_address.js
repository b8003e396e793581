// <page-address>: code in which {address} becomes the address of this page, with a button that
// copies it. Only the browser knows the address: a proxy or a Space may have another name for it.

const PLACE = "{address}";

// Every language's page has the same endpoints, which lie beside the first page.
const address = () => location.origin + location.pathname.replace(/zh\/?$/, "");

class PageAddress extends HTMLElement {
  connectedCallback() {
    const code = this.querySelector("code");
    code.textContent = code.textContent.replaceAll(PLACE, address());
    if (this.dataset.copy && !this.querySelector("button")) this.append(this.button(code));
  }

  button(code) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "save";
    button.textContent = this.dataset.copy;
    button.addEventListener("click", async () => {
      await copy(code);
      button.textContent = this.dataset.copied;
      setTimeout(() => (button.textContent = this.dataset.copy), 2000);
    });
    return button;
  }
}

// The clipboard is for pages over HTTPS only; elsewhere the text is selected, for Ctrl+C.
async function copy(code) {
  try {
    await navigator.clipboard.writeText(code.textContent);
  } catch {
    getSelection().selectAllChildren(code);
  }
}

customElements.define("page-address", PageAddress);
