"""Words of the rain lab's part that measures where deraining fails."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class LabSweepWords:
    """What that part says. Templates have the places that their names in braces say."""

    title: str
    """Of the part that measures where they fail."""
    text: str
    control: str
    button: str
    working: str
    left: str
    stopped: str
    never: str
    always: str
    fails: str
    at: str
    up_to: str
    from_on: str
    between: str
    join: str
    psnr_axis: str
    current: str
    hover: str


ENGLISH = LabSweepWords(
    title="Where do they begin to fail?",
    text=(
        "Turns one control through seven values and keeps everything else, on a square of {side} "
        "pixels from the middle of the photo."
    ),
    control="Control to turn",
    button="Measure",
    working="{done} of {total} values measured",
    left="{done} of {total} values measured, about {time} left",
    stopped="Stopped after {done} of {total} values.",
    never=("{name} gains at least {threshold} dB over the rainy picture at every value tested."),
    always=("{name} gains less than {threshold} dB over the rainy picture at every value tested."),
    fails="{name} gains less than {threshold} dB over the rainy picture {where}.",
    at="at {low}",
    up_to="up to {high}",
    from_on="from {low} on",
    between="from {low} to {high}",
    join=" and ",
    psnr_axis="PSNR, rgb (dB)",
    current="now {value}",
    hover="{name}: %{{y:.2f}} dB at %{{x}}",
)
CHINESE = LabSweepWords(
    title="它们从哪里开始失效？",
    text="让一个参数依次取七个值，其余不变，在照片中央 {side} 像素见方的区域上测量。",
    control="要变化的参数",
    button="测量",
    working="已测量 {done} / {total} 个值",
    left="已测量 {done} / {total} 个值，还需约 {time}",
    stopped="已停止，测量了 {done} / {total} 个值。",
    never="在测试的所有值上，{name}相对有雨图片的增益都不低于 {threshold} dB。",
    always="在测试的所有值上，{name}相对有雨图片的增益都低于 {threshold} dB。",
    fails="{name}相对有雨图片的增益{where}低于 {threshold} dB。",
    at="在 {low} 处",
    up_to="在 {high} 及以下",
    from_on="从 {low} 起",
    between="在 {low} 到 {high} 之间",
    join="以及",
    psnr_axis="PSNR，rgb（dB）",
    current="当前 {value}",
    hover="{name}：%{{x}} 处 %{{y:.2f}} dB",
)
