"""Somebody at the server's door who sends what they like: raw requests, no browser."""

import itertools
import json
import random
import time
import uuid
from concurrent.futures import ThreadPoolExecutor

import httpx

API = "/gradio_api"
AT_ONCE = 12
"""Calls that wait in the queue together: it takes 20."""
SIDE_BY_SIDE = 4
"""Calls past the queue that are under way together."""
OF_ONE_ADDRESS = 480
"""Calls before the address is changed: the server takes 1200 of each in a minute."""
LONGEST = 300
"""Time after which a call that is not over is taken for one that never ends [s]."""
NEVER_ENDED = 599
"""Stands for the status of such a call."""


class Visitor:
    """A client with an address of its own, where the server counts one proxy before it."""

    def __init__(self, server, address=None):
        self.client = httpx.Client(
            base_url=server.url,
            timeout=120,
            # A server that refuses a body does not read the rest: no connection is used again.
            headers={"connection": "close", "x-forwarded-for": address or some_address()},
        )
        self.session = uuid.uuid4().hex

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.client.close()

    def get(self, path, **more):
        """Return the answer to a GET."""
        return self.client.get(path, **more)

    def post(self, path, **more):
        """Return the answer to a POST; waits where the server says "too fast"."""
        while True:
            answer = self.client.post(path, **more)
            if answer.status_code != 429:
                return answer
            time.sleep(float(answer.headers["retry-after"]))

    def functions(self):
        """Return every function of the page, as its configuration lists them."""
        return self.get("/config").json()["dependencies"]

    def upload(self, name, content):
        """Upload a file; returns its path on the server."""
        answer = self.post(f"{API}/upload", files={"files": (name, content)})
        assert answer.status_code == 200, answer.text
        (path,) = answer.json()
        return path

    def run(self, function, data):
        """Call a function that does not queue; returns the answer."""
        body = {"fn_index": function["id"], "data": data, "session_hash": self.session}
        return self.post(f"{API}/run/predict", **as_json(body))

    def join(self, function, data, **more):
        """Send a call to the queue; returns the answer."""
        body = {"fn_index": function["id"], "data": data, "session_hash": self.session, **more}
        return self.post(f"{API}/queue/join", **as_json(body))

    def call(self, function, data):
        """Call a function as the page does; returns status and everything that was said."""
        ((status, said),) = self.call_all([(function, data)])
        return status, said

    def call_all(self, calls):
        """Make many calls; returns (status, everything that was said) of each, in their order.

        Very many come from one address after another, and in two sessions in turn: the server lets
        a session wait for a moment whose stream has just been closed.
        """
        queued = [n for n, (function, _) in enumerate(calls) if function["queue"] is not False]
        direct = sorted(set(range(len(calls))) - set(queued))
        answers = {}
        for some in portions(direct, OF_ONE_ADDRESS):
            answers |= self._direct({number: calls[number] for number in some})
            self._move_on(some)
        sessions = itertools.cycle((self.session, f"{self.session}b"))
        for some in portions(queued, OF_ONE_ADDRESS):
            for few, session in zip(portions(some, AT_ONCE), sessions):  # noqa: B905
                answers |= self._queued({number: calls[number] for number in few}, session)
            self._move_on(some)
        return [answers[number] for number in range(len(calls))]

    def _move_on(self, made):
        """Go to another address if this one has been used for many calls."""
        if len(made) == OF_ONE_ADDRESS:
            self.client.headers["x-forwarded-for"] = some_address()

    def _direct(self, calls):
        with ThreadPoolExecutor(SIDE_BY_SIDE) as pool:
            said = pool.map(lambda call: self.run(*call), calls.values())
            return {n: (one.status_code, one.text) for n, one in zip(calls, said, strict=True)}

    def _queued(self, calls, session):
        answers, events = {}, {}
        for number, call in calls.items():
            answer = self.join(*call, session_hash=session)
            answers[number] = (answer.status_code, answer.text)
            if answer.status_code == 200:
                events[answer.json()["event_id"]] = number
        until = time.monotonic() + LONGEST
        while events and time.monotonic() < until:
            self._listen(session, events, answers, until)
        return answers | {n: (NEVER_ENDED, answers[n][1]) for n in events.values()}

    def _listen(self, session, events, answers, until):
        """Read what a session is told, until all events are over, the stream ends or it is late."""
        url = f"{API}/queue/data"
        with self.client.stream("GET", url, params={"session_hash": session}) as stream:
            for line in stream.iter_lines():  # every 15 s there is one, if there is no news
                if time.monotonic() > until:
                    return
                if not line.startswith("data:"):
                    continue
                said = json.loads(line[5:])
                number = events.get(said.get("event_id"))
                if number is not None:
                    status, before = answers[number]
                    answers[number] = (status, before + line)
                    if said["msg"] == "process_completed":
                        del events[said["event_id"]]
                if said["msg"] == "unexpected_error" and not said.get("event_id"):
                    events.clear()
                if not events:
                    return


def some_address():
    """Return an address that a proxy might tell of."""
    return f"198.51.{random.randrange(256)}.{random.randrange(1, 255)}"


def portions(numbers, size):
    """Return a list cut into pieces of a size, the last one smaller."""
    return [numbers[start : start + size] for start in range(0, len(numbers), size)]


def as_json(body):
    """Return a body with numbers that no JSON has, and texts that no UTF-8 has."""
    content = json.dumps(body).encode()
    return {"content": content, "headers": {"content-type": "application/json"}}


def file_data(path, **more):
    """Return a file as components of Gradio take it."""
    return {"path": str(path), "meta": {"_type": "gradio.FileData"}, **more}
