"""The dataset's card, README.md: ours between two marks, everything else its owner's."""

from ssidkd.services.collection.hub.rows import FOLDER, METADATA, WITHDRAWN

CARD = "README.md"
_START, _END = "<!-- collection: start -->", "<!-- collection: end -->"
_FRONT = f"""---
pretty_name: Real rainy photos
license:
- cc0-1.0
- cc-by-4.0
task_categories:
- image-to-image
tags:
- deraining
- real-rain
configs:
- config_name: default
  data_files:
  - split: train
    path: {FOLDER}/**
---

# Real rainy photos

"""
_BLOCK = f"""{_START}
Photos of real rain that visitors of an SSID-KD page gave away, each accepted by the owner of the
page before it came here. There is no ground truth: they are for learning from unlabelled rain.

```python
from datasets import load_dataset

photos = load_dataset("OWNER/NAME", split="train")
```

| column | what it says |
| --- | --- |
| image | the picture, PNG, without any metadata |
| identity | SHA-256 over shape and pixels; also the file's name |
| licence, credit | CC0-1.0, or CC-BY-4.0 with the name to be given |
| amount, time, place | what the donor says of the rain; empty if nothing |
| width, height | [px] |
| niqe | lower looks more natural; empty where the picture has too little texture |
| dark_channel | mean of the dark channel, 0 to 1 |
| sharpness | variance of the Laplacian of a thumbnail [grey levels squared] |
| brightness | mean luminance, 0 to 1 |
| donor | the same word for photos of one donor: keep them on one side of a split |
| received | day |

A donor can take a photo back at any time. It then leaves this dataset's head with the next commit,
and `{WITHDRAWN}` names it: please delete your copies of these photos. `{METADATA}` has the rows.
{_END}
"""


def card_with_ours(present: str | None) -> str:
    """Return the card as it should be: what is outside our marks, or has none, stays as it is."""
    if present is None:
        return _FRONT + _BLOCK
    before, start, rest = present.partition(_START)
    _, end, after = rest.partition(_END)
    if not (start and end):
        return present
    return before + _BLOCK.rstrip("\n") + after
