"""One dataset on the Hub, through the Hub's own client; every failure is a `HubError`."""

import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, TypeVar

from huggingface_hub import CommitOperationAdd, CommitOperationDelete, HfApi
from huggingface_hub.errors import EntryNotFoundError
from huggingface_hub.hf_api import RepoFile

from ssidkd.services.collection.hub.faults import HubError, fault_of
from ssidkd.services.collection.hub.session import SENDER, limit_waiting

MAIN = "main"
_PATHS_PER_REQUEST = 500
Answer = TypeVar("Answer")


@dataclass(frozen=True)
class Head:
    """Where a branch of the dataset stands."""

    branch: str
    revision: str
    private: bool


@dataclass(frozen=True, kw_only=True, eq=False)
class Change:
    """What one commit does."""

    title: str
    files: dict[str, bytes | Path] = field(default_factory=dict)
    """Content, or the file that has it, by path in the dataset."""
    deleted: tuple[str, ...] = ()


@dataclass(frozen=True)
class Committed:
    """A commit that the Hub has."""

    revision: str
    pull_request: int | None
    """The new one that it opened."""


@dataclass(frozen=True)
class PullRequest:
    """A proposal, as the dataset's owner left it."""

    number: int
    status: Literal["open", "merged", "closed"]
    conflicts: bool

    @property
    def branch(self) -> str:
        """Where its commits lie."""
        return f"refs/pr/{self.number}"


class DatasetClient:
    """Reads and writes the dataset `name`, and no other.

    Args:
        name: owner/name.
        token: of whoever may write there; in no text that leaves this object.
        endpoint: address of the Hub; None: the usual one.
        seconds: how long to wait for the next piece of an answer [s].
    """

    def __init__(
        self, name: str, token: str, endpoint: str | None = None, seconds: float = 120.0
    ) -> None:
        self.name = name
        self._api = HfApi(endpoint=endpoint, token=token, library_name=SENDER)
        self._seconds = seconds
        self._user = ""

    @property
    def address(self) -> str:
        """Where the dataset is looked at."""
        return f"{self._api.endpoint}/datasets/{self.name}"

    def head(self, branch: str = MAIN) -> Head:
        """Return where a branch stands.

        Raises:
            HubError: like every method here.
        """
        limit_waiting(self._seconds)
        expand = ["sha", "private"]
        info = self._ask(
            lambda: self._api.dataset_info(self.name, revision=branch, expand=expand)  # type: ignore[arg-type]
        )
        if info.id.lower() != self.name.lower():
            raise HubError("moved", words=info.id)
        if not info.sha:
            raise HubError("odd", words="no revision")
        return Head(branch, info.sha, bool(info.private))

    def create(self, private: bool) -> None:
        """Make the dataset; one that is there already stays as it is."""
        self._ask(
            lambda: self._api.create_repo(
                self.name, repo_type="dataset", private=private, exist_ok=True
            )
        )

    def present(self, paths: Sequence[str], revision: str) -> set[str]:
        """Return which of these files are there."""
        found: set[str] = set()
        for start in range(0, len(paths), _PATHS_PER_REQUEST):
            some = list(paths[start : start + _PATHS_PER_REQUEST])
            infos = self._ask(
                lambda some=some: self._api.get_paths_info(  # type: ignore[misc]
                    self.name, some, revision=revision, repo_type="dataset"
                )
            )
            found.update(info.path for info in infos if isinstance(info, RepoFile))
        return found

    def text(self, path: str, revision: str) -> str | None:
        """Return a file's text, foreign bytes included; None where there is no such file."""
        with tempfile.TemporaryDirectory() as folder:
            try:
                file = self._api.hf_hub_download(
                    self.name, path, repo_type="dataset", revision=revision, cache_dir=folder
                )
            except EntryNotFoundError as error:
                if getattr(error, "response", None) is None:  # not found for want of an answer
                    raise self._fault(error) from None
                return None
            except Exception as error:  # noqa: BLE001 - the client raises whatever broke inside
                raise self._fault(error) from None
            return Path(file).read_bytes().decode("utf-8", "surrogateescape")

    def commit(self, change: Change, parent: Head, as_pull_request: bool = False) -> Committed:
        """Commit on top of `parent`, or open a pull request with the change.

        Raises:
            HubError: `race` if the branch no longer stands there, `content` if the Hub does not
                take what was sent.
        """
        operations: list[CommitOperationAdd | CommitOperationDelete] = [
            *(CommitOperationDelete(path, is_folder=False) for path in change.deleted),
            *(CommitOperationAdd(path, content) for path, content in change.files.items()),
        ]
        try:
            made = self._api.create_commit(
                self.name,
                operations,
                commit_message=change.title,
                repo_type="dataset",
                revision=parent.branch,
                parent_commit=parent.revision,
                create_pr=as_pull_request,
            )
        except Exception as error:  # noqa: BLE001 - the client raises whatever broke inside
            raise fault_of(error) from None
        return Committed(made.oid, made.pr_num if as_pull_request else None)

    def open_pull_request(self, title: str) -> int | None:
        """Return the number of an open pull request of our own with this title."""
        if not self._user:
            self._user = self._ask(lambda: str(self._api.whoami()["name"]))
        ours = self._ask(
            lambda: list(
                self._api.get_repo_discussions(
                    self.name,
                    author=self._user,
                    discussion_type="pull_request",
                    discussion_status="open",
                    repo_type="dataset",
                )
            )
        )
        return next((one.num for one in ours if one.title == title), None)

    def pull_request(self, number: int) -> PullRequest:
        """Return how a pull request is doing."""
        details = self._ask(
            lambda: self._api.get_discussion_details(self.name, number, repo_type="dataset")
        )
        status: Literal["open", "merged", "closed"] = "open"
        if details.status in ("merged", "closed"):
            status = "merged" if details.status == "merged" else "closed"
        return PullRequest(number, status, bool(details.conflicting_files))

    def close_pull_request(self, number: int, comment: str) -> None:
        """Close a pull request of our own."""
        self._ask(
            lambda: self._api.change_discussion_status(
                self.name, number, "closed", comment=comment, repo_type="dataset"
            )
        )

    def squash(self) -> None:
        """Make one commit of the whole history."""
        self._ask(lambda: self._api.super_squash_history(self.name, repo_type="dataset"))

    def _ask(self, request: Callable[[], Answer]) -> Answer:
        try:
            return request()
        except Exception as error:  # noqa: BLE001 - the client raises whatever broke inside
            raise self._fault(error) from None

    def _fault(self, error: Exception) -> HubError:
        """Return what an error means where no photo was sent: then no content can be refused."""
        fault = fault_of(error)
        return HubError("odd", fault.wait, fault.words) if fault.kind == "content" else fault
