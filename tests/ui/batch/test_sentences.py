import ast
import re

import pytest

from ssidkd.core.derainer import DerainError
from ssidkd.core.intake import PictureRefused, RefusalCode
from ssidkd.services.video.clip import opened_clip, unreadable
from ssidkd.ui.batch.programs import programs_html
from ssidkd.ui.batch.sentences import sentence_of, translated
from ssidkd.ui.words import CHINESE, ENGLISH

CHINESE_LETTER = re.compile(r"[\u4e00-\u9fff]")
_LANGUAGES = [ENGLISH, CHINESE]


def said_by(root, folder):
    """Return every sentence that a service could say: strings that end like one."""
    for path in sorted((root / "ssidkd" / "services" / folder).glob("*.py")):
        if path.name == "report.py":  # what lies in the archive is English
            continue
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.Call | ast.Assign):
                arguments = (
                    [*node.args, *(word.value for word in node.keywords)]
                    if isinstance(node, ast.Call)
                    else [node.value]
                )
                for argument in arguments:
                    text = text_of(argument)
                    if re.match(r"[A-Z].* .*\.$", text, re.DOTALL):
                        yield text


def text_of(node):
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(
            part.value if isinstance(part, ast.Constant) else "7" for part in node.values
        )
    return ""


@pytest.mark.parametrize("folder", ["batch", "video"])
def test_every_sentence_of_the_services_has_its_chinese(root, folder):
    sentences = [
        sentence
        for sentence in said_by(root, folder)
        # in the archive's table only; and of the developer's, which the page has its own words for
        if not sentence.startswith(
            ("Not done", "Made smaller", "This copy of", "The video", "ffmpeg")
        )
    ]
    assert sentences
    for sentence in sentences:
        assert translated(sentence, ENGLISH) == sentence
        assert CHINESE_LETTER.search(translated(sentence, CHINESE)), sentence


@pytest.mark.parametrize("words", _LANGUAGES)
def test_errors_become_sentences_without_paths(words, tmp_path, caplog):
    refused = PictureRefused(RefusalCode.EMPTY, "This file is empty; please choose another one.")
    assert sentence_of(unreadable(), words)
    assert sentence_of(refused, words)
    assert sentence_of(DerainError("There is none."), words) == "There is none."
    assert sentence_of(OSError("/secret"), words) == words.common.unexpected
    assert "/secret" in caplog.text
    with pytest.raises(PictureRefused) as error, opened_clip(tmp_path / "gone.mp4"):
        pass
    assert str(tmp_path) not in sentence_of(error.value, words)


@pytest.mark.parametrize("words", _LANGUAGES)
def test_lines_to_copy_leave_the_address_to_the_browser(words):
    html = programs_html(words)
    assert html.count("{address}") >= 3
    assert "gradio_api/mcp/" in html
    assert "SSIDKD_MCP" in html
    assert "127.0.0.1" not in html
