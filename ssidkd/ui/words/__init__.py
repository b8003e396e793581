"""Every sentence the page shows, in every language it speaks: one file for each tab."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from ssidkd.ui.words import batch, common, lab, lessons, maps, network, results

Language = Literal["en", "zh"]


@dataclass(frozen=True, kw_only=True)
class Words:
    """All words of one language."""

    language: Language
    common: common.CommonWords
    maps: maps.MapsWords
    lab: lab.LabWords
    lessons: lessons.LessonsWords
    network: network.NetworkWords
    results: results.ResultsWords
    batch: batch.BatchWords


ENGLISH = Words(
    language="en",
    common=common.ENGLISH,
    maps=maps.ENGLISH,
    lab=lab.ENGLISH,
    lessons=lessons.ENGLISH,
    network=network.ENGLISH,
    results=results.ENGLISH,
    batch=batch.ENGLISH,
)
CHINESE = Words(
    language="zh",
    common=common.CHINESE,
    maps=maps.CHINESE,
    lab=lab.CHINESE,
    lessons=lessons.CHINESE,
    network=network.CHINESE,
    results=results.CHINESE,
    batch=batch.CHINESE,
)
LANGUAGES: Mapping[Language, Words] = MappingProxyType({"en": ENGLISH, "zh": CHINESE})
