"""Sentences that the service of finetuning jobs says in English, in the other languages."""

from ssidkd.ui.words.refusals import RefusalWords

ENGLISH = RefusalWords(sentences={}, parts={})
CHINESE = RefusalWords(
    sentences={
        r"You have (?P<count>\d+) jobs that are not over, and one visitor may have "
        r"(?P<most>\d+)\. .*": (
            "你有 {count} 个任务尚未结束，每位访客最多 {most} 个。请等其中一个结束，或停止它。"
        ),
        r"(?P<waiting>\d+) jobs are waiting already, and no more than (?P<most>\d+) may\. .*": (
            "已有 {waiting} 个任务在等待，最多 {most} 个。请等其中一个结束后再试。"
        ),
        r"Only an interrupted job can be resumed\.": "只有中断的任务才能继续。",
        r"This job is not over\. .*": "这个任务尚未结束，请先停止它，然后再删除。",
        r"There is no such job, or it has expired\. .*": "没有这个任务，或者它已过期。请检查链接。",
        r"Some photos waited too long and were deleted\. .*": (
            "有些照片等待太久，已被删除，请重新加入。"
        ),
        r"These weights are no longer there\. .*": "这些权重已不存在，请换一个起点。",
        r"(?P<field>\w+) takes a whole number from (?P<least>\d+) to (?P<most>\d+)\.": (
            "{field} 应为 {least} 到 {most} 的整数。"
        ),
        r"(?P<field>\w+) takes a number from (?P<least>\S+) to (?P<most>\S+)\.": (
            "{field} 应为 {least} 到 {most} 的数。"
        ),
        r"(?P<field>\w+) takes 1 to (?P<most>\d+) .*": "{field} 应有 1 到 {most} 个。",
        r"(?P<field>\w+) takes .*": "{field} 的值不能使用，请重新选择。",
    },
    parts={"photos": "照片", "steps": "步数", "crop": "裁剪块", "effort": "投入", "start": "起点"},
)
