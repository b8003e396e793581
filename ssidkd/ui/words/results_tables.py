"""What the tables of the tab "Results" are called, and what may be compared in them."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class TableWords:
    """One table."""

    short: str
    """On its button."""
    title: str
    note: str
    """What it says and does not say."""


ENGLISH: Mapping[str, TableWords] = {
    "I": TableWords(
        short="I: accuracy",
        title="Table I: PSNR and SSIM on pictures with a ground truth",
        note="Higher is better. The paper trains one network for each data set and counts over "
        "all three colours (rgb). A row of ours appears only for a set that we measured.",
    ),
    "II": TableWords(
        short="II: NIQE",
        title="Table II: NIQE on real rain, without a ground truth",
        note="Lower is better, but NIQE sees no rain: blur and noise move it as well. Values of "
        "another program or another set of pictures differ, so compare our rows with our row of "
        "rainy pictures first.",
    ),
    "III": TableWords(
        short="III: time",
        title="Table III: seconds for one picture",
        note="Lower is better. Measured by the authors on one graphics card; a time from another "
        "machine says nothing beside these, so there is no row of ours.",
    ),
    "IV": TableWords(
        short="IV: cost",
        title="Table IV: multiply-adds and parameters",
        note="Multiply-adds of the convolutions for 128 × 128 pixels, the size that fits the "
        "paper's numbers. Ours are counted the same way.",
    ),
    "V": TableWords(
        short="V: detection",
        title="Table V: what a detector finds (COCO with rain, YOLO v3)",
        note="Higher is better. The paper states no thresholds, so compare rows of this table "
        "only. Not measured here.",
    ),
    "VI": TableWords(
        short="VI: segmentation",
        title="Table VI: how well streets are segmented (BDD with rain, RefineNet)",
        note="Higher is better; compare rows of this table only. Not measured here.",
    ),
    "VII": TableWords(
        short="VII: connections",
        title="Table VII: how features travel between the chains",
        note="The paper's own ablation, on Rain200H (PSNR, SSIM in rgb) and Real275 (NIQE).",
    ),
    "VIII": TableWords(
        short="VIII: scales",
        title="Table VIII: networks side by side, one to three scales",
        note="The paper's own ablation, on Rain200H (PSNR, SSIM in rgb) and Real275 (NIQE).",
    ),
    "IX": TableWords(
        short="IX: blocks",
        title="Table IX: what a unit is made of",
        note="The paper's own ablation, on Rain200H (PSNR, SSIM in rgb) and Real275 (NIQE).",
    ),
    "ours": TableWords(
        short="Ours",
        title="Ours: what was measured with the weights of this project",
        note="Conditions are ours, not the paper's: none of these numbers stands beside one of "
        "Tables I to IX, unless the same row stands there too. “y” is luminance only. “clean” is "
        "a photo without rain, which should stay as it is.",
    ),
}
CHINESE: Mapping[str, TableWords] = {
    "I": TableWords(
        short="I：精度",
        title="表 I：有真值图像上的 PSNR 与 SSIM",
        note="越高越好。论文为每个数据集各训练一个网络，指标按三个颜色通道（rgb）计算。"
        "只有我们测过的数据集才会出现我们的行。",
    ),
    "II": TableWords(
        short="II：NIQE",
        title="表 II：真实雨图上的 NIQE（没有真值）",
        note="越低越好，但 NIQE 并不认识雨：模糊和噪声也会改变它。不同程序、"
        "不同图像集的数值并不相同，"
        "因此请先把我们的行与我们的雨图一行比较。",
    ),
    "III": TableWords(
        short="III：时间",
        title="表 III：每张图像所需秒数",
        note="越低越好。由作者在一块显卡上测得；其他机器上的时间不能与之并列，因此没有我们的行。",
    ),
    "IV": TableWords(
        short="IV：代价",
        title="表 IV：乘加运算与参数",
        note="卷积的乘加运算，按 128 × 128 像素计，这一尺寸与论文的数字相符。"
        "我们的数字用同样方法数出。",
    ),
    "V": TableWords(
        short="V：检测",
        title="表 V：检测器找到了什么（加雨的 COCO，YOLO v3）",
        note="越高越好。论文没有说明阈值，因此只能比较本表内的各行。这里没有测量。",
    ),
    "VI": TableWords(
        short="VI：分割",
        title="表 VI：街景分割的好坏（加雨的 BDD，RefineNet）",
        note="越高越好；只能比较本表内的各行。这里没有测量。",
    ),
    "VII": TableWords(
        short="VII：连接",
        title="表 VII：特征如何在链之间传递",
        note="论文自己的消融实验：Rain200H（PSNR、SSIM，rgb）与 Real275（NIQE）。",
    ),
    "VIII": TableWords(
        short="VIII：尺度",
        title="表 VIII：并列的网络，一到三个尺度",
        note="论文自己的消融实验：Rain200H（PSNR、SSIM，rgb）与 Real275（NIQE）。",
    ),
    "IX": TableWords(
        short="IX：模块",
        title="表 IX：单元由什么组成",
        note="论文自己的消融实验：Rain200H（PSNR、SSIM，rgb）与 Real275（NIQE）。",
    ),
    "ours": TableWords(
        short="我们的",
        title="我们的：用本项目的权重测得的结果",
        note="条件是我们自己的，不是论文的：除非同一行也出现在表 I 至 IX 中，"
        "否则这些数字不能与之并列。"
        "“y”表示只看亮度。“clean”是无雨照片，应当保持原样。",
    ),
}
ENGLISH_METRICS: Mapping[str, str] = {
    "PSNR": "PSNR rgb [dB]",
    "SSIM": "SSIM rgb",
    "PSNR rgb": "PSNR rgb [dB]",
    "PSNR y": "PSNR y [dB]",
    "seconds on a GTX 2080 Ti": "seconds, GTX 2080 Ti",
}
CHINESE_METRICS: Mapping[str, str] = {
    **ENGLISH_METRICS,
    "seconds on a GTX 2080 Ti": "秒（GTX 2080 Ti）",
    "multiply-adds [G]": "乘加运算 [G]",
    "parameters [M]": "参数 [M]",
    "precision [%]": "精确率 [%]",
    "recall [%]": "召回率 [%]",
    "pictures": "图像数",
    "dark channel": "暗通道",
    "sharpness": "清晰度",
}
ENGLISH_METHODS: Mapping[str, str] = {
    "rainy": "rainy pictures",
    "clean": "clean pictures",
    "1 scale(s)": "1 scale",
    "2 scale(s)": "2 scales",
    "3 scale(s)": "3 scales",
}
CHINESE_METHODS: Mapping[str, str] = {
    "rainy": "雨图",
    "clean": "无雨图像",
    "no skip connections": "无跳跃连接",
    "skip connections": "跳跃连接",
    "multi-scale by addition": "多尺度（相加）",
    "multi-scale by concatenation": "多尺度（拼接）",
    "1 scale(s)": "1 个尺度",
    "2 scale(s)": "2 个尺度",
    "3 scale(s)": "3 个尺度",
    "MFFB only": "仅 MFFB",
    "PFFB only": "仅 PFFB",
    "teacher": "教师",
    "student": "学生",
    "input": "雨图",
}
CHINESE_NOTES: Mapping[str, str] = {
    "cells reordered from scrambled text": "论文文本中该行的单元格次序混乱，已重新排列",
    "0.8202 or 0.9170: the text does not say which": "0.8202 或 0.9170：文本没有说明是哪一个",
}
