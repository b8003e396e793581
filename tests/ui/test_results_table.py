"""Tables say what is missing, what is in doubt, and how many pictures stand behind a number."""

import re

import pytest

from ssidkd.core.measured import MeasuredDifference
from ssidkd.services.published import OURS, PublishedResults
from ssidkd.ui.results_table import differences_html, table_html, what_may_be_compared
from ssidkd.ui.words import ENGLISH, LANGUAGES

WORDS = ENGLISH.results


@pytest.fixture(scope="module")
def results(assets):
    return PublishedResults(assets)


def row(html, name):
    return re.search(rf'<tr[^>]*><th scope="row">{name}</th>.*?</tr>', html)[0]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_table_has_as_many_cells_as_heads_in_every_language(results, language):
    words = LANGUAGES[language].results
    for table in results.tables.values():
        html = table_html(table, words)
        head, body = html.split("</thead>")
        width = head.count("<th ")
        assert width == 1 + len(table.columns)
        assert {one.count("<t") - 1 for one in body.split("</tr>")[:-1]} >= {width}
        assert words.tables[table.name].title in html


def test_unknown_and_doubtful_cells_say_so(results):
    html = table_html(results.tables["I"], WORDS)
    mspfn = row(html, "MSPFN")
    assert mspfn.count(">unknown</td>") == 2
    assert "0.8202 or 0.9170" in mspfn
    assert 'title="In doubt: cells reordered from scrambled text."' in mspfn
    assert "In doubt" not in row(html, "DCSFN")
    chinese = table_html(results.tables["I"], LANGUAGES["zh"].results)
    assert "scrambled" not in chinese


def test_a_doubt_without_a_reason_is_one_nevertheless(results):
    html = table_html(results.tables["IX"], WORDS)
    assert WORDS.doubt_plain.replace("'", "&#x27;") in html


def test_rows_of_ours_say_how_many_pictures(results):
    html = table_html(results.tables["II"], WORDS)
    assert "30 of 275 pictures" in row(html, "ours: student")
    assert row(html, "ours: the rainy pictures").count(WORDS.not_measured) == 2
    assert html.count('class="ours"') == 3


def test_cells_without_a_number_have_nothing_to_sort_by(results):
    for table in results.tables.values():
        for cell in re.findall(r"<td[^>]*>", table_html(table, WORDS)):
            assert ('class="none"' in cell) != ("data-value" in cell)


def test_the_note_says_what_ours_were_trained_on(results):
    html = what_may_be_compared(results.measured, WORDS)
    for weights in results.measured.weights:
        assert weights.data in html
        assert f"{weights.steps:,} steps" in html


def test_a_difference_has_its_interval():
    one = MeasuredDifference(
        condition="real", first="teacher", second="student", measure="niqe", mean=-0.021,
        low=-0.047, high=0.005,
    )  # fmt: skip
    html = differences_html([one], WORDS)
    assert "student - teacher" in html
    assert "-0.021 [-0.047, +0.005]" in html
    assert "<td>-</td>" in html
    assert differences_html([], WORDS) == ""


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_table_and_metric_has_words(results, language):
    words = LANGUAGES[language].results
    assert set(results.tables) == set(words.tables) >= {OURS}
