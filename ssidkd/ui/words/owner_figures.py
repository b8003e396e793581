"""Words of the owner's figures."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class FigureWords:
    """What the figures say."""

    photos: str
    donors: str
    accepted: str
    accepted_of: str
    bytes: str
    alike: str
    withdrawn: str
    days: str
    days_are: str
    days_none: str
    states: str
    licences: str
    unknown: str


ENGLISH = FigureWords(
    photos="Photos",
    donors="Donors",
    accepted="Acceptance",
    accepted_of="of {count} decided",
    bytes="On disk",
    alike="Look-alikes",
    withdrawn="Withdrawn",
    days="Received a day",
    days_are="From {first} to {last}, at most {most} photos a day.",
    days_none="Nothing was received yet.",
    states="By state",
    licences="By licence",
    unknown="not said",
)
CHINESE = FigureWords(
    photos="照片",
    donors="捐赠者",
    accepted="接受率",
    accepted_of="共 {count} 张已审核",
    bytes="占用磁盘",
    alike="相似照片",
    withdrawn="已撤回",
    days="每日收到",
    days_are="{first} 至 {last}，每天最多 {most} 张。",
    days_none="还没有收到照片。",
    states="按状态",
    licences="按许可",
    unknown="未说明",
)
