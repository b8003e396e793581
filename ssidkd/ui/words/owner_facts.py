"""Words for what is known of a photo, for kinds of rain, and for the keys of the review."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, kw_only=True)
class FactWords:
    """Names of what is known of a photo."""

    size: str
    niqe: str
    niqe_none: str
    dark: str
    sharp: str
    bright: str
    received: str
    donor: str
    licence: str
    credit: str
    reviewer: str
    reason: str
    revision: str
    kind: str
    lower: str
    higher: str


@dataclass(frozen=True, kw_only=True)
class KindWords:
    """Kinds of rain."""

    amount: str
    time: str
    place: str
    unsaid: str
    amounts: Mapping[str, str]
    times: Mapping[str, str]
    places: Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class KeyWords:
    """What the keys do."""

    title: str
    show: str
    move: str
    accept: str
    refuse: str
    undo: str
    select: str
    range: str
    all: str
    large: str
    alike: str
    close: str


FACTS_ENGLISH = FactWords(
    size="Size",
    niqe="NIQE",
    niqe_none="too little texture",
    dark="Dark channel",
    sharp="Sharpness",
    bright="Brightness",
    received="Received",
    donor="Donor",
    licence="Licence",
    credit="Credit",
    reviewer="Decided by",
    reason="Reason",
    revision="Commit",
    kind="Kind",
    lower="lower is better",
    higher="higher is better",
)
FACTS_CHINESE = FactWords(
    size="尺寸",
    niqe="NIQE",
    niqe_none="纹理太少",
    dark="暗通道",
    sharp="清晰度",
    bright="亮度",
    received="收到时间",
    donor="捐赠者",
    licence="许可",
    credit="署名",
    reviewer="审核人",
    reason="原因",
    revision="提交",
    kind="类别",
    lower="越低越好",
    higher="越高越好",
)
KINDS_ENGLISH = KindWords(
    amount="Rain",
    time="Time",
    place="Place",
    unsaid="not said",
    amounts=MappingProxyType({"light": "light", "heavy": "heavy"}),
    times=MappingProxyType({"day": "day", "night": "night"}),
    places=MappingProxyType(
        {
            "street": "street",
            "building": "building",
            "nature": "nature",
            "water": "water",
            "vehicle": "from a vehicle",
            "other": "other",
        }
    ),
)
KINDS_CHINESE = KindWords(
    amount="雨量",
    time="时间",
    place="地点",
    unsaid="未说明",
    amounts=MappingProxyType({"light": "小雨", "heavy": "大雨"}),
    times=MappingProxyType({"day": "白天", "night": "夜晚"}),
    places=MappingProxyType(
        {
            "street": "街道",
            "building": "建筑",
            "nature": "自然",
            "water": "水面",
            "vehicle": "车内拍摄",
            "other": "其他",
        }
    ),
)
KEYS_ENGLISH = KeyWords(
    title="Keys",
    show="Show the keys",
    move="move",
    accept="accept",
    refuse="refuse, then 1 to 6 for the reason",
    undo="undo",
    select="select",
    range="select all up to here",
    all="select all shown, and none",
    large="full size; + − 0 zoom",
    alike="look-alikes beside each other",
    close="close, select none",
)
KEYS_CHINESE = KeyWords(
    title="快捷键",
    show="显示快捷键",
    move="移动",
    accept="接受",
    refuse="拒绝，再按 1 到 6 选择原因",
    undo="撤销",
    select="选择",
    range="选择到此处为止的所有照片",
    all="全选 / 全不选",
    large="原始大小；+ − 0 缩放",
    alike="并排显示相似照片",
    close="关闭，取消选择",
)
