"""Requests that bring too much, or links in place of files."""

import json

import pytest
from starlette.responses import PlainTextResponse

from ssidkd.ui.guard.health import FEWEST_BYTES
from tests.ui.guard.conftest import JOIN, SMALL, UPLOAD, Guarded, in_pieces, sentence

PICTURE = "/tmp/gradio/0a/photo.png"
OURS = f"http://rain.example/gradio_api/file={PICTURE}"


def nested(mapping):
    """Return a call that holds a mapping where pictures come: in a list of a gallery."""
    return {"data": [None, [{"image": mapping, "caption": "x"}]], "fn_index": 3}


@pytest.mark.parametrize(
    ("path", "most"),
    [
        (JOIN, SMALL.body_bytes),
        ("/login", SMALL.body_bytes),
        ("/owner/decisions", SMALL.owner_bytes),
        (UPLOAD, SMALL.upload_bytes),
        (f"{UPLOAD}/", SMALL.upload_bytes),
    ],
)
def test_a_body_may_be_as_large_as_its_limit_and_not_a_byte_larger(guarded, path, most):
    for size, status in ((most, 200), (most + 1, 413)):
        told = guarded.post(path, content=b"x" * size)
        untold = guarded.post(path, content=in_pieces(b"x" * (size - 9), b"x" * 9))
        assert (told.status_code, untold.status_code) == (status, status)
        if status == 200:
            assert told.json()["bytes"] == untold.json()["bytes"] == size
        else:
            assert sentence(told) == sentence(untold)


def test_a_refusal_names_the_limit(guarded):
    kept = sentence(guarded.post(content=b"x" * 3000))
    assert kept.startswith("This is more than 0 KiB at once.")
    full = Guarded(limits=type(SMALL)())
    assert "more than 256 KiB" in sentence(full.post(content=b"x" * 300_000))
    length = {"content-length": str(601 << 20)}
    assert "more than 600 MiB" in sentence(full.post(UPLOAD, content=b"", headers=length))


def test_a_length_that_is_too_much_is_refused_before_anything_is_read():
    async def app(scope, receive, send):
        raise AssertionError("nothing was to be read")

    async def endless():
        yield b"x"
        raise AssertionError("nothing was to be read")

    length = {"content-length": "1000000"}
    assert Guarded(app).post(UPLOAD, content=endless(), headers=length).status_code == 413


@pytest.mark.parametrize(("spare", "status"), [(0, 200), (-1, 503)])
def test_an_upload_that_would_fill_the_disk_is_refused_and_nothing_else_is(spare, status):
    guarded = Guarded(free_bytes=lambda: FEWEST_BYTES + 100 + spare)
    answer = guarded.post(UPLOAD, content=b"x" * 100)
    assert answer.status_code == status
    assert ("retry-after" in answer.headers) == (status == 503)
    assert guarded.post(content=b"x" * 900).status_code == 200


def test_an_upload_that_gets_too_large_is_cut_off_and_never_held_whole():
    sizes = []

    async def app(scope, receive, send):
        while True:
            message = await receive()
            sizes.append(len(message["body"]))

    answer = Guarded(app).post(UPLOAD, content=in_pieces(*[b"x" * 1000] * 50))
    assert (answer.status_code, sizes) == (413, [1000] * 5)


def test_an_upload_is_cut_off_too_by_an_app_that_answers_every_error():
    async def app(scope, receive, send):
        try:
            while True:
                await receive()
        except Exception:  # noqa: BLE001, as frameworks do
            await PlainTextResponse("all is well")(scope, receive, send)

    assert Guarded(app).post(UPLOAD, content=in_pieces(*[b"x" * 1000] * 9)).status_code == 413


@pytest.mark.parametrize(
    "mapping",
    [
        {"path": "http://127.0.0.1/config"},
        {"path": "HTTPS://example.com/a.png"},
        {"path": " http://example.com"},
        {"path": "data:image/png;base64,AAAA"},
        {"path": "file:///etc/passwd"},
        {"path": "//host/share/a.png"},
        {"path": "\\\\host\\share\\a.png"},
        {"path": PICTURE, "url": "data:image/png;base64,AAAA"},
        {"path": PICTURE, "url": "DATA:image/png,x"},
        {"path": PICTURE, "url": "http://169.254.169.254/latest"},
        {"path": PICTURE, "url": "http://rain.example/gradio_api/file=http://127.0.0.1/"},
        {"path": PICTURE, "url": "ftp://rain.example/gradio_api/file=/tmp/a"},
        {"url": OURS},
        {"path": None, "url": OURS},
        {"path": "http://example.com", "url": OURS},
    ],
    ids=str,
)
def test_links_and_data_in_place_of_a_file_are_refused_however_deep(guarded, mapping):
    for content in (mapping, nested(mapping), [[[mapping]]], {"a": {"b": mapping}}):
        answer = guarded.post(json=content)
        assert answer.status_code == 400, content
        assert "upload" in sentence(answer)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_no_encoding_hides_a_link(guarded, encoding):
    content = json.dumps({"path": "http://127.0.0.1/"}).encode(encoding)
    assert guarded.post(content=content).status_code == 400
    assert guarded.post(content=b'{"p\\u0061th": "h\\u0074tp://127.0.0.1/"}').status_code == 400


@pytest.mark.parametrize(
    "content",
    [
        {"path": PICTURE, "url": OURS, "orig_name": "http://a.png", "meta": {}},
        {"path": PICTURE, "url": f"/gradio_api/file={PICTURE}"},
        {"path": "C:\\photos\\a.png", "url": None},
        {"path": 3, "url": ["http://example.com"]},
        {"text": "see http://example.com and data:image/png;base64,AAAA"},
        "http://example.com",
        [],
        None,
    ],
    ids=str,
)
def test_what_the_page_sends_passes(guarded, content):
    for one in (content, nested(content)):
        answer = guarded.post(json=one)
        assert answer.status_code == 200
        assert answer.json()["bytes"] == len(answer.request.content)


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe\x00", b"user=a&word=b"])
def test_what_is_no_json_is_left_to_who_reads_it(guarded, content):
    assert guarded.post(content=content).status_code == 200


def test_nesting_without_end_is_refused():
    deep = Guarded(limits=type(SMALL)())
    answer = deep.post(content=b"[" * 200_000)
    assert (answer.status_code, sentence(answer)) == (400, "This is nested too deeply.")


@pytest.mark.parametrize("number", [b"NaN", b"Infinity", b"-Infinity", b"1e400", b"-1e999"])
def test_numbers_that_no_json_has_are_refused(guarded, number):
    answer = guarded.post(content=b'{"data": [{"a": ' + number + b"}]}")
    assert (answer.status_code, sentence(answer)) == (
        400, "Numbers have to be finite, and not too large."
    )  # fmt: skip
    assert guarded.post(content=b'{"data": [1e300, -0, 12, "NaN"]}').status_code == 200


@pytest.mark.parametrize("place", ['["\\ud800"]', '{"\\udfff": 1}', '{"session_hash": "a\\ud800"}'])
def test_half_a_letter_is_refused(guarded, place):
    """Gradio puts it into its queue, and fails there at every later event of anybody."""
    assert sentence(guarded.post(content=place)) == "Half of a letter is no text."
    assert guarded.post(content='["\\ud83c\\udf27"]').status_code == 200
