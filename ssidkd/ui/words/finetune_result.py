"""Words of the end of the tab "Finetune": whether it helped, and how the result is used."""

from collections.abc import Mapping
from dataclasses import dataclass

from ssidkd.ui.words import finetune_result_history as history
from ssidkd.ui.words import finetune_result_keep as keep


@dataclass(frozen=True, kw_only=True)
class FinetuneResultWords:
    """What the end of the tab says. Templates have the places that their names in braces say."""

    keep: keep.KeepWords
    """Of downloads and of the Hub."""
    history: history.HistoryWords
    """Of earlier jobs."""
    title: str
    recommended: str
    not_recommended: str
    reasons: Mapping[str, str]
    """Why a result is not recommended, by the verdict's words; `{lost}` and `{most}` are in dB."""
    not_measured: str
    nothing_learnt: str
    """Of a job in which every measured step lost too much on the guard set."""
    nothing_yet: str
    """Of a job that ended before anything it had learnt was measured."""
    from_step: str
    earlier_stay: str
    measure: str
    before: str
    after: str
    change: str
    held_niqe: str
    held_niqe_one: str
    held_dark: str
    held_dark_one: str
    guard: str
    watched_niqe: str
    none: str
    """In place of a number that there is not."""
    notes: str
    """What the numbers mean."""
    each: str
    """Name of what unfolds the table of each photo."""
    photo: str
    niqe: str
    dark: str
    table: str
    """Name of the table, for screen readers."""
    selected: str
    selected_anyway: str
    not_selected: str
    show: str
    use: str
    use_anyway: str
    use_no_more: str
    working: str
    shown: str
    missing: str
    no_result: str
    damaged: str


ENGLISH = FinetuneResultWords(
    keep=keep.ENGLISH,
    history=history.ENGLISH,
    title="Did it help?",
    recommended="Recommended: it did better on photos it never saw, and kept what it could do.",
    not_recommended="Not recommended",
    reasons={
        "guard_lost": (
            "It lost {lost} dB on pairs with known clean pictures, more than the {most} dB we "
            "allow: other photos may look worse."
        ),
        "held_out_not_improved": "Photos that it did not learn from did not get better.",
        "nothing_held_out": (
            "No photo was left to check it on: with one or two photos it learns from all of them. "
            "Three photos or more give an answer."
        ),
    },
    not_measured="It ended before anything was measured, so nobody knows whether it helped.",
    nothing_learnt=(
        "All it learned lost too much on other rain, so the result is the weights it began with, "
        "unchanged."
    ),
    nothing_yet=(
        "It ended before anything it had learned was measured, so the result is the weights it "
        "began with, unchanged. Give it more time."
    ),
    from_step="The result is your student as of step {step}, the best one measured.",
    earlier_stay="The earlier weights stay selected. You may use the result all the same.",
    measure="Measured on",
    before="before",
    after="after",
    change="change",
    held_niqe="NIQE of {n} photos not learned from",
    held_niqe_one="NIQE of 1 photo not learned from",
    held_dark="Dark channel of {n} photos not learned from",
    held_dark_one="Dark channel of 1 photo not learned from",
    guard="PSNR of test pairs with known clean pictures",
    watched_niqe="NIQE of photos it learned from",
    none="–",
    notes=(
        "Means over the photos. Lower is better for NIQE and the dark channel, higher for PSNR "
        "(in dB). A few hundredths of NIQE are no visible difference."
    ),
    each="Each photo it did not learn from",
    photo="Photo {n}",
    niqe="NIQE",
    dark="Dark channel",
    table="What was measured before and after",
    selected="Selected: each photo you choose on Compare is derained by your student too.",
    selected_anyway=(
        "Selected although not recommended: each photo you choose on Compare is derained by your "
        "student too."
    ),
    not_selected="Not selected: photos on Compare are derained by teacher and student only.",
    show="Show on Compare",
    use="Use it on Compare",
    use_anyway="Use it on Compare anyway",
    use_no_more="Stop using it",
    working="Your student derains the photo that is on Compare",
    shown="It is on Compare now, beside teacher and student.",
    missing="This job is no longer here: it expired or was deleted.",
    no_result="This job has no result to take. Open one that is done.",
    damaged="The result of this job is damaged and cannot be used. Start the job again.",
)
CHINESE = FinetuneResultWords(
    keep=keep.CHINESE,
    history=history.CHINESE,
    title="有帮助吗？",
    recommended="推荐使用：它在从未见过的照片上做得更好，并保持了原有的能力。",
    not_recommended="不推荐",
    reasons={
        "guard_lost": (
            "它在已知无雨原图的测试图片上下降了 {lost} dB，超过允许的 {most} dB："
            "其他照片可能会变差。"
        ),
        "held_out_not_improved": "它没有学过的照片并没有变好。",
        "nothing_held_out": (
            "没有留下可供检验的照片：只有一两张照片时，全部都用于学习。三张以上才能得出结论。"
        ),
    },
    not_measured="任务在测量之前就结束了，所以不知道它是否有帮助。",
    nothing_learnt="学到的结果在其他雨上都损失过多，因此结果就是起始权重，没有改变。",
    nothing_yet="任务在测量学到的内容之前就结束了，因此结果就是起始权重，没有改变。请给它更多时间。",
    from_step="结果取自第 {step} 步，是测得最好的一步。",
    earlier_stay="仍然使用原来的权重。你也可以照样使用这个结果。",
    measure="测量对象",
    before="之前",
    after="之后",
    change="变化",
    held_niqe="{n} 张未学过的照片的 NIQE",
    held_niqe_one="1 张未学过的照片的 NIQE",
    held_dark="{n} 张未学过的照片的暗通道",
    held_dark_one="1 张未学过的照片的暗通道",
    guard="已知无雨原图的测试图片的 PSNR",
    watched_niqe="学过的照片的 NIQE",
    none="–",
    notes=(
        "数值为各照片的平均。NIQE 和暗通道越低越好，PSNR（单位 dB）越高越好。"
        "NIQE 相差百分之几是看不出来的。"
    ),
    each="每张未学过的照片",
    photo="照片 {n}",
    niqe="NIQE",
    dark="暗通道",
    table="之前与之后的测量结果",
    selected="已选用：你在“对比”中选择的每张照片也会由你的学生网络去雨。",
    selected_anyway="虽不推荐但已选用：你在“对比”中选择的每张照片也会由你的学生网络去雨。",
    not_selected="未选用：“对比”中的照片只由教师和学生网络去雨。",
    show="在“对比”中显示",
    use="在“对比”中使用",
    use_anyway="仍在“对比”中使用",
    use_no_more="不再使用",
    working="你的学生网络正在为“对比”中的照片去雨",
    shown="已在“对比”中显示，与教师和学生并排。",
    missing="这个任务已不存在：它已过期或被删除。",
    no_result="这个任务没有可用的结果，请打开一个已完成的任务。",
    damaged="这个任务的结果已损坏，无法使用，请重新开始任务。",
)
