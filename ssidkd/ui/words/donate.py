"""Words of the tab "Donate": photos, what they show, consent."""

from collections.abc import Mapping
from dataclasses import dataclass

from ssidkd.core.intake import ACCEPTED, DEFAULT_LIMITS
from ssidkd.ui.words import donate_receipt, donate_sentences, donate_terms, donate_withdraw
from ssidkd.ui.words.refusals import RefusalWords

_MEGABYTES = DEFAULT_LIMITS.max_bytes >> 20


@dataclass(frozen=True, kw_only=True)
class DonateWords:
    """What the tab says. Templates have the places that their names in braces say."""

    tab: str
    """Name of the tab."""
    terms: donate_terms.TermsWords
    receipt: donate_receipt.ReceiptWords
    withdraw: donate_withdraw.WithdrawWords
    sentences: RefusalWords
    """What the collection says in English."""
    heading: str
    why: str
    not_here: str
    """Where no photos are collected."""
    photos_title: str
    photos_hint: str
    drop: str
    clear: str
    give_compared: str
    """Button on the tab Compare."""
    give_job: str
    """Button beside a finetuning's result."""
    give_job_note: str
    no_own_photo: str
    """Where the photo that is to be given is a bundled example."""
    name_compared: str
    """Name of a photo that comes from Compare."""
    name_job: str
    """Name of a photo that comes from a finetuning."""
    only_here: str
    """Of what happens before the button is pressed."""
    no_photos: str
    one_photo: str
    photos: str
    looking: str
    remove_this: str
    left_out: str
    left_out_one: str
    reasons: Mapping[str, str]
    """Why a file was left out, by `ssidkd.services.jobs.photos.Reason`."""
    people_title: str
    people: str
    about_title: str
    about_hint: str
    fields: Mapping[str, str]
    """Label of every field of a description."""
    choices: Mapping[str, Mapping[str, str]]
    """Label of every choice of every field, "" where nothing is said."""
    licence_title: str
    licence: str
    licences: Mapping[str, str]
    licence_notes: Mapping[str, str]
    credit: str
    credit_hint: str
    give_title: str
    give: str
    need_photos: str
    need_consent: str
    need_credit: str
    still_reading: str
    ready_one: str
    ready: str
    sending: str
    """Progress: how many of how many."""


ENGLISH = DonateWords(
    tab="Donate",
    terms=donate_terms.ENGLISH,
    receipt=donate_receipt.ENGLISH,
    withdraw=donate_withdraw.ENGLISH,
    sentences=donate_sentences.ENGLISH,
    heading="Give real rainy photos",
    why=(
        "A network that takes rain off photos has to see real rain, and simulated rain is what it "
        "gets mostly, because free photos of the real thing are rare. Yours would be looked at by "
        "a person, put into a collection, and learned from."
    ),
    not_here=(
        "No photos are collected on this server: whoever runs it has switched that off "
        "(SSIDKD_COLLECTION), or there is no folder it can write to (SSIDKD_DATA_DIR)."
    ),
    photos_title="Your rainy photos",
    photos_hint=(
        "1 to {most} photos taken in the rain. "
        f"{ACCEPTED}, up to {_MEGABYTES} MB each. "
        "Larger ones are made smaller, to {side} pixels on the long side."
    ),
    drop="Drop or choose rainy photos",
    clear="Remove all",
    give_compared="Give this photo to the collection",
    give_job="Give these photos to the collection",
    give_job_note="Takes this finetuning's photos to the tab Donate; nothing is given yet.",
    no_own_photo="What is shown there is an example. Only photos of your own can be given.",
    name_compared="Photo from Compare",
    name_job="Photo {n} of your finetuning",
    only_here=(
        "Until you press the button, nothing is kept: the photos only lie in this page's cache, "
        "which is emptied within an hour."
    ),
    no_photos="No photos yet.",
    one_photo="1 photo.",
    photos="{n} photos.",
    looking="Looking at photo {n} of {total}",
    remove_this="Remove {name}",
    left_out="{n} files were left out:",
    left_out_one="1 file was left out:",
    reasons={
        "same": "The same photo as {like}, so it is in already.",
        "alike": "Nearly the same as {like}. One of them is enough.",
        "too_many": "One donation takes {most} photos. You can give more afterwards.",
        "no_room": (
            "This server holds as many photos as it can right now. Try again in half an hour."
        ),
    },
    people_title="Faces and number plates",
    people=(
        "Please leave out photos in which a stranger's face or a number plate can be recognised. "
        "Place, time and camera are removed from every file, but what can be seen stays."
    ),
    about_title="About the rain",
    about_hint="If you like; it holds for all photos of this donation.",
    fields={"amount": "How much rain", "time": "When", "place": "What is in it"},
    choices={
        "amount": {"": "I don't say", "light": "Light", "heavy": "Heavy"},
        "time": {"": "I don't say", "day": "Day", "night": "Night"},
        "place": {
            "": "I don't say",
            "street": "Street",
            "building": "Buildings",
            "nature": "Nature",
            "water": "Water",
            "vehicle": "From a vehicle",
            "other": "Something else",
        },
    },
    licence_title="Licence",
    licence="Others may use them under",
    licences={"CC0-1.0": "CC0", "CC-BY-4.0": "CC BY 4.0"},
    licence_notes={
        "CC0-1.0": "No conditions and no name.",
        "CC-BY-4.0": "Whoever uses them names you.",
    },
    credit="Name to be given",
    credit_hint="Published with the photos. A pseudonym will do.",
    give_title="Your consent",
    give="Give the photos",
    need_photos="Add at least one photo first.",
    need_consent="Tick the box if you agree.",
    need_credit="CC BY 4.0 needs the name to be given.",
    still_reading="Your photos are still being read. Wait until all of them are there.",
    ready_one="Ready: 1 photo under {licence}.",
    ready="Ready: {n} photos under {licence}.",
    sending="Keeping photo {n} of {total}. You may leave this page: it goes on.",
)
CHINESE = DonateWords(
    tab="捐赠",
    terms=donate_terms.CHINESE,
    receipt=donate_receipt.CHINESE,
    withdraw=donate_withdraw.CHINESE,
    sentences=donate_sentences.CHINESE,
    heading="捐赠真实的雨天照片",
    why=(
        "去雨网络必须见过真实的雨，但可自由使用的真实雨天照片很少，它见到的大多是模拟的雨。"
        "你的照片会先由人查看，再收入图集，供网络学习。"
    ),
    not_here=(
        "这台服务器不收集照片：维护者关闭了收集（SSIDKD_COLLECTION），或者没有可写入的文件夹"
        "（SSIDKD_DATA_DIR）。"
    ),
    photos_title="你的雨天照片",
    photos_hint=(
        "1 到 {most} 张雨中拍摄的照片。支持 JPEG、PNG、WebP、AVIF 或 HEIC，"
        f"每个文件不超过 {_MEGABYTES} MB。"
        "较大的照片会缩小，长边不超过 {side} 像素。"
    ),
    drop="拖入或选择雨天照片",
    clear="全部移除",
    give_compared="把这张照片捐给图集",
    give_job="把这些照片捐给图集",
    give_job_note="把这次微调的照片带到“捐赠”页，此时还没有捐出。",
    no_own_photo="那里显示的是示例，只能捐赠你自己的照片。",
    name_compared="来自“对比”的照片",
    name_job="微调照片 {n}",
    only_here="在按下按钮之前，什么都不会保存：照片只在本页面的缓存中，一小时内清空。",
    no_photos="还没有照片。",
    one_photo="1 张照片。",
    photos="{n} 张照片。",
    looking="正在查看第 {n} 张，共 {total} 张",
    remove_this="移除 {name}",
    left_out="{n} 个文件未加入：",
    left_out_one="1 个文件未加入：",
    reasons={
        "same": "与 {like} 是同一张照片，已经在内。",
        "alike": "与 {like} 几乎相同，有一张就够了。",
        "too_many": "一次捐赠最多 {most} 张照片，之后可以再捐。",
        "no_room": "这台服务器目前存放的照片已达上限，请半小时后再试。",
    },
    people_title="人脸和车牌",
    people=(
        "请不要捐赠能认出陌生人的脸或车牌的照片。每个文件中的地点、时间和相机信息都会去除，"
        "但画面里看得见的内容会保留。"
    ),
    about_title="关于雨",
    about_hint="可以不填；对这次捐赠的所有照片有效。",
    fields={"amount": "雨量", "time": "时间", "place": "场景"},
    choices={
        "amount": {"": "不说明", "light": "小雨", "heavy": "大雨"},
        "time": {"": "不说明", "day": "白天", "night": "夜晚"},
        "place": {
            "": "不说明",
            "street": "街道",
            "building": "建筑",
            "nature": "自然",
            "water": "水面",
            "vehicle": "车内拍摄",
            "other": "其他",
        },
    },
    licence_title="许可",
    licence="他人可按此许可使用",
    licences={"CC0-1.0": "CC0", "CC-BY-4.0": "CC BY 4.0"},
    licence_notes={
        "CC0-1.0": "没有任何条件，也不署名。",
        "CC-BY-4.0": "使用者须注明你的名字。",
    },
    credit="署名",
    credit_hint="随照片一起公开，可以用化名。",
    give_title="你的同意",
    give="捐出照片",
    need_photos="请先加入至少一张照片。",
    need_consent="如果同意，请勾选方框。",
    need_credit="CC BY 4.0 需要填写署名。",
    still_reading="照片还在读取中，请等全部出现。",
    ready_one="就绪：1 张照片，{licence}。",
    ready="就绪：{n} 张照片，{licence}。",
    sending="正在保存第 {n} 张，共 {total} 张。可以离开本页面，保存会继续进行。",
)
