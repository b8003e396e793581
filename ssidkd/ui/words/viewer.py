"""Words of the viewer that shows pictures with one zoom; several tabs use it."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class ViewerWords:
    """What the viewer's bar and its help say. `{name}` is the name of a picture."""

    bar: str
    """Name of the bar, for screen readers."""
    fit: str
    fit_help: str
    actual_help: str
    double_help: str
    zoom_in: str
    zoom_out: str
    zoom: str
    """Name of the read-out."""
    all_pictures: str
    one_picture: str
    divider: str
    divider_help: str
    divider_of: str
    """Name of one picture's divider."""
    original: str
    original_help: str
    full_screen: str
    help: str
    help_title: str
    keys: tuple[tuple[str, str], ...]
    """Keys or gestures, and what each does."""


ENGLISH = ViewerWords(
    bar="View of the pictures",
    fit="Fit",
    fit_help="Whole pictures, side by side",
    actual_help="One picture pixel is one screen pixel",
    double_help="One picture pixel is two by two screen pixels",
    zoom_in="Zoom in",
    zoom_out="Zoom out",
    zoom="Zoom",
    all_pictures="All",
    one_picture="Only {name}",
    divider="Before/after",
    divider_help="A line in every result: the original on its left, the result on its right",
    divider_of="Before/after line in {name}",
    original="Original",
    original_help="Hold to see the original in every pane",
    full_screen="Full screen",
    help="Keys and gestures",
    help_title="Keys and gestures",
    keys=(
        ("1 2 3 …", "show one picture; press another number to flip"),
        ("Esc", "back to all pictures side by side"),
        ("0", "all pictures, whole"),
        ("+ −", "zoom in and out"),
        ("← ↑ → ↓", "move the picture"),
        ("O", "hold: the original in every pane"),
        ("D", "before/after line on and off; arrow keys move it"),
        ("F", "full screen"),
        ("wheel, pinch", "zoom where the pointer is"),
        ("drag", "move the picture"),
        ("double-click", "100 % there, and back"),
        ("press and hold", "the original in every pane"),
    ),
)
CHINESE = ViewerWords(
    bar="图片视图",
    fit="适应",
    fit_help="完整并排显示所有图片",
    actual_help="图片的一个像素对应屏幕的一个像素",
    double_help="图片的一个像素对应屏幕的两乘两个像素",
    zoom_in="放大",
    zoom_out="缩小",
    zoom="缩放",
    all_pictures="全部",
    one_picture="只看{name}",
    divider="前后对比",
    divider_help="每张结果中的一条分隔线：左边是原图，右边是结果",
    divider_of="{name}中的前后对比线",
    original="原图",
    original_help="按住可在每个窗格中查看原图",
    full_screen="全屏",
    help="按键与手势",
    help_title="按键与手势",
    keys=(
        ("1 2 3 …", "只看一张图片；按其他数字切换"),
        ("Esc", "回到并排显示"),
        ("0", "并排显示完整图片"),
        ("+ −", "放大与缩小"),
        ("← ↑ → ↓", "移动图片"),
        ("O", "按住：每个窗格都显示原图"),
        ("D", "打开或关闭前后对比线；用方向键移动"),
        ("F", "全屏"),
        ("滚轮、双指", "以指针处为中心缩放"),
        ("拖动", "移动图片"),
        ("双击", "在该处放大到 100 %，再次双击还原"),
        ("长按", "每个窗格都显示原图"),
    ),
)
