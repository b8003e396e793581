"""A card, and a Hub on this machine."""

import base64
import hashlib
import json
import re
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import unquote, urlsplit

import pytest
from huggingface_hub import HfApi, constants

from ssidkd.core.weights import WeightsCard


@pytest.fixture
def card(tiny_network) -> WeightsCard:
    return WeightsCard(
        role="student",
        variant="tiny",
        config=tiny_network.config,
        recipe="ours",
        data="drawn at random",
        steps=12,
        commit="0123abc",
        channel_order="bgr",
        licence="Apache-2.0",
    )


@pytest.fixture
def hub(monkeypatch):
    """A Hub on this machine, and the client's environment set as for a Hub without Xet."""
    monkeypatch.setattr(constants, "HF_HUB_DISABLE_XET", True)
    server = FakeHub()
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


class FakeHub(ThreadingHTTPServer):
    """As much of the Hub's protocol as pushing and fetching models needs.

    Every commit keeps all files, so that a revision always gives the same ones.
    """

    TOKEN = "hf_of_the_owner"

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server_port}"
        self.commits: dict[str, list[tuple[str, dict[str, bytes]]]] = {}
        self.large: dict[str, bytes] = {}
        self.downloads: list[str] = []

    def api(self, token: str | None = TOKEN) -> HfApi:
        return HfApi(endpoint=self.url, token=token or False)

    def files(self, repo: str, revision: str) -> tuple[str, dict[str, bytes]] | None:
        commits = self.commits[repo]
        if revision == "main":
            return commits[-1]
        return next((commit for commit in commits if commit[0] == revision), None)


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: FakeHub

    def log_message(self, *_words):
        pass

    def do_POST(self):
        body = self.read_body()
        path = urlsplit(self.path).path
        if self.headers.get("Authorization") != f"Bearer {FakeHub.TOKEN}":
            self.answer(401, {"error": "Invalid user token"})
        elif path == "/api/repos/create":
            self.create(json.loads(body))
        elif path == "/api/validate-yaml":
            self.answer(200, {"errors": [], "warnings": []})
        elif found := re.fullmatch(r"/api/models/(.+)/preupload/main", path):
            self.preupload(json.loads(body))
        elif path.endswith("/info/lfs/objects/batch"):
            self.batch(json.loads(body))
        elif found := re.fullmatch(r"/api/models/(.+)/commit/main", path):
            self.commit(found[1], body)
        else:
            self.answer(404, {"error": "unknown"})

    def create(self, wanted):
        repo = f"{wanted.get('organization') or 'owner'}/{wanted['name']}"
        status = 409 if repo in self.server.commits else 200
        self.server.commits.setdefault(repo, [("0" * 40, {})])
        self.answer(status, {"url": f"{self.server.url}/{repo}", "name": repo, "id": repo})

    def preupload(self, wanted):
        modes = [
            {
                "path": file["path"],
                "uploadMode": "lfs" if file["path"].endswith(".safetensors") else "regular",
                "shouldIgnore": False,
                "oid": None,
            }
            for file in wanted["files"]
        ]
        self.answer(200, {"files": modes})

    def batch(self, wanted):
        objects = [
            {**file, "actions": {"upload": {"href": f"{self.server.url}/large/{file['oid']}"}}}
            for file in wanted["objects"]
        ]
        self.answer(200, {"transfer": "basic", "objects": objects})

    def do_PUT(self):
        content = self.read_body()
        oid = self.path.removeprefix("/large/")
        assert hashlib.sha256(content).hexdigest() == oid
        self.server.large[oid] = content
        self.answer(200, {})

    def commit(self, repo, body):
        files = dict(self.server.commits[repo][-1][1])
        for line in body.splitlines():
            entry = json.loads(line)
            value = entry["value"]
            if entry["key"] == "file":
                files[value["path"]] = base64.b64decode(value["content"])
            elif entry["key"] == "lfsFile":
                files[value["path"]] = self.server.large[value["oid"]]
        oid = hashlib.sha1(body).hexdigest()
        self.server.commits[repo].append((oid, files))
        url = f"{self.server.url}/{repo}/commit/{oid}"
        self.answer(200, {"success": True, "commitOid": oid, "commitUrl": url})

    def do_HEAD(self):
        self.resolve(with_content=False)

    def do_GET(self):
        self.resolve(with_content=True)

    def resolve(self, *, with_content):
        found = re.fullmatch(r"/(.+)/resolve/([^/]+)/(.+)", unquote(urlsplit(self.path).path))
        if found is None or found[1] not in self.server.commits:
            self.answer(404, {}, {"X-Error-Code": "RepoNotFound"})
            return
        commit = self.server.files(found[1], found[2])
        if commit is None:
            self.answer(404, {}, {"X-Error-Code": "RevisionNotFound"})
            return
        oid, files = commit
        if found[3] not in files:
            self.answer(404, {}, {"X-Error-Code": "EntryNotFound", "X-Repo-Commit": oid})
            return
        content = files[found[3]]
        etag = f'"{hashlib.sha256(content).hexdigest()}"'
        if with_content:
            self.server.downloads.append(found[3])
        self.answer(200, content, {"X-Repo-Commit": oid, "ETag": etag})

    def read_body(self) -> bytes:
        if self.headers.get("Transfer-Encoding") != "chunked":
            return self.rfile.read(int(self.headers.get("Content-Length", 0)))
        parts = []
        while size := int(self.rfile.readline(), 16):
            parts.append(self.rfile.read(size))
            self.rfile.readline()
        self.rfile.readline()
        return b"".join(parts)

    def answer(self, status, body, headers=None):
        content = body if isinstance(body, bytes) else json.dumps(body).encode()
        self.send_response(status)
        for name, value in {"Content-Type": "application/json", **(headers or {})}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)
