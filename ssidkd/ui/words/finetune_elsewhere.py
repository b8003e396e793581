"""Words for jobs that run on other machines: renting one, and why a job there was interrupted."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class ElsewhereWords:
    """What the tab says. Templates have the places that their names in braces say."""

    title: str
    explained: str
    """`minutes` is the longest time of a rented machine."""
    flavor: str
    flavor_line: str
    start: str
    login_first: str
    no_such_machine: str
    rented: str
    reasons: Mapping[str, str]
    """Why a job was interrupted, by the reason of its event `interrupted`."""


ENGLISH = ElsewhereWords(
    title="Or on a machine you rent",
    explained=(
        "Log in to run the job on a machine of Hugging Face. You pay for it, by the second and for "
        "at most {minutes:.0f} minutes. Your photos go into a private bucket of your own, which "
        "is deleted when the job is over."
    ),
    flavor="Machine",
    flavor_line="{machine}, ${dollars:.2f} an hour",
    start="Start on Hugging Face",
    login_first="Log in first, with the button above.",
    no_such_machine="There is no such machine. Choose one of the list.",
    rented="It runs on a machine that you rent from Hugging Face.",
    reasons={
        "lease_quota": "Your GPU time of today is used up. Resume tomorrow, or log in for more.",
        "lease_busy": "No GPU was free for too long. Resume a little later.",
        "lease_duration": "The GPU is not lent for as long as was asked. Tell the owner.",
        "lease_credits": "Too many of your GPU jobs are waiting. Resume when one is over.",
        "lease_refused": "The GPU was refused. Resume a little later.",
        "lease_lost": "The GPU was taken away in the middle. Resume to go on.",
        "lease_short": "The GPU was lent for less time than one step takes. Tell the owner.",
        "hub_login": "Hugging Face did not accept the login. Log in again, then resume.",
        "hub_credits": "Your account at Hugging Face has no credit for machines.",
        "hub_permission": "Your login does not allow to rent machines. Log in again and allow it.",
        "hub_unreachable": "Hugging Face could not be reached. Resume a little later.",
        "hub_ended": "The rented machine ended early, maybe at its time limit.",
        "hub_left": "The app was restarted, and gave the rented machine back. Resume to go on.",
        "disk": "This server's disk is full. Resume a little later.",
        "killed": (
            "The system ended its process, most likely because memory was short. It may help to "
            "start a job with less effort."
        ),
        "parcel": "What came back from the other machine was damaged.",
    },
)
CHINESE = ElsewhereWords(
    title="或在租用的机器上运行",
    explained=(
        "登录后可在 Hugging Face 的机器上运行任务，费用由你支付，按秒计费，"
        "最长 {minutes:.0f} 分钟。"
        "照片会放入你自己的私有存储桶，任务结束后即被删除。"
    ),
    flavor="机器",
    flavor_line="{machine}，每小时 {dollars:.2f} 美元",
    start="在 Hugging Face 上开始",
    login_first="请先用上方的按钮登录。",
    no_such_machine="没有这种机器，请从列表中选择。",
    rented="任务正在你从 Hugging Face 租用的机器上运行。",
    reasons={
        "lease_quota": "你今天的 GPU 时间已用完。请明天继续，或登录以获得更多时间。",
        "lease_busy": "太久没有空闲的 GPU，请稍后继续。",
        "lease_duration": "GPU 不能借用所要求的时长，请告知站点所有者。",
        "lease_credits": "你有太多 GPU 任务在等待，等其中一个结束后再继续。",
        "lease_refused": "GPU 请求被拒绝，请稍后继续。",
        "lease_lost": "GPU 中途被收回，点“继续”即可接着进行。",
        "lease_short": "GPU 借用的时间还不够走一步，请告知站点所有者。",
        "hub_login": "Hugging Face 没有接受登录。请重新登录后继续。",
        "hub_credits": "你的 Hugging Face 账户没有可用于机器的额度。",
        "hub_permission": "你的登录不允许租用机器。请重新登录并允许。",
        "hub_unreachable": "无法连接 Hugging Face，请稍后继续。",
        "hub_ended": "租用的机器提前结束了，可能是到了时间上限。",
        "hub_left": "应用重新启动，租用的机器已归还。点“继续”即可接着进行。",
        "disk": "这台服务器的磁盘已满，请稍后继续。",
        "killed": "系统结束了它的进程，很可能是因为内存不足。减少投入后重新开始可能有帮助。",
        "parcel": "从另一台机器传回的内容已损坏。",
    },
)
