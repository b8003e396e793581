"""T6, T7: pictures made to burst or to wake another program; the server's memory is looked at."""

import json
from pathlib import Path

import pytest
from PIL import EpsImagePlugin, Image

from tests.core.intake.builders import jpeg, others, png
from tests.core.intake.builders.pictures import flat, photo
from tests.threats.conftest import FULL
from tests.threats.visitor import API, as_json, file_data

MOST_MEGABYTES = 100
"""By which all bombs together may raise the server's peak; one that is unpacked takes more."""
FRAMES = [flat(level % 256) for level in range(300)]


def bombs():
    """Return files that are small, and the pictures they claim to be are not."""
    return {
        "50000 x 50000 in 65 bytes.png": png.bomb(50_000, 50_000),
        "13000 x 13000 of one bit.png": png.flat_file(13_000, 13_000),
        "8000 x 8000.png": png.flat_file(8000, 8000),
        "65500 x 65500.jpg": jpeg.claiming(65_500, 65_500),
        "progressive of many scans.jpg": jpeg.scan_bomb(90, 2048),
        "canvas.webp": others.webp_canvas(16_383, 16_383),
        "screen.gif": others.gif_screen(65_535, 65_535),
        "50 MB of text.png": png.rgb(photo(), png.text(b"iTXt", 50)),
        "frames.webp": others.animated(FRAMES, "webp"),
        "frames.png": others.animated(FRAMES, "png"),
    }


@pytest.fixture(scope="module")
def files():
    return bombs()


def asked(visitor, name, content):
    """Upload a file and have it derained; returns what is said at the end."""
    (derain,) = [one for one in visitor.functions() if one["api_name"] == "derain"]
    path = visitor.upload(name, content)
    status, said = visitor.call(derain, [file_data(path), "student", False])
    assert status == 200
    return json.loads(said.rsplit("data:", 1)[1])


def peak(process):
    """Return the most memory that a process has had since `forget_peak` [MB]."""
    status = Path(f"/proc/{process}/status").read_text().splitlines()
    (line,) = [line for line in status if line.startswith("VmHWM")]
    return int(line.split()[1]) / 1024


def forget_peak(process):
    """Let the peak of a process begin anew."""
    Path(f"/proc/{process}/clear_refs").write_text("5")


@pytest.mark.skipif(not FULL, reason="SSIDKD_TEST_THREATS=full does this as well")
def test_no_bomb_fills_the_memory(server, visitor, files):
    """What is no bomb after all, such as many small frames, takes what a picture takes."""
    small = png.rgb(photo(64, 96))
    answers = {name: asked(visitor, name, content) for name, content in files.items()}
    refused = [name for name, answer in answers.items() if not answer["success"]]
    assert len(refused) >= 6, answers
    assert all(answers[name]["output"]["error"] for name in refused)
    forget_peak(server.process)
    before = peak(server.process)
    assert not any(asked(visitor, name, files[name])["success"] for name in refused)
    grown = peak(server.process) - before
    assert grown < MOST_MEGABYTES, f"{grown:.0f} MB"
    assert asked(visitor, "rain.png", small)["success"]


def test_no_bomb_inside_of_a_request_is_unpacked(server, visitor, files):
    forget_peak(server.process)
    before = peak(server.process)
    for content in files.values():
        link = f"data:image/png;base64,{content.hex()}"[:200_000]
        for file in (file_data("x.png", url=link), file_data(link)):
            body = {"data": [file, "student", False], "session_hash": visitor.session}
            for place in ("queue/join", "run/derain", "call/derain"):
                answer = visitor.post(f"{API}/{place}", **as_json({**body, "fn_index": 158}))
                assert answer.status_code == 400
    assert peak(server.process) - before < MOST_MEGABYTES


def strange():
    """Return files of kinds that Pillow reads and a photo never has, all named .jpg."""
    return {
        "eps": others.EPS,
        "pdf": others.PDF,
        "psd": b"8BPS\x00\x01" + bytes(20),
        "fits": b"SIMPLE  =                    T".ljust(2880),
        "tiff": others.float_tiff(),
        "jp2": b"\x00\x00\x00\x0cjP  \r\n\x87\n" + bytes(50),
        "ico": b"\x00\x00\x01\x00\x01\x00" + bytes(30),
        "svg": others.SVG,
        "html": others.HTML,
        "mp4": others.MP4,
        "wmf": b"\xd7\xcd\xc6\x9a\x00\x00" + bytes(40),
        "zip": others.zipped(1000),
    }


@pytest.mark.skipif(not FULL, reason="SSIDKD_TEST_THREATS=full does this as well")
def test_no_other_reader_is_woken(server, visitor):
    for name, content in strange().items():
        answer = asked(visitor, f"{name}.jpg", content)
        assert not answer["success"], name
        assert answer["output"]["error"], name
    assert not server.witness.exists()


def test_pillow_left_to_itself_would_have_started_ghostscript(server, tmp_path, monkeypatch):
    """The control of the test above: the same file, the same false Ghostscript."""
    tools = server.witness.parent / "tools"
    monkeypatch.setattr(EpsImagePlugin, "gs_binary", str(tools / "gs"))
    file = tmp_path / "rain.jpg"
    file.write_bytes(others.EPS)
    with pytest.raises(OSError, match=r"\w"), Image.open(file) as picture:
        picture.load()
    assert server.witness.exists()
    server.witness.unlink()
