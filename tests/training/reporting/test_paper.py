"""The paper's numbers are those of the paper, and doubt is shown."""

import csv

import pytest

from ssidkd.core.published import TEST_PICTURES
from training.reporting.paper import cell, read_paper_values


@pytest.fixture(scope="module")
def values():
    return read_paper_values()


def test_the_tables_are_a_copy_of_what_was_read_from_the_paper(values, shared_data):
    with (shared_data / "spec" / "tables.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert [(v.table, v.method, v.dataset, v.metric, v.text, v.certain) for v in values] == [
        (r["table"], r["method"], r["dataset"], r["metric"], r["value"], r["certain"] == "yes")
        for r in rows
    ]


def test_known_numbers_stand_in_their_cells(values):
    first = tuple(value for value in values if value.table == "I")
    assert cell(first, "SID", "Rain200H", ["PSNR", "SSIM"]) == "28.9250 / 0.9079"
    second = tuple(value for value in values if value.table == "II")
    assert cell(second, "SSID-KD", "Real275", ["NIQE"]) == "3.5105"
    fourth = tuple(value for value in values if value.table == "IV")
    assert cell(fourth, "SID", "", ["multiply-adds [G]"]) == "64.66"


def test_doubt_is_a_question_mark(values):
    first = tuple(value for value in values if value.table == "I")
    assert cell(first, "SSID-KD", "Rain12", ["PSNR", "SSIM"]) == "35.4726? / 0.9682?"
    assert cell(first, "MSPFN", "Rain1200", ["SSIM"]) == "?"  # the text does not say which


def test_every_data_set_of_the_tables_has_a_size(values):
    quality = [value for value in values if value.table in ("I", "II")]
    assert {value.dataset for value in quality} == set(TEST_PICTURES)
