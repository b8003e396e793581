"""Words of the rain lab's part with link, command line and files."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class LabTakeWords:
    """What that part says. Templates have the places that their names in braces say."""

    title: str
    """Of the part with link, command and files."""
    link: str
    link_own: str
    copy_link: str
    command: str
    copy_command: str
    save_rainy: str
    save_clean: str
    save_truth: str
    send: str
    sent_not_ready: str


ENGLISH = LabTakeWords(
    title="Take it with you",
    link="A link to this photo, rain and seed",
    link_own="A link to this rain and seed; your own photo is not part of it",
    copy_link="Copy link",
    command="The command that makes the rainy file from the clean one",
    copy_command="Copy command",
    save_rainy="Save rainy PNG",
    save_clean="Save clean PNG",
    save_truth="Save truth PNG, with noise and JPEG",
    send="Send to Compare and Maps",
    sent_not_ready="Teacher or student are not ready yet. Send it when they are.",
)
CHINESE = LabTakeWords(
    title="带走",
    link="指向这张照片、这场雨和种子的链接",
    link_own="指向这场雨和种子的链接；不包含你自己的照片",
    copy_link="复制链接",
    command="由无雨文件生成有雨文件的命令",
    copy_command="复制命令",
    save_rainy="保存有雨 PNG",
    save_clean="保存无雨 PNG",
    save_truth="保存真值 PNG（含噪声和 JPEG）",
    send="发送到“对比”和“图解”",
    sent_not_ready="教师或学生的结果尚未完成，请完成后再发送。",
)
