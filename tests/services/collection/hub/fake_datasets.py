"""A Hub on this machine with datasets, for the real client: commits with parents, large files, pull
requests, and faults that are written beforehand."""

import base64
import re
import threading
from dataclasses import dataclass, field
from http.server import ThreadingHTTPServer

from tests.services.collection.hub.fake_repository import conflicts, ref
from tests.services.collection.hub.fake_routes import handler_for
from tests.services.collection.hub.faulty_answers import FAULTS, Fault

MOST_FILES = 100
TOKEN = "hf_CanaryOfTheOwnerThatNobodyMaySee"


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
        self._server = ThreadingHTTPServer(("127.0.0.1", self.port), handler_for(self))
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
