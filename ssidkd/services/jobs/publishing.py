"""Puts a job's weights and their model card into a repository of the visitor's own on the Hub.

Only with the visitor's token, which is used and forgotten; the owner's is never sent.
"""

import re
from dataclasses import dataclass, field
from typing import Literal

from huggingface_hub import CommitOperationAdd, HfApi
from huggingface_hub.errors import HTTPError  # type: ignore[attr-defined] # httpx's or httpx2's

from ssidkd.services.jobs.model_card import model_card
from ssidkd.services.jobs.results import JobResult
from ssidkd.services.jobs.take_away import weights_name

Problem = Literal["login", "name", "taken", "refused", "busy", "down"]
_NAME = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]{0,62}[A-Za-z0-9])?")
_COMMIT_MESSAGE = "A student finetuned with SSID-KD"


class PublishingError(RuntimeError):
    """A result could not be put on the Hub; a page finds the sentence.

    Args:
        problem: `login` nobody is logged in, `name` no name for a repository, `taken` there is one
            of this name, `refused` the login is not accepted, `busy` the Hub fails, `down` it
            cannot be reached.
    """

    def __init__(self, problem: Problem) -> None:
        super().__init__(f"The result could not be put on the Hub: {problem}.")
        self.problem: Problem = problem


@dataclass(frozen=True, kw_only=True)
class Publication:
    """What a visitor asks for."""

    token: str = field(repr=False)
    """Of the visitor's own login."""
    name: str
    """Of the new repository, without the visitor's name."""
    private: bool = True


@dataclass(frozen=True)
class Published:
    """A repository on the Hub."""

    name: str
    """With its owner: `ada/rain`."""
    address: str


def publish(result: JobResult, wanted: Publication) -> Published:
    """Make a repository and put weights, model card and settings of a job into it.

    Raises:
        PublishingError: that is not possible; a repository that was made and could not be filled
            is removed again, as far as the Hub answers.
        DamagedResultError: the result cannot be read.
    """
    if not wanted.token:
        raise PublishingError("login")
    if not is_repository_name(wanted.name):
        raise PublishingError("name")
    operations = _files(result)
    api = HfApi(token=wanted.token)
    try:
        made = api.create_repo(wanted.name, private=wanted.private, exist_ok=False)
    except (HTTPError, OSError, RuntimeError, ValueError) as error:
        raise PublishingError(_problem(error)) from None
    try:
        api.create_commit(made.repo_id, operations, commit_message=_COMMIT_MESSAGE)
    except (HTTPError, OSError, RuntimeError, ValueError) as error:
        _remove(api, made.repo_id)
        raise PublishingError(_problem(error)) from None
    return Published(made.repo_id, str(made))


def is_repository_name(name: object) -> bool:
    """Return whether a new repository may have this name, without an owner's in front."""
    return (
        isinstance(name, str)
        and _NAME.fullmatch(name) is not None
        and ".." not in name
        and "--" not in name
        and not name.endswith((".git", ".ipynb"))
    )


def _files(result: JobResult) -> list[CommitOperationAdd]:
    """Return what is sent; the visitor's photos are not among it."""
    weights = weights_name(result)
    card = model_card(result, weights)
    contents: dict[str, str | bytes] = {
        "README.md": card.encode(),
        "config.json": result.config.to_json().encode(),
        weights: str(result.folder.result),
    }
    return [CommitOperationAdd(name, content) for name, content in contents.items()]


def _remove(api: HfApi, name: str) -> None:
    """Remove a repository that this call has made and that is empty."""
    try:
        api.delete_repo(name)
    except (HTTPError, OSError, RuntimeError, ValueError):
        return  # it stays empty, and its owner can remove it


def _problem(error: Exception) -> Problem:
    """Return what an error of the Hub means; its own words may hold addresses."""
    response = getattr(error, "response", None)
    if response is None:
        return "down"
    if response.status_code == 409:
        return "taken"
    return "refused" if response.status_code in (401, 403) else "busy"
