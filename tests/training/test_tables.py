"""Tables line up, and numbers become words."""

from training.evaluation.bootstrap import Interval
from training.tables import digits, markdown_table, signed_interval, text_table, thousands


def test_a_text_table_lines_up():
    assert text_table(["a", "method", "dB"], [["x", "m", "1.5"], ["yy", "n", "20.25"]]) == (
        "a   method     dB\n"
        "x   m         1.5\n"
        "yy  n       20.25\n"
    )  # fmt: skip


def test_a_markdown_table_has_a_rule_and_keeps_its_columns():
    assert markdown_table(["a", "b"], [["x|y", "1"]]) == (
        "| a | b |\n| --- | ---: |\n| x\\|y | 1 |\n"
    )


def test_numbers_become_words():
    assert digits(1.23456, 2) == "1.23"
    assert digits(None, 2) == thousands(None) == signed_interval(None, 2) == "-"
    assert thousands(4433779) == "4,433,779"
    interval = Interval(mean=-0.05, low=-0.081, high=0.02, pictures=3)
    assert signed_interval(interval, 2) == "-0.05 [-0.08, +0.02]"
