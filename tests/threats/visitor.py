"""Somebody at the server's door who sends what they like: raw requests, no browser."""

import json
import random
import time
import uuid

import httpx

API = "/gradio_api"
AT_ONCE = 12
"""Calls that wait in the queue together: it takes 20."""


class Visitor:
    """A client with an address of its own, where the server counts one proxy before it."""

    def __init__(self, server, address=None):
        address = address or f"198.51.{random.randrange(256)}.{random.randrange(1, 255)}"
        self.client = httpx.Client(
            base_url=server.url,
            timeout=120,
            # A server that refuses a body does not read the rest: no connection is used again.
            headers={"connection": "close", "x-forwarded-for": address},
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
        """Make many calls; returns (status, everything that was said) of each, in their order."""
        answers = {}
        waiting = [n for n, (function, _) in enumerate(calls) if function["queue"] is not False]
        for number in set(range(len(calls))) - set(waiting):
            answer = self.run(*calls[number])
            answers[number] = (answer.status_code, answer.text)
        while waiting:
            some, waiting = waiting[:AT_ONCE], waiting[AT_ONCE:]
            answers |= self._queued({number: calls[number] for number in some})
        return [answers[number] for number in range(len(calls))]

    def _queued(self, calls):
        answers, events = {}, {}
        for number, call in calls.items():
            answer = self.join(*call)
            answers[number] = (answer.status_code, answer.text)
            if answer.status_code == 200:
                events[answer.json()["event_id"]] = number
        while events:
            self._listen(events, answers)
        return answers

    def _listen(self, events, answers):
        """Read what the session is told, until all events are over or the stream ends."""
        url = f"{API}/queue/data"
        with self.client.stream("GET", url, params={"session_hash": self.session}) as stream:
            for line in stream.iter_lines():
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


def as_json(body):
    """Return a body with numbers that no JSON has, and texts that no UTF-8 has."""
    content = json.dumps(body).encode()
    return {"content": content, "headers": {"content-type": "application/json"}}


def file_data(path, **more):
    """Return a file as components of Gradio take it."""
    return {"path": str(path), "meta": {"_type": "gradio.FileData"}, **more}
