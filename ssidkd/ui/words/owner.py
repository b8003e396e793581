"""Words of the owner's page: its frame, its login, and looking through photos."""

from dataclasses import dataclass

from ssidkd.ui.words import owner_facts, owner_figures, owner_hub, owner_review, owner_take
from ssidkd.ui.words.owner_facts import FactWords, KeyWords, KindWords
from ssidkd.ui.words.owner_figures import FigureWords
from ssidkd.ui.words.owner_hub import HubWords
from ssidkd.ui.words.owner_review import ReviewWords
from ssidkd.ui.words.owner_take import TakeWords
from ssidkd.ui.words.refusals import RefusalWords


@dataclass(frozen=True, kw_only=True)
class OwnerWords:
    """What the owner's page says. Templates have the places that their names in braces say."""

    locale: str
    title: str
    other_language: str
    """Name of the other language, in that language."""
    other_locale: str
    other_name: str
    """What `?lang=` takes for it."""
    sign_out: str
    signed_in_as: str
    to_page: str
    views: str
    """Name of the row of views, for those who cannot see it."""
    tab_review: str
    tab_figures: str
    tab_hub: str
    tab_take: str
    needs_script: str
    close: str
    server_gone: str
    server_failed: str
    signed_out: str
    not_ours: str
    """The server took a request for one of another page."""
    disk_failed: str
    problems: RefusalWords
    """The collection's own sentences."""
    login: "LoginWords"
    review: ReviewWords
    facts: FactWords
    kinds: KindWords
    keys: KeyWords
    figures: FigureWords
    hub: HubWords
    take: TakeWords


@dataclass(frozen=True, kw_only=True)
class LoginWords:
    """What the way in says."""

    explained: str
    token: str
    where: str
    enter: str
    wrong: str
    wait: str
    hub: str
    hub_button: str
    hub_not_listed: str
    hub_elsewhere: str


ENGLISH = OwnerWords(
    locale="en",
    title="Photos of the collection",
    other_language="中文",
    other_locale="zh-CN",
    other_name="zh",
    sign_out="Sign out",
    signed_in_as="Signed in as {name}",
    to_page="To the public page",
    views="Views",
    tab_review="Review",
    tab_figures="Figures",
    tab_hub="Hub",
    tab_take="Export and train",
    needs_script="This page needs JavaScript.",
    close="Close",
    server_gone="The server does not answer. Nothing was changed; try again.",
    server_failed="Something went wrong on the server. Its log says more.",
    signed_out="You are signed out.",
    not_ours="The server refused this request. Load the page again.",
    disk_failed="The server's disk could not keep this. Its log says more.",
    problems=RefusalWords(sentences={}, parts={}),
    login=LoginWords(
        explained="Only the owners of this server may look at photos that wait for a review.",
        token="Owner's token",
        where="It is SSIDKD_OWNER_TOKEN, or in the file owner-token of the data folder.",
        enter="Sign in",
        wrong="This is not the token of this server.",
        wait="Too many wrong tokens came. Try again in {seconds} seconds.",
        hub="Sign in with the Hugging Face account that SSIDKD_OWNERS names.",
        hub_button="Sign in with Hugging Face",
        hub_not_listed=(
            "You are signed in as {name}, and that account is not one of the owners. Sign in with "
            "another one, or add it to SSIDKD_OWNERS."
        ),
        hub_elsewhere=(
            "If nothing happens, open this page in a window of its own: inside another page, "
            "browsers keep the login back."
        ),
    ),
    review=owner_review.ENGLISH,
    facts=owner_facts.FACTS_ENGLISH,
    kinds=owner_facts.KINDS_ENGLISH,
    keys=owner_facts.KEYS_ENGLISH,
    figures=owner_figures.ENGLISH,
    hub=owner_hub.ENGLISH,
    take=owner_take.ENGLISH,
)
CHINESE = OwnerWords(
    locale="zh-CN",
    title="收集到的照片",
    other_language="English",
    other_locale="en",
    other_name="en",
    sign_out="退出登录",
    signed_in_as="已登录：{name}",
    to_page="前往公开页面",
    views="视图",
    tab_review="审核",
    tab_figures="统计",
    tab_hub="Hub",
    tab_take="导出与训练",
    needs_script="本页需要 JavaScript。",
    close="关闭",
    server_gone="服务器没有应答。没有任何改动，请重试。",
    server_failed="服务器出错了，详情见其日志。",
    signed_out="你已退出登录。",
    not_ours="服务器拒绝了此请求，请重新加载页面。",
    disk_failed="服务器的磁盘无法保存此操作，详情见其日志。",
    problems=RefusalWords(
        sentences={
            r"It is on the Hub, or on its way there, and stays: (?P<photo>\w+)\. .*": (
                "照片 {photo} 已在 Hub 或正在发送，会保留在那里，只有捐赠者能撤回它。"
            ),
            r"Its pixels are no longer here: (?P<photo>\w+)\.": "照片 {photo} 的文件已不在这里。",
            r"This photo is not in the collection, or no longer\.": (
                "这张照片不在收藏中，或已被撤回。"
            ),
            r"A finetuning needs at least (?P<least>\d+) .* there are (?P<count>\d+)\. .*": (
                "微调至少需要 {least} 张不留作验证的已接受照片，现在有 {count} 张，请再接受一些。"
            ),
            r"The selection is forgotten\. .*": "所选照片已被遗忘，请重新导出。",
            r"There is no accepted photo to export\. .*": ("还没有可导出的已接受照片，请先审核。"),
        },
        parts={},
    ),
    login=LoginWords(
        explained="只有本服务器的所有者才能查看等待审核的照片。",
        token="所有者令牌",
        where="即 SSIDKD_OWNER_TOKEN 的值，或数据文件夹中 owner-token 文件的内容。",
        enter="登录",
        wrong="这不是本服务器的令牌。",
        wait="错误的令牌太多，请在 {seconds} 秒后重试。",
        hub="请用 SSIDKD_OWNERS 中列出的 Hugging Face 账号登录。",
        hub_button="用 Hugging Face 登录",
        hub_not_listed=(
            "你已登录为 {name}，但该账号不是所有者。请换一个账号登录，或将它加入 SSIDKD_OWNERS。"
        ),
        hub_elsewhere=(
            "如果没有反应，请在单独的窗口中打开本页：嵌在其他页面里时，浏览器不会保留登录状态。"
        ),
    ),
    review=owner_review.CHINESE,
    facts=owner_facts.FACTS_CHINESE,
    kinds=owner_facts.KINDS_CHINESE,
    keys=owner_facts.KEYS_CHINESE,
    figures=owner_figures.CHINESE,
    hub=owner_hub.CHINESE,
    take=owner_take.CHINESE,
)
