"""Words of the owner's review: the grid, its filters and decisions."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, kw_only=True)
class ReviewWords:
    """What the review says."""

    left: str
    left_none: str
    grid: str
    """Name of the grid, for those who cannot see it."""
    states: Mapping[str, str]
    all_states: str
    state: str
    licence: str
    any: str
    day: str
    clear: str
    narrow: str
    none_here: str
    none_waiting: str
    more: str
    accept: str
    refuse: str
    undo: str
    select: str
    large: str
    previous: str
    next: str
    alike: str
    alike_title: str
    alike_hint: str
    better: str
    selected: str
    select_none: str
    select_all: str
    reason_title: str
    reason_title_many: str
    reasons: tuple[str, ...]
    """In the order of their keys, 1 to 9; a further one is written."""
    reason_other: str
    reason_words: str
    reason_send: str
    photo: str
    jumped_back: str
    decided: str
    undone: str
    described: str
    describe: str
    nothing_to_undo: str
    keep_better: str


STATES = MappingProxyType(
    {
        "stored": "Waiting",
        "reviewed": "Accepted",
        "queued": "Being sent",
        "committed": "On the Hub",
        "refused": "Refused",
    }
)
ENGLISH = ReviewWords(
    left="{count} left to review",
    left_none="Nothing left to review",
    grid="Photos",
    states=STATES,
    all_states="All",
    state="State",
    licence="Licence",
    any="any",
    day="Day",
    clear="Clear filters",
    narrow="Kind, licence, day",
    none_here="No photo is like this.",
    none_waiting="No photo waits for you.",
    more="Show more",
    accept="Accept",
    refuse="Refuse",
    undo="Undo",
    select="Select",
    large="Full size",
    previous="Previous photo",
    next="Next photo",
    alike="Compare look-alikes",
    alike_title="Photos that look alike",
    alike_hint="Usually only the best of them is worth keeping.",
    better="best here",
    selected="{count} selected",
    select_none="Select none",
    select_all="Select all shown",
    reason_title="Why is it refused?",
    reason_title_many="Why are these {count} refused?",
    reasons=(
        "There is no rain",
        "It is blurred",
        "Faces or number plates can be recognised",
        "It is a screenshot or a drawing",
        "There is a better one of the same",
    ),
    reason_other="Another reason",
    reason_words="Reason",
    reason_send="Refuse",
    photo="Photo {number}: {width} × {height} px, {state}",
    jumped_back="Not done: {reason}",
    decided="{count} done.",
    undone="Undone.",
    described="The description is corrected.",
    describe="What it shows",
    nothing_to_undo="There is nothing to undo.",
    keep_better="Accept this, refuse the others",
)
CHINESE = ReviewWords(
    left="还有 {count} 张待审核",
    left_none="没有待审核的照片",
    grid="照片",
    states=MappingProxyType(
        {
            "stored": "待审核",
            "reviewed": "已接受",
            "queued": "发送中",
            "committed": "已在 Hub",
            "refused": "已拒绝",
        }
    ),
    all_states="全部",
    state="状态",
    licence="许可",
    any="不限",
    day="日期",
    clear="清除筛选",
    narrow="类别、许可、日期",
    none_here="没有符合条件的照片。",
    none_waiting="没有照片在等待审核。",
    more="显示更多",
    accept="接受",
    refuse="拒绝",
    undo="撤销",
    select="选择",
    large="原始大小",
    previous="上一张",
    next="下一张",
    alike="比较相似照片",
    alike_title="相似的照片",
    alike_hint="通常只需保留其中最好的一张。",
    better="此处最佳",
    selected="已选 {count} 张",
    select_none="取消选择",
    select_all="选择所有显示的照片",
    reason_title="为什么拒绝？",
    reason_title_many="为什么拒绝这 {count} 张？",
    reasons=(
        "照片中没有雨",
        "照片模糊",
        "可以认出人脸或车牌",
        "是截图或绘画",
        "同样的画面有更好的一张",
    ),
    reason_other="其他原因",
    reason_words="原因",
    reason_send="拒绝",
    photo="照片 {number}：{width} × {height} 像素，{state}",
    jumped_back="未完成：{reason}",
    decided="已处理 {count} 张。",
    undone="已撤销。",
    described="描述已更正。",
    describe="照片内容",
    nothing_to_undo="没有可撤销的操作。",
    keep_better="接受这张，拒绝其余",
)
