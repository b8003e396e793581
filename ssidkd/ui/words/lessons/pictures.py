"""Captions of the figures, names of the options, and how formulas are read aloud."""

from collections.abc import Mapping

ENGLISH_FIGURES: Mapping[str, str] = {
    "clean": "B: the clean photo",
    "layer": "R: the rain layer",
    "sum": "O = B + R: the rainy picture",
    "shown": "Shown to the network: O",
    "wanted": "Wanted from it: B",
    "streaks": "Drawn rain: streaks alone",
    "realistic": "Closer to real rain: veil and camera too",
    "left": "With every streak taken off perfectly",
    "rain": "The photo in heavy rain",
    "mist": "The photo in rain with mist",
    "wall": "The photo behind a drawn white wall",
    "dark": "Its dark channel",
    "rainy": "Input",
    "teacher": "Teacher",
    "student": "Student",
    "difference": "Teacher against student, amplified",
    "before": "Before",
    "damaged": "Blurred and noisy",
    "truth": "Truth",
    "task": "Input of both networks",
    "revealed": "Student | rainy",
}
CHINESE_FIGURES: Mapping[str, str] = {
    "clean": "B：干净照片",
    "layer": "R：雨层",
    "sum": "O = B + R：雨图",
    "shown": "给网络看的：O",
    "wanted": "要它给出的：B",
    "streaks": "画出来的雨：只有雨纹",
    "realistic": "更接近真实：加上雨雾和相机",
    "left": "雨纹全部完美去掉之后",
    "rain": "大雨中的照片",
    "mist": "有雨雾的照片",
    "wall": "画上一面白墙的照片",
    "dark": "它的暗通道",
    "rainy": "输入",
    "teacher": "教师",
    "student": "学生",
    "difference": "教师与学生的差异（已放大）",
    "before": "原来",
    "damaged": "加上模糊和噪声",
    "truth": "真值",
    "task": "两个网络的输入",
    "revealed": "学生 | 雨图",
}
ENGLISH_OPTIONS: Mapping[str, str] = {
    "drizzle": "Drizzle",
    "light": "Light",
    "moderate": "Moderate",
    "heavy": "Heavy",
    "cloudburst": "Cloudburst",
    "benchmark_heavy": "As in heavy benchmarks",
    "mist": "Rain with mist",
    "night": "At night",
    "long_thin": "Long, thin streaks",
    "none": "No camera effect",
    "grain": "Grain of dim light",
    "lens": "Drops on the lens",
    "clean": "Clean photo",
    "rain": "Heavy rain",
    "wall": "White wall",
    "wires": "Wires, no rain",
    "nothing": "Nothing but the photo",
    "failures.rain": "Thin streaks of rain",
}
CHINESE_OPTIONS: Mapping[str, str] = {
    "drizzle": "毛毛雨",
    "light": "小雨",
    "moderate": "中雨",
    "heavy": "大雨",
    "cloudburst": "暴雨",
    "benchmark_heavy": "基准数据集式的大雨",
    "mist": "带雨雾的雨",
    "night": "夜雨",
    "long_thin": "细长雨纹",
    "none": "无相机影响",
    "grain": "暗光噪点",
    "lens": "镜头上的水滴",
    "clean": "干净照片",
    "rain": "大雨",
    "wall": "白墙",
    "wires": "电线，没有雨",
    "nothing": "只有照片本身",
    "failures.rain": "细长的雨纹",
}
ENGLISH_FORMULAS: Mapping[str, str] = {
    "sum": "O equals B plus R",
    "pairs": "The loss of the teacher is minus the SSIM of its derained picture and the truth",
    "real": "O equals t times B, plus one minus t times A, plus R",
    "dark": (
        "The dark channel of a picture I at x is the minimum, over the pixels y of a window "
        "around x and over the colours c, of the value of I in colour c at y"
    ),
    "distillation": (
        "The loss of the student is lambda one times the KL term, plus lambda two times the dark "
        "channel term, plus lambda three times the total variation term"
    ),
    "niqe": (
        "NIQE is the square root of d transposed, times the inverse of the mean of both "
        "covariances, times d, where d is the difference of the mean features"
    ),
    "failures": "B hat equals O minus R hat",
    "own": "B hat equals O minus R hat",
}
CHINESE_FORMULAS: Mapping[str, str] = {
    "sum": "O 等于 B 加 R",
    "pairs": "教师的损失等于去雨结果与真值的 SSIM 的负值",
    "real": "O 等于 t 乘 B，加上一减 t 的差乘 A，再加 R",
    "dark": "图像 I 在 x 处的暗通道，等于 x 周围窗口内所有像素 y、所有颜色 c 上 I 的最小值",
    "distillation": "学生的损失等于 λ1 乘 KL 项，加 λ2 乘暗通道项，加 λ3 乘全变差项",
    "niqe": "NIQE 等于 d 的转置乘以两个协方差平均值的逆，再乘 d，最后开平方；d 是两个特征均值之差",
    "failures": "B 的估计等于 O 减去 R 的估计",
    "own": "B 的估计等于 O 减去 R 的估计",
}
