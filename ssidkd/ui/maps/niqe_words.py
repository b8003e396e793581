"""What is said of scores and of their features."""

from collections.abc import Mapping

from ssidkd.services.explaining.scores import TWO_ERRORS, ScoreDifference, ScoreMap, Scores
from ssidkd.ui.words.maps_niqe import NiqeWords
from ssidkd.ui.words.refusals import RefusalWords


def score_sentence(score: ScoreMap, words: NiqeWords, refusals: RefusalWords) -> str:
    """Return a picture's score with its spread, or why there is none."""
    if score.value is None:
        return refusals.say(score.reason or "")
    if score.error is None:
        return words.value_only.format(value=f"{score.value:.2f}")
    spread = f"{TWO_ERRORS * score.error:.2f}"
    return words.value.format(value=f"{score.value:.2f}", spread=spread)


def score_rows(
    scores: Scores, names: Mapping[str, str], words: NiqeWords
) -> list[tuple[str, str, str, str]]:
    """Return a row for each difference: its name, its value, its spread, what it says."""
    return [
        (
            words.difference.format(first=names[each.first], second=names[each.second]),
            f"{each.value:+.2f}",
            words.unknown if each.error is None else f"± {TWO_ERRORS * each.error:.2f}",
            _verdict(each, words),
        )
        for each in scores.differences
    ]


def _verdict(difference: ScoreDifference, words: NiqeWords) -> str:
    if difference.error is None:
        return words.difference_unknown
    return words.clear if difference.is_clear else words.unclear


def feature_names(words: NiqeWords) -> list[str]:
    """Return the names of the 36 features in their order: 18 at full, then 18 at half size."""
    names = []
    for scale in words.scales:
        names += [words.own_feature.format(part=part, scale=scale) for part in words.own_parts]
        names += [
            words.product_feature.format(part=part, direction=direction, scale=scale)
            for direction in words.directions
            for part in words.product_parts
        ]
    return names
