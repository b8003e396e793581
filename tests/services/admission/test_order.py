from dataclasses import dataclass

from ssidkd.services.admission.order import in_turn
from ssidkd.services.admission.visitors import Visitor


@dataclass(frozen=True)
class One:
    name: str
    arrival: int
    visitor: Visitor
    in_background: bool = False


def line(*names):
    """Return who stands in a line: `a1` has the address a and the session 1, `-` has neither."""
    return [
        One(name, arrival, Visitor(address=name[0].strip("-"), session=name[1:]))
        for arrival, name in enumerate(names)
    ]


def order(waiting, working=()):
    return [one.name for one in in_turn(waiting, working)]


def test_different_visitors_are_served_as_they_came():
    assert order(line("c1", "a1", "b1")) == ["c1", "a1", "b1"]


def test_who_asks_five_times_at_once_lets_another_in_after_the_first():
    assert order(line("a1", "a1", "a1", "a1", "a1", "b1")) == ["a1", "b1", "a1", "a1", "a1", "a1"]


def test_what_works_already_counts_as_asked():
    working, *waiting = line("a1", "a1", "b1", "a1")
    assert order(waiting, [working]) == ["b1", "a1", "a1"]


def test_the_sessions_of_one_address_take_turns_too():
    assert order(line("a1", "a1", "a2", "a2", "a3")) == ["a1", "a2", "a3", "a1", "a2"]


def test_many_sessions_do_not_help_an_address_against_another():
    assert order(line("a1", "a2", "a3", "a4", "b1")) == ["a1", "b1", "a2", "a3", "a4"]


def test_who_has_no_address_is_a_visitor_of_their_own():
    assert order(line("-", "-", "-", "b1")) == ["-", "-", "-", "b1"]


def test_work_in_the_background_goes_last_however_early_it_came():
    background = One("x", -1, Visitor(), in_background=True)
    assert order([background, *line("a1", "a1")]) == ["a1", "a1", "x"]
