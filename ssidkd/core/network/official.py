"""The authors' checkpoint names and ours, and nothing else.

Source: state-dict keys of https://github.com/cuiyixin555/SSID-KD. Their dense chains list the same
unit n times; ours stores it once.
"""

import re
from collections.abc import Collection, Iterator, Mapping

import torch
from torch import Tensor

_PLACES = {
    "head.convLayer_1": "head_full",
    "head.convLayer_2": "head_half",
    "head.convLayer_4": "head_quarter",
    "tail.catLayer": "tail",
    "encoder_decoder_4.enLayer_4": "quarter_chain",
    "encoder_decoder_2.enLayer_2": "half_network.encoder",
    "encoder_decoder_2.catLayer_2": "half_network.to_quarter.conv",
    "encoder_decoder_2.enLayer_4": "half_network.code",
    "encoder_decoder_2.catLayer_3": "half_network.to_half.conv",
    "encoder_decoder_2.deLayer_2": "half_network.decoder",
    "encoder_decoder_1.enLayer_1": "full_network.encoder",
    "encoder_decoder_1.catLayer_1": "full_network.to_half.conv",
    "encoder_decoder_1.enLayer_2": "full_network.encoder_half",
    "encoder_decoder_1.catLayer_2": "full_network.to_quarter.conv",
    "encoder_decoder_1.enLayer_4": "full_network.code",
    "encoder_decoder_1.catLayer_3": "full_network.back_to_half.conv",
    "encoder_decoder_1.deLayer_2": "full_network.decoder_half",
    "encoder_decoder_1.catLayer_4": "full_network.back_to_full.conv",
    "encoder_decoder_1.deLayer_1": "full_network.decoder",
}
_IN_UNIT = {
    "0.scale8": "0.refine.0",
    "0.scale4": "0.refine.1",
    "0.scale2": "0.refine.2",
    "0.scale1": "0.refine.3",
    "0.fusion84": "0.merge.0",
    "0.fusion42": "0.merge.1",
    "0.fusion21": "0.merge.2",
    "0.fusion_all": "0.fuse",
    "1.conv_3_1": "1.narrow.0",
    "1.conv_5_1": "1.wide.0",
    "1.conv_3_2": "1.cross_narrow.0",
    "1.conv_5_2": "1.cross_wide.0",
    "1.confusion": "1.fuse",
}
_KEY = re.compile(r"^(?:module\.)?(\w+\.\w+)\.(.+)$")
_UNIT_KEY = re.compile(r"^units\.\d+\.unit\.(\d\.\w+?)\.((?:\d\.)*)(weight|bias)$")
_FUSE_KEY = re.compile(r"^conv1x1\.(\d+)\.(.+)$")


class OfficialCheckpointError(ValueError):
    """The file is not a checkpoint of the authors' network; the sentence says why."""


def our_key(official_key: str) -> str:
    """Turn a key of the authors' state dict into ours.

    Raises:
        OfficialCheckpointError: for a key their network does not have.
    """
    match = _KEY.match(official_key)
    place = _PLACES.get(match[1]) if match else None
    if match is None or place is None:
        raise OfficialCheckpointError(f"{official_key!r} is not a name of the authors' network.")
    rest = match[2]
    if unit := _UNIT_KEY.match(rest):
        # MFFB's convolutions are plain modules there: `conv_3_1.weight` has no index.
        inside = _IN_UNIT.get(unit[1])
        if inside is None:
            raise OfficialCheckpointError(f"{official_key!r} is not a name of the authors' unit.")
        return f"{place}.unit.{inside}.{unit[2]}{unit[3]}"
    if fuse := _FUSE_KEY.match(rest):
        return f"{place}.fuse.{fuse[1]}.{fuse[2]}"
    return f"{place}.{rest}"


def convert_state_dict(official: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """Rename an authors' state dict and keep one of each repeated unit.

    Raises:
        OfficialCheckpointError: for unknown keys, or where copies of a unit differ.
    """
    converted: dict[str, Tensor] = {}
    for key, value in official.items():
        name = our_key(key)
        if name not in converted:
            converted[name] = value
        elif converted[name].shape != value.shape or not torch.equal(converted[name], value):
            raise OfficialCheckpointError(
                f"The repeated units differ at {key!r}; this network keeps one unit for each chain."
            )
    return converted


def official_keys(our_keys: Collection[str]) -> dict[str, str]:
    """Return every key of the authors' state dict with the key of ours that holds its tensor.

    Args:
        our_keys: keys of a whole network. A unit is repeated as often as its chain has fusions.
    """
    return {official: ours for ours in our_keys for official in _official_names(ours, our_keys)}


def _official_names(ours: str, all_ours: Collection[str]) -> Iterator[str]:
    """Yield the authors' names of one of our tensors: one for each repetition of a unit."""
    official_place, place = next(
        (theirs, mine) for theirs, mine in _PLACES.items() if ours.startswith(f"{mine}.")
    )
    rest = ours.removeprefix(f"{place}.")
    if rest.startswith("unit."):
        inside, found = next(
            (theirs, mine) for theirs, mine in _IN_UNIT.items() if rest.startswith(f"unit.{mine}.")
        )
        tail = rest.removeprefix(f"unit.{found}.")
        repetitions = sum(
            key.startswith(f"{place}.fuse.") and key.endswith("weight") for key in all_ours
        )
        for index in range(repetitions):
            yield f"{official_place}.units.{index}.unit.{inside}.{tail}"
    elif rest.startswith("fuse."):
        yield f"{official_place}.conv1x1.{rest.removeprefix('fuse.')}"
    else:
        yield f"{official_place}.{rest}"
