"""What the guard says to visitors of the page, in the language of the page."""

from ssidkd.ui.words.refusals import RefusalWords

_AGAIN = r" Try again in (?P<n>\d+) (?P<unit>seconds?|minutes|hours)\."
_UNITS = {"second": "秒", "seconds": "秒", "minutes": "分钟", "hours": "小时"}

ENGLISH = RefusalWords(sentences={}, parts={})
CHINESE = RefusalWords(
    sentences={
        rf"You have too much going on at once\.{_AGAIN}": (
            "你同时进行的任务太多，请在 {n} {unit}后再试。"
        ),
        rf"You are asking too fast\.{_AGAIN}": "你的请求太频繁，请在 {n} {unit}后再试。",
        rf"You have this page open too often\.{_AGAIN}": (
            "你打开的页面太多，请在 {n} {unit}后再试。"
        ),
        rf"Too many visitors are here at the moment\.{_AGAIN}": (
            "目前访客太多，请在 {n} {unit}后再试。"
        ),
        rf"You have used up your share of today\.{_AGAIN}": (
            "你今天的份额已用完，请在 {n} {unit}后再试。"
        ),
        rf"This server has done all it may do today\.{_AGAIN}": (
            "服务器今天的工作量已达上限，请在 {n} {unit}后再试。"
        ),
        rf"This server has no room for files at the moment\.{_AGAIN}": (
            "服务器目前没有空间存放文件，请在 {n} {unit}后再试。"
        ),
        r"This server is about to start anew\. Try again in a minute\.": (
            "服务器即将重新启动，请一分钟后再试。"
        ),
        r"This is more than (?P<n>\d+) (?P<unit>MiB|KiB) at once\. Send less at a time\.": (
            "一次发送超过了 {n} {unit}，请减少每次的数量。"
        ),
        r"This request came too slowly\. Send it again\.": "这次请求传输太慢，请重新发送。",
    },
    parts=_UNITS,
)
"""Sentences that only programs can bring about are in English."""
