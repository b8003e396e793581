"""What a donor agrees to. Whoever changes its meaning changes `TERMS_VERSION` too."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class TermsWords:
    """The text of consent, and the box under it."""

    title: str
    points: tuple[str, ...]
    version: str
    box: str
    changed: str
    """Where the text has changed since the page was opened; said above the new text."""


ENGLISH = TermsWords(
    title="By giving photos I agree to this:",
    points=(
        "I took these photos myself, or whoever has the rights to them agrees.",
        "Nobody in them can be recognised who has not agreed to it, and no number plate.",
        "The photos, what I say about them here, and numbers measured on them may be kept, looked "
        "at by the owners of this collection, published in a data set, and used to train and test "
        "networks that remove rain.",
        "They are published under the licence I chose. Copies that others have made by then cannot "
        "be called back.",
        "I can take my photos back at any time with the deletion code I am given now. They are "
        "then deleted here at once and from the data set with its next update; earlier versions "
        "of the data set may still hold them.",
        "Kept about me are when I gave the photos, a random word of this browser in a form that "
        "leads to nobody, to count donations, and the name to be given if I chose CC BY 4.0. No "
        "file name, no place and no time from the photo's file, no address.",
    ),
    version="Version of this text: {version}",
    box="I agree",
    changed=(
        "The text below has changed since you opened this page. Nothing was kept. Please read it, "
        "and tick the box again if you agree."
    ),
)
CHINESE = TermsWords(
    title="捐赠照片即表示我同意：",
    points=(
        "这些照片是我自己拍摄的，或者权利人已经同意。",
        "照片中没有未经同意而能被认出的人，也没有能辨认的车牌。",
        "照片、我在此所作的说明以及测得的数值可以被保存，由图集的维护者查看，在数据集中公开，"
        "并用于训练和测试去雨网络。",
        "照片按我选择的许可公开。届时他人已经制作的副本无法收回。",
        "我可以随时用现在得到的删除码撤回照片。照片会立即在这里删除，并在数据集下次更新时从中删除；"
        "数据集的早期版本可能仍然含有它们。",
        "关于我，只保存捐赠的时间、此浏览器的一个随机词（以无法追溯到任何人的形式，用于统计捐赠），"
        "以及选择 CC BY 4.0 时的署名。不保存文件名、文件中的地点和时间，也不保存网络地址。",
    ),
    version="文本版本：{version}",
    box="我同意",
    changed="自你打开本页面以来，下面的文本已经更改。什么都没有保存。请阅读后，如果同意，再次勾选。",
)
