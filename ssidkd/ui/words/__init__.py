"""Every sentence the page shows, in every language it speaks: one file for each tab."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from ssidkd.ui.words import (
    batch,
    common,
    compare,
    donate,
    finetune,
    finetune_result,
    guard,
    lab,
    lessons,
    maps,
    network,
    owner,
    page,
    refusals,
    results,
    viewer,
    waiting,
)

Language = Literal["en", "zh"]


@dataclass(frozen=True, kw_only=True)
class Words:
    """All words of one language."""

    language: Language
    common: common.CommonWords
    page: page.PageWords
    guard: refusals.RefusalWords
    refusals: refusals.RefusalWords
    waiting: waiting.WaitingWords
    viewer: viewer.ViewerWords
    compare: compare.CompareWords
    maps: maps.MapsWords
    finetune: finetune.FinetuneWords
    finetune_result: finetune_result.FinetuneResultWords
    donate: donate.DonateWords
    lab: lab.LabWords
    lessons: lessons.LessonsWords
    network: network.NetworkWords
    results: results.ResultsWords
    batch: batch.BatchWords
    owner: owner.OwnerWords


ENGLISH = Words(
    language="en",
    common=common.ENGLISH,
    page=page.ENGLISH,
    refusals=refusals.ENGLISH,
    guard=guard.ENGLISH,
    waiting=waiting.ENGLISH,
    viewer=viewer.ENGLISH,
    compare=compare.ENGLISH,
    maps=maps.ENGLISH,
    finetune=finetune.ENGLISH,
    finetune_result=finetune_result.ENGLISH,
    donate=donate.ENGLISH,
    lab=lab.ENGLISH,
    lessons=lessons.ENGLISH,
    network=network.ENGLISH,
    results=results.ENGLISH,
    batch=batch.ENGLISH,
    owner=owner.ENGLISH,
)
CHINESE = Words(
    language="zh",
    common=common.CHINESE,
    page=page.CHINESE,
    refusals=refusals.CHINESE,
    guard=guard.CHINESE,
    waiting=waiting.CHINESE,
    viewer=viewer.CHINESE,
    compare=compare.CHINESE,
    maps=maps.CHINESE,
    finetune=finetune.CHINESE,
    finetune_result=finetune_result.CHINESE,
    donate=donate.CHINESE,
    lab=lab.CHINESE,
    lessons=lessons.CHINESE,
    network=network.CHINESE,
    results=results.CHINESE,
    batch=batch.CHINESE,
    owner=owner.CHINESE,
)
LANGUAGES: Mapping[Language, Words] = MappingProxyType({"en": ENGLISH, "zh": CHINESE})
