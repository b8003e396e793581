"""A dataset of the Hub on this machine: branches, commits, pull requests."""

import hashlib
import secrets
from dataclasses import dataclass, field


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
