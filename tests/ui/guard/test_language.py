"""Who is refused on the Chinese page is told why in Chinese."""

import re

import pytest

from ssidkd.ui.guard.paths import CHINESE_PAGE
from ssidkd.ui.guard.refusal import busy
from ssidkd.ui.guard.traffic import Traffic
from ssidkd.ui.layout import CHINESE_PATH
from ssidkd.ui.words import CHINESE, ENGLISH
from tests.ui.guard.conftest import Guarded, sentence

GUARD = "ssidkd/ui/guard"


def test_the_guard_knows_the_chinese_page_by_its_address():
    assert f"/{CHINESE_PATH}" == CHINESE_PAGE


@pytest.mark.parametrize("seconds", [1, 2, 119, 120, 3600, 86400])
def test_every_reason_to_come_back_later_is_said_in_chinese(root, seconds):
    sources = "".join(path.read_text() for path in (root / GUARD).glob("*.py"))
    reasons = set(re.findall(r'busy\("([^"]+)"', sources))
    assert len(reasons) >= 6
    for reason in reasons:
        said = busy(reason, seconds).sentence
        assert ENGLISH.guard.say(said) == said
        chinese = CHINESE.guard.say(said)
        assert re.search(r"[\u4e00-\u9fff]", chinese)
        assert not re.search(r"[A-Za-z]", chinese)
        assert re.search(r"\d+", chinese)[0] == re.search(r"\d+", said)[0]


@pytest.mark.parametrize(
    ("page", "chinese"),
    [
        ("http://rain.example/zh", True),
        ("http://rain.example/zh/?a=b", True),
        ("http://rain.example/", False),
        ("http://rain.example/?zh", False),
        ("http://[zh", False),
        (None, False),
    ],
)
def test_a_refusal_is_in_the_language_of_the_page_it_goes_to(page, chinese):
    guarded = Guarded(traffic=Traffic(is_ending=lambda: True))
    answer = guarded.post(headers={"referer": page} if page else {})
    assert answer.status_code == 503
    assert ("请一分钟后再试" in sentence(answer)) == chinese
    assert ("Try again in a minute." in sentence(answer)) != chinese


def test_a_body_that_is_too_large_is_told_so_in_chinese():
    answer = Guarded().post(content=b"x" * 1001, headers={"referer": "http://rain.example/zh"})
    assert answer.status_code == 413
    assert "减少每次的数量" in sentence(answer)
