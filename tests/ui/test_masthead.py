import pytest

from ssidkd.ui import masthead
from ssidkd.ui.words import CHINESE, ENGLISH
from tests.page_services import tiny_deraining


class Deraining:
    """What the badge asks for."""

    def __init__(self, *states, pixel_limit=None):
        self._states = list(states)
        self.device = "cuda:1"
        self.policy = type(tiny_deraining().policy)("base", pixel_limit)

    @property
    def state(self):
        return self._states.pop(0) if len(self._states) > 1 else self._states[0]


def test_the_head_names_the_page_its_language_and_the_way_to_the_other_one():
    head = masthead.header(CHINESE.page, "./")
    assert f'lang="zh-CN" window-title="{CHINESE.page.window_title}"' in head
    assert '<a class="language" href="./" lang="en" hreflang="en">English</a>' in head


@pytest.mark.parametrize(
    ("state", "limit", "words"),
    [
        ("loading", None, "GPU · loading networks"),
        ("failed", None, "could not be loaded"),
        ("ready", None, "GPU · base networks · full size at once"),
        ("ready", 1 << 20, "GPU · base networks · quick up to 1 megapixel"),
    ],
)
def test_the_badge_says_what_the_page_runs_on_and_whether_it_is_ready(state, limit, words):
    assert words in masthead.machine(Deraining(state, pixel_limit=limit), ENGLISH)


def test_the_badge_changes_once_when_the_networks_are_ready():
    loading = Deraining("loading", "loading", "loading", "ready")
    first, last = masthead.machine_until_ready(loading, ENGLISH)
    assert "loading networks" in first
    assert "base networks" in last
    assert len([*masthead.machine_until_ready(Deraining("ready"), ENGLISH)]) == 1
