"""Words of the tab "Rain lab": rain put on a clean photo."""

from collections.abc import Mapping
from dataclasses import dataclass

from ssidkd.ui.words import lab_sweep, lab_take, rain
from ssidkd.ui.words.lab_sweep import LabSweepWords
from ssidkd.ui.words.lab_take import LabTakeWords
from ssidkd.ui.words.rain import RainWords


@dataclass(frozen=True, kw_only=True)
class LabWords:
    """What the tab says. Templates have the places that their names in braces say."""

    tab: str
    """Name of the tab."""
    introduction: str
    photos: str
    """Name of the clean photos to choose from."""
    titles: Mapping[str, str]
    """Of the bundled photos by name; the manifest's where one is missing."""
    descriptions: Mapping[str, str]
    """What the bundled photos show; the manifest's where one is missing."""
    credit: str
    upload: str
    own_photo: str
    smaller_copy: str
    no_photo: str
    presets_label: str
    more: str
    other_rain: str
    reset: str
    hints: Mapping[str, str]
    """What each picture is."""
    alts: Mapping[str, str]
    """Each picture, for those who cannot see it."""
    psnr: str
    ssim: str
    niqe: str
    gain: str
    """What a network gains over the rainy picture [dB]."""
    identical: str
    niqe_none: str
    older: str
    """Said of a result that belongs to the rain before."""
    rain_now: str
    waiting: str
    working: str
    working_left: str
    ready: str
    stopped: str
    again: str
    left_names: Mapping[str, str]
    """Names of the error pictures."""
    left_alt: str
    amplification: str
    too_dark: str
    too_bright: str
    scale: str
    notes_label: str
    notes: tuple[str, ...]
    replaced: str
    rain: RainWords
    sweep: LabSweepWords
    take: LabTakeWords


ENGLISH = LabWords(
    tab="Rain lab",
    introduction=(
        "Put rain on a clean photo and see what teacher and student make of it. Because the clean "
        "photo is known, every number is measured against the truth."
    ),
    photos="Clean photo",
    titles={},
    descriptions={},
    credit="{title}. Photo: {author}, {licence}.",
    upload="Use your own clean photo",
    own_photo="your photo",
    smaller_copy=(
        "So that the rain follows every control at once, the lab works on a copy of {size}; your "
        "photo has {full}."
    ),
    no_photo="Choose a clean photo of your own to put rain on.",
    presets_label="Rain",
    more="More about the rain",
    other_rain="Other rain, same weather",
    reset="Reset",
    hints={
        "truth": "without rain",
        "input": "the truth with rain on it",
        "teacher": "SID, synthetic rain only",
        "student": "SSID-KD, real rain too",
    },
    alts={
        "truth": "Truth, without rain: {what}.",
        "input": "The same with synthetic rain, {rain}: {what}.",
        "teacher": "What the teacher makes of the rainy picture: {what}.",
        "student": "What the student makes of the rainy picture: {what}.",
    },
    psnr="PSNR rgb",
    ssim="SSIM rgb",
    niqe="NIQE",
    gain="{gain} dB",
    identical="identical",
    niqe_none="none",
    older="Of the rain before",
    rain_now="Rain: {rain}, seed {seed}.",
    waiting="Teacher and student follow when the controls rest.",
    working="{name} is working",
    working_left="{name} is working, about {time} left",
    ready="Teacher and student are ready.",
    stopped="Stopped. Turn a control, or go on with this rain.",
    again="Derain this rain",
    left_names={
        "input": "Rain on it",
        "teacher": "Left by the teacher",
        "student": "Left by the student",
    },
    left_alt=(
        "{name}: input or result minus truth, amplified {factor} times; {mean} of 255 on average."
    ),
    amplification="Amplify what is left",
    too_dark="darker than the truth",
    too_bright="brighter: rain",
    scale="Scale from {low} to {high} of 255, darker to brighter than the truth",
    notes_label="What the numbers say",
    notes=(
        "PSNR (dB) and SSIM are of the rgb convention: over all values of red, green and blue, as "
        "the paper's own scripts compute them. Higher is better. The signed number is what a "
        "network gains over the rainy picture; below zero it does harm.",
        "NIQE needs no truth. Lower is better, and differences of a few tenths mean nothing on one "
        "picture. It is shown here because one can see when it disagrees with the truth.",
        "The rain is synthetic: its sizes are pixels of a picture whose shorter side is 400. Noise "
        "and JPEG are put on the truth as well, so that they are not counted as rain.",
    ),
    replaced="The link had values that cannot be, and defaults took their place: {names}.",
    rain=rain.ENGLISH,
    sweep=lab_sweep.ENGLISH,
    take=lab_take.ENGLISH,
)
CHINESE = LabWords(
    tab="雨实验室",
    introduction=(
        "在一张无雨的照片上加雨，看教师和学生各自的去雨结果。因为无雨的照片已知，"
        "所有数值都是与真值比较得出的。"
    ),
    photos="无雨照片",
    titles={
        "berlin-cathedral": "柏林大教堂",
        "lemurs": "两只狐猴",
        "qutub-minar": "顾特卜塔",
        "gateway-of-india": "黄昏的印度门",
    },
    descriptions={
        "berlin-cathedral": "草坪和游人后面的圆顶大教堂",
        "lemurs": "绿叶前的两只环尾狐猴",
        "qutub-minar": "透过拱门看到的石塔",
        "gateway-of-india": "黄昏时亮灯的石门与棕榈树",
    },
    credit="{title}。照片：{author}，{licence}。",
    upload="使用你自己的无雨照片",
    own_photo="你的照片",
    smaller_copy="为了让雨即时跟随每个滑块，这里使用 {size} 的缩小副本；你的照片为 {full}。",
    no_photo="请选择一张你自己的无雨照片来加雨。",
    presets_label="雨型",
    more="更多雨的参数",
    other_rain="同样天气，换一场雨",
    reset="重置",
    hints={
        "truth": "没有雨",
        "input": "加了雨的真值",
        "teacher": "SID，只学过合成雨",
        "student": "SSID-KD，也学过真实雨",
    },
    alts={
        "truth": "真值，没有雨：{what}。",
        "input": "同一画面加上合成雨（{rain}）：{what}。",
        "teacher": "教师的去雨结果：{what}。",
        "student": "学生的去雨结果：{what}。",
    },
    psnr="PSNR rgb",
    ssim="SSIM rgb",
    niqe="NIQE",
    gain="{gain} dB",
    identical="完全相同",
    niqe_none="无",
    older="属于之前的雨",
    rain_now="雨：{rain}，种子 {seed}。",
    waiting="滑块停下后，教师和学生会随之更新。",
    working="{name}正在处理",
    working_left="{name}正在处理，还需约 {time}",
    ready="教师和学生的结果都已完成。",
    stopped="已停止。可继续调节滑块，或接着处理这场雨。",
    again="对这场雨去雨",
    left_names={
        "input": "加上的雨",
        "teacher": "教师的残留",
        "student": "学生的残留",
    },
    left_alt="{name}：图片减去真值，放大 {factor} 倍；平均 {mean}（满刻度 255）。",
    amplification="放大残留的误差",
    too_dark="比真值暗",
    too_bright="比真值亮：雨",
    scale="色标：从 {low} 到 {high}（满刻度 255），由比真值暗到比真值亮",
    notes_label="这些数字说明什么",
    notes=(
        "PSNR（dB）和 SSIM 采用 rgb 约定：在红、绿、蓝全部数值上计算，与论文作者的脚本一致，"
        "越高越好。带正负号的数是网络相对有雨图片的增益；小于零表示反而变差。",
        "NIQE 不需要真值，越低越好；单张图片上相差零点几没有意义。"
        "放在这里，是为了看出它何时与真值不一致。",
        "这里的雨是合成的：尺寸以短边为 400 像素的图片为准。"
        "噪声和 JPEG 也加在真值上，因此不会被算作雨。",
    ),
    replaced="链接中有无效的值，已用默认值代替：{names}。",
    rain=rain.CHINESE,
    sweep=lab_sweep.CHINESE,
    take=lab_take.CHINESE,
)
