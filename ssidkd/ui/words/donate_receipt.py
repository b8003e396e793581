"""Words of the tab "Donate": what became of the photos, and the receipt."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class ReceiptWords:
    """What is said after a donation. Templates have the places that their names in braces say."""

    thanks: str
    thanks_one: str
    nothing_new: str
    outcomes: Mapping[str, str]
    """What became of a photo, by `PhotoAnswer.outcome`."""
    code_title: str
    code_note: str
    code_lost: str
    """Where a donation is asked for again whose code has been told already."""
    save: str
    more: str
    """Button that shows the form again."""
    file: str
    """Text of the file that a donor saves."""
    file_name: str
    safe_here: str
    passing: str
    until_hub: str
    title: str
    """Of the list of this browser's donations."""
    empty: str
    again: str
    """Button that looks the states up again."""
    line: str
    line_one: str
    """Head of one donation: when, how many photos, under which licence."""
    is_unknown: str
    forget: str
    unfinished: str
    take_back: str
    states: Mapping[str, str]
    """Where photos of a donation are, with their number; by state."""
    state: Mapping[str, str]
    """Where one photo is, in a few words; by state."""
    revision: str
    reason: str
    sync_off: str
    sync_waiting: str
    sync_done: str
    sync_removals: str
    sync_failing: str
    sync_never: str
    sync_last: str


ENGLISH = ReceiptWords(
    thanks="Thank you: {n} photos were received.",
    thanks_one="Thank you: 1 photo was received.",
    nothing_new="Nothing new was kept.",
    outcomes={
        "received": "Received.",
        "alike": "Received. It looks like one we have, which does no harm.",
        "have_it": "We have exactly this photo already, so it was not kept twice.",
        "no_room": "Not kept: there is no room for more right now.",
        "failed": "Not kept: something went wrong with this one.",
    },
    code_title="Your deletion code",
    code_note=(
        "The only key to your photos: with it you see what becomes of them, and can take them "
        "back. It is kept in this browser and not on the server, so save it elsewhere too."
    ),
    code_lost="These photos were received before, and their deletion code was shown then.",
    save="Save as a file",
    more="Give more photos",
    file=(
        "Photos given to the collection of real rain\n"
        "\n"
        "When: {when}\n"
        "Photos: {n}\n"
        "Licence: {licence}\n"
        "Name to be given: {credit}\n"
        "Terms: version {terms}\n"
        "Deletion code: {code}\n"
        "\n"
        "To take photos back, open the tab Donate of the page where you gave them, type the code "
        'under "Take photos back" and choose which. They are deleted there at once, and from the '
        "data set on the Hub with its next update. Whoever has this code can do that, so keep it "
        "to yourself.\n"
        "\n"
        "Names of the photos in the collection:\n"
        "{identities}\n"
    ),
    file_name="rain-photos-receipt.txt",
    safe_here=("Received: they are on this server's disk, where a crash does not lose them."),
    passing=(
        "Received, but not safe yet: a crash of the page does not lose them, a restart of this "
        "host does, because its disk does not last."
    ),
    until_hub="They are safe once the owner has accepted them and the Hub has them too.",
    title="Your donations",
    empty="This browser remembers no donation.",
    again="Look again",
    line="{when}: {n} photos, {licence}",
    line_one="{when}: 1 photo, {licence}",
    is_unknown=(
        "This server does not know this donation: it was given elsewhere, or the disk was emptied. "
        "The code is {code}."
    ),
    forget="Forget it here",
    unfinished="A donation was still being received when this page was left. Look again now.",
    take_back="See the photos or take them back",
    states={
        "stored": "{n} received, waiting to be looked at",
        "reviewed": "{n} accepted",
        "queued": "{n} on the way to the Hub",
        "committed": "{n} safe on the Hub",
        "refused": "{n} not taken into the collection",
        "withdrawn": "{n} taken back",
    },
    state={
        "stored": "Received, waiting to be looked at",
        "reviewed": "Accepted",
        "queued": "On the way to the Hub",
        "committed": "Safe: on the Hub",
        "refused": "Not taken into the collection",
        "withdrawn": "Taken back",
    },
    revision="revision {revision}",
    reason="Reason: {reason}",
    sync_off="From this server nothing is sent to the Hub, so the photos stay here only.",
    sync_waiting="{n} accepted photos of all donors wait to be sent to the Hub.",
    sync_done="All accepted photos are on the Hub.",
    sync_removals="{n} photos that were taken back will be removed there with the next update.",
    sync_failing=(
        "Sending to the Hub has not worked since {when}. It is tried again and again, and nothing "
        "is lost by that."
    ),
    sync_never="Nothing has been sent yet.",
    sync_last="Last sent: {when}.",
)
CHINESE = ReceiptWords(
    thanks="谢谢：收到了 {n} 张照片。",
    thanks_one="谢谢：收到了 1 张照片。",
    nothing_new="没有保存新的照片。",
    outcomes={
        "received": "已收到。",
        "alike": "已收到。它与已有的一张相似，没有关系。",
        "have_it": "我们已经有完全相同的照片，因此没有重复保存。",
        "no_room": "未保存：目前没有更多空间。",
        "failed": "未保存：这张照片出了问题。",
    },
    code_title="你的删除码",
    code_note=(
        "这是你的照片的唯一钥匙：凭它可以查看照片的去向，也可以撤回。"
        "它只保存在此浏览器中，服务器上没有，请另外保存一份。"
    ),
    code_lost="这些照片之前已经收到，删除码当时已经显示过。",
    save="存为文件",
    more="再捐一些照片",
    file=(
        "捐给真实雨天图集的照片\n"
        "\n"
        "时间：{when}\n"
        "照片数：{n}\n"
        "许可：{licence}\n"
        "署名：{credit}\n"
        "条款：版本 {terms}\n"
        "删除码：{code}\n"
        "\n"
        "要撤回照片，请打开捐赠时的页面，在“捐赠”页的“撤回照片”下输入删除码并选择照片。"
        "照片会立即在那里删除，并在 Hub 上的数据集下次更新时从中删除。"
        "任何持有此码的人都能撤回，请妥善保管。\n"
        "\n"
        "照片在图集中的名称：\n"
        "{identities}\n"
    ),
    file_name="rain-photos-receipt.txt",
    safe_here="已收到：存放在这台服务器的磁盘上，程序崩溃不会丢失。",
    passing=(
        "已收到，但还不安全：页面程序崩溃不会丢失，但这台主机的磁盘不会长期保留，重启就会丢失。"
    ),
    until_hub="维护者接受并传到 Hub 之后才算安全。",
    title="你的捐赠",
    empty="此浏览器没有记录任何捐赠。",
    again="重新查看",
    line="{when}：{n} 张照片，{licence}",
    line_one="{when}：1 张照片，{licence}",
    is_unknown="这台服务器不知道这次捐赠：可能是在别处捐赠的，或者磁盘已被清空。删除码为 {code}。",
    forget="在此忘记",
    unfinished="离开页面时有一次捐赠仍在接收中，请重新查看。",
    take_back="查看或撤回照片",
    states={
        "stored": "{n} 张已收到，等待查看",
        "reviewed": "{n} 张已接受",
        "queued": "{n} 张正在传到 Hub",
        "committed": "{n} 张已安全存放在 Hub",
        "refused": "{n} 张未收入图集",
        "withdrawn": "{n} 张已撤回",
    },
    state={
        "stored": "已收到，等待查看",
        "reviewed": "已接受",
        "queued": "正在传到 Hub",
        "committed": "安全：已在 Hub 上",
        "refused": "未收入图集",
        "withdrawn": "已撤回",
    },
    revision="版本 {revision}",
    reason="原因：{reason}",
    sync_off="这台服务器不向 Hub 发送任何内容，照片只存放在这里。",
    sync_waiting="所有捐赠者共有 {n} 张已接受的照片等待传到 Hub。",
    sync_done="所有已接受的照片都在 Hub 上。",
    sync_removals="{n} 张已撤回的照片会在下次更新时从那里删除。",
    sync_failing="自 {when} 起无法传到 Hub。会不断重试，不会因此丢失任何照片。",
    sync_never="还没有传过。",
    sync_last="上次传送：{when}。",
)
