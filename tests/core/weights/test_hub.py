import json
from pathlib import Path

import pytest
import torch
from huggingface_hub import constants

from ssidkd.core.weights.errors import NotSafetensorsError, WeightsHashError
from ssidkd.core.weights.hub import WEIGHTS_FILE, HubError, from_pretrained, push_to_hub

REPO = "owner/ssidkd-tiny"
# The client sends large files in a way that its own HTTP library calls deprecated.
pytestmark = pytest.mark.filterwarnings("ignore:Use 'content=:DeprecationWarning")


@pytest.fixture
def pushed(hub, tiny_network, card):
    return push_to_hub(tiny_network, card, REPO, api=hub.api())


def test_pushed_weights_come_back_exactly(hub, pushed, tmp_path, tiny_network, card):
    loaded = from_pretrained(REPO, api=hub.api(token=None), cache_dir=tmp_path)
    assert loaded.card == card
    assert loaded.sha256 == pushed.sha256
    for name, value in tiny_network.state_dict().items():
        assert torch.equal(loaded.network.state_dict()[name], value)


def test_pinned_revision_and_hash_give_the_same_weights_for_ever(
    hub, pushed, tmp_path, tiny_network, card
):
    torch.nn.init.zeros_(tiny_network.tail[0].bias)
    newer = push_to_hub(tiny_network, card, REPO, api=hub.api())
    assert newer.revision != pushed.revision
    options = {"api": hub.api(), "cache_dir": tmp_path}
    old = from_pretrained(REPO, revision=pushed.revision, sha256=pushed.sha256, **options)
    assert old.sha256 == pushed.sha256
    assert from_pretrained(REPO, **options).sha256 == newer.sha256


def test_other_file_than_the_pinned_one_is_refused(hub, pushed, tmp_path):
    with pytest.raises(WeightsHashError):
        from_pretrained(REPO, sha256="0" * 64, api=hub.api(), cache_dir=tmp_path)


def test_repository_says_what_it_holds(hub, pushed, card):
    _, files = hub.files(REPO, pushed.revision)
    assert set(files) == {WEIGHTS_FILE, "config.json", "README.md"}
    assert json.loads(files["config.json"])["variant"] == card.variant
    readme = files["README.md"].decode()
    assert readme.startswith("---\nlicense: apache-2.0\n")
    assert card.data in readme
    assert REPO in readme


def test_readme_of_the_owner_is_kept(hub, pushed, tiny_network, card):
    hub.commits[REPO][-1][1]["README.md"] = b"written by hand"
    again = push_to_hub(tiny_network, card, REPO, file="second.safetensors", api=hub.api())
    _, files = hub.files(REPO, again.revision)
    assert files["README.md"] == b"written by hand"
    assert {WEIGHTS_FILE, "second.safetensors"} < set(files)


def test_weights_are_fetched_once(hub, pushed, tmp_path):
    for _ in range(2):
        from_pretrained(REPO, api=hub.api(), cache_dir=tmp_path)
    assert hub.downloads == [WEIGHTS_FILE]


def test_kept_copy_that_was_damaged_is_fetched_again(hub, pushed, tmp_path):
    options = {"api": hub.api(), "cache_dir": tmp_path}
    from_pretrained(REPO, **options)
    (kept,) = (path for path in Path(tmp_path).rglob("*") if path.name == WEIGHTS_FILE)
    kept.resolve().write_bytes(b"damaged")
    assert from_pretrained(REPO, **options).sha256 == pushed.sha256


def test_kept_copy_is_used_when_the_hub_is_away(hub, pushed, tmp_path):
    options = {"api": hub.api(), "cache_dir": tmp_path, "revision": pushed.revision}
    from_pretrained(REPO, **options)
    hub.commits.clear()
    assert from_pretrained(REPO, **options).sha256 == pushed.sha256


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"repo_id": "owner/other"}, "no such repository"),
        ({"repo_id": "not a name/at all/"}, "no name of a repository"),
        ({"revision": "1" * 40}, "no such revision"),
        ({"file": "other.safetensors"}, "no such file"),
    ],
    ids=str,
)
def test_what_is_not_there_is_said(hub, pushed, tmp_path, options, sentence):
    with pytest.raises(HubError, match=sentence):
        from_pretrained(**{"repo_id": REPO, **options}, api=hub.api(), cache_dir=tmp_path)


def test_file_that_is_no_weights_is_refused(hub, pushed, tmp_path):
    with pytest.raises(NotSafetensorsError):
        from_pretrained(REPO, file="config.json", api=hub.api(), cache_dir=tmp_path)


def test_wrong_token_pushes_nothing(hub, tiny_network, card):
    with pytest.raises(HubError):
        push_to_hub(tiny_network, card, REPO, api=hub.api(token="hf_of_someone_else"))
    assert hub.commits == {}


def test_hub_that_is_away_is_said(hub, tmp_path, monkeypatch):
    # Offline mode, because the client asks a Hub that does not answer again for half a minute.
    monkeypatch.setattr(constants, "HF_HUB_OFFLINE", True)
    with pytest.raises(HubError, match="could not be reached"):
        from_pretrained(REPO, api=hub.api(), cache_dir=tmp_path)
