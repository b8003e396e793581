"""Sentences that come from core in English, in the language of the page.

Core says refusals, notices and reasons as English sentences, because its command line does. Here
each has its form in the other languages, found by its words; a test reads all of core's sentences.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class RefusalWords:
    """How sentences of core are said; what has no entry stays as it is."""

    sentences: Mapping[str, str]
    """A pattern of the English sentence, with named groups for what differs, to a template."""
    parts: Mapping[str, str]
    """English words inside a sentence, such as names of formats, to those of this language."""

    def say(self, sentence: str) -> str:
        """Return a sentence of core in this language."""
        for pattern, template in self.sentences.items():
            found = re.fullmatch(pattern, sentence)
            if found is not None:
                given = found.groupdict()
                return template.format(**{name: self._part(part) for name, part in given.items()})
        return sentence

    def _part(self, part: str) -> str:
        return self.parts.get(part, part)


ENGLISH = RefusalWords(sentences={}, parts={})
_SIZE = r"(?P<width>\d+) x (?P<height>\d+)"
CHINESE = RefusalWords(
    sentences={
        r"The end of this picture is missing; .*": "这张图片的末尾缺失，请重新复制或下载该文件。",
        r"This picture is damaged or unusual; .*": (
            "这张图片已损坏或格式特殊，请重新存为 JPEG 或 PNG。"
        ),
        r"This file is not a picture; please choose a .*": (
            "这个文件不是图片，请选择 JPEG、PNG、WebP、AVIF 或 HEIC 文件。"
        ),
        r"This file is (?P<kind>.+), which is not taken; .*": (
            "这个文件是{kind}，本页面不接受；请将图片存为 JPEG、PNG、WebP、AVIF 或 HEIC。"
        ),
        r"HEIC pictures cannot be opened here; .*": "这里无法打开 HEIC 图片，请存为 JPEG。",
        r"This file is no longer there; .*": "这个文件已不存在，请重新添加图片。",
        r"This is not an ordinary file; .*": "这不是普通文件，请直接选择图片。",
        r"This file is empty; .*": "这个文件是空的，请另选一个或重新上传。",
        r"This file is larger than (?P<most>[\d.]+) MiB; .*": (
            "这个文件超过 {most} MiB，请缩小图片或存为 JPEG。"
        ),
        r"There is not enough memory to open this picture; .*": (
            "内存不足，无法打开这张图片，请将其缩小。"
        ),
        rf"This picture is {_SIZE} pixels, more than (?P<times>[\d.]+) times .*": (
            "这张图片为 {width} × {height} 像素，长边超过短边的 {times} 倍，请裁剪。"
        ),
        rf"This picture is {_SIZE} pixels; please choose one of at least (?P<least>\d+) x .*": (
            "这张图片为 {width} × {height} 像素，请选择至少 {least} × {least} 像素的图片。"
        ),
        rf"This picture is {_SIZE} pixels, more than (?P<most>[\d.]+) megapixels; .*": (
            "这张图片为 {width} × {height} 像素，超过 {most} 百万像素，请将其缩小。"
        ),
        rf"This animation has (?P<frames>\d+) frames of {_SIZE} pixels, together more than "
        r"(?P<most>[\d.]+) megapixels; .*": (
            "这个动画有 {frames} 帧，每帧 {width} × {height} 像素，总计超过 {most} 百万像素；"
            "请将其中一帧存为 JPEG 或 PNG。"
        ),
        r"This file holds (?P<frames>\d+) pictures; only the first one was taken\.": (
            "这个文件含有 {frames} 张图片，只取了第一张。"
        ),
        r"Transparent parts were put on white\.": "透明部分已置于白色背景上。",
        r"16-bit values were reduced to 8 bits\.": "16 位数值已转换为 8 位。",
        r"Print colours \(CMYK\) were converted to screen colours, .*": (
            "印刷色（CMYK）已转换为屏幕颜色，看起来可能有差别。"
        ),
        r"There is not enough free memory for this picture right now\. .*": (
            "目前可用内存不足以处理这张图片。请换一张较小的，或稍后再试。"
        ),
        r"The server is busy\. Try again in about (?P<n>\d+) (?P<unit>seconds|minutes?)\.": (
            "服务器繁忙，请在约 {n} {unit}后再试。"
        ),
        rf"The picture is {_SIZE} pixels; it needs at least (?P<least>\d+) on each side\.": (
            "图片为 {width} × {height} 像素，每边至少需要 {least} 像素。"
        ),
        r"With these weights the network gives values that are not numbers\.": (
            "使用这组权重时，网络给出的值不是数字。"
        ),
        r"The (?P<device>\w+) device ran out of memory, so the processor did this picture\.": (
            "{device} 设备内存不足，这张图片改由 CPU 处理。"
        ),
        r"Memory was short, so the picture was done in pieces of (?P<tile>\d+) pixels\.": (
            "内存紧张，图片按 {tile} 像素分块处理。"
        ),
        r"Your GPU time for today is used up\. Log in to Hugging Face for more, or come back "
        r"tomorrow\.(?P<more>.*)": (
            "你今天的 GPU 时间已用完。请登录 Hugging Face 以获得更多时间，或明天再来。{more}"
        ),
        r"No GPU became free in time\. Try again a little later\.(?P<more>.*)": (
            "暂时没有空闲的 GPU，请稍后再试。{more}"
        ),
        r"Your account is lent no GPU for as long as this picture takes\.(?P<more>.*)": (
            "你的账户不能借用 GPU 处理这张图片所需的时长。{more}"
        ),
        r"Too many of your GPU tasks are waiting\. Try again when one of them is over\."
        r"(?P<more>.*)": "你有太多 GPU 任务在等待，请等其中一个结束后再试。{more}",
        r"The GPU was refused\. Reload the page, then try again\.(?P<more>.*)": (
            "GPU 请求被拒绝，请重新加载页面后再试。{more}"
        ),
        r"The GPU was taken away before the picture was ready\. Try again\.(?P<more>.*)": (
            "图片尚未完成，GPU 就被收回了，请再试一次。{more}"
        ),
        r"The processor did this picture, in place of the GPU\.": "这张图片由 CPU 代替 GPU 处理。",
        rf"This picture is too small for NIQE: it has {_SIZE} pixels, and NIQE needs "
        r"(?P<long>\d+) x (?P<short>\d+) or .*": (
            "这张图片太小，无法计算 NIQE：图片为 {width} × {height} 像素，而 NIQE 需要 "
            "{long} × {short} 或 {short} × {long}，即两个可比较的块。"
        ),
        r"This picture is too flat for NIQE: (?P<measured>\d+) of its (?P<total>\d+) blocks of "
        r"(?P<block>\d+) x .*": (
            "这张图片太平坦，无法计算 NIQE：{total} 个 {block} × {block} 像素的块中只有 "
            "{measured} 个有足够的纹理，而 NIQE 需要两个。"
        ),
    },
    parts={
        "a GIF": " GIF 图片",
        "a BMP picture": " BMP 图片",
        "a TIFF picture": " TIFF 图片",
        "a JPEG 2000 picture": " JPEG 2000 图片",
        "a JPEG XL picture": " JPEG XL 图片",
        "a PDF document": " PDF 文档",
        "a PostScript document": " PostScript 文档",
        "a Photoshop file": " Photoshop 文件",
        "an icon": "图标",
        "a DDS picture": " DDS 图片",
        "an SGI picture": " SGI 图片",
        "a PCX picture": " PCX 图片",
        "a FITS file": " FITS 文件",
        "a PNM picture": " PNM 图片",
        "a TGA picture": " TGA 图片",
        "an SVG drawing": " SVG 矢量图",
        "a video or a kind of picture this program does not know": "视频或本程序不认识的图片格式",
        "seconds": "秒",
        "minute": "分钟",
        "minutes": "分钟",
        " A picture of at most 1 megapixel can be done without a GPU.": (
            "不超过 1 百万像素的图片无需 GPU 也能处理。"
        ),
        "cuda": "GPU",
        "mps": "Apple GPU",
    },
)
