"""What the real client asks a Hub for, answered from datasets on this machine."""

import json
import time
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler
from urllib.parse import parse_qs, unquote, urlsplit

from tests.services.collection.hub.fake_repository import (
    Discussion,
    conflicts,
    git_hash,
    is_large,
    new_dataset,
    ref,
    sha256,
)

REVOKED = "Invalid credentials in Authorization header"


@dataclass
class Request:
    method: str
    path: str
    token: str


def handler_for(hub):  # noqa: C901 - one method for each thing the client asks for
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
