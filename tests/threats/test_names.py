"""N-01 to N-11: names of files are words of a stranger: kept for nobody, shown as text."""

import io
import json
from html.parser import HTMLParser

import pytest
from PIL import Image

from tests.page_services import textured
from tests.threats.conftest import FULL
from tests.threats.leaks import leaks
from tests.threats.raw import raw
from tests.threats.test_requests import KIND, form
from tests.threats.visitor import API, file_data

NAMES = {
    "N-01 up": "../../evil.png",
    "N-01 up, with the other slash": "..\\..\\evil.png",
    "N-01 absolute": "/etc/cron.d/evil.png",
    "N-02 zero byte": "a\0b.png",
    "N-03 right to left": "\u202egnp.exe",
    "N-04 300 letters": "a" * 300 + ".png",
    "N-04 120 Chinese letters": "\u96e8" * 120 + ".png",
    "N-04 emoji and accents": "\U0001f327\ufe0fe\u0301.png",
    "N-06 one dot": ".",
    "N-06 two dots": "..",
    "N-07 a device of Windows": "CON.png",
    "N-07 a dot and a space at the end": "rain.png. ",
    "N-08 a formula": "=cmd|' /C calc'!A0.png",
    "N-09 words of a shell": "a;b|c$(id)`id`.png",
    "N-09 a line's end": "a\nb\r\n.png",
    "N-10 no ending": "rain",
    "N-10 two endings": "rain.png.exe",
    "N-10 a wrong ending": "rain.txt",
    "markup": "<img src=x onerror=alert(1)>.png",
}


def png():
    """Return the bytes of a small picture."""
    file = io.BytesIO()
    Image.fromarray(textured(64, 96, seed=1)).save(file, "png")
    return file.getvalue()


def sent(server, name, content):
    """Upload a file under a name that is not made harmless first."""
    quoted = name.encode().replace(b'"', b"%22")
    headers = (KIND + b"; boundary=x",)
    return raw(server, f"{API}/upload", "POST", headers, form(quoted, content))


@pytest.mark.parametrize("name", NAMES)
def test_a_picture_is_taken_by_its_content_whatever_its_name(server, root, visitor, name):
    everything = set(server.data.rglob("*")), set(root.glob("*"))
    answer = sent(server, NAMES[name], png())
    assert answer.status in (200, 400, 413), answer  # 413: a head that is none is too long
    if answer.status == 200:
        for path in json.loads(answer.body):  # none where Gradio found no file in the form
            assert server.pictures in (server.pictures / path).resolve().parents
            derain = next(one for one in visitor.functions() if one["api_name"] == "derain")
            status, said = visitor.call(derain, [file_data(path), "student", False])
            assert status in (200, 400)
            assert leaks(server, root, said) == []
    assert (set(server.data.rglob("*")), set(root.glob("*"))) == everything


def test_a_file_without_a_name_is_refused_or_gets_one(server):
    for content in (b"", b"x"):
        head = b'--x\r\nContent-Disposition: form-data; name="files"; filename=""\r\n\r\n'
        headers = (KIND + b"; boundary=x",)
        answer = raw(server, f"{API}/upload", "POST", headers, head + content + b"\r\n--x--\r\n")
        assert answer.status in (200, 400)
        for path in json.loads(answer.body) if answer.status == 200 else ():
            assert server.pictures in (server.pictures / path).resolve().parents


MARKUP = (
    NAMES["markup"],
    "'onerror='alert(1)'.png",
    '"onerror="alert(1)" x=".png',
    "&lt;img src=x onerror=alert(1)&gt;.png",
)


@pytest.mark.skipif(not FULL, reason="SSIDKD_TEST_THREATS=full does this as well")
@pytest.mark.parametrize("name", MARKUP)
@pytest.mark.parametrize("wanted", ["add", "add_1", "add_2"])
def test_a_name_is_shown_as_text(server, visitor, wanted, name):
    """Where the page shows names of files: photos to learn from, to be donated, to derain."""
    path = visitor.upload("rain.png", png())
    add = next(one for one in visitor.functions() if one["api_name"] == wanted)
    status, said = visitor.call(add, [[file_data(path, orig_name=name)], None])
    assert status == 200, said
    shown = Shown()
    for text in texts(said):
        shown.feed(text)
    assert "onerror" in shown.text
    assert shown.hostile == []


def test_a_name_that_is_not_shown_as_text_is_noticed():
    shown = Shown()
    shown.feed(f"<p title='a' data-name=''onerror='alert(1)'.png'>{NAMES['markup']}</p>")
    assert shown.hostile == [("p", "onerror"), ("img", "src"), ("img", "onerror")]


class Shown(HTMLParser):
    """What a browser makes of HTML: its text, and what would act in it or load from nowhere."""

    def __init__(self):
        super().__init__()
        self.text, self.hostile = "", []

    def handle_data(self, data):
        self.text += data

    def handle_starttag(self, tag, attrs):
        self.hostile += [
            (tag, name) for name, value in attrs if name.startswith("on") or value == "x"
        ]


def texts(said):
    """Return all texts of an answer's JSON, however deep."""
    found, waiting = [], [json.loads(line) for line in said.replace("data: ", "\n").splitlines()]
    while waiting:
        one = waiting.pop()
        if isinstance(one, str):
            found.append(one)
        elif isinstance(one, (dict, list)):
            waiting.extend(one.values() if isinstance(one, dict) else one)
    return found


@pytest.mark.parametrize(
    "value", [float("nan"), float("inf"), -0.0, "\u0661\u0662", True, "1e400", "", {}, "x"]
)
def test_a_number_that_is_none_is_no_failure(server, root, visitor, value):
    """N-18, at the lab's seed and its twelve sliders, and at the rain of the API."""
    path = visitor.upload("rain.png", png())
    calls = {
        "turn_4": [None, 4, *([value] * 16), "x", "y"],
        "rain": [file_data(path), "light", value],
    }
    for name, data in calls.items():
        function = next(one for one in visitor.functions() if one["api_name"] == name)
        if name == "turn_4":
            data = data[: len(function["inputs"])]
        status, said = visitor.call(function, data)
        assert status < 500, (name, said)
        assert leaks(server, root, said) == []


def test_a_megabyte_of_text_is_refused_before_it_is_read(server, visitor):
    look = next(one for one in visitor.functions() if one["api_name"] == "look_1")
    assert visitor.run(look, ["x" * 1_000_000]).status_code == 413
    status, _ = visitor.call(look, ["x" * 200_000])
    assert status < 500
