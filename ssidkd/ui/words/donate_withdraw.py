"""Words of the tab "Donate": taking photos back."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class WithdrawWords:
    """What is said there. Templates have the places that their names in braces say."""

    title: str
    hint: str
    code: str
    look: str
    need_code: str
    too_many: str
    """After many wrong codes."""
    photo: str
    tick: str
    """Of the box beside a photo, for those who cannot see it."""
    tick_all: str
    take_back: str
    nothing_ticked: str
    nothing_left: str
    ask: str
    ask_one: str
    ask_note: str
    yes: str
    yes_one: str
    no: str
    done: str
    done_one: str
    follows: str
    followed: str
    never_there: str
    elsewhere: str
    caches: str


ENGLISH = WithdrawWords(
    title="Take photos back",
    hint="With the deletion code of a donation you see its photos and can take them back.",
    code="Deletion code",
    look="Show the photos",
    need_code="Type the code of a donation first.",
    too_many=(
        "Many wrong codes were tried here just now. Please wait {time} and check what you typed."
    ),
    photo="Photo {n}",
    tick="Choose photo {n}",
    tick_all="Choose all",
    take_back="Take back the chosen ones",
    nothing_ticked="Choose at least one photo first.",
    nothing_left="All photos of this donation have been taken back.",
    ask="Take {n} photos back?",
    ask_one="Take 1 photo back?",
    ask_note="They are deleted, and only you could give them again.",
    yes="Yes, take {n} photos back",
    yes_one="Yes, take it back",
    no="No, leave them",
    done="{n} photos were taken back. They are deleted on this server now.",
    done_one="1 photo was taken back. It is deleted on this server now.",
    follows="{n} of them may be on the Hub: the next update of the data set removes them there.",
    followed="{n} of them were removed from the Hub.",
    never_there="Nothing of it was ever on the Hub.",
    elsewhere=(
        "Earlier versions of the data set may hold them until the owner erases those, and copies "
        "that others have made cannot be called back."
    ),
    caches="What this page showed of them leaves its cache within an hour.",
)
CHINESE = WithdrawWords(
    title="撤回照片",
    hint="用一次捐赠的删除码可以查看其中的照片，也可以撤回。",
    code="删除码",
    look="显示照片",
    need_code="请先输入一次捐赠的删除码。",
    too_many="刚才有人在这里输入了许多错误的删除码。请等待 {time}，并检查你输入的内容。",
    photo="照片 {n}",
    tick="选择照片 {n}",
    tick_all="全选",
    take_back="撤回所选照片",
    nothing_ticked="请先选择至少一张照片。",
    nothing_left="这次捐赠的照片都已撤回。",
    ask="撤回 {n} 张照片？",
    ask_one="撤回 1 张照片？",
    ask_note="照片会被删除，只有你能再次捐出。",
    yes="是，撤回 {n} 张照片",
    yes_one="是，撤回",
    no="否，保留",
    done="已撤回 {n} 张照片，它们现在已从这台服务器删除。",
    done_one="已撤回 1 张照片，它现在已从这台服务器删除。",
    follows="其中 {n} 张可能在 Hub 上：数据集下次更新时会从那里删除。",
    followed="其中 {n} 张已从 Hub 删除。",
    never_there="它们从未到过 Hub。",
    elsewhere="在维护者清除之前，数据集的早期版本可能仍有它们；他人制作的副本无法收回。",
    caches="本页面显示过的内容会在一小时内从缓存中清除。",
)
