"""Words of the list of earlier finetuning jobs, and of results seen against each other."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class HistoryWords:
    """What the list says. Templates have the places that their names in braces say."""

    title: str
    note: str
    empty: str
    date: str
    effort: str
    photos: str
    state: str
    verdict: str
    efforts: Mapping[str, str]
    """Names of the efforts; others stay as they are."""
    states: Mapping[str, str]
    """Names of the states of a job."""
    recommended: str
    not_recommended: str
    unchanged: str
    no_verdict: str
    this_one: str
    label: str
    """Of a job in a list to choose from."""
    label_not_recommended: str
    job: str
    open: str
    delete: str
    delete_title: str
    delete_sentence: str
    delete_do: str
    delete_leave: str
    deleted: str
    not_over: str
    choose_first: str
    against: str
    against_note: str
    left: str
    right: str
    bundled: Mapping[str, str]
    """Names of the bundled networks as choices."""
    began_with: str
    on_photo: str
    on_compare: str
    photo_of_job: str
    compare: str
    original: str
    preparing: str
    working: str
    picture_alt: str
    facts: str
    no_niqe: str
    choose_two: str
    compared: str


ENGLISH = HistoryWords(
    title="Your jobs",
    note="Started or opened in this browser. Each one is deleted with its photos when it expires.",
    empty="Jobs that you start in this browser are listed here.",
    date="Started",
    effort="Effort",
    photos="Photos",
    state="State",
    verdict="Verdict",
    efforts={"quick": "quick", "normal": "normal", "thorough": "thorough"},
    states={
        "queued": "waiting",
        "running": "running",
        "stopping": "stopping",
        "done": "done",
        "stopped": "stopped",
        "failed": "failed",
        "interrupted": "interrupted",
    },
    recommended="recommended",
    not_recommended="not recommended",
    unchanged="not recommended, nothing changed",
    no_verdict="–",
    this_one="shown above",
    label="{date}, {effort}, photos: {n}, {state}",
    label_not_recommended="{label} (not recommended)",
    job="Job",
    open="Open it above",
    delete="Delete it and its photos …",
    delete_title="Delete this job?",
    delete_sentence=(
        "{label}. Its photos, its result and its curves are deleted for good. Weights that you "
        "have saved stay yours."
    ),
    delete_do="Delete it",
    delete_leave="Keep it",
    deleted="The job and its photos are deleted.",
    not_over="This job is not over. Open it and stop it first, then delete it.",
    choose_first="Choose a job from the list first.",
    against="Two results against each other",
    against_note="Any two results, or a result and a network that comes with the page.",
    left="First",
    right="Second",
    bundled={"teacher": "Teacher of this page", "student": "Student of this page"},
    began_with="What it began with: {label}",
    on_photo="On which photo",
    on_compare="the photo on Compare",
    photo_of_job="the photo you watched in the job",
    compare="Compare them",
    original="Input",
    preparing="Preparing the photo",
    working="Working: {name}",
    picture_alt="Your photo as derained by: {name}.",
    facts="NIQE {niqe}, dark channel {dark}",
    no_niqe="no value",
    choose_two="Choose two different networks.",
    compared="Lower is better for both numbers. Small differences mean nothing.",
)
CHINESE = HistoryWords(
    title="你的任务",
    note="在此浏览器中开始或打开过的任务。每个任务到期时连同照片一起删除。",
    empty="你在此浏览器中开始的任务会列在这里。",
    date="开始时间",
    effort="力度",
    photos="照片",
    state="状态",
    verdict="结论",
    efforts={"quick": "快速", "normal": "普通", "thorough": "彻底"},
    states={
        "queued": "等待中",
        "running": "进行中",
        "stopping": "正在停止",
        "done": "完成",
        "stopped": "已停止",
        "failed": "失败",
        "interrupted": "已中断",
    },
    recommended="推荐",
    not_recommended="不推荐",
    unchanged="不推荐，没有改变",
    no_verdict="–",
    this_one="上方显示的任务",
    label="{date}，{effort}，{n} 张照片，{state}",
    label_not_recommended="{label}（不推荐）",
    job="任务",
    open="在上方打开",
    delete="删除任务和照片…",
    delete_title="要删除这个任务吗？",
    delete_sentence="{label}。它的照片、结果和曲线将被永久删除。你已保存的权重不受影响。",
    delete_do="删除",
    delete_leave="保留",
    deleted="任务及其照片已删除。",
    not_over="这个任务尚未结束，请先打开并停止它，再删除。",
    choose_first="请先从列表中选择一个任务。",
    against="两个结果互相比较",
    against_note="任意两个结果，或一个结果与本页自带的网络。",
    left="第一个",
    right="第二个",
    bundled={"teacher": "本页的教师网络", "student": "本页的学生网络"},
    began_with="起始权重：{label}",
    on_photo="用哪张照片",
    on_compare="“对比”中的照片",
    photo_of_job="任务中你关注的照片",
    compare="开始比较",
    original="输入",
    preparing="正在准备照片",
    working="正在处理：{name}",
    picture_alt="你的照片，去雨者：{name}。",
    facts="NIQE {niqe}，暗通道 {dark}",
    no_niqe="无数值",
    choose_two="请选择两个不同的网络。",
    compared="两个数字都是越低越好。微小的差别没有意义。",
)
