"""Words of the tab "Maps" about NIQE."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class NiqeWords:
    """The part about NIQE."""

    tab: str
    heading: str
    text: str
    view: str
    distances: str
    shares: str
    distances_text: str
    shares_text: str
    distance_scale: str
    share_scale: str
    alt: str
    no_map: str
    block: str
    flat: str
    value: str
    value_only: str
    values_heading: str
    values_text: str
    plot: str
    plot_x: str
    plot_hover: str
    table: str
    """Heads of the table's columns, separated by bars."""
    unknown: str
    difference: str
    difference_unknown: str
    clear: str
    unclear: str
    features_heading: str
    features_text: str
    features: str
    features_y: str
    feature_hover: str
    directions: tuple[str, str, str, str]
    own_parts: tuple[str, str]
    product_parts: tuple[str, str, str, str]
    own_feature: str
    product_feature: str
    scales: tuple[str, str]


ENGLISH = NiqeWords(
    tab="NIQE",
    heading="NIQE, block by block",
    text=(
        "NIQE cuts the picture into blocks of 96 pixels, measures 36 features of each, and asks "
        "how far they are from those of undistorted photos (the pristine model). Lower is better, "
        "and no reference is needed; but it can be fooled: it knows texture, not truth."
    ),
    view="Show for each block",
    distances="Its distance to the pristine model",
    shares="What it adds to the score",
    distances_text=(
        "Each block's distance to the model. Single blocks vary, so each lies further away than "
        "the score, which is the distance of the mean of all blocks."
    ),
    shares_text=(
        "The score is the distance of the blocks' mean, and this is each block's part in it: the "
        "mean of the map is exactly the score. A block that brings the picture nearer to the model "
        "counts below 0."
    ),
    distance_scale="Colour scale of the distance",
    share_scale="Colour scale of what a block adds",
    alt="{name} with its {rows} by {columns} blocks, coloured from {low} to {high}.",
    no_map="{name}, without a map.",
    block="Row {row}, column {column}: {value}",
    flat="Row {row}, column {column}: flat, not measured",
    value="NIQE {value} ± {spread}",
    value_only="NIQE {value}",
    values_heading="How sure is that?",
    values_text=(
        "The bars show two standard errors to both sides, measured by leaving blocks out in turn "
        "(jackknife): the same scene, framed a little differently, would give another score within "
        "about that range. Neighbouring blocks resemble each other, so the true range is rather "
        "wider. A small difference on one picture means nothing; the mean over many pictures can."
    ),
    plot="NIQE with two standard errors",
    plot_x="NIQE, lower is better",
    plot_hover="{name}: %{{x:.2f}}",
    table="Difference|NIQE|Two standard errors|What it says",
    unknown="unknown: too few blocks",
    difference="{first} − {second}",
    difference_unknown="nothing: its spread is unknown",
    clear="more than chance on this picture",
    unclear="nothing: within chance",
    features_heading="The 36 features behind it",
    features_text=(
        "How far the picture's mean features are from the pristine ones, in standard deviations of "
        "single pristine blocks. The score also weighs how features vary together, so the largest "
        "deviation here need not count most."
    ),
    features="Features, relative to the pristine model",
    features_y="Deviation",
    feature_hover="{name}, %{{customdata}}: %{{y:+.2f}}",
    directions=("horizontal", "vertical", "diagonal down", "diagonal up"),
    own_parts=("shape", "spread"),
    product_parts=("shape", "mean", "spread below 0", "spread above 0"),
    own_feature="{part} of contrast-normalised values, {scale}",
    product_feature="{part} of {direction} neighbours' products, {scale}",
    scales=("full size", "half size"),
)
CHINESE = NiqeWords(
    tab="NIQE",
    heading="逐块查看 NIQE",
    text=(
        "NIQE 把图片切成 96 像素的块，测量每块的 36 个特征，再看它们离无失真照片的特征（原始模型）"
        "有多远。越低越好，不需要参考图；但它可能被欺骗：它了解的是纹理，而不是真相。"
    ),
    view="每一块显示",
    distances="与原始模型的距离",
    shares="对分数的贡献",
    distances_text=(
        "每一块到模型的距离。单个块会有波动，因此每块都比分数更远；分数是所有块均值的距离。"
    ),
    shares_text=(
        "分数是所有块均值到模型的距离，这里是每一块在其中的部分：整张图的平均值恰好等于分数。使图片"
        "更接近模型的块低于 0。"
    ),
    distance_scale="距离的色标",
    share_scale="每块贡献的色标",
    alt="{name}，分为 {rows} 行 {columns} 列的块，取值从 {low} 到 {high}。",
    no_map="{name}，没有分块图。",
    block="第 {row} 行第 {column} 列：{value}",
    flat="第 {row} 行第 {column} 列：平坦，未测量",
    value="NIQE {value} ± {spread}",
    value_only="NIQE {value}",
    values_heading="这个数值有多可靠？",
    values_text=(
        "横线为两侧各两个标准误差，通过依次去掉一部分块来测量（刀切法）：同一场景换一点构图，分数大"
        "致会在这个范围内变化。相邻的块彼此相似，因此真实范围还要更宽一些。单张图片上的微小差异没有"
        "意义，许多图片的平均值才可能有意义。"
    ),
    plot="NIQE 及两个标准误差",
    plot_x="NIQE，越低越好",
    plot_hover="{name}：%{{x:.2f}}",
    table="差异|NIQE|两个标准误差|说明",
    unknown="未知：块数太少",
    difference="{first} − {second}",
    difference_unknown="不能说明什么：其波动未知",
    clear="在这张图片上超出偶然范围",
    unclear="不能说明什么：在偶然范围内",
    features_heading="背后的 36 个特征",
    features_text=(
        "图片的平均特征离原始模型有多远，以单个无失真块的标准差为单位。分数还考虑各特征如何共同变"
        "化，因此这里偏差最大的特征未必权重最大。"
    ),
    features="相对原始模型的特征",
    features_y="偏差",
    feature_hover="{name}，%{{customdata}}：%{{y:+.2f}}",
    directions=("水平", "垂直", "向下对角", "向上对角"),
    own_parts=("形状", "尺度"),
    product_parts=("形状", "均值", "0 以下的尺度", "0 以上的尺度"),
    own_feature="对比度归一化值的{part}，{scale}",
    product_feature="{direction}相邻值乘积的{part}，{scale}",
    scales=("原尺寸", "半尺寸"),
)
