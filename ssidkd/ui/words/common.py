"""Words that several tabs use: times, sizes, devices, names of the pictures."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class CommonWords:
    """Words of no tab in particular. Templates have the places that their names in braces say."""

    pictures: Mapping[str, str]
    """Name of every picture of a comparison."""
    devices: Mapping[str, str]
    """Names of devices as people know them."""
    seconds: str
    minutes: str
    minutes_seconds: str
    size: str
    unexpected: str
    """Said of an error that nobody foresaw."""
    disk_full: str
    """Said where a result finds no room on the server."""
    stop: str
    stopped: str
    download: str
    copy: str
    """On the button beside a line to copy."""
    copied: str
    copy_failed: str

    def device(self, device: str) -> str:
        """Name a device such as `cuda:1`."""
        kind = device.partition(":")[0]
        return self.devices.get(kind, kind)

    def duration(self, seconds: float) -> str:
        """Name a measured time."""
        if seconds < 10:
            return self.seconds.format(n=f"{max(seconds, 0.1):.1f}")
        return self._whole(round(seconds))

    def time_left(self, seconds: float) -> str:
        """Name an estimated time: the longer, the rounder, so that it does not flicker."""
        step = 1 if seconds < 10 else 5 if seconds < 60 else 10 if seconds < 600 else 60
        return self._whole(max(1, round(seconds / step) * step))

    def picture_size(self, width: int, height: int) -> str:
        """Name a size in pixels."""
        return self.size.format(width=width, height=height)

    def _whole(self, seconds: int) -> str:
        minutes, rest = divmod(seconds, 60)
        if not minutes:
            return self.seconds.format(n=rest)
        if not rest:
            return self.minutes.format(minutes=minutes)
        return self.minutes_seconds.format(minutes=minutes, seconds=rest)


ENGLISH = CommonWords(
    pictures={
        "input": "Input",
        "teacher": "Teacher",
        "student": "Student",
        "finetuned": "Your student",
        "truth": "Truth",
    },
    devices={"cpu": "CPU", "cuda": "GPU", "mps": "Apple GPU"},
    seconds="{n} s",
    minutes="{minutes} min",
    minutes_seconds="{minutes} min {seconds} s",
    size="{width} × {height}",
    unexpected=(
        "Something went wrong here that should not have. Try again, or try another photo; if it "
        "stays, tell whoever runs this page."
    ),
    disk_full="This server's disk is full, so the result cannot be kept. Try again later.",
    stop="Stop",
    stopped="Stopped.",
    download="Download",
    copy="Copy",
    copied="Copied",
    copy_failed="Select and copy",
)
CHINESE = CommonWords(
    pictures={
        "input": "输入",
        "teacher": "教师",
        "student": "学生",
        "finetuned": "你的学生",
        "truth": "真值",
    },
    devices={"cpu": "CPU", "cuda": "GPU", "mps": "Apple GPU"},
    seconds="{n} 秒",
    minutes="{minutes} 分钟",
    minutes_seconds="{minutes} 分 {seconds} 秒",
    size="{width} × {height}",
    unexpected="这里出现了意外的错误。请重试或换一张照片；如果仍然出错，请告知本页面的维护者。",
    disk_full="服务器的磁盘已满，无法保存结果，请稍后再试。",
    stop="停止",
    stopped="已停止。",
    download="下载",
    copy="复制",
    copied="已复制",
    copy_failed="请选中后复制",
)
