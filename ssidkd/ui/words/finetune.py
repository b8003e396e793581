"""Words of the tab "Finetune": photos, effort, start."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class FinetuneWords:
    """What the tab says. Templates have the places that their names in braces say."""

    tab: str
    """Name of the tab."""
    heading: str
    intro: str
    not_here: str
    """Where the server cannot keep jobs."""


ENGLISH = FinetuneWords(
    tab="Finetune",
    heading="Finetune on your own rainy photos",
    intro=(
        "The student learns from your photos for a few minutes. You need no clean pictures: rain "
        "in real photos is all it takes."
    ),
    not_here=(
        "There is no finetuning on this server: it has no folder that it can write to. Whoever "
        "runs this page can name one with SSIDKD_DATA_DIR."
    ),
)
CHINESE = FinetuneWords(
    tab="微调",
    heading="用你自己的雨天照片微调",
    intro="学生网络会用几分钟从你的照片中学习。不需要无雨的对照图，真实的雨天照片就够了。",
    not_here=(
        "这台服务器没有可写入的文件夹，因此不能微调。维护者可以用 SSIDKD_DATA_DIR 指定一个文件夹。"
    ),
)
