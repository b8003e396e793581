"""One open tab of a browser: speaks to the server as Gradio's page does.

With httpx rather than a tool for loads: a tab with one stream for all its events, and events that
follow others, have to be written in any case, and nothing of such a tool is left to use then.
"""

import asyncio
import json
import re
import time
from collections import defaultdict
from contextlib import suppress

import httpx

from tests.load.outcomes import BusyError, VisitError, check_status, names_a_time

API = "/gradio_api"
_PARTS = re.compile(r'(?:src|href)="\./?((?:assets|static|theme)[^"]+)"')
_ADDRESS = re.compile(r'(?:src|href)="[^"]*?(gradio_api/file=[^"]+)"')
_OVER = ("process_completed", "unexpected_error")


class Tab:
    """A tab, from `open` to `close`.

    Args:
        client: of HTTP, with the server's address and the visitor's own.
        page: what the page consists of.
        session: a word that no other tab has.
        longest: after which an answer does not come any more [s].
    """

    def __init__(self, client, page, session, longest=600.0):
        self._client, self._page, self.session = client, page, session
        self._longest = longest
        self._values = {}
        self._mail = defaultdict(asyncio.Queue)
        self._waiting = set()
        self._stream = None
        self._heartbeat = None
        self._others = set()
        self.problems = []
        """What went wrong in events that nobody waits for."""

    async def open(self):
        """Load the page and what it names, say that it is open, and do what it does by itself.

        Returns:
            how long the server took for the page itself [s].
        """
        began = time.monotonic()
        answer = await self._client.get("/")
        seconds = time.monotonic() - began
        check_status("page", answer)
        for path in dict.fromkeys(_PARTS.findall(answer.text)):
            check_status(path, await self._client.get(f"/{path}"))
        self._heartbeat = asyncio.create_task(self._beat())
        await asyncio.gather(*(self.fire(event) for event in self._page.on_load()))
        return seconds

    async def close(self):
        """Break everything off, as a browser does whose tab is closed."""
        tasks = [self._heartbeat, self._stream, *self._others]
        for task in filter(None, tasks):
            task.cancel()
        for task in filter(None, tasks):
            with suppress(asyncio.CancelledError, Exception):
                await task
        await self._client.aclose()

    async def hold_stream(self):
        """Keep the stream of news open though nothing is awaited."""
        await self._listen()

    async def upload(self, name, content, kind="image/jpeg"):
        """Send a file; returns it as parts of the page take it."""
        answer = await self._client.post(f"{API}/upload", files={"files": (name, content, kind)})
        check_status("upload", answer)
        (path,) = answer.json()
        meta = {"_type": "gradio.FileData"}
        return {"path": path, "orig_name": name, "size": len(content), "meta": meta}

    def put(self, identity, value):
        """Set what a part of the page holds."""
        self._values[self._page.number(identity)] = value

    def said(self, identity):
        """Return what a part of the page holds."""
        return self._values.get(self._page.number(identity))

    def shown(self):
        """Return addresses of all files that the page shows by now."""
        texts = (value for value in self._values.values() if isinstance(value, str))
        return {address for text in texts for address in _ADDRESS.findall(text)}

    async def fetch(self, address):
        """Fetch a file that is shown."""
        answer = await self._client.get(f"/{address}")
        check_status("file", answer)
        return len(answer.content)

    async def press(self, identity, what="click"):
        """Do what a part of the page does when it is pressed, and all that follows."""
        await self.fire(self._page.named(identity, what))

    async def tick(self, identity):
        """Do what the clock does that keeps a part of the page up to date."""
        await self.fire(self._page.clock_of(identity))

    async def fire(self, event):
        """Trigger an event, wait for its end, and do what the page does after it."""
        succeeded = True
        if event.get("backend_fn", True):
            body = {
                "data": [self._value(part) for part in event["inputs"]],
                "event_data": None,
                "fn_index": event["id"],
                "session_hash": self.session,
            }
            at_once = event["queue"] is False
            succeeded = await (self._ask(event, body) if at_once else self._join(event, body))
        for following in self._page.after(event, succeeded):
            await self.fire(following)

    def _value(self, part):
        return self._values[part] if part in self._values else self._page.first_value(part)

    async def _ask(self, event, body):
        answer = await self._client.post(f"{API}/run/predict", json=body)
        check_status("call", answer)
        self._take(event, answer.json())
        return True

    async def _join(self, event, body):
        answer = await self._client.post(f"{API}/queue/join", json=body)
        check_status("join", answer)
        identity = answer.json()["event_id"]
        self._waiting.add(identity)
        self._start_listening()
        try:
            return await asyncio.wait_for(self._followed(event, identity), self._longest)
        except asyncio.TimeoutError:
            raise VisitError(f"no answer in {self._longest:g} s") from None
        finally:
            self._waiting.discard(identity)
            self._mail.pop(identity, None)

    async def _followed(self, event, identity):
        """Take in what is told of an event until it is over; returns whether it succeeded."""
        while True:
            message = await self._mail[identity].get()
            if message["msg"] == "busy":
                raise BusyError(message["message"])
            if message["msg"] == "unexpected_error":
                raise VisitError(f"the server says {message.get('message')!r}")
            output = message.get("output") or {}
            if message["msg"] == "process_completed":
                if not message.get("success"):
                    if names_a_time(output.get("error")):
                        raise BusyError(output["error"])
                    raise VisitError(f"an event failed: {output.get('error')!r}")
                self._take(event, output)
                return True
            if message["msg"] == "process_generating":
                self._follow_changes(output)

    def _take(self, event, output):
        """Keep what parts of the page hold from now on."""
        for part, value in zip(event["outputs"], output.get("data") or [], strict=False):
            if isinstance(value, dict) and value.get("__type__") == "update":
                if "value" in value:
                    self._values[part] = value["value"]
            else:
                self._values[part] = value
        self._follow_changes(output)

    def _follow_changes(self, output):
        for part in output.get("changed_state_ids") or ():
            for event in self._page.on_change(part):
                self._others.add(asyncio.create_task(self._aside(event)))

    async def _aside(self, event):
        """Do what nobody waits for."""
        try:
            await self.fire(event)
        except BusyError:
            pass
        except (VisitError, httpx.HTTPError) as error:
            self.problems.append(f"event {event['id']}: {error!r}")

    def _start_listening(self):
        if self._stream is None or self._stream.done():
            self._stream = asyncio.create_task(self._listen())

    async def _listen(self):
        """Sort the news by event, again and again as long as something is awaited."""
        try:
            await self._read_news()
            while self._waiting:
                await self._read_news()
        except BusyError as error:
            self._fail(str(error), "busy")
        except (VisitError, httpx.HTTPError) as error:
            self._fail(repr(error))

    async def _read_news(self):
        url = f"{API}/queue/data?session_hash={self.session}"
        async with self._client.stream("GET", url) as stream:
            if stream.status_code != 200:
                await stream.aread()
                check_status("stream", stream)
            async for line in stream.aiter_lines():
                if line.startswith("data:"):
                    self._sort(json.loads(line[5:]))

    def _sort(self, message):
        if message["msg"] == "unexpected_error" and not message.get("event_id"):
            self._fail(message.get("message"))
        elif message.get("event_id"):
            self._mail[message["event_id"]].put_nowait(message)
            if message["msg"] in _OVER:
                self._waiting.discard(message["event_id"])

    def _fail(self, reason, kind="unexpected_error"):
        for identity in self._waiting:
            self._mail[identity].put_nowait({"msg": kind, "message": reason})

    async def _beat(self):
        async with self._client.stream("GET", f"{API}/heartbeat/{self.session}") as stream:
            async for _ in stream.aiter_lines():
                pass
