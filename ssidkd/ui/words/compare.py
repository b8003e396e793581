"""Words of the tab "Compare": one photo, and what teacher and student make of it."""

from collections.abc import Mapping
from dataclasses import dataclass

from ssidkd.core.intake import ACCEPTED, DEFAULT_LIMITS

_MEGABYTES = DEFAULT_LIMITS.max_bytes >> 20


@dataclass(frozen=True, kw_only=True)
class CompareWords:
    """What the tab says. Templates have the places that their names in braces say."""

    tab: str
    photo_label: str
    photo_placeholder: str
    examples_label: str
    examples_note: str
    credit: str
    """Where an example is from."""
    presets: Mapping[str, str]
    """Names of the synthetic rains of examples."""
    example_titles: Mapping[str, str]
    """Titles of the bundled examples, by their names; English ones are in the manifest."""
    example_descriptions: Mapping[str, str]
    """What the bundled examples show, as `example_titles`."""
    hints: Mapping[str, str]
    """What each picture is."""
    picture_alts: Mapping[str, str]
    """Each picture, for those who cannot see it."""
    dark_alt: str
    your_photo: str
    niqe: str
    psnr: str
    ssim: str
    dark: str
    niqe_none: str
    not_yet: str
    made_in: str
    precomputed: str
    explain: str
    """Name of what unfolds the explanations."""
    niqe_note: str
    truth_note: str
    dark_note: str
    dark_scale: str
    full_size: str
    full_size_in: str
    save: str
    save_label: str
    save_figure: str
    figure_ready: str
    add_truth: str
    reading_truth: str
    truth_added: str
    sent: str
    """Of pictures from the rain lab; `{what}` they show."""
    sent_finetuned: str
    """Of pictures to which a finetuned student's has been added; `{what}` they show."""
    truth_size: str
    reading: str
    loading: str
    ready_so_far: str
    ready: str
    ready_full: str
    ready_all: str
    """With a third result, of the visitor's own student."""
    ready_all_full: str
    working: str
    working_left: str
    working_last: str
    smaller_copy: str
    stopped_early: str
    stopped_full: str
    kept: str
    no_photo: str


ENGLISH = CompareWords(
    tab="Compare",
    photo_label="Your photo",
    photo_placeholder=f"# Drop or choose a rainy photo\n{ACCEPTED}, up to {_MEGABYTES} MB",
    examples_label="Examples",
    examples_note="synthetic rain on free photos, with results computed beforehand",
    credit="{title}. Photo: {author}, {licence}. Rain: {rain}.",
    presets={
        "drizzle": "synthetic, drizzle",
        "light": "synthetic, light",
        "moderate": "synthetic, moderate",
        "heavy": "synthetic, heavy",
        "cloudburst": "synthetic, cloudburst",
        "benchmark_heavy": "synthetic, as benchmarks draw it",
        "mist": "synthetic, with mist",
        "night": "synthetic, at night",
        "long_thin": "synthetic, long and thin",
        "": "real",
    },
    example_titles={},
    example_descriptions={},
    hints={
        "input": "the rainy picture",
        "teacher": "SID, synthetic rain only",
        "student": "SSID-KD, real rain too",
        "finetuned": "finetuned on your photos",
        "truth": "the clean picture",
    },
    picture_alts={
        "input": "The rainy input: {what}.",
        "teacher": "The picture derained by the teacher: {what}.",
        "student": "The picture derained by the student: {what}.",
        "finetuned": "The picture derained by your finetuned student: {what}.",
        "truth": "The clean picture, without rain: {what}.",
    },
    dark_alt="Dark channel of {name}, mean {mean} of 1.",
    your_photo="your photo",
    niqe="NIQE, lower is better",
    psnr="PSNR",
    ssim="SSIM",
    dark="Dark channel, mean",
    niqe_none="no value",
    not_yet="–",
    made_in="{duration} on {device}, {precision}",
    precomputed="computed beforehand",
    explain="What the numbers say",
    niqe_note=(
        "NIQE says how natural a picture looks. Lower is better. It needs no reference and knows "
        "nothing of the scene: small differences mean nothing."
    ),
    truth_note=(
        "PSNR (in decibels) and SSIM (1 is identical) compare with the clean picture, where there "
        "is one. Higher is better. Both over RGB values, as the paper's scripts do it."
    ),
    dark_note=(
        "Dark channel: the darkest value around each pixel. Rain and mist make it brighter. All "
        "maps share one scale."
    ),
    dark_scale="Scale of the dark channel, from 0 (dark) to 1 (bright)",
    full_size="Derain at full size: {size}",
    full_size_in="Derain at full size: {size}, about {time}",
    save="Save PNG",
    save_label="Save PNG: {name}",
    save_figure="Save the comparison",
    figure_ready="The comparison is saved as one picture.",
    add_truth="I have the clean picture",
    reading_truth="Measuring against the clean picture",
    truth_added="PSNR and SSIM are measured against your clean picture, in RGB.",
    sent="From the rain lab: {what}. PSNR and SSIM are measured against the clean picture, in RGB.",
    sent_finetuned="Your finetuned student has derained it too: {what}.",
    truth_size=(
        "The clean picture has {given} pixels and the photo {wanted}. Both must show the same at "
        "the same size; please choose another one."
    ),
    reading="Reading your photo",
    loading="Your photo is here and waits until the networks are loaded",
    ready_so_far="Getting on with it",
    ready="Both results are ready.",
    ready_full="Both results at full size are ready.",
    ready_all="All three results are ready.",
    ready_all_full="All three results at full size are ready.",
    working="{name} is working",
    working_left="{name} is working, about {time} left",
    working_last="{name} is working, almost done",
    smaller_copy=(
        "This machine computes on its processor, so you see a quick result at {size} pixels; your "
        "photo has {full}."
    ),
    stopped_early="Stopped. What was ready by then is shown below.",
    stopped_full="Stopped. The smaller results are still shown below.",
    kept="The pictures below are still the ones from before.",
    no_photo="That photo did not arrive. Please choose it again.",
)
CHINESE = CompareWords(
    tab="对比",
    photo_label="你的照片",
    photo_placeholder=(
        f"# 拖入或选择一张雨天照片\nJPEG、PNG、WebP、AVIF 或 HEIC，不超过 {_MEGABYTES} MB"
    ),
    examples_label="示例",
    examples_note="在免费照片上合成的雨，结果已预先算好",
    credit="{title}。照片：{author}，{licence}。雨：{rain}。",
    presets={
        "drizzle": "合成，毛毛雨",
        "light": "合成，小雨",
        "moderate": "合成，中雨",
        "heavy": "合成，大雨",
        "cloudburst": "合成，暴雨",
        "benchmark_heavy": "合成，基准数据集的画法",
        "mist": "合成，有雾气",
        "night": "合成，夜间",
        "long_thin": "合成，细长雨丝",
        "": "真实",
    },
    example_titles={
        "berlin-cathedral": "柏林大教堂",
        "machu-picchu": "马丘比丘",
        "lemurs": "两只狐猴",
        "gateway-of-india": "黄昏的印度门",
        "mont-saint-michel": "圣米歇尔山",
        "qutub-minar": "顾特卜塔",
    },
    example_descriptions={
        "berlin-cathedral": "草坪与行人后的圆顶大教堂",
        "machu-picchu": "低云下的山间遗址",
        "lemurs": "绿叶前的两只环尾狐猴",
        "gateway-of-india": "黄昏时被灯光照亮的石门与棕榈树",
        "mont-saint-michel": "灰色天空下滩涂后的岛上修道院",
        "qutub-minar": "透过拱门看到的石塔",
    },
    hints={
        "input": "雨天照片",
        "teacher": "SID，只学过合成雨",
        "student": "SSID-KD，也学过真实雨",
        "finetuned": "用你的照片微调",
        "truth": "无雨的图片",
    },
    picture_alts={
        "input": "有雨的输入图片：{what}。",
        "teacher": "教师网络去雨后的图片：{what}。",
        "student": "学生网络去雨后的图片：{what}。",
        "finetuned": "你微调过的学生网络去雨后的图片：{what}。",
        "truth": "无雨的图片：{what}。",
    },
    dark_alt="{name}的暗通道，均值 {mean}（最大为 1）。",
    your_photo="你的照片",
    niqe="NIQE，越低越好",
    psnr="PSNR",
    ssim="SSIM",
    dark="暗通道均值",
    niqe_none="无数值",
    not_yet="–",
    made_in="{device} 用时 {duration}，{precision}",
    precomputed="预先算好",
    explain="这些数字说明什么",
    niqe_note=(
        "NIQE 衡量图片看起来有多自然，越低越好。它不需要参考图，也不了解场景：微小的差别没有意义。"
    ),
    truth_note=(
        "有真值时，PSNR（单位分贝）和 SSIM（1 表示完全相同）衡量与无雨图片的差别，越高越好。"
        "两者都按论文脚本的方式在 RGB 上计算。"
    ),
    dark_note="暗通道：每个像素周围最暗的值。雨和雾会使它变亮。所有图使用同一色标。",
    dark_scale="暗通道色标，从 0（暗）到 1（亮）",
    full_size="按原尺寸去雨：{size}",
    full_size_in="按原尺寸去雨：{size}，约 {time}",
    save="保存 PNG",
    save_label="保存 PNG：{name}",
    save_figure="保存对比图",
    figure_ready="对比图已保存为一张图片。",
    add_truth="我有无雨的图片",
    reading_truth="正在与无雨图片比较",
    truth_added="PSNR 和 SSIM 以你提供的无雨图片为真值，在 RGB 上计算。",
    sent="来自雨实验室：{what}。PSNR 和 SSIM 以无雨原图为真值，在 RGB 上计算。",
    sent_finetuned="你微调过的学生网络也已去雨：{what}。",
    truth_size=(
        "无雨图片为 {given} 像素，照片为 {wanted} 像素。两者须为同一画面、同一尺寸，请另选一张。"
    ),
    reading="正在读取照片",
    loading="照片已收到，等待网络加载完成",
    ready_so_far="正在处理",
    ready="两个结果都已完成。",
    ready_full="原尺寸的两个结果都已完成。",
    ready_all="三个结果都已完成。",
    ready_all_full="原尺寸的三个结果都已完成。",
    working="{name}正在处理",
    working_left="{name}正在处理，还需约 {time}",
    working_last="{name}正在处理，即将完成",
    smaller_copy="本机用 CPU 计算，先以 {size} 像素快速出结果；你的照片为 {full} 像素。",
    stopped_early="已停止。下方是停止前完成的内容。",
    stopped_full="已停止。下方仍是较小尺寸的结果。",
    kept="下方仍是之前的图片。",
    no_photo="没有收到照片，请重新选择。",
)
