import pytest

from ssidkd.services.lessons import STEPS, Choice, LessonState, read_state, write_state
from ssidkd.services.lessons.state import LONGEST_QUERY, default_photo

PHOTOS = {"clean": ("lemurs", "tower"), "example": ("bridge",)}


def default_query(number):
    return write_state(read_state(f"lesson={number}", PHOTOS).state)


@pytest.mark.parametrize("number", range(1, len(STEPS) + 1))
def test_every_state_survives_its_link(number):
    step = STEPS[number - 1]
    for photo in PHOTOS[step.photos]:
        for answer in (None, *range(1, step.answers + 1)):
            for mode in ("walk", "present", "guide"):
                for values in extremes(step):
                    state = LessonState(
                        number=number, photo=photo, values=values, answer=answer, mode=mode
                    )
                    read = read_state(write_state(state), PHOTOS)
                    assert read.state == state
                    assert read.refused == ()


def extremes(step):
    """Yield the values at the ends of all controls of a step."""
    for end in (0, -1):
        yield {
            control.name: control.options[end]
            if isinstance(control, Choice)
            else (control.low, control.high)[end]
            for control in step.controls
        }


def test_a_link_can_be_read_by_people():
    assert default_query(1) == "tab=lessons&lesson=1&photo=lemurs&amount=3"
    state = read_state("?lesson=6&blur=0.75&answer=2&present=1", PHOTOS).state
    assert write_state(state) == (
        "tab=lessons&lesson=6&photo=lemurs&scene=clean&blur=0.75&noise=3&answer=2&present=1"
    )


def test_an_empty_link_is_the_first_step_and_nothing_is_refused():
    read = read_state("", PHOTOS)
    assert (read.state.number, read.state.answer, read.state.mode) == (1, None, "walk")
    assert read.refused == ()


@pytest.mark.parametrize(
    ("query", "refused"),
    [
        ("lesson=0", "lesson"),
        ("lesson=9", "lesson"),
        ("lesson=01", "lesson"),
        ("lesson=", "lesson"),
        ("lesson=1&photo=../../secret", "photo"),
        ("lesson=5&photo=lemurs", "photo"),
        ("lesson=1&amount=11", "amount"),
        ("lesson=1&amount=-1", "amount"),
        ("lesson=1&amount=2.5", "amount"),
        ("lesson=1&amount=nan", "amount"),
        ("lesson=1&amount=1e0", "amount"),
        ("lesson=1&amount=1_0", "amount"),
        ("lesson=1&amount=", "amount"),
        ("lesson=1&amount=٣", "amount"),
        ("lesson=4&window=2", "window"),
        ("lesson=4&scene=snow", "scene"),
        ("lesson=1&answer=4", "answer"),
        ("lesson=1&answer=0", "answer"),
        ("lesson=1&present=yes", "present"),
        ("lesson=1&guide=2", "guide"),
    ],
)
def test_what_cannot_be_falls_to_the_default_and_is_named(query, refused):
    read = read_state(query, PHOTOS)
    assert read.refused == (refused,)
    assert write_state(read.state) == default_query(read.state.number)


def test_parameters_of_others_are_passed_over():
    read = read_state("?tab=lessons&lesson=2&__theme=dark&window=3", PHOTOS)
    assert read.refused == ()
    assert write_state(read.state) == default_query(2)


def test_of_a_value_given_twice_the_last_counts():
    assert read_state("lesson=2&lesson=3", PHOTOS).state.number == 3


def test_an_endless_link_is_not_read_to_its_end():
    query = "lesson=2&x=" + "0" * LONGEST_QUERY + "&draw=7"
    assert read_state(query, PHOTOS).state.value("draw") == 1


def test_a_step_begins_with_its_favourite_photo_where_it_is_there():
    step = next(step for step in STEPS if step.favourite == "lemurs")
    assert default_photo(step, {"clean": ("tower", "lemurs"), "example": ("x",)}) == "lemurs"
    assert default_photo(step, {"clean": ("tower",), "example": ("x",)}) == "tower"


def test_every_default_is_one_of_the_values_there_are():
    for step in STEPS:
        assert 1 <= step.right <= step.answers
        for control in step.controls:
            if isinstance(control, Choice):
                assert control.default in control.options
            else:
                assert control.low <= control.default <= control.high
                assert (control.default - control.low) % control.step == 0
