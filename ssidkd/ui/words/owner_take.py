"""Words of the owner's export and training."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, kw_only=True)
class TakeWords:
    """What export and training say."""

    export: str
    export_explained: str
    export_all: str
    export_selected: str
    export_folder: str
    export_none: str
    train: str
    train_explained: str
    train_effort: str
    efforts: Mapping[str, str]
    train_start: str
    train_started: str
    train_open: str
    train_none: str
    train_few: str
    train_jobs: str
    train_line: str
    train_left: str
    train_states: Mapping[str, str]


ENGLISH = TakeWords(
    export="Export",
    export_explained=(
        "A ZIP with the pictures in train/ and validation/, so that no donor is on both sides, "
        "each with its metadata.jsonl, and a table of credits."
    ),
    export_all="Export all accepted ({count})",
    export_selected="Export the selection",
    export_folder="A folder on the server is written by: {command}",
    export_none="No photo is accepted yet.",
    train="Finetune on the accepted photos",
    train_explained=(
        "The student learns from the accepted photos, on this server, as a job like any other."
    ),
    train_effort="Effort",
    efforts=MappingProxyType({"quick": "quick", "normal": "normal", "thorough": "thorough"}),
    train_start="Start",
    train_started="The job has started with {count} photos.",
    train_open="Open the job",
    train_none="This server does no finetuning.",
    train_few="There is no accepted photo to learn from.",
    train_jobs="Jobs on the collection",
    train_line="{when}: {effort}, {count} photos, {state}",
    train_left="{count} taken back since",
    train_states=MappingProxyType(
        {
            "queued": "waits",
            "running": "runs",
            "stopping": "stops",
            "done": "done",
            "stopped": "stopped",
            "failed": "failed",
            "interrupted": "interrupted",
        }
    ),
)
CHINESE = TakeWords(
    export="导出",
    export_explained=(
        "ZIP 文件，照片分在 train/ 和 validation/ 中，同一捐赠者不会出现在两边，"
        "各附 metadata.jsonl，并有一份署名表。"
    ),
    export_all="导出所有已接受的照片（{count}）",
    export_selected="导出所选照片",
    export_folder="在服务器上写成文件夹：{command}",
    export_none="还没有已接受的照片。",
    train="用已接受的照片微调",
    train_explained="学生网络在本服务器上从已接受的照片中学习，与其他任务一样排队。",
    train_effort="投入",
    efforts=MappingProxyType({"quick": "快速", "normal": "普通", "thorough": "充分"}),
    train_start="开始",
    train_started="任务已用 {count} 张照片开始。",
    train_open="打开任务",
    train_none="本服务器不做微调。",
    train_few="没有可供学习的已接受照片。",
    train_jobs="收藏上的任务",
    train_line="{when}：{effort}，{count} 张照片，{state}",
    train_left="此后撤回 {count} 张",
    train_states=MappingProxyType(
        {
            "queued": "等待中",
            "running": "运行中",
            "stopping": "停止中",
            "done": "已完成",
            "stopped": "已停止",
            "failed": "失败",
            "interrupted": "已中断",
        }
    ),
)
