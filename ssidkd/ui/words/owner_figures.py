"""Words of the owner's figures, of what is sent to the Hub, and of export and training."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from ssidkd.ui.words.refusals import RefusalWords


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


@dataclass(frozen=True, kw_only=True)
class HubWords:
    """What is said of sending. Keys of `states` are those of the sync."""

    title: str
    off: str
    dataset: str
    private: str
    public: str
    states: Mapping[str, str]
    backlog: str
    to_remove: str
    last_success: str
    never: str
    failing_since: str
    next_try: str
    pull_request: str
    revision: str
    try_now: str
    asked: str
    squash: str
    squash_explained: str
    squash_type: str
    squash_do: str
    squash_done: str
    squash_wrong: str
    disk_passing: str
    sentences: RefusalWords
    """What the sync says of itself."""


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
HUB_ENGLISH = HubWords(
    title="Sending to the Hub",
    off="Nothing is sent: SSIDKD_COLLECTION_DATASET names no dataset.",
    dataset="Dataset",
    private="private",
    public="public",
    states=MappingProxyType(
        {
            "off": "Off",
            "idle": "All is sent",
            "sending": "Sending",
            "waiting": "Waiting",
            "failing": "Sending fails",
        }
    ),
    backlog="Waiting to be sent",
    to_remove="Withdrawn, to be removed there",
    last_success="Last success",
    never="not yet",
    failing_since="Failing since",
    next_try="Next try",
    pull_request="Pull request",
    revision="Commit",
    try_now="Try now",
    asked="It is being tried.",
    squash="Squash the history",
    squash_explained=(
        "A photo that was withdrawn is removed from the dataset, but earlier commits still have "
        "it. Squashing leaves a single commit: it cannot be undone, every earlier revision is "
        "gone, and copies that others made stay theirs."
    ),
    squash_type="Type the dataset's name",
    squash_do="Squash",
    squash_done="The history is one commit now.",
    squash_wrong="This is not the dataset's name.",
    disk_passing=(
        "This server's disk is new after each restart: photos are safe only once the Hub has them."
    ),
    sentences=RefusalWords(sentences={}, parts={}),
)
HUB_CHINESE = HubWords(
    title="发送到 Hub",
    off="不会发送任何照片：SSIDKD_COLLECTION_DATASET 未指定数据集。",
    dataset="数据集",
    private="私有",
    public="公开",
    states=MappingProxyType(
        {
            "off": "已关闭",
            "idle": "全部已发送",
            "sending": "发送中",
            "waiting": "等待中",
            "failing": "发送失败",
        }
    ),
    backlog="等待发送",
    to_remove="已撤回、待从 Hub 删除",
    last_success="上次成功",
    never="尚未",
    failing_since="开始失败于",
    next_try="下次尝试",
    pull_request="合并请求",
    revision="提交",
    try_now="立即尝试",
    asked="正在尝试。",
    squash="压缩历史",
    squash_explained=(
        "撤回的照片会从数据集中删除，但较早的提交里仍然有它。压缩后只剩一个提交：此操作无法撤销，"
        "所有较早的版本都会消失，而他人已有的副本不受影响。"
    ),
    squash_type="请输入数据集的名称",
    squash_do="压缩",
    squash_done="历史现在只有一个提交。",
    squash_wrong="这不是数据集的名称。",
    disk_passing="本服务器的磁盘在每次重启后都会清空：照片只有到了 Hub 才算安全。",
    sentences=RefusalWords(
        sentences={
            r"Nothing is sent: SSIDKD_COLLECTION_DATASET names no dataset\.": (
                "不会发送任何照片：SSIDKD_COLLECTION_DATASET 未指定数据集。"
            ),
            r"Nothing is sent: set HF_TOKEN to a token that may write to (?P<dataset>.+)\.": (
                "不会发送任何照片：请将 HF_TOKEN 设为可以写入 {dataset} 的令牌。"
            ),
            r"The Hub does not answer, or fails\. .*": (
                "Hub 没有应答或出错。没有丢失任何照片，会再次尝试。"
            ),
            r"The Hub has had too many requests .*": "发给 Hub 的请求太多，稍后会再试。",
            r"The Hub does not accept the token\. .* write to (?P<dataset>.+), set .*": (
                "Hub 不接受该令牌。请新建一个可以写入 {dataset} 的令牌，设为 HF_TOKEN，再重启应用。"
            ),
            r"There is no dataset (?P<dataset>.+), and it .*": (
                "没有名为 {dataset} 的数据集，且无法用此令牌新建。请新建它，或更正 "
                "SSIDKD_COLLECTION_DATASET。"
            ),
            r"Pull request (?P<number>\d+) waits to be merged .*": (
                "合并请求 {number} 正在等待合并。"
            ),
        },
        parts={},
    ),
)
TAKE_ENGLISH = TakeWords(
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
TAKE_CHINESE = TakeWords(
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
