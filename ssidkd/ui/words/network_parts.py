"""What every part of the network does, and what its layers are called."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class PartWords:
    """One part."""

    title: str
    does: str
    """One or two sentences."""


ENGLISH: Mapping[str, PartWords] = {
    "head_full": PartWords(
        "Head, full size",
        "Turns the three colours of the picture into features. They also bypass the whole "
        "full-scale network and are added to its result.",
    ),
    "head_half": PartWords(
        "Head, half size",
        "Turns the picture at half its size into features. They also bypass the half-scale network "
        "and are added to its result.",
    ),
    "head_quarter": PartWords(
        "Head, quarter size",
        "Turns the picture at a quarter of its size into features. They also bypass the chain Q "
        "and are added to its result.",
    ),
    "quarter_chain": PartWords(
        "Q, the quarter-scale network",
        "Sees the rain at a quarter of its size, where long streaks are only a few pixels long. "
        "Its states guide HQ, and its result goes to the tail.",
    ),
    "half_network.encoder": PartWords(
        "E, encoder of the half-scale network",
        "Describes the picture at half size. Its states guide G in the full-scale network, and D "
        "at the other end of its own.",
    ),
    "half_network.to_quarter": PartWords(
        "Transition from E to HQ",
        "Makes all states of E half as large and mixes them into the channels of HQ.",
    ),
    "half_network.code": PartWords(
        "HQ, middle of the half-scale network",
        "Works at a quarter of the picture's size. The states of Q are added to what its unit "
        "sees, and its own states guide K.",
    ),
    "half_network.to_half": PartWords(
        "Transition from HQ to D",
        "Makes all states of HQ twice as large and mixes them into the channels of D.",
    ),
    "half_network.decoder": PartWords(
        "D, decoder of the half-scale network",
        "Builds the rain at half size, with the states of E beside it. Its states guide L, and its "
        "result goes to the tail.",
    ),
    "full_network.encoder": PartWords(
        "F, encoder of the full-scale network",
        "Describes the picture at full size. F and M cost most of all, because they work on every "
        "pixel.",
    ),
    "full_network.to_half": PartWords(
        "Transition from F to G",
        "Makes all states of F half as large and mixes them into the channels of G. What it gives "
        "is added once more to the result of L.",
    ),
    "full_network.encoder_half": PartWords(
        "G, encoder at half size",
        "Goes on at half size. The states of E, which saw the picture at that size from the start, "
        "are added to what its unit sees.",
    ),
    "full_network.to_quarter": PartWords(
        "Transition from G to K",
        "Makes all states of G half as large and mixes them into the channels of K.",
    ),
    "full_network.code": PartWords(
        "K, the latent code",
        "The middle of the full-scale network, guided by HQ. Its last state is the latent code "
        "that the second stage compares between teacher and student (eq. 8).",
    ),
    "full_network.back_to_half": PartWords(
        "Transition from K to L",
        "Makes all states of K twice as large and mixes them into the channels of L.",
    ),
    "full_network.decoder_half": PartWords(
        "L, decoder at half size",
        "Builds the rain at half size from the latent code. The states of D are added to what its "
        "unit sees.",
    ),
    "full_network.back_to_full": PartWords(
        "Transition from L to M",
        "Makes the states of L twice as large and mixes them into the channels of M.",
    ),
    "full_network.decoder": PartWords(
        "M, decoder of the full-scale network",
        "Builds the rain at full size, with the states of F beside it. Its result goes to the "
        "tail.",
    ),
    "tail": PartWords(
        "Tail",
        "Joins the results of the three networks at full size and turns them into the rain layer "
        "R. The derained picture is what is left: B = O - R.",
    ),
}
CHINESE: Mapping[str, PartWords] = {
    "head_full": PartWords(
        "头部（全尺寸）",
        "把图像的三个颜色通道变成特征。这些特征还会绕过整个全尺度网络，加到它的结果上。",
    ),
    "head_half": PartWords(
        "头部（二分之一尺寸）",
        "把缩小一半的图像变成特征。这些特征还会绕过二分之一尺度网络，加到它的结果上。",
    ),
    "head_quarter": PartWords(
        "头部（四分之一尺寸）",
        "把缩小到四分之一的图像变成特征。这些特征还会绕过链 Q，加到它的结果上。",
    ),
    "quarter_chain": PartWords(
        "Q：四分之一尺度网络",
        "在四分之一尺寸上观察雨，长长的雨线在这里只有几个像素长。它的状态引导 HQ，结果送往尾部。",
    ),
    "half_network.encoder": PartWords(
        "E：二分之一尺度网络的编码器",
        "在二分之一尺寸上描述图像。它的状态引导全尺度网络中的 G，以及本网络另一端的 D。",
    ),
    "half_network.to_quarter": PartWords(
        "E 到 HQ 的过渡", "把 E 的所有状态缩小一半，并混合成 HQ 的通道。"
    ),
    "half_network.code": PartWords(
        "HQ：二分之一尺度网络的中部",
        "在图像四分之一的尺寸上工作。Q 的状态加到其单元的输入上，它自己的状态引导 K。",
    ),
    "half_network.to_half": PartWords(
        "HQ 到 D 的过渡", "把 HQ 的所有状态放大一倍，并混合成 D 的通道。"
    ),
    "half_network.decoder": PartWords(
        "D：二分之一尺度网络的解码器",
        "借助 E 的状态，在二分之一尺寸上重建雨。它的状态引导 L，结果送往尾部。",
    ),
    "full_network.encoder": PartWords(
        "F：全尺度网络的编码器",
        "在全尺寸上描述图像。F 和 M 的计算量最大，因为它们要处理每一个像素。",
    ),
    "full_network.to_half": PartWords(
        "F 到 G 的过渡",
        "把 F 的所有状态缩小一半，并混合成 G 的通道。它的输出还会再加到 L 的结果上。",
    ),
    "full_network.encoder_half": PartWords(
        "G：二分之一尺寸的编码器",
        "在二分之一尺寸上继续。E 从一开始就在这一尺寸上观察图像，它的状态加到 G 的单元的输入上。",
    ),
    "full_network.to_quarter": PartWords(
        "G 到 K 的过渡", "把 G 的所有状态缩小一半，并混合成 K 的通道。"
    ),
    "full_network.code": PartWords(
        "K：潜在编码",
        "全尺度网络的中部，由 HQ 引导。它的最后一个状态就是潜在编码，"
        "第二阶段在教师与学生之间比较的正是它（式 8）。",
    ),
    "full_network.back_to_half": PartWords(
        "K 到 L 的过渡", "把 K 的所有状态放大一倍，并混合成 L 的通道。"
    ),
    "full_network.decoder_half": PartWords(
        "L：二分之一尺寸的解码器",
        "从潜在编码出发，在二分之一尺寸上重建雨。D 的状态加到其单元的输入上。",
    ),
    "full_network.back_to_full": PartWords(
        "L 到 M 的过渡", "把 L 的状态放大一倍，并混合成 M 的通道。"
    ),
    "full_network.decoder": PartWords(
        "M：全尺度网络的解码器",
        "借助 F 的状态，在全尺寸上重建雨。它的结果送往尾部。",
    ),
    "tail": PartWords(
        "尾部",
        "在全尺寸上汇合三个网络的结果，并把它们变成雨层 R。剩下的就是去雨图像：B = O - R。",
    ),
}

ENGLISH_LAYERS: Mapping[str, str] = {
    "pffb.refine.8": "PFFB: level at 1/8",
    "pffb.refine.4": "PFFB: level at 1/4",
    "pffb.refine.2": "PFFB: level at 1/2",
    "pffb.refine.1": "PFFB: level at full size",
    "pffb.merge": "PFFB: level joined with the coarser one",
    "pffb.fuse": "PFFB: all levels joined",
    "mffb.narrow": "MFFB: narrow view",
    "mffb.wide": "MFFB: wide view",
    "mffb.cross_narrow": "MFFB: both views, seen narrowly",
    "mffb.cross_wide": "MFFB: both views, seen widely",
    "mffb.fuse": "MFFB: all views joined",
    "fusion": "Fusion of all states so far",
    "conv": "Convolution",
}
CHINESE_LAYERS: Mapping[str, str] = {
    "pffb.refine.8": "PFFB：1/8 层",
    "pffb.refine.4": "PFFB：1/4 层",
    "pffb.refine.2": "PFFB：1/2 层",
    "pffb.refine.1": "PFFB：原尺寸层",
    "pffb.merge": "PFFB：与更粗一层合并",
    "pffb.fuse": "PFFB：所有层合并",
    "mffb.narrow": "MFFB：窄视野",
    "mffb.wide": "MFFB：宽视野",
    "mffb.cross_narrow": "MFFB：两种视野，再以窄核观察",
    "mffb.cross_wide": "MFFB：两种视野，再以宽核观察",
    "mffb.fuse": "MFFB：所有视野合并",
    "fusion": "融合此前的所有状态",
    "conv": "卷积",
}
