"""A Hub on this machine with datasets, for the real client: commits with parents, large files, pull
requests, and faults that are written beforehand."""

import base64
import hashlib
import json
import re
import secrets
import threading
import time
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, unquote, urlsplit

from tests.services.collection.hub.faulty_answers import FAULTS, Fault

MOST_FILES = 100
TOKEN = "hf_CanaryOfTheOwnerThatNobodyMaySee"
REVOKED = "Invalid credentials in Authorization header"


@dataclass
class Request:
    method: str
    path: str
    token: str


@dataclass
class Discussion:
    number: int
    title: str
    author: str
    base: str
    status: str = "open"
    comments: list = field(default_factory=list)


@dataclass
class Dataset:
    private: bool
    branches: dict
    """Revision of each branch."""
    commits: dict
    """Files (name to bytes) by revision."""
    messages: dict = field(default_factory=dict)
    """Of commits, by revision."""
    discussions: list = field(default_factory=list)
    gated: bool = False

    @property
    def files(self):
        return self.commits[self.branches["main"]]

    def add(self, branch, files, message):
        revision = secrets.token_hex(20)
        self.commits[revision], self.messages[revision] = files, message
        self.branches[branch] = revision
        return revision

    def revision_of(self, name):
        return self.branches.get(name, name if name in self.commits else None)


def new_dataset(private=True):
    made = Dataset(private, {}, {})
    made.add("main", {".gitattributes": b"*.png filter=lfs\n"}, "initial commit")
    return made


@dataclass
class FakeDatasets:
    """Serves in threads of this process until it is closed."""

    datasets: dict = field(default_factory=dict)
    tokens: dict = field(default_factory=lambda: {TOKEN: "ada"})
    readers: set = field(default_factory=set)
    """Tokens that may only read."""
    moved: dict = field(default_factory=dict)
    """New name by old name."""
    refused: set = field(default_factory=set)
    """Names of files that no commit may add."""
    asked: list = field(default_factory=list)
    faults: list = field(default_factory=list)
    large: dict = field(default_factory=dict)
    """Large files by SHA-256."""
    store: str = ""
    """Where the client's own storage, Xet, keeps large files instead."""
    port: int = 0

    def __post_init__(self):
        self.lock = threading.RLock()
        self._server = ThreadingHTTPServer(("127.0.0.1", self.port), _handler(self))
        self.port = self._server.server_address[1]
        self.url = f"http://127.0.0.1:{self.port}"
        threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()

    def close(self):
        self._server.shutdown()
        self._server.server_close()

    def fault(self, where, what, times=1, **options):
        """Answer the next requests like `METHOD path` with a fault of `faulty_answers.FAULTS`."""
        self.faults.append(Fault(re.compile(where), FAULTS[what], times, options))

    def export(self, name, folder):
        """Write the head of a dataset to a folder."""
        for path, content in self.datasets[name].files.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(content)

    def written(self):
        """Return the datasets that were asked to change."""
        names = set()
        for one in self.asked:
            found = re.match(r"/(?:api/)?datasets/([^/]+/[^/.]+)", one.path)
            reading = one.method in ("GET", "HEAD") or "/paths-info/" in one.path
            if found and not reading:
                names.add(found[1])
        return names

    def commit(self, dataset, branch, changes, parent, title):
        """Return the new revision, or a status and a sentence."""
        base = dataset.revision_of(branch)
        if base is None:
            return 404, "no such revision"
        if parent and parent != base:
            return 412, "A commit has happened since. Please refresh and try again."
        if len(changes) > MOST_FILES:
            return 413, "too many files"
        values = {change["value"]["path"]: change["value"] for change in changes}
        deleted = {c["value"]["path"] for c in changes if c["key"] == "deletedFile"}
        if self.refused & values.keys():
            return 400, f"{min(self.refused & values.keys())} is not allowed here"
        files = dict(dataset.commits[base])
        if not deleted <= files.keys():
            return 404, "A file with this name doesn't exist"
        added = {p: self.content(value) for p, value in values.items() if p not in deleted}
        kept = {path: content for path, content in files.items() if path not in deleted}
        return dataset.add(branch, kept | added, title)

    def content(self, value):
        """Return a file as a commit brings it: by its name among the large files, or whole."""
        return self.large[value["oid"]] if "oid" in value else base64.b64decode(value["content"])

    def merge(self, name, number):
        """Merge a pull request as its owner does; it has to fit."""
        dataset = self.datasets[name]
        one = dataset.discussions[number - 1]
        assert not conflicts(dataset, one)
        base, theirs = dataset.commits[one.base], dataset.commits[dataset.branches[ref(number)]]
        files = dict(dataset.files)
        for path in {*base, *theirs}:
            if base.get(path) != theirs.get(path):
                files.pop(path, None)
                if path in theirs:
                    files[path] = theirs[path]
        dataset.add("main", files, f"Merge {number}")
        one.status = "merged"


def ref(number):
    return f"refs/pr/{number}"


def conflicts(dataset, one):
    base, ours = dataset.commits[one.base], dataset.files
    theirs = dataset.commits[dataset.branches[ref(one.number)]]
    return [
        path
        for path in {*base, *ours, *theirs}
        if base.get(path) != ours.get(path)
        and base.get(path) != theirs.get(path)
        and ours.get(path) != theirs.get(path)
    ]


def git_hash(content):
    return hashlib.sha1(b"blob %d\0" % len(content) + content).hexdigest()


def sha256(content):
    return hashlib.sha256(content).hexdigest()


def is_large(path):
    return path.endswith(".png")


def _handler(hub):  # noqa: C901 - one method for each thing the client asks for
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def log_message(self, *args):
            pass

        def reply(self, body=b"", status=200, headers=()):
            self.send_response(status)
            for name, value in {"Content-Length": str(len(body)), **dict(headers)}.items():
                self.send_header(name, value)
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(body)

        def answer(self, content, status=200, headers=()):
            kind = {"Content-Type": "application/json", **dict(headers)}
            self.reply(json.dumps(content).encode(), status, kind)

        def refuse(self, status, sentence="refused", code=""):
            headers = {"X-Error-Message": sentence}
            if code:
                headers["X-Error-Code"] = code
            self.answer({"error": sentence}, status, headers)

        def handle_any(self):
            path = unquote(urlsplit(self.path).path)
            self.query = parse_qs(urlsplit(self.path).query)
            token = self.headers.get("Authorization", "").removeprefix("Bearer ")
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            with hub.lock:
                hub.asked.append(Request(self.command, path, token))
                fault = next((f for f in hub.faults if f.fits(self.command, path)), None)
            if fault is not None:
                return fault.answer(self, lambda: self.route(path, body, token))
            return self.route(path, body, token)

        do_GET = do_POST = do_DELETE = do_PUT = do_HEAD = handle_any  # noqa: N815 - the library's

        def route(self, path, body, token):
            if path.startswith("/large/"):
                hub.large[path.rpartition("/")[2]] = body
                return self.reply()
            if token not in hub.tokens:
                return self.refuse(401, REVOKED)
            self.user, self.may_write = hub.tokens[token], token not in hub.readers
            if path == "/api/whoami-v2":
                return self.answer({"name": self.user, "type": "user"})
            if path == "/api/validate-yaml":
                return self.answer({"errors": [], "warnings": []})
            if path == "/api/repos/create":
                return self.create(json.loads(body))
            return self.in_dataset(path, body)

        def create(self, wanted):
            name = f"{wanted['organization'] or self.user}/{wanted['name']}"
            if name in hub.datasets:
                return self.refuse(409, "You already created this dataset repo")
            if not self.may_write or name.split("/")[0] != self.user:
                return self.refuse(403, "You don't have the rights to create a dataset there")
            assert wanted["type"] == "dataset"
            hub.datasets[name] = new_dataset(wanted.get("visibility") != "public")
            return self.answer({"url": f"{hub.url}/datasets/{name}"})

        def in_dataset(self, path, body):
            parts = path.removeprefix("/api").strip("/").split("/")[1:]
            name = "/".join(parts[:2]).removesuffix(".git")
            if name in hub.moved:
                target = self.path.replace(name, hub.moved[name])
                return self.reply(status=307, headers={"Location": target})
            dataset = hub.datasets.get(name)
            if dataset is None:
                return self.refuse(404, "Repository not found", "RepoNotFound")
            verb, rest = (parts[2] if len(parts) > 2 else "revision"), "/".join(parts[3:])
            call = VERBS[verb]
            if verb not in READING and not self.may_write:
                return self.refuse(403, "This token may only read")
            with hub.lock:
                return call(self, name, dataset, rest, body)

        def revision(self, name, dataset, rest, _body):
            sha = dataset.revision_of(rest or "main")
            if sha is None:
                return self.refuse(404, "no such revision", "RevisionNotFound")
            return self.answer({"id": name, "sha": sha, "private": dataset.private})

        def paths_info(self, _name, dataset, rest, body):
            files = dataset.commits[dataset.revision_of(rest)]
            found = [path for path in parse_qs(body.decode())["paths"] if path in files]
            facts = [
                {"type": "file", "path": p, "size": len(files[p]), "oid": git_hash(files[p])}
                for p in found
            ]
            return self.answer(facts)

        def resolve(self, _name, dataset, rest, _body):
            if dataset.gated:
                return self.refuse(403, "Access to this dataset is restricted", "GatedRepo")
            revision, _, path = rest.partition("/")
            content = dataset.commits[dataset.revision_of(revision)].get(path)
            if content is None:
                return self.refuse(404, "Entry not found", "EntryNotFound")
            sha = dataset.revision_of(revision)
            headers = {"ETag": f'"{git_hash(content)}"', "X-Repo-Commit": sha}
            return self.reply(content, headers=headers)

        def preupload(self, _name, dataset, rest, body):
            present = dataset.commits[dataset.revision_of(rest)]
            files = []
            for file in json.loads(body)["files"]:
                path = file["path"]
                old, digest = present.get(path), sha256 if is_large(path) else git_hash
                files.append(
                    {
                        "path": path,
                        "uploadMode": "lfs" if is_large(path) else "regular",
                        "shouldIgnore": False,
                        "oid": None if old is None else digest(old),
                    }
                )
            return self.answer({"files": files})

        def lfs(self, _name, _dataset, _rest, body):
            objects = []
            for one in json.loads(body)["objects"]:
                actions = {"upload": {"href": f"{hub.url}/large/{one['oid']}"}}
                there = one["oid"] in hub.large
                objects.append({**one, **({} if there else {"actions": actions})})
            return self.answer({"transfer": "basic", "objects": objects})

        def commit(self, name, dataset, rest, body):
            header, *changes = map(json.loads, body.splitlines())
            parent, title = header["value"].get("parentCommit"), header["value"]["summary"]
            branch, number = rest, None
            if self.query.get("create_pr"):
                number = len(dataset.discussions) + 1
                branch = ref(number)
                base = dataset.branches["main"]
                dataset.branches[branch] = base
            made = hub.commit(dataset, branch, changes, parent, title)
            if not isinstance(made, str):
                if number:
                    del dataset.branches[branch]
                status, sentence = made
                return self.refuse(status, sentence, "EntryNotFound" if status == 404 else "")
            facts = {"commitUrl": f"{hub.url}/{name}/commit/{made}", "commitOid": made}
            if number:
                dataset.discussions.append(Discussion(number, title, self.user, base))
                address = f"{hub.url}/datasets/{name}/discussions/{number}"
                facts["pullRequestUrl"] = address
            return self.answer(facts)

        def xet_token(self, _name, _dataset, _rest, _body):
            expiry = int(time.time()) + 3600
            self.answer({"accessToken": "x", "exp": expiry, "casUrl": hub.store})

        def discussions(self, name, dataset, rest, body):
            if not rest:
                return self.list_discussions(name, dataset)
            number, _, act = rest.partition("/")
            one = dataset.discussions[int(number) - 1]
            if act == "status":
                wanted = json.loads(body)
                one.status = wanted["status"]
                one.comments.append(wanted.get("comment"))
                event = {"id": "1", "type": "status-change", "createdAt": NOW}
                return self.answer({"newStatus": {**event, "data": {"status": one.status}}})
            changes = {"base": "refs/heads/main"}
            if one.status == "merged":
                changes["mergeCommitId"] = dataset.branches["main"]
            clash = conflicts(dataset, one) if one.status == "open" else []
            facts = {"events": [], "changes": changes, "filesWithConflicts": clash}
            return self.answer(described(name, one) | facts)

        def list_discussions(self, name, dataset):
            wanted = {key: values[0] for key, values in self.query.items()}
            found = [
                described(name, one)
                for one in dataset.discussions
                if wanted.get("author") in (None, one.author)
                and wanted.get("status") in (None, one.status)
            ]
            self.answer({"discussions": found, "count": len(found), "start": 0})

        def super_squash(self, _name, dataset, _rest, _body):
            files = dataset.files
            dataset.commits.clear()
            dataset.add("main", files, "squashed")
            return self.answer({})

    VERBS = {  # noqa: N806 - fixed
        "revision": Handler.revision,
        "paths-info": Handler.paths_info,
        "resolve": Handler.resolve,
        "preupload": Handler.preupload,
        "info": Handler.lfs,
        "commit": Handler.commit,
        "xet-write-token": Handler.xet_token,
        "discussions": Handler.discussions,
        "super-squash": Handler.super_squash,
    }
    return Handler


READING = ("revision", "paths-info", "resolve", "discussions")
NOW = time.strftime("%Y-%m-%dT%H:%M:%S.000Z", time.gmtime(0))


def described(name, one):
    return {
        "title": one.title,
        "num": one.number,
        "author": {"name": one.author},
        "createdAt": NOW,
        "status": one.status,
        "repo": {"name": name, "type": "dataset"},
        "isPullRequest": True,
    }
