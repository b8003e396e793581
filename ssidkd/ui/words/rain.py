"""Names of what a synthetic rain is made of, for every tab that turns it."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class RainWords:
    """What rains, controls and choices are called."""

    presets: Mapping[str, str]
    controls: Mapping[str, str]
    """Names of what can be turned; of a rain's words too, and of the seed and the photo."""
    choices: Mapping[str, str]
    own: str
    """Name of a rain that is no preset."""


ENGLISH = RainWords(
    presets={
        "drizzle": "Drizzle",
        "light": "Light",
        "moderate": "Moderate",
        "heavy": "Heavy",
        "cloudburst": "Cloudburst",
        "benchmark_heavy": "As benchmarks draw it",
        "mist": "Mist",
        "night": "Night",
        "long_thin": "Long and thin (paper, Fig. 12)",
    },
    controls={
        "amount": "Amount: area of the streaks",
        "length": "Length: exposure, speed (px)",
        "width": "Width: drop size (px)",
        "brightness": "Brightness of the streaks",
        "wind": "Wind: lean of the streaks (°)",
        "spread": "Gusts: spread of the lean (°)",
        "layers": "Depths of rain",
        "defocus": "Near rain out of focus (px)",
        "drops": "Drops close to the lens",
        "veil": "Veil: mist of distant rain",
        "airlight": "Brightness of the veil",
        "night": "Night: lit only by lamps",
        "noise": "Sensor noise",
        "jpeg_quality": "JPEG quality of both (0: none)",
        "profile": "Streaks",
        "blending": "Light of the rain",
        "seed": "Seed",
        "photo": "photo",
    },
    choices={
        "soft": "soft, tapered",
        "sharp": "sharp lines",
        "add": "adds up (O = B + R)",
        "screen": "never clips (screen)",
    },
    own="your own",
)
CHINESE = RainWords(
    presets={
        "drizzle": "毛毛雨",
        "light": "小雨",
        "moderate": "中雨",
        "heavy": "大雨",
        "cloudburst": "暴雨",
        "benchmark_heavy": "基准数据集的画法",
        "mist": "雨雾",
        "night": "夜雨",
        "long_thin": "细长雨丝（论文图 12）",
    },
    controls={
        "amount": "雨量：雨线面积与画面面积之比",
        "length": "长度：曝光时间与雨滴速度（像素）",
        "width": "宽度：雨滴大小（像素）",
        "brightness": "雨线亮度",
        "wind": "风：雨线倾角（°）",
        "spread": "阵风：倾角的离散程度（°）",
        "layers": "雨的深度层数",
        "defocus": "近处雨线失焦（像素）",
        "drops": "贴近镜头的雨滴",
        "veil": "雨幕：远处的雨雾",
        "airlight": "雨幕亮度",
        "night": "夜晚：只被灯光照亮",
        "noise": "传感器噪声",
        "jpeg_quality": "两者的 JPEG 质量（0 为不压缩）",
        "profile": "雨线形状",
        "blending": "雨的光",
        "seed": "随机种子",
        "photo": "照片",
    },
    choices={
        "soft": "柔和，两端渐细",
        "sharp": "边缘锐利",
        "add": "直接相加（O = B + R）",
        "screen": "不会溢出（滤色）",
    },
    own="自定义",
)
