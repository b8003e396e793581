"""A Hub on this machine with repositories of models, for the real client over HF_ENDPOINT."""

import base64
import hashlib
import json
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import unquote, urlsplit

USER = "ada"


@dataclass
class FakeRepositories:
    """Serves in threads of this process until it is closed."""

    refusals: dict = field(default_factory=dict)
    """Status to answer with, by (method, end of the path)."""
    repositories: dict = field(default_factory=dict)
    """By full name: `private`, and `files` by name."""
    asked: list = field(default_factory=list)
    """(method, path, authorization) of every request."""
    stored: dict = field(default_factory=dict)
    """Large files by SHA-256."""

    def __post_init__(self):
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self):
        self._server.shutdown()
        self._server.server_close()


def _handler(hub):  # noqa: C901 - one method for each thing the client asks for
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *args):
            pass

        def answer(self, content, status=200):
            body = json.dumps(content).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self.wfile.write(body)

        def handle_any(self):
            path = unquote(urlsplit(self.path).path)
            hub.asked.append((self.command, path, self.headers.get("Authorization")))
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            for (method, end), status in hub.refusals.items():
                if method == self.command and path.endswith(end):
                    return self.answer({"error": "refused"}, status)
            for part, answer in ROUTES.items():
                if part in path:
                    return answer(self, path, body)
            return self.answer({"error": "nobody asks for this"}, 404)

        do_GET = do_POST = do_DELETE = do_PUT = handle_any  # noqa: N815 - what the library asks for

        def delete(self, _path, body):
            del hub.repositories[f"{USER}/{json.loads(body)['name']}"]
            self.answer({})

        def validate(self, _path, _body):
            self.answer({"errors": [], "warnings": []})

        def preupload(self, _path, body):
            files = [
                {
                    "path": file["path"],
                    "uploadMode": "lfs" if is_large(file["path"]) else "regular",
                    "shouldIgnore": False,
                }
                for file in json.loads(body)["files"]
            ]
            self.answer({"files": files})

        def store(self, path, body):
            digest = path.rpartition("/")[2]
            assert hashlib.sha256(body).hexdigest() == digest
            hub.stored[digest] = body
            self.answer({})

        def create(self, _path, body):
            content = json.loads(body)
            name = f"{USER}/{content['name']}"
            if name in hub.repositories:
                return self.answer({"error": "You already created this model repo"}, 409)
            is_private = content.get("visibility") == "private" or content.get("private") is True
            hub.repositories[name] = {"private": is_private, "files": {}}
            return self.answer({"url": f"{hub.url}/{name}"})

        def batch(self, _path, body):
            objects = [
                {
                    **one,
                    "authenticated": True,
                    "actions": {"upload": {"href": f"{hub.url}/large/{one['oid']}"}},
                }
                for one in json.loads(body)["objects"]
            ]
            return self.answer({"transfer": "basic", "objects": objects})

        def commit(self, path, body):
            name = "/".join(path.split("/")[3:5])
            files = hub.repositories[name]["files"]
            for line in body.splitlines():
                change = json.loads(line)
                value = change["value"]
                if change["key"] == "file":
                    files[value["path"]] = base64.b64decode(value["content"])
                elif change["key"] == "lfsFile":
                    files[value["path"]] = hub.stored[value["oid"]]
            facts = {"commitUrl": f"{hub.url}/{name}/commit/1", "commitOid": "1", "success": True}
            return self.answer(facts)

    ROUTES = {  # noqa: N806 - fixed
        "/api/repos/create": Handler.create,
        "/api/repos/delete": Handler.delete,
        "/api/validate-yaml": Handler.validate,
        "/preupload/": Handler.preupload,
        "/info/lfs/objects/batch": Handler.batch,
        "/large/": Handler.store,
        "/commit/": Handler.commit,
    }
    return Handler


def is_large(name):
    return name.endswith(".safetensors")
