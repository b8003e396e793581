/* <sortable-table>: a table whose heads are buttons. A click sorts by that column, the best first;
   another click turns the order around. Cells without a number stay at the end either way. */

class SortableTable extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", (event) => {
      const head = event.target.closest("thead th");
      if (head && event.target.closest("button")) this.sort(head);
    });
  }

  sort(head) {
    const first = head.dataset.first === "descending" ? "descending" : "ascending";
    const other = first === "ascending" ? "descending" : "ascending";
    const order = head.getAttribute("aria-sort") === first ? other : first;
    for (const one of head.parentElement.children) one.setAttribute("aria-sort", "none");
    head.setAttribute("aria-sort", order);
    const column = head.cellIndex;
    const body = this.querySelector("tbody");
    const rows = [...body.rows].map((row) => ({ row, key: keyOf(row.cells[column], column) }));
    const sign = order === "ascending" ? 1 : -1;
    rows.sort((one, two) => compare(one.key, two.key, sign));
    body.append(...rows.map(({ row }) => row));
  }
}

function keyOf(cell, column) {
  if (column === 0) return cell.textContent;
  return cell.dataset.value === undefined ? null : Number(cell.dataset.value);
}

function compare(one, two, sign) {
  if (one === null || two === null) return (one === null) - (two === null);
  if (typeof one === "string") return sign * one.localeCompare(two);
  return sign * (one - two);
}

customElements.define("sortable-table", SortableTable);
