"""T13, T14, T16, T18: what belongs to others: jobs, donations, the owner's page."""

import secrets
from collections import Counter

import pytest

from ssidkd.services.jobs.ids import JobNotFoundError, find_job, new_job_id
from ssidkd.services.owner import TokenDoor, TooManyTriesError, WrongTokenError
from tests.browser.raw_page import RawPage
from tests.threats.conftest import FULL
from tests.threats.leaks import leaks
from tests.threats.server import OWNER_TOKEN
from tests.threats.visitor import API, as_json
from tests.ui.owner.owner_parts import CALL

WRONG = 100_000 if FULL else 10_000
OVER_HTTP = 5000 if FULL else 500
FORGED = "; ".join(f"{name}={'x' * 80}" for name in ("ssidkd-owner", "owner", "session"))
AT_ONCE = 50
"""Jobs that a browser remembers, so a visitor may ask for as many in one call."""
TRICKS = (
    "", ".", "..", "../jobs", "../../etc/passwd", "%2e%2e", "\x00", "a/b", "server.lock", "*", "?",
    "A" * 22, "a" * 21, "a" * 23, "\u0660" * 22, None, 0, [], {}, True, ["A" * 22],
)  # fmt: skip


def test_no_guess_finds_a_job(server):
    jobs = server.data / "jobs"
    assert find_job(jobs, server.others.job)
    right = server.others.job
    near = [right[:n] + chr(ord(right[n]) ^ 1) + right[n + 1 :] for n in range(len(right))]
    for guess in (
        *TRICKS,
        *near,
        right.swapcase(),
        right + "\n",
        *(new_job_id() for _ in range(WRONG)),
    ):
        with pytest.raises(JobNotFoundError):
            find_job(jobs, guess)


def remembered(*jobs, shown=""):
    """Return what a browser that has these jobs keeps, and sends."""
    return {"identity": "", "jobs": list(jobs), "shown": shown}


@pytest.fixture
def history(visitor):
    """The function that lists the jobs of a browser."""
    (table, *_) = [one for one in visitor.functions() if one["api_name"] == "refresh_6"]
    return table


def test_guesses_over_the_network_find_none_and_the_right_one_does(server, root, visitor, history):
    def listed(*jobs):
        status, said = visitor.call(history, [remembered(*jobs), None, None])
        assert status == 200
        assert leaks(server, root, said.replace(server.others.job, "")) == []
        return said

    nothing = listed()
    for _ in range(OVER_HTTP // AT_ONCE):
        guesses = [new_job_id() for _ in range(AT_ONCE)]
        said = listed(*guesses)
        assert not [guess for guess in guesses if guess in said]
        assert len(said) < len(nothing) + 200
    for trick in TRICKS:
        listed(trick)
    assert len(listed(server.others.job)) > len(nothing) + 200  # the control


def test_nothing_that_needs_a_job_acts_on_a_guess(server, root, visitor):
    """Stop, resume, delete, save, share: with another's session, id or none, the job stays."""
    folder = server.data / "jobs" / server.others.job
    before = {path: path.stat().st_mtime_ns for path in folder.rglob("*")}
    guess = new_job_id()
    wanted = ("stop", "resume", "save", "give", "choose", "drop", "ask", "answer", "open", "delete")
    functions = [one for one in visitor.functions() if str(one["api_name"]).startswith(wanted)]
    assert len(functions) > 40
    event = {"kind": "yes", "act": "delete", "job": guess, "identity": guess, "part": guess}
    for function in functions:
        data = [
            remembered(guess, shown=guess) if n else guess for n in range(len(function["inputs"]))
        ]
        body = {"fn_index": function["id"], "data": data, "session_hash": visitor.session}
        place = "queue/join" if function["queue"] is not False else "run/predict"
        answer = visitor.post(f"{API}/{place}", **as_json({**body, "event_data": event}))
        assert answer.status_code < 500, (function["api_name"], answer.text)
        assert leaks(server, root, answer.text) == []
    assert {path: path.stat().st_mtime_ns for path in folder.rglob("*")} == before


@pytest.mark.parametrize(
    "effort", ["endless", "../../x", 10**9, -1, float("nan"), [], {}, True, "", None]
)
def test_a_finetuning_with_forged_choices_is_not_begun(server, root, effort):
    page = RawPage(server.url)
    before = sorted(path.name for path in (server.data / "jobs").iterdir())
    start = page.event("finetune-start", "click")
    try:
        said = page.call(start, {}, data=[None, effort, "../../x", remembered()])
    except OSError as refusal:  # an answer that says no
        said = refusal.read().decode()
    assert leaks(server, root, said) == []
    assert sorted(path.name for path in (server.data / "jobs").iterdir()) == before


def test_no_guess_opens_a_donation(server, root, visitor):
    look = next(one for one in visitor.functions() if one["api_name"] == "look_1")
    _, found = visitor.call(look, [server.others.code])  # the control: later all tries are refused
    said = set()
    for n in range(OVER_HTTP // 10):
        code = "-".join(secrets.token_hex(2).upper() for _ in range(4)) if n else "x" * 5000
        status, answer = visitor.call(look, [code])
        assert status == 200
        assert leaks(server, root, answer) == []
        assert server.others.photo.stem not in answer
        said.add(len(answer))
    assert len(found) > max(said) + 100
    assert server.others.photo.exists()


def test_the_owners_page_slows_guesses_down_and_tells_nothing(server, root, visitor):
    door = TokenDoor(OWNER_TOKEN)
    refusals = Counter(_refusal_of(door, secrets.token_urlsafe(16)) for _ in range(WRONG))
    assert refusals.total() == WRONG
    assert refusals[WrongTokenError] < 20
    assert set(refusals) == {WrongTokenError, TooManyTriesError}
    client = visitor.client
    answers = [
        client.post("/owner/login", json={"token": f"guess {n}"}, headers=CALL) for n in range(40)
    ]
    assert {answer.status_code for answer in answers} == {403, 429}
    assert all(leaks(server, root, answer.text) == [] for answer in answers)
    for path in ("/owner/figures", "/owner/photos", "/owner/hub", "/owner/train"):
        assert client.get(path).status_code in (401, 404)
        assert client.get(path, headers={"cookie": FORGED}).status_code in (401, 404)


def _refusal_of(door, token):
    with pytest.raises((WrongTokenError, TooManyTriesError)) as refused:
        door.sign_in(token)
    return refused.type
