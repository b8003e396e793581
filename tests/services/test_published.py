"""The page's tables hold the numbers of the files, and say which are missing or in doubt."""

import csv

import pytest

from ssidkd.core.measured import Measured, MeasuredRow, MeasuredWeights
from ssidkd.core.published import PAPER_TABLES, RESULTS_FOLDER, read_paper_values
from ssidkd.services.published import OURS, PublishedResults, paper_table


@pytest.fixture(scope="module")
def results(assets):
    return PublishedResults(assets)


def test_every_cell_of_the_file_is_in_its_table(results, assets):
    path = assets / RESULTS_FOLDER / PAPER_TABLES
    with path.open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    shown = {
        (name, row.method, column.dataset, column.metric): (cell.text, cell.certain)
        for name, table in results.tables.items()
        for row in table.rows
        if not row.ours
        for column, cell in zip(table.columns, row.cells, strict=True)
    }
    for row in rows:
        key = (row["table"], row["method"], row["dataset"], row["metric"])
        assert shown[key] == (row["value"], row["certain"] == "yes")
    assert len(rows) == len({key for key in shown if key[0] != OURS})
    assert [*results.tables] == ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", OURS]


def cells(table, method):
    (row,) = [row for row in table.rows if row.method == method]
    return {
        (column.dataset, column.metric): cell
        for column, cell in zip(table.columns, row.cells, strict=True)
    }


def test_unknown_cells_have_no_number_and_a_reason(results):
    cell = cells(results.tables["I"], "MSPFN")["Rain1200", "SSIM"]
    assert (cell.text, cell.value, cell.certain) == ("", None, False)
    assert "0.8202 or 0.9170" in cell.note
    doubtful = cells(results.tables["I"], "SSID-KD")["Rain12", "PSNR"]
    assert (doubtful.value, doubtful.certain) == (35.4726, False)


def test_the_best_comes_first_whichever_way_that_is(results):
    psnr = results.tables["I"].values(0)
    assert psnr[0][0].method == "SID"
    assert psnr[0][1].value == 28.9250
    niqe = [index for index, c in enumerate(results.tables["II"].columns) if c.dataset == "Real275"]
    values = [cell.value for _, cell in results.tables["II"].values(niqe[0])]
    assert values == sorted(values)


def measured(dataset):
    row = MeasuredRow(
        method="student", condition="real", dataset=dataset, pictures=30, psnr_rgb=None,
        ssim_rgb=None, psnr_y=None, ssim_y=None, niqe=3.605, dark_mean=0.3, sharpness=9.6,
        seconds=2.6,
    )  # fmt: skip
    weights = MeasuredWeights(
        name="student", role="student", variant="lite", recipe="r", steps=1, data="d", sha256="s",
        parameters=3_944_851, multiply_adds=17_610_000_000,
    )  # fmt: skip
    return Measured(weights=(weights,), rows=(row,))


def test_our_rows_stand_where_something_was_measured(assets):
    values = read_paper_values(assets / RESULTS_FOLDER / PAPER_TABLES)
    second = cells(paper_table("II", values, measured("Real275")), "student")
    assert second["Real275", "NIQE"].text == "3.6050"
    assert second["Real275", "NIQE"].pictures == (30, 275)
    assert second["IVIPC", "NIQE"].value is None
    assert not [row for row in paper_table("I", values, measured("Real275")).rows if row.ours]
    fourth = cells(paper_table("IV", values, measured("")), "student")
    assert [cell.text for cell in fourth.values()] == ["17.61", "3.94"]


def test_without_numbers_of_ours_there_are_the_papers(assets, tmp_path):
    (tmp_path / RESULTS_FOLDER).mkdir()
    source = assets / RESULTS_FOLDER / PAPER_TABLES
    (tmp_path / RESULTS_FOLDER / PAPER_TABLES).write_text(source.read_text("utf-8"), "utf-8")
    tables = PublishedResults(tmp_path).tables
    assert OURS not in tables
    assert not [row for table in tables.values() for row in table.rows if row.ours]
