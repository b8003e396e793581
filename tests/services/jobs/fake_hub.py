"""A Hub on this machine, for the real client: buckets, and jobs whose exact command is executed.

The contents of buckets go through the client's own storage, which can keep them in a local folder.
A job's bucket is mounted as a folder with what is bad about real mounts: no locks, and what is
written there arrives later and half at first.
"""

import json
import os
import subprocess
import threading
import time
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

from hf_xet import SKIP_SHA256, XetFileInfo, XetSession

FLUSH_EVERY = 0.1
HALF_FLUSHES = 5
"""So many flushes long only half of a new file is in the bucket."""


@dataclass
class Stored:
    path: str
    hash: str
    size: int | None


@dataclass
class HubJob:
    spec: dict
    token: str
    stage: str = "SCHEDULING"
    process: subprocess.Popen | None = None
    canceled: bool = False
    log: Path | None = None


@dataclass
class FakeHub:
    """Serves in threads of this process until it is closed.

    Args:
        root: folder for everything.
        environment: of the containers.
        mount: variable of a job's environment that names where its bucket is mounted; it is the
            only thing that is changed of a job.
    """

    root: Path
    environment: dict
    mount: str
    user: str = "visitor"
    buckets: dict = field(default_factory=dict)
    jobs: dict = field(default_factory=dict)
    asked: list = field(default_factory=list)
    """(method, path, token) of every request."""
    shows_changes: bool = True
    """Whether a running machine sees what others put into its bucket."""
    refusals: dict = field(default_factory=dict)
    """Status to answer with, by (method, start of the path)."""

    def __post_init__(self):
        self._xet = XetSession()
        self.store = f"local://{self.root / 'store'}"
        (self.root / "store").mkdir(parents=True)
        self._server = _Server(("127.0.0.1", 0), _Handler)
        self._server.hub = self
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self):
        for job in self.jobs.values():
            if job.process:
                job.process.kill()
                job.process.wait()
        self._server.shutdown()
        self._server.server_close()

    def put(self, bucket, path, content):
        """Store a file in a bucket."""
        with self._xet.new_upload_commit(endpoint=self.store) as commit:
            handle = commit.start_upload_bytes(content, sha256=SKIP_SHA256)
        info = handle.result().xet_info
        self.buckets[bucket][path] = Stored(path, info.hash, info.file_size)

    def get(self, bucket, path, target):
        """Write a file of a bucket to disk, whole."""
        stored = self.buckets[bucket][path]
        unfinished = target.with_name(f".{target.name}.fetched")
        with self._xet.new_file_download_group(endpoint=self.store) as group:
            group.start_download_file(XetFileInfo(stored.hash, stored.size), str(unfinished))
        unfinished.rename(target)

    def start(self, spec, token):
        """Execute a job's command with its environment, its bucket mounted elsewhere."""
        job_id = f"job{len(self.jobs)}"
        job = self.jobs[job_id] = HubJob(spec, token)
        threading.Thread(target=self._run, args=(job_id, job), daemon=True).start()
        return job_id

    def _run(self, job_id, job):
        (volume,) = job.spec["volumes"]
        folder = self.root / "mounts" / job_id
        folder.mkdir(parents=True)
        assert job.spec["environment"][self.mount] == volume["mountPath"]
        environment = self.environment | job.spec["environment"] | {self.mount: str(folder)}
        job.log = self.root / f"{job_id}.log"
        mount = _Mount(self, volume["source"], folder)
        mount.fetch()
        with job.log.open("wb") as log:
            job.process = subprocess.Popen(
                job.spec["command"], env=environment, stdout=log, stderr=log, cwd=self.root
            )
        job.stage = "RUNNING"
        while job.process.poll() is None and not job.canceled:
            if self.shows_changes:
                mount.fetch()
            mount.flush()
            time.sleep(FLUSH_EVERY)
        job.process.kill()
        code = job.process.wait()
        job.stage = "CANCELED" if job.canceled else "COMPLETED" if code == 0 else "ERROR"
        for _ in range(HALF_FLUSHES + 1):  # the rest arrives when the machine is gone already
            time.sleep(FLUSH_EVERY)
            mount.flush()

    def info(self, job_id):
        job = self.jobs[job_id]
        owner = {"id": "1", "name": self.user, "type": "user"}
        return {"id": job_id, "owner": owner, "status": {"stage": job.stage}, **job.spec}


class _Mount:
    def __init__(self, hub, bucket, folder):
        self.hub, self.bucket, self.folder = hub, bucket, folder
        self.seen = {}
        self.flushes = {}

    def fetch(self):
        """Show in the folder what others have put into the bucket."""
        for path in list(self.hub.buckets.get(self.bucket, ())):
            if path not in self.seen and path not in self.flushes:
                target = self.folder / path
                target.parent.mkdir(parents=True, exist_ok=True)
                self.hub.get(self.bucket, path, target)
                self.seen[path] = target.read_bytes()

    def flush(self):
        """Put into the bucket what was written to the folder; of a new file half at first."""
        if self.bucket not in self.hub.buckets:
            return
        for target in [one for one in self.folder.rglob("*") if one.is_file()]:
            path = target.relative_to(self.folder).as_posix()
            content = target.read_bytes()
            if self.seen.get(path) == content or target.name.startswith("."):
                continue
            flushes = self.flushes[path] = self.flushes.get(path, -1) + 1
            if flushes == 0 and len(content) > 1:
                self.hub.put(self.bucket, path, content[: len(content) // 2])
            elif flushes >= HALF_FLUSHES:
                self.hub.put(self.bucket, path, content)
                self.seen[path] = content


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    hub = None


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    @property
    def hub(self):
        return self.server.hub

    def log_message(self, *args):
        pass

    def answer(self, content, status=200, headers=()):
        body = json.dumps(content).encode()
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **dict(headers)}.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def handle_any(self):
        path = unquote(urlsplit(self.path).path)
        token = self.headers.get("Authorization", "").removeprefix("Bearer ")
        self.hub.asked.append((self.command, path, token))
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        for (method, start), status in self.hub.refusals.items():
            if method == self.command and path.startswith(start):
                self.answer({"error": "refused"}, status)
                return
        if path == "/api/whoami-v2":
            self.answer({"name": self.hub.user, "type": "user"})
        elif path.startswith("/api/jobs/"):
            self.answer_of_jobs(path.split("/")[4:], body, token)
        else:
            parts = path.removeprefix("/api").split("/")[2:]
            self.answer_of_bucket("/".join(parts[:2]), parts[2:], body)

    do_GET = do_POST = do_DELETE = do_HEAD = handle_any  # noqa: N815 - names of the library

    def answer_of_jobs(self, parts, body, token):
        if self.command == "POST" and not parts:
            self.answer(self.hub.info(self.hub.start(json.loads(body), token)))
        elif not parts:
            self.answer([self.hub.info(job_id) for job_id in self.hub.jobs])
        else:
            if parts[1:] == ["cancel"]:
                self.hub.jobs[parts[0]].canceled = True
            self.answer(self.hub.info(parts[0]))

    def answer_of_bucket(self, bucket, rest, body):
        buckets = self.hub.buckets
        if self.command == "POST" and not rest:
            status = 409 if bucket in buckets else 200
            buckets.setdefault(bucket, {})
            self.answer({"url": f"{self.hub.url}/buckets/{bucket}", "id": bucket}, status)
        elif bucket not in buckets:
            self.answer({"error": "no such bucket"}, 404)
        elif self.command == "DELETE":
            del buckets[bucket]
            self.answer({})
        elif rest[0] == "batch":
            for change in map(json.loads, body.splitlines()):
                assert change["type"] == "addFile"
                buckets[bucket][change["path"]] = Stored(change["path"], change["xetHash"], None)
            self.answer({"failed": []})
        else:
            self.answer_of_files(bucket, rest)

    def answer_of_files(self, bucket, rest):
        files = list(self.hub.buckets[bucket].values())
        if rest[0] == "tree":
            kind = {"type": "file"}
            self.answer(
                [{**kind, "path": f.path, "size": f.size, "xetHash": f.hash} for f in files]
            )
        elif rest[0] == "resolve":
            (found,) = [one for one in files if one.path == "/".join(rest[1:])]
            route = f"{self.hub.url}/api/buckets/{bucket}/xet-read-token"
            self.answer({}, headers={"X-Xet-Hash": found.hash, "X-Xet-Refresh-Route": route})
        else:  # xet-read-token or xet-write-token
            exp = int(time.time()) + 3600
            self.answer({"accessToken": "x", "exp": exp, "casUrl": self.hub.store})


def container_environment(python, home):
    """Return the environment of a container: this Python, a home, nothing of this process."""
    return {
        "PATH": f"{Path(python).parent}:{os.defpath}",
        "HOME": str(home),
        "OMP_NUM_THREADS": "1",
    }
