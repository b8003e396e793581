"""The log: one event stays one line, and tells nothing of visitors."""

import io
import json
import logging
import subprocess
import sys
import traceback

import pytest

from ssidkd.services.logs import FIELDS, JsonLines, TextLines
from ssidkd.services.printed import PrintedLines

FORGED = "a\nINFO all is well\r\x1b[31m\u202e\u2028\x00"


def line(formatter, message, *args, error=None, **fields):
    """Return what a formatter makes of an event."""
    exc_info = (type(error), error, error.__traceback__) if error else None
    record = logging.LogRecord("ssidkd.x", logging.INFO, "f.py", 1, message, args, exc_info)
    setattr(record, FIELDS, fields)
    return formatter.format(record)


def raised(error):
    """Return an error with a trace."""
    try:
        raise error
    except type(error) as caught:
        return caught


@pytest.mark.parametrize("formatter", [TextLines(), JsonLines()])
def test_one_event_stays_one_line_whatever_is_in_it(formatter):
    for said in (line(formatter, "%s", FORGED), line(formatter, "x", name=FORGED)):
        assert said.isprintable()
        assert "all is well" in said


def test_what_machines_are_told_has_an_end():
    """The search for names takes the square of the length: minutes for 100 kB of a stranger's."""
    assert len(json.loads(line(JsonLines(), "x" * 100_000))["event"]) == 2000


def test_a_trace_to_be_read_is_set_in_so_that_it_is_no_event():
    first, *rest = line(TextLines(), "x", error=raised(ValueError(FORGED))).split("\n")
    assert first.endswith("INFO x")
    assert len(rest) >= 4
    assert all(one.startswith("    ") and one.isprintable() for one in rest)


def test_an_event_for_machines_has_its_parts():
    event = json.loads(line(JsonLines(), "done in %d s", 3, status=200))
    assert event.pop("time").endswith("+00:00")
    assert event == {
        "level": "info", "logger": "ssidkd.x", "event": "done in 3 s", "status": 200
    }  # fmt: skip


def test_an_error_for_machines_is_its_class_and_place_and_not_its_message():
    said = line(JsonLines(), "x", error=raised(ValueError("/tmp/gradio/0a/Maria.jpg")))
    event = json.loads(said)
    assert event["error"] == "ValueError"
    assert event["at"][-1].startswith("test_logs.py:")
    assert event["at"][-1].endswith(" raised")
    assert "Maria" not in said


@pytest.mark.parametrize(
    "text",
    [
        "cannot open /tmp/gradio/0a/Maria.jpg",
        "cannot open '/tmp/gradio/0a/Maria at home.HEIC' now",
        'no "Maria (2).png"',
        "Maria.tiff,",
        "token hf_MariaMariaMariaMaria",
    ],
)
def test_names_of_pictures_and_tokens_are_hidden_from_machines(text):
    event = json.loads(line(JsonLines(), text))["event"]
    assert "Maria" not in event
    assert "[hidden]" in event
    assert line(TextLines(), text).endswith(text)


@pytest.fixture
def printed(caplog):
    """A stream that makes events, and the events."""
    caplog.set_level(logging.WARNING)
    return PrintedLines(io.StringIO()), caplog


def test_what_is_printed_becomes_events_line_by_line(printed):
    stream, heard = printed
    for piece in ("one ", "line\nanother", " line\n\n", "a third without an end"):
        stream.write(piece)
    assert [record.getMessage() for record in heard.records] == ["one line", "another line"]


def test_a_printed_trace_becomes_one_event_for_each_error_without_the_message(printed):
    stream, heard = printed
    try:
        try:
            raise KeyError("Maria.jpg\nforged")
        except KeyError as error:
            raise RuntimeError("Maria.jpg\nforged\nmore") from error
    except RuntimeError:
        traceback.print_exc(file=stream)
    stream.write("after\n")
    *traces, after = heard.records
    fields = [getattr(trace, FIELDS) for trace in traces]
    assert [one["error"] for one in fields] == ["KeyError", "RuntimeError"]
    assert all(one["at"][-1].startswith("test_logs.py:") for one in fields)
    assert after.getMessage() == "after"
    assert "Maria" not in heard.text


PROGRAM = """
import logging, sys, threading, traceback, warnings
from ssidkd.services.logs import configure_logging
configure_logging(as_json=True)
logging.getLogger("ssidkd.a").info("hello %s", "x\\ny")
logging.getLogger("httpx").info("GET https://hub.example/?token=Maria")
sys.stderr.write("from a library\\n")
try:
    open("/nowhere/Maria.jpg")
except OSError:
    traceback.print_exc()
warnings.warn("beware")
thread = threading.Thread(target=lambda: {}["Maria"])
thread.start()
thread.join()
raise ValueError("Maria.jpg")
"""


def test_everything_that_a_process_says_is_one_object_for_each_event():
    run = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True)
    events = [json.loads(one) for one in run.stderr.splitlines()]
    assert run.stdout == ""
    assert "Maria" not in run.stderr
    said = [(one["event"], one.get("error")) for one in events]
    assert said[:3] == [
        ("hello x\ny", None), ("from a library", None),
        ("An error was printed", "FileNotFoundError"),
    ]  # fmt: skip
    assert "beware" in said[3][0]
    assert [error for _, error in said[4:]] == ["KeyError", "ValueError"]
    assert run.returncode == 1
