// <page-address>: code in which {address} becomes the address of this page; a line to copy may lie
// inside, see copy_line.js. Only the browser knows the address: a proxy or a Space may have another
// name for it.

const PLACE = "{address}";

// Every language's page has the same endpoints, which lie beside the first page.
const address = () => location.origin + location.pathname.replace(/zh\/?$/, "");

class PageAddress extends HTMLElement {
  connectedCallback() {
    const code = this.querySelector("code");
    code.textContent = code.textContent.replaceAll(PLACE, address());
  }
}

customElements.define("page-address", PageAddress);
