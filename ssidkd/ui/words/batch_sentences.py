"""Sentences that the services of batches and videos say in English, in the other languages."""

from ssidkd.ui.words.refusals import RefusalWords

ENGLISH = RefusalWords(sentences={}, parts={})
CHINESE = RefusalWords(
    sentences={
        r"Something went wrong with this picture that should not have; .*": (
            "处理这张图片时出现了意外的错误，请换一张试试。"
        ),
        r"This server's disk is full\. .*": "这台服务器的磁盘已满，请稍后再试。",
        r"A batch takes (?P<most>\d+) pictures; .*": (
            "每批最多 {most} 张图片，请把这张放到下一批。"
        ),
        r"With this picture the batch would have more than (?P<most>\d+) megapixels; .*": (
            "加上这张图片，本批将超过 {most} 百万像素；请放到下一批，或不要选择原尺寸。"
        ),
        r"This file is not a video that is taken; .*": (
            "本页面不接受这个文件，请选择 MP4、MOV、WebM、MKV、AVI 或 GIF。"
        ),
        r"This video is damaged or in a format that cannot be read here; .*": (
            "这段视频已损坏或格式无法读取，请重新存为 MP4（H.264）或 GIF。"
        ),
        r"Only the first (?P<frames>\d+) frames are taken; the rest is left out\.": (
            "只处理前 {frames} 帧，其余部分略去。"
        ),
        r"The frames are made smaller, to (?P<width>\d+) x (?P<height>\d+) pixels\.": (
            "各帧已缩小到 {width} × {height} 像素。"
        ),
        r"The sound is left out: .*": "声音未保留：本服务器没有安装 ffmpeg。",
    },
    parts={},
)
