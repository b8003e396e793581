"""How much visitors may ask for, and who a visitor is."""

import anyio
import pytest

from ssidkd.ui.guard.admission import Admission, AdmissionLimits
from ssidkd.ui.guard.visitors import visitor_of
from tests.ui.guard.conftest import JOIN, UPLOAD, Guarded, run_apart, sentence

MANY = {"in_flight": 9, "visitor_minute": 99, "visitor_day": 99, "minute": 99, "day": 99}
A, B = ("203.0.113.1", 5000), ("203.0.113.2", 5000)


class Clock:
    """A clock that the test turns."""

    def __init__(self):
        self.seconds = 1000.0

    def __call__(self):
        return self.seconds


@pytest.fixture
def clock():
    return Clock()


def visitors(clock, *addresses, proxies=0, app=None, **limits):
    """Return the same guard as it is seen from several addresses."""
    admission = Admission(AdmissionLimits(**{**MANY, **limits}), proxies, clock)
    first = Guarded(app, admission=admission)
    several = [Guarded(address=address) for address in addresses]
    for one in several:
        one.guard = first.guard
    return several


def accepted(visitor, times, path=JOIN, **more):
    """Return how many of some requests were let through."""
    return sum(visitor.post(path, **more).status_code == 200 for _ in range(times))


def test_a_visitor_who_asks_too_fast_waits_for_the_next_minute_and_others_do_not(clock):
    a, b = visitors(clock, A, B, visitor_minute=3)
    assert accepted(a, 5) == 3
    clock.seconds += 20.5
    refused = a.post()
    assert (refused.status_code, refused.headers["retry-after"]) == (429, "40")
    assert sentence(refused) == "You are asking too fast. Try again in 40 seconds."
    assert accepted(b, 5) == 3
    clock.seconds += 39.4
    assert a.post().headers["retry-after"] == "1"
    clock.seconds += 0.1
    assert accepted(a, 5) == 3


def test_all_together_have_a_limit_too(clock):
    a, b = visitors(clock, A, B, minute=3)
    assert (accepted(a, 2), accepted(b, 5)) == (2, 1)
    assert sentence(b.post()).startswith("Too many visitors are here")
    clock.seconds += 60
    assert accepted(b, 5) == 3


def test_a_day_has_a_budget_for_each_and_for_all(clock):
    a, b = visitors(clock, A, B, visitor_day=2, day=3)
    assert accepted(a, 5) == 2
    clock.seconds += 3600
    refused = a.post()
    assert (refused.status_code, refused.headers["retry-after"]) == (429, str(23 * 3600))
    assert sentence(refused) == "You have used up your share of today. Try again in 23 hours."
    assert accepted(b, 5) == 1
    assert sentence(b.post()).startswith("This server has done all it may do today.")
    clock.seconds += 23 * 3600
    assert accepted(a, 5) == 2


@pytest.mark.parametrize(
    "path",
    [
        UPLOAD,
        "/gradio_api/run/predict",
        "/gradio_api/run/predict/",
        "/gradio_api/api/derain",
        "/gradio_api/call/derain",
        "/gradio_api/call/v2/derain/",
        "/gradio_api/component_server",
        "/gradio_api/mcp/",
    ],
)
def test_every_way_to_make_the_server_work_counts_for_the_same_limit(clock, path):
    (a,) = visitors(clock, A, visitor_minute=3)
    assert (accepted(a, 2), accepted(a, 5, path)) == (2, 1)


def test_files_news_and_stopping_are_free(clock):
    (a,) = visitors(clock, A, visitor_minute=1)
    assert accepted(a, 2) == 1
    for path in ("/", "/config", "/gradio_api/queue/data", "/gradio_api/file=/tmp/a.png"):
        assert [a.ask("GET", path).status_code for _ in range(3)] == [200] * 3, path
    assert accepted(a, 3, "/gradio_api/cancel") == 3
    assert accepted(a, 3, "/login") == 3


def test_only_so_many_are_in_flight_and_a_place_is_free_again_whatever_ends_a_request(clock):
    entered, go_on = [], anyio.Event

    async def slow(scope, receive, send):
        entered.append(scope["path"])
        await gate.wait()
        raise ValueError("it failed")

    a, b = visitors(clock, A, B, app=slow, in_flight=2)
    statuses = []

    async def ask(visitor):
        await call(visitor, statuses)

    async def everything():
        nonlocal gate
        gate = go_on()
        async with anyio.create_task_group() as group:
            for visitor in (a, a, a, b):
                group.start_soon(ask, visitor)
            while len(entered) + len(statuses) < 4:
                await anyio.sleep(0)
            assert (len(entered), statuses) == (3, [429])
            gate.set()
        await ask(a)

    gate = None
    run_apart(everything)
    assert len(entered) == 4


async def call(visitor, statuses):
    """Ask as a server does; note the status of an answer, and let failures pass."""

    async def receive():
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message):
        if "status" in message:
            statuses.append(message["status"])

    scope = {
        "type": "http",
        "method": "POST",
        "path": JOIN,
        "headers": [],
        "client": visitor.address,
    }
    try:
        await visitor.guard(scope, receive, send)
    except ValueError:
        return


def test_no_header_makes_a_visitor_new_where_there_is_no_proxy_of_ours(clock):
    for port in (5000, 0):  # with 0, uvicorn has believed the header of somebody on this machine
        (a,) = visitors(clock, ("203.0.113.1", port), visitor_minute=3)
        others = [{"x-forwarded-for": f"198.51.100.{last}"} for last in range(20)]
        assert sum(a.post(headers=one).status_code == 200 for one in others) == 3
    seen = [visitor_of({"client": (f"198.51.100.{last}", 0), "headers": []}, 0) for last in (1, 2)]
    assert seen[0] == seen[1]


def test_behind_a_proxy_visitors_are_told_apart_by_what_it_saw_and_not_by_what_they_say(clock):
    (proxy,) = visitors(clock, A, proxies=1, visitor_minute=3)
    forged = [{"x-forwarded-for": f"198.51.100.{last}, 192.0.2.1"} for last in range(20)]
    assert sum(proxy.post(headers=one).status_code == 200 for one in forged) == 3
    assert accepted(proxy, 5, headers={"x-forwarded-for": "198.51.100.1, 192.0.2.2"}) == 3


@pytest.mark.parametrize(
    ("proxies", "lines", "visitor"),
    [
        (0, ["192.0.2.9"], "203.0.113.1"),
        (1, ["192.0.2.9"], "192.0.2.9"),
        (1, ["192.0.2.8,192.0.2.9 "], "192.0.2.9"),
        (1, ["192.0.2.9", "192.0.2.8"], "192.0.2.8"),
        (2, ["192.0.2.7, 192.0.2.8, 192.0.2.9"], "192.0.2.8"),
        (2, ["192.0.2.9"], "203.0.113.1"),
        (1, ["nonsense"], "203.0.113.1"),
        (1, [""], "203.0.113.1"),
        (1, [], "203.0.113.1"),
        (1, ["2001:db8:1:2:3:4:5:6"], "2001:db8:1:2::/64"),
        (1, ["2001:db8:1:2::1"], "2001:db8:1:2::/64"),
        (1, ["::ffff:192.0.2.9"], "192.0.2.9"),
    ],
)
def test_a_visitor_is_what_the_outermost_proxy_of_ours_saw(proxies, lines, visitor):
    headers = [(b"x-forwarded-for", line.encode()) for line in lines]
    assert visitor_of({"client": A, "headers": headers}, proxies) == visitor
