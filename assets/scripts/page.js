/* The page's frame: its language, its title, and the address of the tab that is shown. */

class PageHead extends HTMLElement {
  connectedCallback() {
    document.documentElement.lang = this.getAttribute("lang");
    document.title = this.getAttribute("window-title");
    const link = this.querySelector(".language");
    // At the moment of the click: the address tells the tab and what is set in it.
    link?.addEventListener("click", () => {
      link.search = location.search;
    });
  }
}

/* A tab that is chosen is in the address, so that it can be linked to. */
function chosen(event) {
  const tab = event.target.closest?.("[role=tab]")?.id.match(/^tab-(\w+)-button$/)?.[1];
  if (!tab || new URLSearchParams(location.search).get("tab") === tab) return;
  history.replaceState(history.state, "", `${location.pathname}?tab=${tab}`);
}

/* <download-now href="..." download="..." data-request="...">: what was made on request is saved
   when it is there; once more for every new request. */
class DownloadNow extends HTMLElement {
  static observedAttributes = ["data-request"];

  attributeChangedCallback() {
    queueMicrotask(() => this.save()); // when all attributes are those of this request
  }

  save() {
    const link = document.createElement("a");
    link.href = this.getAttribute("href");
    link.download = this.getAttribute("download");
    link.click();
  }
}

customElements.define("page-head", PageHead);
customElements.define("download-now", DownloadNow);
document.addEventListener("click", chosen);
