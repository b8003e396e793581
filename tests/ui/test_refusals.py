"""No sentence of core reaches the Chinese page in English."""

import ast
import re

import pytest

from ssidkd.core.intake.kinds import _REFUSED
from ssidkd.services.admission.errors import ServerBusyError
from ssidkd.ui.words import CHINESE, ENGLISH

FILES = (
    *("source", "kinds", "decoding", "colour", "limits", "reader", "refusal"),
    *("jpeg", "png", "containers", "exif"),
)
PLACES = {"name": "a GIF", "most": "40 megapixels", "chosen.type": "cuda"}


def sentences_of(path):
    """Return every sentence of a module, with something in its places; docstrings are none."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    inside = {id(part) for node in ast.walk(tree) for part in parts_of(node)}
    nodes = (node for node in ast.walk(tree) if isinstance(node, ast.Constant | ast.JoinedStr))
    written = [written_out(node) for node in nodes if id(node) not in inside]
    return [text for text in written if text[:1].isupper() and text.endswith((".", ":"))]


def parts_of(node):
    """Return what is not said by itself: docstrings and the parts of f-strings."""
    if isinstance(node, ast.JoinedStr):
        return [part for each in node.values for part in ast.walk(each)]
    if isinstance(node, ast.Expr):
        return [node.value]
    return []


def written_out(node):
    if isinstance(node, ast.JoinedStr):
        return "".join(written_out(part) for part in node.values)
    if isinstance(node, ast.FormattedValue):
        return PLACES.get(ast.unparse(node.value), "7")
    return node.value if isinstance(node.value, str) else ""


@pytest.fixture(scope="module")
def said(root):
    core = root / "ssidkd" / "core"
    paths = [core / "intake" / f"{name}.py" for name in FILES]
    paths += [core / "derainer" / "derainer.py", core / "metrics" / "niqe.py"]
    return [sentence for path in paths for sentence in sentences_of(path)]


def test_there_are_sentences_to_translate(said):
    assert len(said) >= 20
    assert any("Transparent parts" in sentence for sentence in said)
    assert any("too flat" in sentence for sentence in said)


def test_every_sentence_of_core_has_a_chinese_form(said):
    assert [each for each in said if CHINESE.refusals.say(each) == each] == []


def test_every_refused_format_has_a_chinese_name(root):
    source = (root / "ssidkd" / "core" / "intake" / "kinds.py").read_text(encoding="utf-8")
    others = re.findall(r'_refused\("(.+)"\)', source)
    assert len(others) == 3
    assert {name for _, name in _REFUSED} | set(others) <= CHINESE.refusals.parts.keys()


def test_what_differs_is_kept():
    sentence = (
        "This picture is 20 x 4000 pixels, more than 20 times as long as wide; please crop it."
    )
    chinese = CHINESE.refusals.say(sentence)
    assert "20 × 4000" in chinese  # noqa: RUF001
    assert "20 倍" in chinese
    assert ENGLISH.refusals.say(sentence) == sentence


@pytest.mark.parametrize(("seconds", "said"), [(12, "15 秒"), (60, "1 分钟"), (200, "4 分钟")])
def test_when_to_come_back_to_a_busy_server_is_said_in_chinese(seconds, said):
    sentence = str(ServerBusyError(seconds))
    assert ENGLISH.refusals.say(sentence) == sentence
    assert f"约 {said}后再试" in CHINESE.refusals.say(sentence)
