"""T3, T4, T12: every function of the page, hidden or not, called with what its page never sends."""

import itertools
import json
import random

import pytest

from tests.threats.conftest import FULL
from tests.threats.leaks import complaints, leaks, named_files
from tests.threats.visitor import API, as_json, file_data

PAYLOADS = 30 if FULL else 3
"""For each function; the seed is fixed."""


def injected(path):
    """Return forms in which a file of the server may be slipped to a component."""
    file = file_data(path)
    return [
        file,
        [file],
        [[file, "caption"]],
        {"image": file, "caption": None},
        {"value": file, "nested": [{"deep": file}], "path": str(path)},
        str(path),
        json.dumps(file),
        f"file://{path}",
        {**file, "path": f"{'../' * 12}{path}"},
        {**file, "url": f"{API}/file={path}", "orig_name": f"../../{path}"},
    ]


def injections(functions, targets):
    """Yield a call of every function with the same form in every place, and with one in each."""
    forms = [form for target in targets for form in injected(target)]
    turning = itertools.cycle(forms)
    for function in functions:
        size = len(function["inputs"])
        for form in forms if FULL else itertools.islice(turning, 2):
            yield function, [form] * size
        for place in range(size if FULL else 0):
            for form in forms[:2]:
                yield function, [form if n == place else None for n in range(size)]


def test_no_function_opens_a_file_of_the_server(server, root, visitor):
    functions = visitor.functions()
    assert len(functions) > 300
    targets = ("/etc/passwd", server.others.secret, server.others.photo, root / "app.py")
    before, since = set(server.pictures.rglob("*")), server.log.stat().st_size
    calls = list(injections(functions, targets))
    wrong = _wrong(server, root, calls, visitor.call_all(calls))
    assert wrong == []
    assert complaints(server, since) == []
    for path in set(server.pictures.rglob("*")) - before:
        assert not path.is_file() or leaks(server, root, path.read_bytes().decode("latin-1")) == []


@pytest.mark.skipif(not FULL, reason="SSIDKD_TEST_THREATS=full does this as well")
def test_no_function_fails_or_tells_whatever_it_is_called_with(server, root, visitor):
    assert failures(server, root, visitor, PAYLOADS) == []


def failures(server, root, visitor, payloads):
    """Call every function with so much nonsense; return wrong answers and what the log tells."""
    functions, since = visitor.functions(), server.log.stat().st_size
    rng = random.Random(7)
    calls = [
        (function, _nonsense(rng, len(function["inputs"])))
        for _ in range(payloads)
        for function in functions
    ]
    wrong = _wrong(server, root, calls, visitor.call_all(calls))
    return [*wrong, *complaints(server, since)]


def _wrong(server, root, calls, answers):
    """Return the calls whose answer is a failure, or has in it what it may not."""
    allowed = (server.pictures, root / "assets" / "examples")
    found = []
    for (function, data), (status, said) in zip(calls, answers, strict=True):
        told = leaks(server, root, said.replace(json.dumps(data)[1:-1], ""))
        files = [
            path
            for path in named_files(said)
            if not any(folder in path.resolve().parents for folder in allowed)
        ]
        if status >= 500 or told or files:
            found.append((function["id"], function["api_name"], status, told, files, data))
    return found


LEAVES = (
    None, True, False, 0, -1, 7, 10**30, -1e308, 0.1, "", "student", "x", "../../etc/passwd",
    "a" * 5000, "\u202egnp.exe", "<img src=x onerror=alert(1)>", "=cmd|' /C calc'!A0", "\x00",
    "\ud800", "\u0661\u0662", [], {}, [[]], [None], {"": None}, [[1, 2], [3]], {"path": None},
    {"path": 7, "meta": {"_type": "gradio.FileData"}}, {"__type__": "update", "visible": False},
    {"value": "x", "__type__": "update"}, {"$ref": "#"}, {"id": 1, "value": 1}, "[]", "{}", "null",
)  # fmt: skip


def _nonsense(rng, size):
    """Return data for a function of so many inputs; now and then one more or less."""
    data = [rng.choice(LEAVES) for _ in range(size)]
    change = rng.random()
    if change < 0.05:
        return data + [rng.choice(LEAVES)] * rng.choice((1, 100))
    if change < 0.1:
        return data[:-1]
    return data


@pytest.mark.parametrize("index", [-1, 99_999, 2**63, 10**30, "0", "x", 1.5, None, [], {}, True])
def test_a_function_that_is_not_there_is_the_senders_fault(server, visitor, index):
    for place in ("queue/join", "run/predict", "api/predict"):
        body = {"fn_index": index, "data": [], "session_hash": visitor.session}
        answer = visitor.post(f"{API}/{place}", **as_json(body))
        assert answer.status_code < 500, (place, answer.text)


@pytest.mark.parametrize(
    "name", ["nothing", "%00", "a" * 300, "..%2f..%2fx", "derain%0a", "__init__"]
)
def test_a_name_that_is_not_there_is_the_senders_fault(server, root, visitor, name):
    for place in ("run", "api", "call", "call/v2"):
        answer = visitor.post(f"{API}/{place}/{name}", **as_json({"data": []}))
        assert 400 <= answer.status_code < 500, (place, answer.text)
        assert leaks(server, root, answer.text) == []


def test_ten_thousand_items_are_refused(server, visitor):
    for function in visitor.functions()[::40]:
        status, _ = visitor.call(function, [0] * 10_000)
        assert status < 500


def test_methods_of_components_are_not_called(server, root, visitor):
    parts = [part["id"] for part in visitor.get("/config").json()["components"]][::20]
    names = (
        "__init__",
        "postprocess",
        "read_from_flag",
        "as_example",
        "move_resource_to_block_cache",
    )
    for part, name in itertools.product(parts, names):
        body = {"session_hash": "a", "component_id": part, "fn_name": name, "data": "/etc/passwd"}
        answer = visitor.post(f"{API}/component_server", **as_json(body))
        assert 400 <= answer.status_code < 500, (part, name, answer.text)
        assert leaks(server, root, answer.text) == []
