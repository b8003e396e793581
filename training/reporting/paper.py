"""The paper's tables as the report prints them."""

from ssidkd.core.assets import assets_folder
from ssidkd.core.published import PAPER_TABLES, RESULTS_FOLDER, PaperValue
from ssidkd.core.published import read_paper_values as read_values


def read_paper_values() -> tuple[PaperValue, ...]:
    """Read the cells in the paper's order, from where the page reads them."""
    return read_values(assets_folder() / RESULTS_FOLDER / PAPER_TABLES)


def cell(values: tuple[PaperValue, ...], method: str, dataset: str, metrics: list[str]) -> str:
    """Return the cells of a method for a data set, parted by slashes.

    Numbers whose place is in doubt have a question mark.
    """
    found = {
        value.metric: (value.text or "") + ("" if value.certain else "?")
        for value in values
        if value.method == method and value.dataset == dataset
    }
    return " / ".join(found.get(metric, "") for metric in metrics)
