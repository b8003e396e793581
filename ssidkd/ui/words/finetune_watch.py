"""Words of the tab "Finetune" for a job that is watched."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class WatchWords:
    """What is said of a job. Templates have the places that their names in braces say."""

    title: str
    queued_next: str
    queued_one: str
    queued: str
    queued_time: str
    queued_stopping: str
    beginning: str
    running: str
    stopping: str
    done: Mapping[str, str]
    """By the reason of the outcome."""
    stopped: str
    stopped_early: str
    """Before there was anything to keep."""
    failed: Mapping[str, str]
    """By the reason of the outcome; `error` for those that have no entry."""
    failed_kept: str
    interrupted: str
    interrupted_early: str
    unknown: str
    step: str
    time: str
    """Of the time so far and the time left."""
    time_so_far: str
    speed: str
    left_out: str
    left_out_one: str
    kept: str
    stop: str
    resume: str
    another: str
    link: str
    link_note: str
    probe_title: str
    probe_none: str
    over_time: str
    probe_keys: str
    start_pane: str
    input_alt: str
    start_alt: str
    now_alt: str
    at_step: str
    at_step_niqe: str
    losses_title: str
    losses_note: str
    smoothing: str
    log_axis: str
    terms: Mapping[str, str]
    """Names of the loss terms; others are called as the recipe calls them."""
    raw: str
    scores_title: str
    scores_note: str
    guard_title: str
    guard_note: str
    lines: Mapping[str, str]
    """Names of the lines of scores."""
    step_axis: str
    loss_axis: str
    niqe_axis: str
    psnr_axis: str
    no_plot: str
    no_scores: str


ENGLISH = WatchWords(
    title="Your finetuning",
    queued_next="Waiting. This job is next.",
    queued_one="Waiting. One job comes before this one.",
    queued="Waiting. {n} jobs come before this one.",
    queued_time="It begins in about {time}.",
    queued_stopping="It is taken out of the queue.",
    beginning="Getting ready: photos are read, and the start is measured.",
    running="The student is learning.",
    stopping="Stopping after this step. The best so far is kept.",
    done={
        "complete": "Done. All {steps} steps are taken.",
        "guard": (
            "Done, ended early at step {step}: the student began to forget how to remove other "
            "rain. The best before that is kept."
        ),
        "time_limit": "Done at step {step}: the time for one job is over. The best is kept.",
    },
    stopped="Stopped at step {step}. The best so far is kept.",
    stopped_early="Stopped before it had begun.",
    failed={
        "config": "The job failed: its settings cannot be used. Please start it again.",
        "photos": "The job failed: none of its photos can be read. Start again with other photos.",
        "weights": "The job failed: its weights cannot be used. Start from other weights.",
        "checkpoint": "The job failed: what it had saved is damaged. Please start it again.",
        "diverged": (
            "The job failed at step {step}: the numbers ran out of bounds. Start again, with other "
            "photos or less effort."
        ),
        "memory": (
            "The job failed: there was not enough memory. Try a smaller effort or smaller photos."
        ),
        "disk": "The job failed: the server's disk is full. Try again later.",
        "error": "The job failed in a way nobody expected. Please start it again.",
    },
    failed_kept="What was learned before is kept.",
    interrupted="Interrupted at step {step} of {steps}. Press Resume to go on from there.",
    interrupted_early="Interrupted before the first step. Press Resume to begin again.",
    unknown=(
        "There is no such job, or no longer: jobs are deleted {hours} hours after their end. Check "
        "the link, or start a new one."
    ),
    step="Step {step} of {steps}",
    time="{elapsed} so far, about {left} left",
    time_so_far="{elapsed} of learning",
    speed="{n} crops per second",
    left_out="{n} photos could not be read and are left out.",
    left_out_one="1 photo could not be read and is left out.",
    kept="Kept for {hours} more hours.",
    stop="Stop and keep the best so far",
    resume="Resume",
    another="Start another one",
    link="Link to this job",
    link_note="Whoever has the link can see and stop the job.",
    probe_title="The photo you watch",
    probe_none="The first picture comes when the start has been measured.",
    over_time="Step that is shown",
    probe_keys="Move through time with the slider or with ← and →.",
    start_pane="Start",
    input_alt="The rainy photo",
    start_alt="The photo as the student derained it before it learned",
    now_alt="The photo as derained at step {step}",
    at_step="Step {step}",
    at_step_niqe="Step {step} · NIQE {niqe}",
    losses_title="What it minimises",
    losses_note="Every step as it was (faint) and smoothed. Lower is better.",
    smoothing="Smoothing",
    log_axis="Logarithmic axis",
    terms={
        "loss": "Sum",
        "l1": "Synthetic rain, difference",
        "charbonnier": "Synthetic rain, difference",
        "negative_ssim": "Synthetic rain, structure",
        "anchor": "Synthetic rain, as found at the start",
        "consistency": "Your photos, difference from their target",
        "consistency_ssim": "Your photos, structure of their target",
        "kl": "Codes of real and synthetic rain",
        "dark_channel": "Dark channel of your photos",
        "total_variation": "Total variation of your photos",
    },
    raw="{name}, each step",
    scores_title="NIQE while it learns",
    scores_note="How natural the derained photos look. Lower is better.",
    guard_title="Other rain",
    guard_note=(
        "PSNR on synthetic rain that it should still remove. Higher is better; a loss of more than "
        "{most} dB ends the job."
    ),
    lines={
        "probe": "The photo you watch",
        "watched": "Photos it learns from",
        "held_out": "Photos it never sees",
        "guard": "Synthetic rain",
    },
    step_axis="Step",
    loss_axis="Loss",
    niqe_axis="NIQE",
    psnr_axis="PSNR [dB]",
    no_plot="The curves begin with the first step.",
    no_scores="The first point comes when the start has been measured.",
)
CHINESE = WatchWords(
    title="你的微调",
    queued_next="正在等待，下一个就是这个任务。",
    queued_one="正在等待，前面还有一个任务。",
    queued="正在等待，前面还有 {n} 个任务。",
    queued_time="约 {time}后开始。",
    queued_stopping="正在从队列中取出。",
    beginning="正在准备：读取照片，并测量起点。",
    running="学生网络正在学习。",
    stopping="这一步之后停止，保留目前最好的结果。",
    done={
        "complete": "完成，{steps} 步已全部走完。",
        "guard": "在第 {step} 步提前结束：学生网络开始忘记如何去除其他的雨。已保留此前最好的结果。",
        "time_limit": "在第 {step} 步结束：单个任务的时间已用完。已保留最好的结果。",
    },
    stopped="已在第 {step} 步停止，保留了目前最好的结果。",
    stopped_early="在开始之前就已停止。",
    failed={
        "config": "任务失败：设置无法使用，请重新开始。",
        "photos": "任务失败：照片都无法读取，请换其他照片重新开始。",
        "weights": "任务失败：权重无法使用，请换一个起点。",
        "checkpoint": "任务失败：保存的进度已损坏，请重新开始。",
        "diverged": "任务在第 {step} 步失败：数值超出范围。请换照片或减少投入后重新开始。",
        "memory": "任务失败：内存不足。请减少投入或使用较小的照片。",
        "disk": "任务失败：服务器的磁盘已满，请稍后再试。",
        "error": "任务以意料之外的方式失败，请重新开始。",
    },
    failed_kept="此前学到的内容已保留。",
    interrupted="在第 {step} 步（共 {steps} 步）中断。点“继续”即可从那里接着进行。",
    interrupted_early="在第一步之前中断。点“继续”即可重新开始。",
    unknown=(
        "没有这个任务，或者它已被删除：任务在结束 {hours} 小时后删除。请检查链接，或开始新的任务。"
    ),
    step="第 {step} 步，共 {steps} 步",
    time="已用 {elapsed}，约剩 {left}",
    time_so_far="学习用时 {elapsed}",
    speed="每秒 {n} 个裁剪块",
    left_out="{n} 张照片无法读取，未使用。",
    left_out_one="1 张照片无法读取，未使用。",
    kept="还会保留 {hours} 小时。",
    stop="停止并保留目前最好的结果",
    resume="继续",
    another="开始另一个",
    link="这个任务的链接",
    link_note="拥有链接的人都能查看并停止这个任务。",
    probe_title="你观察的照片",
    probe_none="测量完起点后会出现第一张图片。",
    over_time="显示的步数",
    probe_keys="用滑块或 ← → 键在时间中移动。",
    start_pane="起点",
    input_alt="有雨的照片",
    start_alt="学习之前学生网络去雨的照片",
    now_alt="第 {step} 步去雨的照片",
    at_step="第 {step} 步",
    at_step_niqe="第 {step} 步 · NIQE {niqe}",
    losses_title="它在减小什么",
    losses_note="每一步的原始值（浅色）和平滑后的值。越低越好。",
    smoothing="平滑",
    log_axis="对数坐标",
    terms={
        "loss": "总和",
        "l1": "合成雨，差异",
        "charbonnier": "合成雨，差异",
        "negative_ssim": "合成雨，结构",
        "anchor": "合成雨，与开始时一致",
        "consistency": "你的照片，与目标的差异",
        "consistency_ssim": "你的照片，与目标的结构",
        "kl": "真实雨与合成雨的编码",
        "dark_channel": "你的照片的暗通道",
        "total_variation": "你的照片的全变分",
    },
    raw="{name}，每一步",
    scores_title="学习中的 NIQE",
    scores_note="去雨后的照片看起来有多自然。越低越好。",
    guard_title="其他的雨",
    guard_note="在仍应能去除的合成雨上的 PSNR。越高越好；下降超过 {most} dB 任务即结束。",
    lines={
        "probe": "你观察的照片",
        "watched": "用于学习的照片",
        "held_out": "从未见过的照片",
        "guard": "合成雨",
    },
    step_axis="步数",
    loss_axis="损失",
    niqe_axis="NIQE",
    psnr_axis="PSNR [dB]",
    no_plot="走完第一步后开始画曲线。",
    no_scores="测量完起点后会出现第一个点。",
)
