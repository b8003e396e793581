import pytest

from tests.load.document import MarksMissingError, put_into


def test_a_table_takes_the_place_of_the_one_before_and_nothing_else_changes(tmp_path):
    document = tmp_path / "a.md"
    document.write_text("before\n<!-- load -->\nold\n<!-- end of load -->\nafter\n")
    for table in ("| 1 |\n", "| 2 |\n"):
        put_into(document, "load", table)
    assert document.read_text() == "before\n<!-- load -->\n| 2 |\n<!-- end of load -->\nafter\n"


@pytest.mark.parametrize("text", ["", "<!-- load -->\n", "<!-- end of load -->\n<!-- load -->\n"])
def test_a_document_without_the_place_is_left_alone(tmp_path, text):
    document = tmp_path / "a.md"
    document.write_text(text)
    with pytest.raises(MarksMissingError):
        put_into(document, "load", "| 1 |\n")
    assert document.read_text() == text
