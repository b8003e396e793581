/* A question before something that cannot be undone.

     <ask-first subject="..." data-request="...">
       <dialog role="alertdialog"><h3>Delete?</h3><p>...</p>
         <button value="leave" autofocus>Keep it</button><button value="do">Delete</button></dialog>
     </ask-first>

   It is asked as soon as it is there, and once more for every new request. The browser keeps the
   focus inside, takes Escape for "leave", and gives the focus back. The answer is an event of the
   name "answer" with what was answered and the subject. */

class AskFirst extends HTMLElement {
  static observedAttributes = ["data-request"];

  connectedCallback() {
    this.addEventListener("click", (event) => {
      const button = event.target.closest("button");
      if (button) this.answer(button.value);
    });
    // As `cancel` does not bubble, it is heard on its way down.
    this.addEventListener("cancel", () => this.answer("leave"), true);
  }

  attributeChangedCallback() {
    queueMicrotask(() => this.ask()); // when all attributes and parts are those of this request
  }

  ask() {
    const dialog = this.querySelector("dialog");
    if (dialog && !dialog.open) dialog.showModal();
  }

  answer(answer) {
    this.querySelector("dialog").close();
    const detail = { answer, subject: this.getAttribute("subject") };
    this.dispatchEvent(new CustomEvent("answer", { bubbles: true, detail }));
  }
}

customElements.define("ask-first", AskFirst);
