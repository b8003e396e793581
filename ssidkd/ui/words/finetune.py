"""Words of the tab "Finetune": photos, effort, start."""

from collections.abc import Mapping
from dataclasses import dataclass

from ssidkd.core.intake import ACCEPTED, DEFAULT_LIMITS
from ssidkd.ui.words import finetune_elsewhere, finetune_sentences, finetune_watch
from ssidkd.ui.words.refusals import RefusalWords

_MEGABYTES = DEFAULT_LIMITS.max_bytes >> 20


@dataclass(frozen=True, kw_only=True)
class FinetuneWords:
    """What the tab says. Templates have the places that their names in braces say."""

    tab: str
    """Name of the tab."""
    watch: finetune_watch.WatchWords
    elsewhere: finetune_elsewhere.ElsewhereWords
    sentences: RefusalWords
    """What the jobs' service says in English."""
    heading: str
    intro: str
    not_here: str
    """Where the server cannot keep jobs."""
    photos_title: str
    photos_hint: str
    drop: str
    add_examples: str
    add_compared: str
    compared_name: str
    """Name of the photo that is taken over from the tab Compare."""
    clear: str
    no_photos: str
    one_photo: str
    photos: str
    few_photos: str
    small_photos: str
    """Of photos that are smaller than the crops."""
    looking: str
    watched: str
    """Of the star of the photo that is watched, for those who cannot see it."""
    watch_this: str
    remove_this: str
    watch_hint: str
    left_out: str
    left_out_one: str
    reasons: Mapping[str, str]
    """Why a file was left out, by `ssidkd.services.jobs.photos.Reason`."""
    effort_title: str
    effort: str
    efforts: Mapping[str, str]
    effort_line: str
    about: str
    not_measured: str
    start_from: str
    start_bundled: str
    start_earlier: str
    start_title: str
    promises: tuple[str, ...]
    start: str
    starting: str
    need_photos: str
    still_reading: str
    no_such_choice: str


ENGLISH = FinetuneWords(
    tab="Finetune",
    watch=finetune_watch.ENGLISH,
    elsewhere=finetune_elsewhere.ENGLISH,
    sentences=finetune_sentences.ENGLISH,
    heading="Finetune on your own rainy photos",
    intro=(
        "The student learns from your photos for a few minutes. You need no clean pictures: rain "
        "in real photos is all it takes."
    ),
    not_here=(
        "There is no finetuning on this server: it has no folder that it can write to. Whoever "
        "runs this page can name one with SSIDKD_DATA_DIR."
    ),
    photos_title="Your rainy photos",
    photos_hint=(
        "1 to {most} photos, best 6 or more. "
        f"{ACCEPTED}, up to {_MEGABYTES} MB each. "
        "Larger ones are made smaller, to {side} pixels on the long side."
    ),
    drop="Drop or choose rainy photos",
    add_examples="Use the rainy examples",
    add_compared="Use the photo on Compare",
    compared_name="Photo from Compare",
    clear="Remove all",
    no_photos="No photos yet.",
    one_photo="1 photo.",
    photos="{n} photos.",
    few_photos=(
        "With fewer than {n} photos all are learned from, so nobody can tell whether it helps with "
        "others."
    ),
    small_photos="{n} of them are smaller than the crops and are enlarged.",
    looking="Looking at photo {n} of {total}",
    watched="{name}: the photo you watch",
    watch_this="Watch {name}",
    remove_this="Remove {name}",
    watch_hint="The photo with the star is the one you watch. Press another star to change it.",
    left_out="{n} files were left out:",
    left_out_one="1 file was left out:",
    reasons={
        "same": "The same photo as {like}, so it is in already.",
        "alike": "Nearly the same as {like}. One of them is enough.",
        "too_many": "One finetuning takes {most} photos.",
        "no_room": (
            "This server holds as many photos as it can right now. Try again in half an hour."
        ),
    },
    effort_title="How much it tries",
    effort="Effort",
    efforts={"quick": "Quick", "normal": "Normal", "thorough": "Thorough"},
    effort_line="{name}: {time} · {steps} steps · crops of {crop} pixels",
    about="about {time}",
    not_measured="time not measured yet",
    start_from="Starts from",
    start_bundled="Student, {variant}",
    start_earlier="Your result of {when}: {effort}, {photos} photos",
    start_title="Start",
    promises=(
        "Your photos stay on this server, are used for this job only, and are deleted with it.",
        "Job and result are kept for {hours} hours after the end, then both are deleted.",
        "You may close this page: the job goes on, and its link brings it back on any device.",
    ),
    start="Start finetuning",
    starting="Preparing the job",
    need_photos="Add at least one photo first.",
    still_reading="Your photos are still being read. Start when all of them are there.",
    no_such_choice="This choice is not offered here. Please choose again.",
)
CHINESE = FinetuneWords(
    tab="微调",
    watch=finetune_watch.CHINESE,
    elsewhere=finetune_elsewhere.CHINESE,
    sentences=finetune_sentences.CHINESE,
    heading="用你自己的雨天照片微调",
    intro="学生网络会用几分钟从你的照片中学习。不需要无雨的对照图，真实的雨天照片就够了。",
    not_here=(
        "这台服务器没有可写入的文件夹，因此不能微调。维护者可以用 SSIDKD_DATA_DIR 指定一个文件夹。"
    ),
    photos_title="你的雨天照片",
    photos_hint=(
        "1 到 {most} 张，最好 6 张以上。支持 JPEG、PNG、WebP、AVIF 或 HEIC，"
        f"每个文件不超过 {_MEGABYTES} MB。"
        "较大的照片会缩小，长边不超过 {side} 像素。"
    ),
    drop="拖入或选择雨天照片",
    add_examples="使用雨天示例",
    add_compared="使用“对比”中的照片",
    compared_name="来自“对比”的照片",
    clear="全部移除",
    no_photos="还没有照片。",
    one_photo="1 张照片。",
    photos="{n} 张照片。",
    few_photos="少于 {n} 张时，所有照片都用于学习，因此无法判断对其他照片是否有帮助。",
    small_photos="其中 {n} 张小于裁剪块，会先放大。",
    looking="正在查看第 {n} 张，共 {total} 张",
    watched="{name}：你要观察的照片",
    watch_this="观察 {name}",
    remove_this="移除 {name}",
    watch_hint="带星标的是你要观察的照片，点另一颗星即可更换。",
    left_out="{n} 个文件未加入：",
    left_out_one="1 个文件未加入：",
    reasons={
        "same": "与 {like} 是同一张照片，已经在内。",
        "alike": "与 {like} 几乎相同，有一张就够了。",
        "too_many": "一次微调最多 {most} 张照片。",
        "no_room": "这台服务器目前存放的照片已达上限，请半小时后再试。",
    },
    effort_title="投入多少",
    effort="投入",
    efforts={"quick": "快速", "normal": "普通", "thorough": "深入"},
    effort_line="{name}：{time} · {steps} 步 · 裁剪块 {crop} 像素",
    about="约 {time}",
    not_measured="用时尚未测出",
    start_from="起点",
    start_bundled="学生，{variant}",
    start_earlier="你在 {when} 的结果：{effort}，{photos} 张照片",
    start_title="开始",
    promises=(
        "照片只保存在这台服务器上，只用于这个任务，并随任务一起删除。",
        "任务和结果在结束后保留 {hours} 小时，之后一并删除。",
        "可以关闭本页面：任务会继续进行，在任何设备上都能用链接找回。",
    ),
    start="开始微调",
    starting="正在准备任务",
    need_photos="请先加入至少一张照片。",
    still_reading="照片还在读取中，请等全部出现后再开始。",
    no_such_choice="这里没有这个选项，请重新选择。",
)
