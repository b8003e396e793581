"""Words of the tab "Maps" about the latent code and what stage two minimises."""

from collections.abc import Mapping
from dataclasses import dataclass

from ssidkd.ui.words import rain as rains


@dataclass(frozen=True, kw_only=True)
class CodeWords:
    """The part about the latent code."""

    tab: str
    heading: str
    text: str
    whose: str
    source: str
    rain: str
    rains: Mapping[str, str]
    """Names of the rains, by preset."""
    stand_in: str
    working: str
    working_left: str
    ready: str
    stopped: str
    no_code: str
    """Said where memory is too short for a code."""
    photo: str
    synthetic: str
    components: str
    components_text: str
    colours: str
    component: str
    component_share: str
    component_alt: str
    picture_alt: str
    plot: str
    plot_x: str
    plot_y: str
    hover: str
    caption: str
    losses: str
    losses_text: str
    forms: Mapping[str, str]
    divergence: str
    divergence_from_teacher: str
    dark_channel: str
    total_variation: str
    term: str
    none: str


ENGLISH = CodeWords(
    tab="Latent code",
    heading="Latent code, and what stage two minimises",
    text=(
        "Deep inside the network, at a quarter of the size, the picture is a code of {channels} "
        "channels. Stage two teaches the student that real rain should be spread over the channels "
        "as synthetic rain is. Both pictures go through the network as copies of {size} pixels."
    ),
    whose="Whose code",
    source="Synthetic picture",
    rain="Its rain",
    rains={"as_bundled": "as it is", **rains.ENGLISH.presets},
    stand_in="The clean photo is not bundled, so this rain lies on the teacher's result.",
    working="The networks are looking at both pictures: {done} of {total} passes done.",
    working_left=(
        "The networks are looking at both pictures: {done} of {total} passes done, about {left} "
        "left."
    ),
    ready="Codes of both pictures, computed here.",
    stopped="Stopped. Change a control to start again.",
    no_code=(
        "Memory is short, so the picture went through the network in pieces, which have no common "
        "code. Try again later."
    ),
    photo="Photo",
    synthetic="Synthetic",
    components="Principal components",
    components_text=(
        "The three directions in which both codes together vary most hold {shares} of the "
        "variance. As one picture they are red, green and blue; alone, orange and blue are the two "
        "ends. A colour means the same in both rows."
    ),
    colours="Three as colours",
    component="Component {n}",
    component_share="{share} of the variance",
    component_alt="Component {n} of the code of the {picture}",
    picture_alt="{picture}, the copy that went through the network",
    plot="Mean share of each channel (softmax over channels, averaged over places)",
    plot_x="Channel",
    plot_y="Share",
    hover="Channel %{{x}}, {name}: %{{y:.4f}}; adds %{{customdata:+.5f}} to the KL divergence",
    caption=(
        "KL divergence of the photo's distribution from the synthetic one: {divergence} nats; "
        "equal distributions have 0. Even shares would be {even} each."
    ),
    losses="The terms of stage two, on this picture",
    losses_text=(
        "Unweighted, on the copies of {size} pixels. Sums grow with the number of pixels; means do "
        "not. The input has no code of its own to compare."
    ),
    forms={"mean": "As this project's student learns", "paper": "As in the paper (DC, TV sums)"},
    divergence="KL, against its own code of the synthetic picture",
    divergence_from_teacher="KL, against the teacher's code of it",
    dark_channel="DC, dark channel",
    total_variation="TV, total variation",
    term="Term",
    none="none",
)
CHINESE = CodeWords(
    tab="潜在编码",
    heading="潜在编码，以及第二阶段最小化的量",
    text=(
        "在网络深处，图片以四分之一的尺寸表示为 {channels} 个通道的编码。第二阶段让学生学到：真实雨"
        "在各通道上的分布应与合成雨一致。两张图片都以 {size} 像素的副本送入网络。"
    ),
    whose="谁的编码",
    source="合成雨图片",
    rain="雨的类型",
    rains={"as_bundled": "保持原样", **rains.CHINESE.presets},
    stand_in="该示例的无雨原图没有随附，因此这种雨加在教师的结果上。",
    working="网络正在处理两张图片：已完成 {done}/{total} 次前向计算。",
    working_left="网络正在处理两张图片：已完成 {done}/{total} 次前向计算，约剩 {left}。",
    ready="两张图片的编码，均在此处计算。",
    stopped="已停止。改变任一选项即可重新开始。",
    no_code="内存不足，图片被分块送入网络，因此没有整体的编码。请稍后再试。",
    photo="照片",
    synthetic="合成雨图片",
    components="主成分",
    components_text=(
        "两份编码合在一起变化最大的三个方向占总方差的 {shares}。合成一张图时它们分别为红、绿、蓝；"
        "单独显示时橙色与蓝色为两端。同一颜色在两行中含义相同。"
    ),
    colours="三个成分合成彩色",
    component="成分 {n}",
    component_share="占方差的 {share}",
    component_alt="{picture}编码的第 {n} 主成分",
    picture_alt="{picture}：送入网络的副本",
    plot="各通道的平均占比（对通道做 softmax，再对位置取平均）",
    plot_x="通道",
    plot_y="占比",
    hover="通道 %{{x}}，{name}：%{{y:.4f}}；对 KL 散度的贡献 %{{customdata:+.5f}}",
    caption=(
        "照片分布相对合成分布的 KL 散度：{divergence} nat；分布相同时为 0。均匀分布时每个通道为 "
        "{even}。"
    ),
    losses="第二阶段各项损失在这张图片上的值",
    losses_text=(
        "未加权，按 {size} 像素的副本计算。求和形式随像素数增大，均值形式不会。输入没有可比较的编"
        "码。"
    ),
    forms={"mean": "本项目学生所用的形式", "paper": "论文的形式（DC、TV 为求和）"},
    divergence="KL：与自身对合成雨图片的编码比较",
    divergence_from_teacher="KL：与教师对它的编码比较",
    dark_channel="DC：暗通道",
    total_variation="TV：全变分",
    term="损失项",
    none="无",
)
