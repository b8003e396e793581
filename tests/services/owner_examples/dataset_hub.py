"""As much of the Hub's protocol as fetching one dataset needs, on this machine."""

import hashlib
import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import unquote, urlsplit

COMMIT = "c" * 40


class DatasetHub(ThreadingHTTPServer):
    """Serves files as the dataset `me/rain`; anything else is not there."""

    def __init__(self, files):
        super().__init__(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server_port}"
        self.files = files
        self.sent = []

    def __enter__(self):
        self.thread = threading.Thread(target=self.serve_forever, daemon=True)
        self.thread.start()
        return self

    def __exit__(self, *_error):
        self.shutdown()
        self.server_close()
        self.thread.join()


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: DatasetHub

    def log_message(self, *_words):
        pass

    def do_HEAD(self):
        self.do_GET()

    def do_GET(self):
        path = unquote(urlsplit(self.path).path)
        start = f"/datasets/me/rain/resolve/{COMMIT}/"
        if path.startswith("/api/datasets/me/rain/revision/") or path == "/api/datasets/me/rain":
            siblings = [{"rfilename": name} for name in self.server.files]
            self.answer({"id": "me/rain", "sha": COMMIT, "siblings": siblings})
        elif path.startswith(f"/api/datasets/me/rain/tree/{COMMIT}"):
            self.answer([self.entry(name) for name in self.server.files])
        elif path.startswith(start) and path.removeprefix(start) in self.server.files:
            name = path.removeprefix(start)
            if self.command == "GET":
                self.server.sent.append(name)
            self.answer(self.server.files[name])
        else:
            self.answer({"error": "Repository not found"}, 404)

    def entry(self, name):
        content = self.server.files[name]
        oid = hashlib.sha1(b"blob %d\0" % len(content) + content).hexdigest()
        return {"type": "file", "path": name, "size": len(content), "oid": oid}

    def answer(self, body, status=200):
        content = body if isinstance(body, bytes) else json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.send_header("X-Repo-Commit", COMMIT)
        self.send_header("ETag", f'"{hashlib.sha256(content).hexdigest()}"')
        if status == 404:
            self.send_header("X-Error-Code", "RepoNotFound")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)
