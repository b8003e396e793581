"""Words of the tab "Network": the network one can look into."""

from collections.abc import Mapping
from dataclasses import dataclass

from ssidkd.ui.words import network_parts
from ssidkd.ui.words.network_parts import PartWords


@dataclass(frozen=True, kw_only=True)
class NetworkWords:
    """What the tab says."""

    tab: str
    """Name of the tab."""
    heading: str
    intro: str
    variant: str
    variants: Mapping[str, str]
    drawing: str
    """Name of the drawing, for screen readers."""
    lanes: tuple[str, str, str]
    """Names of the full-, half- and quarter-scale networks."""
    picture: str
    rain: str
    sizes: tuple[str, str, str]
    """Names of the picture's size, its half and its quarter."""
    legend_features: str
    legend_states: str
    parts: Mapping[str, PartWords]
    part_name: str
    """Of a part's button: `{title}`, `{channels}`."""
    chain_name: str
    """Of a chain's button: also `{times}`."""
    button_times: str
    works_at: str
    channels: str
    applied: str
    times: str
    parameters: str
    multiply_adds: str
    of_all: str
    figure: str
    figures: Mapping[str, str]
    """Of the paper, by the kind of a part."""
    counted: str
    layers: Mapping[str, str]
    layer_heads: tuple[str, str, str, str]
    layer_form: str
    """`{count}`, `{kernel}`, `{inputs}`, `{outputs}`."""
    layers_open: str
    maps_heading: str
    maps_intro: str
    role: str
    scale: str
    scale_each: str
    scale_one: str
    application: str
    application_info: str
    working: str
    photo: str
    own_photo: str
    shown: str
    """`{part}`, `{role}`, `{variant}`, `{photo}`, `{size}`, `{count}`, `{map}`."""
    order: str
    channel: str
    """`{channel}`, `{low}`, `{high}`."""
    enters: str
    after: str
    save: str
    no_weights: str


ENGLISH = NetworkWords(
    tab="Network",
    heading="The network, part by part",
    intro="Teacher and student are the same network with other weights. Choose a part to see what "
    "it does, what it costs, and what it makes of the photo.",
    variant="Size of the network",
    variants={"base": "base, the paper's", "lite": "lite"},
    drawing="Parts of the network",
    lanes=("Full-scale network", "Half-scale network", "Quarter-scale network"),
    picture="Photo O",
    rain="Rain R",
    sizes=("full size", "half size", "quarter size"),
    legend_features="features, from one part to the next",
    legend_states="states that guide another chain",
    parts=network_parts.ENGLISH,
    part_name="{title}: {channels} channels",
    chain_name="{title}: {channels} channels, unit applied {times}×",
    button_times="×{n}",
    works_at="Works at",
    channels="Channels",
    applied="Unit applied",
    times="{n}×",
    parameters="Parameters",
    multiply_adds="Multiply-adds",
    of_all="{share} of all",
    figure="In the paper",
    figures={
        "head": "Fig. 3",
        "transition": "Fig. 3",
        "tail": "Fig. 3",
        "chain": "Fig. 3; its unit Figs. 4 (PFFB) and 5 (MFFB)",
    },
    counted="Counted from the module itself, for {side} × {side} pixels as in the paper's "
    "Table IV. The whole network has {parameters} M parameters and {multiply_adds} G "
    "multiply-adds.",
    layers=network_parts.ENGLISH_LAYERS,
    layer_heads=("Layer", "Form", "Parameters", "Multiply-adds"),
    layer_form="{count} × conv {kernel} × {kernel}, {inputs} to {outputs}",
    layers_open="Layers",
    maps_heading="What it makes of the photo",
    maps_intro="Feature maps of the chosen part, the strongest first: those that differ most from "
    "place to place.",
    role="Network",
    scale="Brightness",
    scale_each="each map by itself",
    scale_one="one scale for all",
    application="Application",
    application_info="0 is what enters the chain",
    working="The network works on the photo.",
    photo="the example “{title}”",
    own_photo="your photo",
    shown="{count} maps of {map} pixels: {part}, {role} ({variant}), for {photo} at {size} pixels.",
    order="The order is that of the last application, so every channel keeps its place.",
    channel="Channel {channel}: {low} to {high}",
    enters="What enters the chain",
    after="After application {n} of {of}",
    save="Save all maps as PNG",
    no_weights="This page has no weights of this size. Choose {variant} to see feature maps.",
)
CHINESE = NetworkWords(
    tab="网络",
    heading="逐个部分看网络",
    intro="教师和学生是同一个网络，只是权重不同。选择一个部分，看看它做什么、代价多大，"
    "以及它把照片变成什么。",
    variant="网络大小",
    variants={"base": "base（论文中的网络）", "lite": "lite（轻量）"},
    drawing="网络的各个部分",
    lanes=("全尺度网络", "二分之一尺度网络", "四分之一尺度网络"),
    picture="照片 O",
    rain="雨层 R",
    sizes=("全尺寸", "二分之一尺寸", "四分之一尺寸"),
    legend_features="特征：从一个部分到下一个部分",
    legend_states="状态：引导另一条链",
    parts=network_parts.CHINESE,
    part_name="{title}：{channels} 个通道",
    chain_name="{title}：{channels} 个通道，单元应用 {times} 次",
    button_times="×{n}",
    works_at="工作尺寸",
    channels="通道数",
    applied="单元应用",
    times="{n} 次",
    parameters="参数",
    multiply_adds="乘加运算",
    of_all="占全部的 {share}",
    figure="论文中",
    figures={
        "head": "图 3",
        "transition": "图 3",
        "tail": "图 3",
        "chain": "图 3；其单元见图 4（PFFB）和图 5（MFFB）",
    },
    counted="由模块本身数出，按 {side} × {side} 像素计，与论文表 IV 相同。"
    "整个网络有 {parameters} M 个参数，{multiply_adds} G 次乘加运算。",
    layers=network_parts.CHINESE_LAYERS,
    layer_heads=("层", "形式", "参数", "乘加运算"),
    layer_form="{count} × 卷积 {kernel} × {kernel}，{inputs} → {outputs}",
    layers_open="各层",
    maps_heading="它把照片变成什么",
    maps_intro="所选部分的特征图，最强的在前：即各处差异最大的那些。",
    role="网络",
    scale="亮度",
    scale_each="每张图各自缩放",
    scale_one="所有图同一标尺",
    application="应用次数",
    application_info="0 表示进入链的内容",
    working="网络正在处理照片。",
    photo="示例“{title}”",
    own_photo="你的照片",
    shown="{count} 张 {map} 像素的特征图：{part}，{role}（{variant}），{photo}，{size} 像素。",
    order="顺序按最后一次应用排列，因此每个通道的位置不变。",
    channel="通道 {channel}：{low} 至 {high}",
    enters="进入链的内容",
    after="第 {n} 次应用之后（共 {of} 次）",
    save="将所有特征图保存为 PNG",
    no_weights="本页面没有这种大小的权重。请选择 {variant} 查看特征图。",
)
