"""The page as a program sees it that sends what it likes."""

import json
import urllib.request
import uuid


class RawPage:
    """A session that talks to the server as the page does, but sends what it likes."""

    def __init__(self, url):
        self.url, self.session = url, uuid.uuid4().hex
        with urllib.request.urlopen(f"{url}config") as answer:
            self.config = json.load(answer)
        self.parts = {
            part["id"]: part["props"].get("elem_id") or "" for part in self.config["components"]
        }

    def event(self, identity, name):
        """Return the event of a part; of the English page, which comes first."""
        for event in self.config["dependencies"]:
            targets = [(self.parts.get(part), what) for part, what in event["targets"]]
            if (identity, name) in targets:
                return event
        raise LookupError(identity)

    def call(self, event, values, data=None):
        """Trigger an event with the values of parts by identity; returns what the server says."""
        sent = [values.get(self.parts[part]) for part in event["inputs"]] if data is None else data
        body = {"data": sent, "fn_index": event["id"], "session_hash": self.session}
        place = "run/predict" if event["queue"] is False else "queue/join"
        answer = self._post(place, json.dumps(body).encode(), "application/json")
        if place == "run/predict":
            return answer
        said = []
        url = f"{self.url}gradio_api/queue/data?session_hash={self.session}"
        with urllib.request.urlopen(url, timeout=60) as stream:
            for line in stream:
                said.append(line.decode())
                if "process_completed" in said[-1]:
                    return "".join(said)
        return "".join(said)

    def upload(self, name, content):
        """Send a file; returns it as a part of the page takes it."""
        head = f'--x\r\nContent-Disposition: form-data; name="files"; filename="{name}"\r\n\r\n'
        form = head.encode() + content + b"\r\n--x--\r\n"
        (path,) = json.loads(self._post("upload", form, "multipart/form-data; boundary=x"))
        return {"path": path, "orig_name": name, "meta": {"_type": "gradio.FileData"}}

    def _post(self, place, body, kind):
        request = urllib.request.Request(
            f"{self.url}gradio_api/{place}", body, {"content-type": kind}
        )
        with urllib.request.urlopen(request, timeout=60) as answer:
            return answer.read().decode()
