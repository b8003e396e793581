"""Words of the tab "Batch and video": many files and videos."""

from dataclasses import dataclass

from ssidkd.core.intake import ACCEPTED, DEFAULT_LIMITS
from ssidkd.ui.words import batch_sentences, programs, video
from ssidkd.ui.words.refusals import RefusalWords

_MEGABYTES = DEFAULT_LIMITS.max_bytes >> 20


@dataclass(frozen=True, kw_only=True)
class BatchWords:
    """What the tab says. Templates have the places that their names in braces say."""

    tab: str
    """Name of the tab."""
    video: video.VideoWords
    programs: programs.ProgramsWords
    sentences: RefusalWords
    """What the services of the tab say in English."""
    pictures_tab: str
    heading: str
    intro: str
    limits: str
    drop: str
    """Name of the place for files; its second line says what is taken."""
    folder: str
    networks: str
    student: str
    teacher: str
    both: str
    full_size: str
    full_size_hint: str
    with_originals: str
    with_originals_hint: str
    start: str
    clear: str
    nothing_yet: str
    chosen: str
    chosen_one: str
    left_out: str
    no_pictures: str
    not_pictures: str
    waiting_for_turn: str
    looking: str
    working: str
    working_left: str
    done: str
    stopped: str
    nothing_done: str
    lost: str
    download: str
    """Of the archive, with its size."""
    deleted: str
    table: str
    """Name of the table, for those who cannot see it."""
    picture: str
    size: str
    niqe_before: str
    niqe_after: str
    """Of one network, where there are two."""
    seconds: str
    waits: str
    is_worked_on: str
    no_value: str
    not_done: str
    smaller: str
    thumbnail_rainy: str
    thumbnail_derained: str
    niqe_note: str


ENGLISH = BatchWords(
    tab="Batch and video",
    video=video.ENGLISH,
    programs=programs.ENGLISH,
    sentences=batch_sentences.ENGLISH,
    pictures_tab="Pictures",
    heading="Many pictures",
    intro="Derain many pictures at once and take them away as one ZIP file.",
    limits=(
        "Up to {pictures} pictures and {megapixels} megapixels in one batch. "
        f"{ACCEPTED}, up to {_MEGABYTES} MB each."
    ),
    drop="Drop or choose pictures",
    folder="Choose a folder",
    networks="Derained by",
    student="Student",
    teacher="Teacher",
    both="Both",
    full_size="Full size",
    full_size_hint="Without this, larger ones are made smaller first, to {megapixels} megapixel.",
    with_originals="Rainy pictures in the ZIP too",
    with_originals_hint="The files as you send them, with everything that is in them.",
    start="Derain all",
    clear="Start over",
    nothing_yet="No pictures chosen yet.",
    chosen="{n} pictures chosen.",
    chosen_one="1 picture chosen.",
    left_out="One batch takes {most} pictures; {n} more were left out. Do them in the next batch.",
    no_pictures="There is no picture in this folder. Please choose another one.",
    not_pictures="{n} other files of the folder were left out.",
    waiting_for_turn="Waiting for a free place",
    looking="Looking at the pictures",
    working="Picture {n} of {total}",
    working_left="Picture {n} of {total}, about {left} left",
    done="Done: {done} of {total} pictures derained.",
    stopped="Stopped: {done} of {total} pictures were derained by then.",
    nothing_done="No picture was derained. The table says why.",
    lost="This list is no longer there. Please choose the pictures again.",
    download="Download ZIP ({size} MB)",
    deleted="It is deleted within the hour.",
    table="Pictures of the batch",
    picture="Picture",
    size="Size",
    niqe_before="NIQE before",
    niqe_after="NIQE after, {network}",
    seconds="Time",
    waits="waits",
    is_worked_on="in work",
    no_value="no value",
    not_done="not done",
    smaller="{original}, derained at {worked}",
    thumbnail_rainy="{name}, rainy",
    thumbnail_derained="{name}, derained by the {network}",
    niqe_note=(
        "NIQE says how natural a picture looks, without a reference. Lower is better; small "
        "differences on one picture mean nothing."
    ),
)
CHINESE = BatchWords(
    tab="批量与视频",
    video=video.CHINESE,
    programs=programs.CHINESE,
    sentences=batch_sentences.CHINESE,
    pictures_tab="图片",
    heading="多张图片",
    intro="一次为多张图片去雨，结果打包成一个 ZIP 文件。",
    limits=(
        "每批最多 {pictures} 张图片，总计不超过 {megapixels} 百万像素。"
        f"支持 JPEG、PNG、WebP、AVIF 或 HEIC，每个文件不超过 {_MEGABYTES} MB。"
    ),
    drop="拖入或选择图片",
    folder="选择文件夹",
    networks="使用的网络",
    student="学生",
    teacher="教师",
    both="两者",
    full_size="原尺寸",
    full_size_hint="不勾选时，较大的图片会先缩小到 {megapixels} 百万像素。",
    with_originals="ZIP 中包含有雨的原图",
    with_originals_hint="即你上传的文件本身，包括其中的全部信息。",
    start="全部去雨",
    clear="重新选择",
    nothing_yet="尚未选择图片。",
    chosen="已选择 {n} 张图片。",
    chosen_one="已选择 1 张图片。",
    left_out="每批最多 {most} 张图片，另有 {n} 张未加入，请放到下一批。",
    no_pictures="这个文件夹里没有图片，请另选一个。",
    not_pictures="文件夹中另有 {n} 个其他文件未加入。",
    waiting_for_turn="正在排队",
    looking="正在查看图片",
    working="第 {n} 张，共 {total} 张",
    working_left="第 {n} 张，共 {total} 张，约剩 {left}",
    done="完成：{total} 张图片中已有 {done} 张去雨。",
    stopped="已停止：{total} 张图片中已有 {done} 张去雨。",
    nothing_done="没有图片完成去雨，原因见表格。",
    lost="这份列表已不存在，请重新选择图片。",
    download="下载 ZIP（{size} MB）",
    deleted="该文件将在一小时内删除。",
    table="本批图片",
    picture="图片",
    size="尺寸",
    niqe_before="去雨前 NIQE",
    niqe_after="去雨后 NIQE（{network}）",
    seconds="用时",
    waits="等待中",
    is_worked_on="处理中",
    no_value="无数值",
    not_done="未处理",
    smaller="{original}，按 {worked} 去雨",
    thumbnail_rainy="{name}，有雨",
    thumbnail_derained="{name}，由{network}网络去雨",
    niqe_note=(
        "NIQE 无需参考图即可衡量图片看起来有多自然。数值越低越好；单张图片上的微小差异没有意义。"
    ),
)
