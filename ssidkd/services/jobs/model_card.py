"""The model card of a finetuned student: what it is, what it learnt from, how it is used."""

from huggingface_hub import ModelCardData

from ssidkd.core.version import VERSION
from ssidkd.learning.finetune.verdict import Verdict
from ssidkd.services.jobs.results import JobResult

_REASONS = {
    "guard_lost": "it lost more on the guard set than a result may",
    "held_out_not_improved": "photos it did not learn from did not get better",
    "nothing_held_out": "no photo was left to check it on",
}
_USE = """\
from pathlib import Path

from ssidkd.core.derainer import Derainer
from ssidkd.core.intake import read_picture
from ssidkd.core.picture import save_png
from ssidkd.core.weights import load_weights

weights = load_weights(Path("{file}"))
derainer = Derainer(weights.network, channel_order=weights.card.channel_order)
result = derainer.derain(read_picture(Path("rainy.jpg")).pixels)
save_png(result.derained, Path("derained.png"))
"""


def model_card(result: JobResult, weights_file: str) -> str:
    """Return a job's model card, as the Hub reads it: front matter and Markdown.

    Args:
        result: of the job.
        weights_file: name of the file beside it.
    """
    card, config = result.card, result.config
    return f"""\
---
{_front_matter(result)}
---

# A deraining student, finetuned on a visitor's rainy photos

A {card.variant} student of SSID-KD that takes rain streaks out of photos. It was finetuned without
clean pictures, by the page of the package `ssidkd` {VERSION}.

## What it learned from

- Base weights: SHA-256 `{config.start_sha256}`.
- Data: {card.data}. The visitor's photos are not included.
- Licence of the weights: {card.licence}. It follows from the data of the base weights.

## How

{_settings(result)}

## Did it help?

{_verdict(result.verdict)}

## Use it

With the package `ssidkd`, on the command line:

```bash
python -m ssidkd derain photos/ -o derained/ --weights {weights_file}
```

In Python:

```python
{_USE.format(file=weights_file)}```

It removes streaks, not drops on the lens or fog, and may take fine structures for rain. Never use
its pictures as evidence.
"""


def _front_matter(result: JobResult) -> str:
    """Return the card's data; a licence that the Hub does not know is `other` there."""
    licence = result.card.licence
    known = {"Apache-2.0": "apache-2.0", "MIT": "mit", "CC0-1.0": "cc0-1.0"}.get(licence)
    data = ModelCardData(
        license=known or "other",
        license_name=None if known else _as_name(licence),
        license_link=None if known else "README.md",
        pipeline_tag="image-to-image",
        tags=["deraining", "image-restoration", "knowledge-distillation", "ssidkd"],
    )
    return data.to_yaml()


def _as_name(licence: str) -> str:
    words = "".join(letter if letter.isalnum() else " " for letter in licence.lower())
    return "-".join(words.split())


def _settings(result: JobResult) -> str:
    config, outcome = result.config, result.outcome
    rows = (
        ("effort", config.effort),
        ("photos", len(config.photos)),
        ("steps taken, of", f"{outcome.step} of {config.steps}"),
        ("weights kept of step", result.card.steps),
        ("ended by", outcome.reason),
        ("crops of a step", f"{config.batch_size} synthetic, {config.batch_size} real"),
        ("side of the crops", f"{config.crop} px"),
        ("highest step size", f"{config.learning_rate:g}"),
        ("real branch", "on" if config.real_branch else "off"),
        ("seed", config.seed),
        ("threads", config.threads),
    )
    lines = "\n".join(f"| {name} | {value} |" for name, value in rows)
    return f"| setting | value |\n| --- | --- |\n{lines}"


def _verdict(verdict: Verdict | None) -> str:
    if verdict is None:
        return "Unknown: it ended before anything was measured."
    if verdict.best_step == 0:
        said = (
            "No: all it learned lost too much on synthetic rain, so these are the base weights, "
            "unchanged."
        )
    elif verdict.recommended:
        said = "Yes: recommended in place of the base weights."
    else:
        reasons = " and ".join(_REASONS[reason] for reason in verdict.reasons)
        said = f"Not recommended: {reasons}."
    before, after = verdict.guard_psnr_before, verdict.guard_psnr_after
    rows = [
        f"| photos kept out of training | {verdict.held_out} |",
        f"| change of their NIQE (lower is better) | {_change(verdict.held_niqe_change)} |",
        f"| change of their dark channel | {_change(verdict.held_dark_change)} |",
        f"| guard set, PSNR in dB, before | {before:.3f} |",
        f"| guard set, PSNR in dB, after | {after:.3f} |",
    ]
    return f"{said}\n\n| measured | value |\n| --- | --- |\n" + "\n".join(rows)


def _change(value: float | None) -> str:
    return "none measured" if value is None else f"{value:+.4f}"
