"""Words of the tab "Maps": what dark channel, rain layer, codes and NIQE say of a picture."""

from dataclasses import dataclass

from ssidkd.ui.words import maps_code, maps_niqe


@dataclass(frozen=True, kw_only=True)
class DarkWords:
    """The part about the dark channel."""

    tab: str
    heading: str
    text: str
    window: str
    window_info: str
    alt: str
    mean: str
    scale: str
    plot: str
    plot_x: str
    plot_y: str
    hover: str
    table: str
    """Heads of the table's columns, separated by bars."""


@dataclass(frozen=True, kw_only=True)
class RainWords:
    """The part about the rain layer."""

    tab: str
    heading: str
    text: str
    alt: str
    truth: str
    facts: str
    scale: str
    taken: str
    added: str
    difference_heading: str
    difference_text: str
    factor: str
    times: str
    difference_name: str
    difference_alt: str
    difference_facts: str
    difference_scale: str
    first_brighter: str
    second_brighter: str


@dataclass(frozen=True, kw_only=True)
class MapsWords:
    """What the tab says."""

    tab: str
    """Name of the tab."""
    subject: str
    own_photo: str
    choose: str
    smaller: str
    open_picture: str
    values: str
    """Opens a figure's values as a table."""
    nothing_yet: str
    dark: DarkWords
    rain: RainWords
    code: maps_code.CodeWords
    niqe: maps_niqe.NiqeWords


ENGLISH = MapsWords(
    tab="Maps",
    subject="Explained here: {title}, {size} pixels.",
    own_photo="your photo",
    choose="Another picture is chosen under Compare.",
    smaller="Maps are shown at one megapixel; all numbers are of the full {full} pixels.",
    open_picture="Open at full size",
    values="The values as a table",
    nothing_yet="There is only the input so far. The maps need at least one result: see Compare.",
    dark=DarkWords(
        tab="Dark channel",
        heading="Dark channel",
        text=(
            "For every pixel, the darkest value of any colour in a window around it. Most places "
            "of a clear photo have something dark nearby; rain and haze lie over it and brighten "
            "it. Sky and white walls are bright without any rain."
        ),
        window="Window (pixels)",
        window_info="Side of the square, odd. 1 is the pixel alone.",
        alt="Dark channel of {name}: mean {mean} over windows of {window} pixels.",
        mean="mean {mean}",
        scale="Colour scale from 0, dark, to 1, bright",
        plot="How many pixels have which dark channel",
        plot_x="Dark channel",
        plot_y="Share of pixels",
        hover=(
            "{name}: %{{y:.1%}} of pixels between %{{customdata[0]:.2f}} and %{{customdata[1]:.2f}}"
        ),
        table="Picture|Mean|Half of the pixels are below|Share above 0.5",
    ),
    rain=RainWords(
        tab="Rain layer",
        heading="Rain layer R = O − B",
        text=(
            "Input minus result, averaged over red, green and blue. Orange is light that was "
            "taken, blue is light that was added. Streaks should show, and little else: edges of "
            "things are detail that was lost."
        ),
        alt="Rain layer of {name}: {taken} of the light taken on average, {added} added.",
        truth="Truth: the rain that was put in",
        facts="taken {taken} on average, added {added}; {changed} of pixels changed",
        scale="Colour scale from light added, blue, over nothing, black, to light taken, orange",
        taken="taken",
        added="added",
        difference_heading="Difference between pictures, amplified",
        difference_text="The same scale, for one picture minus another.",
        factor="Amplified",
        times="{factor} ×",
        difference_name="{first} − {second}",
        difference_alt=(
            "Difference between {first} and {second}, amplified {factor} times: {mean} on average."
        ),
        difference_facts="{mean} on average",
        difference_scale="Colour scale of the difference",
        first_brighter="first brighter",
        second_brighter="second brighter",
    ),
    code=maps_code.ENGLISH,
    niqe=maps_niqe.ENGLISH,
)
CHINESE = MapsWords(
    tab="图解",
    subject="这里解释的图片：{title}，{size} 像素。",
    own_photo="你的照片",
    choose="可在“对比”页选择其他图片。",
    smaller="图以一百万像素显示；所有数值均按完整的 {full} 像素计算。",
    open_picture="打开原尺寸图片",
    values="以表格查看数值",
    nothing_yet="目前只有输入图片。图解至少需要一个去雨结果，请先到“对比”页。",
    dark=DarkWords(
        tab="暗通道",
        heading="暗通道",
        text=(
            "每个像素取其周围窗口内所有颜色通道的最小值。清晰的照片几乎处处都有较暗的像素；雨和雾覆"
            "盖其上，会使它变亮。天空和白墙即使没有雨也是亮的。"
        ),
        window="窗口（像素）",
        window_info="正方形边长，奇数；1 表示只看该像素本身。",
        alt="{name}的暗通道：窗口 {window} 像素，均值 {mean}。",
        mean="均值 {mean}",
        scale="色标：0 为暗，1 为亮",
        plot="暗通道取值的分布",
        plot_x="暗通道",
        plot_y="像素占比",
        hover="{name}：%{{y:.1%}} 的像素在 %{{customdata[0]:.2f}} 与 %{{customdata[1]:.2f}} 之间",
        table="图片|均值|一半像素低于|高于 0.5 的占比",
    ),
    rain=RainWords(
        tab="雨层",
        heading="雨层 R = O − B",
        text=(
            "输入减去结果，对红、绿、蓝取平均。橙色表示被去掉的光，蓝色表示被增加的光。理想情况下只"
            "应看到雨线；如果看到物体的边缘，说明细节被一并去掉了。"
        ),
        alt="{name}的雨层：平均去掉 {taken} 的光，增加 {added}。",
        truth="真值：实际加入的雨",
        facts="平均去掉 {taken}，增加 {added}；{changed} 的像素被改变",
        scale="色标：蓝色为增加的光，黑色为无变化，橙色为去掉的光",
        taken="去掉",
        added="增加",
        difference_heading="图片之间的差异（放大）",
        difference_text="使用同样的色标，显示一张图片减去另一张。",
        factor="放大倍数",
        times="{factor} 倍",
        difference_name="{first} − {second}",
        difference_alt="{first}与{second}的差异，放大 {factor} 倍：平均 {mean}。",
        difference_facts="平均 {mean}",
        difference_scale="差异的色标",
        first_brighter="前者更亮",
        second_brighter="后者更亮",
    ),
    code=maps_code.CHINESE,
    niqe=maps_niqe.CHINESE,
)
