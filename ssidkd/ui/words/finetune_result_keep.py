"""Words of what one takes away from a finetuning job: files, and a copy on the Hub."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class KeepWords:
    """What downloads and the Hub say. Templates have the places that their names in braces say."""

    title: str
    note: str
    kept_for: str
    weights: str
    weights_plain: str
    card: str
    everything: str
    everything_note: str
    ready: str
    hub_title: str
    hub_local: str
    """Of a page without login."""
    hub_login: str
    hub_sign_in: str
    hub_sign_out: str
    """With a place for the visitor's name, which Gradio fills: `{}`."""
    hub_name: str
    hub_name_hint: str
    hub_private: str
    hub_push: str
    hub_pushing: str
    hub_done: str
    hub_open: str
    hub_login_first: str
    hub_bad_name: str
    hub_taken: str
    hub_refused: str
    hub_busy: str
    hub_down: str
    hub_line_login: str
    hub_line_send: str


ENGLISH = KeepWords(
    title="Take it away",
    note="The file of weights says what it is; the command line takes it with --weights.",
    kept_for="This job is kept here for {hours} more hours, then deleted with its photos.",
    weights="Weights, {size} MB",
    weights_plain="Weights",
    card="Model card",
    everything="Everything as ZIP",
    everything_note=(
        "The ZIP also holds your photos, the weights it began with and the command that makes the "
        "same result again."
    ),
    ready="Your browser saves it now; if not, here it is:",
    hub_title="Put it on the Hugging Face Hub",
    hub_local=(
        "Unpack the ZIP and run these two lines in its folder. Only weights and model card are "
        "sent, to a private repository of yours; your photos are not."
    ),
    hub_login=(
        "Log in to put weights and model card into a repository of yours; your photos are not sent."
    ),
    hub_sign_in="Log in with Hugging Face",
    hub_sign_out="Log out ({})",
    hub_name="Name of the repository",
    hub_name_hint="Letters, digits, dots, dashes and underscores.",
    hub_private="Private: only you see it",
    hub_push="Put it on the Hub",
    hub_pushing="Sending weights and model card",
    hub_done="It is on the Hub: {name}.",
    hub_open="Open it",
    hub_login_first="Log in first, with the button above.",
    hub_bad_name="That is no name for a repository. Use letters, digits, dots, dashes.",
    hub_taken="You already have a repository of this name. Choose another name.",
    hub_refused=(
        "The Hub did not accept your login, or it does not allow new repositories. Log in again."
    ),
    hub_busy="The Hub has a problem right now. Nothing is lost here; try again in a few minutes.",
    hub_down="The Hub cannot be reached from here. Nothing is lost here; try again later.",
    hub_line_login="1. Log in",
    hub_line_send="2. Send",
)
CHINESE = KeepWords(
    title="带走结果",
    note="权重文件自带说明；命令行用 --weights 读取它。",
    kept_for="这个任务在此再保留 {hours} 小时，之后连同照片一起删除。",
    weights="权重，{size} MB",
    weights_plain="权重",
    card="模型卡片",
    everything="全部打包为 ZIP",
    everything_note="ZIP 中还有你的照片、起始权重，以及能重新得到同一结果的命令。",
    ready="浏览器正在保存；如果没有，请点这里：",
    hub_title="放到 Hugging Face Hub",
    hub_local=(
        "解压 ZIP，在其文件夹中运行这两行命令。只会上传权重和模型卡片到你的私有仓库，"
        "不包括你的照片。"
    ),
    hub_login="登录后可将权重和模型卡片放入你的仓库；不会上传你的照片。",
    hub_sign_in="用 Hugging Face 登录",
    hub_sign_out="退出登录（{}）",
    hub_name="仓库名称",
    hub_name_hint="字母、数字、点、连字符和下划线。",
    hub_private="私有：只有你能看到",
    hub_push="放到 Hub",
    hub_pushing="正在上传权重和模型卡片",
    hub_done="已放到 Hub：{name}。",
    hub_open="打开",
    hub_login_first="请先用上方的按钮登录。",
    hub_bad_name="这不是有效的仓库名称，请使用字母、数字、点和连字符。",
    hub_taken="你已有同名的仓库，请换一个名称。",
    hub_refused="Hub 没有接受你的登录，或不允许新建仓库，请重新登录。",
    hub_busy="Hub 目前有问题。这里的内容没有丢失，请几分钟后再试。",
    hub_down="从这里无法连接 Hub。这里的内容没有丢失，请稍后再试。",
    hub_line_login="1. 登录",
    hub_line_send="2. 上传",
)
