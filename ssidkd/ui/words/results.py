"""Words of the tab "Results": published and measured numbers."""

from collections.abc import Mapping
from dataclasses import dataclass

from ssidkd.ui.words import results_tables
from ssidkd.ui.words.results_tables import TableWords


@dataclass(frozen=True, kw_only=True)
class ResultsWords:
    """What the tab says."""

    tab: str
    """Name of the tab."""
    heading: str
    intro: str
    table: str
    tables: Mapping[str, TableWords]
    metrics: Mapping[str, str]
    methods: Mapping[str, str]
    notes: Mapping[str, str]
    method: str
    ours: str
    """`{method}`."""
    rainy: str
    unknown: str
    doubtful: str
    """Added to a number in doubt, for screen readers."""
    doubt: str
    """`{note}`."""
    doubt_plain: str
    not_measured: str
    of_pictures: str
    """`{n}`, `{all}`."""
    sort: str
    """`{column}`."""
    compare_head: str
    compare: str
    trained: str
    """`{name}`, `{variant}`, `{steps}`, `{data}`."""
    missing: str
    higher: str
    lower: str
    hover: str
    """`{method}`, `{value}`."""
    paper: str
    ours_legend: str
    cost_title: str
    cost_x: str
    differences: str
    difference_heads: tuple[str, str, str, str]
    interval: str
    """`{mean}`, `{low}`, `{high}`."""
    pictures_heading: str
    pictures_intro: str
    scene: str
    current: str
    open: str
    opening: str
    opened: str
    """`{scene}`."""
    boxes: str
    boxes_info: str
    finding: str
    found: str
    """`{name}`, `{things}`."""
    found_nothing: str
    no_outputs: str
    no_detector: str
    no_scene: str
    picture_alt: str
    """`{name}`, `{scene}`."""
    boxes_alt: str
    """`{things}`."""
    detector_failed: str
    psnr: str
    own_photo: str

    def method_name(self, method: str) -> str:
        """Name a row: every part of it that stands alone or after a comma or colon."""
        for mark in (", ", ": "):
            head, found, tail = method.partition(mark)
            if found:
                return f"{self.method_name(head)}{mark}{self.method_name(tail)}"
        return self.methods.get(method, method)

    def metric_name(self, metric: str) -> str:
        """Name a column."""
        return self.metrics.get(metric, metric)


ENGLISH = ResultsWords(
    tab="Results",
    heading="Published and measured numbers",
    intro="The paper's nine tables, and what was measured with the weights of this project. Sort "
    "by "
    "any column; the figure follows.",
    table="Table",
    tables=results_tables.ENGLISH,
    metrics=results_tables.ENGLISH_METRICS,
    methods=results_tables.ENGLISH_METHODS,
    notes={},
    method="Method",
    ours="ours: {method}",
    rainy="ours: the rainy pictures",
    unknown="unknown",
    doubtful="in doubt",
    doubt="In doubt: {note}.",
    doubt_plain="In doubt: its place in the paper's text is not certain.",
    not_measured="not measured",
    of_pictures="{n} of {all} pictures",
    sort="Sort by {column}",
    compare_head="What may be compared",
    compare="SID is the paper's teacher, SSID-KD its student. The paper trains one network for "
    "each "
    "data set on 1,800 to 12,600 pairs of it; ours is one network for all rain, trained on what is "
    "said below. A part of a test set is another test set. A question mark is a number whose place "
    "in the paper's text is in doubt; “unknown” is one that the text does not tell.",
    trained="{name} ({variant}): {steps} steps on {data}.",
    missing="The tables are missing: restore assets/results/ from the project.",
    higher="higher is better",
    lower="lower is better",
    hover="{method}: {value}",
    paper="paper",
    ours_legend="ours",
    cost_title="PSNR on Rain200H (Table I) [dB]",
    cost_x="multiply-adds for 128 × 128 pixels [G]",
    differences="Differences with their 95 % intervals",
    difference_heads=("Condition", "Difference", "NIQE", "PSNR rgb [dB]"),
    interval="{mean} [{low}, {high}]",
    pictures_heading="Pictures beside each other",
    pictures_intro="One zoom for all of them, as under Compare.",
    scene="Picture",
    current="the photo under Compare",
    open="Open",
    opening="The pictures are being opened.",
    opened="Shown: {scene}.",
    boxes="Boxes of the detector",
    boxes_info="What the owner's detector finds in each picture, as in the paper's Fig. 8",
    finding="The detector works on the pictures.",
    found="{name}: {things}",
    found_nothing="nothing found",
    no_outputs="Other methods' pictures can stand beside ours: whoever runs this page names their "
    "folders in SSIDKD_OUTPUTS.",
    no_detector="No detector is installed: whoever runs this page names an ONNX file of a YOLO "
    "detector in SSIDKD_DETECTOR to see its boxes here.",
    no_scene="This picture is not there any more. Choose another one.",
    picture_alt="{name}: {scene}",
    boxes_alt="with boxes: {things}",
    detector_failed="The detector cannot be run. Whoever runs this page finds the reason in the "
    "log.",
    psnr="PSNR {psnr} dB, SSIM {ssim} (rgb)",
    own_photo="your photo",
)
CHINESE = ResultsWords(
    tab="结果",
    heading="论文中的数字与实测的数字",
    intro="论文的九张表，以及用本项目权重测得的结果。可按任一列排序，图随之变化。",
    table="表",
    tables=results_tables.CHINESE,
    metrics=results_tables.CHINESE_METRICS,
    methods=results_tables.CHINESE_METHODS,
    notes=results_tables.CHINESE_NOTES,
    method="方法",
    ours="我们：{method}",
    rainy="我们：雨图本身",
    unknown="未知",
    doubtful="存疑",
    doubt="存疑：{note}。",
    doubt_plain="存疑：它在论文文本中的位置不确定。",
    not_measured="未测量",
    of_pictures="{all} 张中的 {n} 张",
    sort="按{column}排序",
    compare_head="哪些可以比较",
    compare="SID 是论文的教师，SSID-KD 是论文的学生。论文为每个数据集各训练一个网络，"
    "用其 1,800 至 12,600 对图像；我们用一个网络应对所有的雨，训练数据见下。"
    "测试集的一部分是另一个测试集。问号表示该数字在论文文本中的位置存疑；"
    "“未知”表示文本没有给出。",
    trained="{name}（{variant}）：{steps} 步，训练数据：{data}。",
    missing="缺少表格：请从项目中恢复 assets/results/。",
    higher="越高越好",
    lower="越低越好",
    hover="{method}：{value}",
    paper="论文",
    ours_legend="我们",
    cost_title="Rain200H 上的 PSNR（表 I）[dB]",
    cost_x="128 × 128 像素的乘加运算 [G]",
    differences="差值及其 95 % 区间",
    difference_heads=("条件", "差值", "NIQE", "PSNR rgb [dB]"),
    interval="{mean} [{low}, {high}]",
    pictures_heading="并排的图像",
    pictures_intro="所有图像使用同一缩放，与“对比”页相同。",
    scene="图像",
    current="“对比”页中的照片",
    open="打开",
    opening="正在打开图像。",
    opened="显示：{scene}。",
    boxes="检测器的框",
    boxes_info="部署者的检测器在每张图像中找到的东西，如论文图 8",
    finding="检测器正在处理图像。",
    found="{name}：{things}",
    found_nothing="什么也没有找到",
    no_outputs="其他方法的图像可以与我们的并排显示：由本页面的维护者在 SSIDKD_OUTPUTS "
    "中指定文件夹。",
    no_detector="没有安装检测器：由本页面的维护者在 SSIDKD_DETECTOR 中指定 YOLO 检测器的 ONNX "
    "文件后，"
    "即可在此看到它的框。",
    no_scene="这张图像已不存在，请选择另一张。",
    picture_alt="{name}：{scene}",
    boxes_alt="带框：{things}",
    detector_failed="检测器无法运行。本页面的维护者可在日志中找到原因。",
    psnr="PSNR {psnr} dB，SSIM {ssim}（rgb）",
    own_photo="你的照片",
)
