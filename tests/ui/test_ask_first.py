"""A question before something that cannot be undone."""

from types import SimpleNamespace

import pytest

from ssidkd.ui.ask_first import DO_IT, LEAVE_IT, answer_of, ask_first


def test_each_question_is_a_new_one_and_holds_no_markup_of_others():
    asked = [
        ask_first("Delete?", "<b>Gone</b>", do="Yes", leave="No", subject='"><i>') for _ in "ab"
    ]
    assert asked[0] != asked[1]  # or the page would not show the second
    assert "<b>" not in asked[0]
    assert "<i>" not in asked[0]
    assert asked[0].index("autofocus") < asked[0].index(f'value="{DO_IT}"')


@pytest.mark.parametrize(
    ("sent", "answer"),
    [
        ({"answer": DO_IT, "subject": "one"}, (True, "one")),
        ({"answer": LEAVE_IT, "subject": "one"}, (False, "one")),
        ({"answer": True, "subject": ["one"]}, (False, "['one']")),
        (["do"], (False, "")),
        (None, (False, "")),
    ],
)
def test_only_a_plain_yes_is_one(sent, answer):
    assert answer_of(SimpleNamespace(_data=sent)) == answer


def test_what_is_no_event_is_no_answer():
    assert answer_of(None) == (False, "")
