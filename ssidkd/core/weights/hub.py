"""Weights from and to a repository of the Hugging Face Hub.

A repository holds safetensors files, which say what they are, beside a `config.json` and a
`README.md` made from the card.
"""

import json
import tempfile
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TypeVar

from huggingface_hub import CommitOperationAdd, HfApi
from huggingface_hub.errors import (  # type: ignore[attr-defined] # HTTPError: httpx's or httpx2's
    EntryNotFoundError,
    GatedRepoError,
    HFValidationError,
    HTTPError,
    LocalEntryNotFoundError,
    RepositoryNotFoundError,
    RevisionNotFoundError,
)

from ssidkd.core.network.derain_net import DerainNet
from ssidkd.core.weights.card import ARCHITECTURE, WeightsCard
from ssidkd.core.weights.errors import WeightsError
from ssidkd.core.weights.files import LoadedWeights, load_weights, save_weights

WEIGHTS_FILE = "model.safetensors"
Answer = TypeVar("Answer")


class HubError(WeightsError):
    """The Hub did not give or take the weights; the sentence says why."""


@dataclass(frozen=True)
class Pushed:
    """Where pushed weights are, exactly enough to fetch the same again."""

    revision: str
    """Commit of the repository, in hexadecimal digits."""
    sha256: str
    """Of the weights file."""


def from_pretrained(
    repo_id: str,
    *,
    file: str = WEIGHTS_FILE,
    revision: str | None = None,
    sha256: str | None = None,
    cache_dir: Path | None = None,
    api: HfApi | None = None,
) -> LoadedWeights:
    """Load weights from a repository.

    Args:
        repo_id: such as `someone/ssidkd-lite-student`.
        file: name in the repository.
        revision: branch, tag or, to pin it, commit.
        sha256: if given, the file must have this hash.
        cache_dir: where downloads are kept; by default where all programs keep them.
        api: says which Hub and whose token; by default those of this machine.

    Raises:
        HubError: if the repository, the revision or the file cannot be had.
        WeightsError: for what is wrong with the file.
    """

    def fetched(*, again: bool) -> Path:
        downloaded = _asking(
            lambda: (api or HfApi()).hf_hub_download(
                repo_id, file, revision=revision, cache_dir=cache_dir, force_download=again
            )
        )
        return Path(downloaded)

    try:
        return load_weights(fetched(again=False), sha256)
    except HubError:
        raise
    except WeightsError:
        # The copy kept on this machine may be the damaged one.
        return load_weights(fetched(again=True), sha256)


def push_to_hub(
    network: DerainNet,
    card: WeightsCard,
    repo_id: str,
    *,
    file: str = WEIGHTS_FILE,
    private: bool = False,
    api: HfApi | None = None,
) -> Pushed:
    """Save weights into a repository, in one commit; it is made if it does not exist.

    A `README.md` that is already there stays as it is.

    Raises:
        HubError: if the Hub does not take them.
        WeightsError: if the weights cannot be saved.
    """
    hub = api or HfApi()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / file
        sha256 = save_weights(network, card, path)
        config = json.dumps(asdict(card), indent=2).encode()
        additions: dict[str, Path | bytes] = {file: path, "config.json": config}

        def pushed() -> str:
            hub.create_repo(repo_id, private=private, exist_ok=True)
            if not hub.file_exists(repo_id, "README.md"):
                additions["README.md"] = _readme(card, repo_id, file).encode()
            operations = [CommitOperationAdd(name, what) for name, what in additions.items()]
            message = f"Weights of a {card.role}, variant {card.variant}"
            return str(hub.create_commit(repo_id, operations, commit_message=message).oid)

        return Pushed(revision=_asking(pushed), sha256=sha256)


def _asking(question: Callable[[], Answer]) -> Answer:
    """Turn what the Hub's client raises into sentences."""
    try:
        return question()
    except GatedRepoError as error:
        raise HubError("The Hub wants you to accept this repository's terms first.") from error
    except RepositoryNotFoundError as error:
        raise HubError(
            "The Hub has no such repository, or it is private and your token does not open it."
        ) from error
    except RevisionNotFoundError as error:
        raise HubError("The repository has no such revision.") from error
    except LocalEntryNotFoundError as error:
        raise HubError("The Hub could not be reached, and no copy is kept here.") from error
    except EntryNotFoundError as error:
        raise HubError("The repository has no such file.") from error
    except HFValidationError as error:
        raise HubError("That is no name of a repository; it looks like owner/name.") from error
    except (HTTPError, OSError, RuntimeError, ValueError) as error:
        # The client wraps failed uploads in RuntimeError, and refused large files in ValueError.
        raise HubError("The Hub could not be reached, or refused. Try again later.") from error


def _readme(card: WeightsCard, repo_id: str, file: str) -> str:
    licence = "apache-2.0" if card.licence == "Apache-2.0" else "other"
    return f"""---
license: {licence}
library_name: ssidkd
pipeline_tag: image-to-image
tags: [deraining, image-restoration]
---

# {repo_id.rpartition("/")[2]}

Weights of `{ARCHITECTURE}` for removing rain from a single picture: a {card.role}, variant
`{card.variant}`.

| | |
|---|---|
| recipe | {card.recipe}, {card.steps} steps |
| trained on | {card.data} |
| commit of the code | {card.commit or "unknown"} |
| colour channels | {card.channel_order} |
| licence | {card.licence} |

```python
from ssidkd.core.weights.hub import from_pretrained

network = from_pretrained("{repo_id}", file="{file}").network
```
"""
