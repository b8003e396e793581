"""Words of what is sent to the Hub."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from ssidkd.ui.words.refusals import RefusalWords


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


ENGLISH = HubWords(
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
CHINESE = HubWords(
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
            r"Nothing is sent: (?P<dataset>.+) is no name of a dataset, .*": (
                "不会发送任何照片：{dataset} 不是数据集的名称，名称形如 owner/name。"
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
            r"The token may not do this with (?P<dataset>.+): give .* Hub says: (?P<words>.*)": (
                "该令牌无权对 {dataset} 这样做：请给它写入权限，或查看账号的存储空间。"
                "Hub 说：{words}"
            ),
            r"There is no dataset (?P<dataset>.+), and it .*": (
                "没有名为 {dataset} 的数据集，且无法用此令牌新建。请新建它，或更正 "
                "SSIDKD_COLLECTION_DATASET。"
            ),
            r"The dataset (?P<dataset>.+) is called (?P<words>.+) now, .*": (
                "数据集 {dataset} 现在叫 {words}，不会自动发送到别的名称。请将 "
                "SSIDKD_COLLECTION_DATASET 设为 {words}，再重启应用。"
            ),
            r"(?P<dataset>.+) asks for access: .*": (
                "{dataset} 需要申请访问：请用该令牌所属的账号申请。"
            ),
            r"Someone else changes (?P<dataset>.+) all the time; .*": (
                "别人一直在改动 {dataset}，会再次尝试。"
            ),
            r"The Hub refuses what is sent, .* says: (?P<words>.*)": (
                "无论发送什么，Hub 都拒绝。Hub 说：{words}"
            ),
            r"The Hub gave an answer that nobody expects \((?P<words>.*)\); .*": (
                "Hub 的应答出乎意料（{words}），会再次尝试。"
            ),
            r"The collection on this machine could not .*: (?P<words>.*)\.": (
                "无法读写本机上的收藏：{words}。"
            ),
            r"Pull request (?P<number>\d+) waits to be merged .*": (
                "合并请求 {number} 正在等待合并。"
            ),
            r"Pull request (?P<number>\d+) was closed without a merge\. .*": (
                "合并请求 {number} 未合并就被关闭。其中的照片仍在这里；一旦你要求，"
                "或再接受一张照片，它们就会进入新的合并请求。"
            ),
            r"Pull request (?P<number>\d+) no longer fits .*": (
                "合并请求 {number} 已与数据集不符，会由新的代替。"
            ),
            r"A photo that was taken back is gone .*": (
                "撤回的照片已不在数据集的最新版本中，但历史里仍有。请输入数据集的名称以压缩历史。"
            ),
            r"First the photos that were taken back .*": "必须先从 Hub 删除已撤回的照片。",
        },
        parts={},
    ),
)
