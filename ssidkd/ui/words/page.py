"""Words of the page's frame: head, foot, what it runs on."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class PageWords:
    """What head and foot say. Templates have the places that their names in braces say."""

    locale: str
    """Of this language, as browsers name it."""
    title: str
    tagline: str
    introduction: str
    about: str
    machine_quick: str
    """What the page runs on, where it makes large photos smaller first."""
    machine_full: str
    machine_loading: str
    machine_failed: str
    other_language: str
    """Name of the other language, in that language."""
    other_locale: str

    @property
    def window_title(self) -> str:
        """What the browser's window is called."""
        return f"{self.title}: {self.tagline}"


ENGLISH = PageWords(
    locale="en",
    title="SSID-KD",
    tagline="Take the rain out of a photo",
    introduction=(
        "A teacher that learned from synthetic rain, and its student, which also learned from real "
        "rain, try your picture side by side."
    ),
    about=(
        "After Cui et al., “Semi-Supervised Image Deraining Using Knowledge Distillation”, IEEE "
        "Transactions on Circuits and Systems for Video Technology, 2022. Photos are worked on by "
        "this server and deleted within the hour, those of a finetuning with their job, and "
        "only those you donate are kept. The bundled networks learned from photos that are free "
        "for non-commercial research only."
    ),
    machine_quick="{device} · {variant} networks · quick up to 1 megapixel",
    machine_full="{device} · {variant} networks · full size at once",
    machine_loading="{device} · loading networks",
    machine_failed="{device} · the networks could not be loaded",
    other_language="中文",
    other_locale="zh-CN",
)
CHINESE = PageWords(
    locale="zh-CN",
    title="SSID-KD",
    tagline="去除照片中的雨",
    introduction=(
        "两个网络并排处理你的照片：教师网络只从合成雨图中学习，学生网络还从真实雨天的照片中学习。"
    ),
    about=(
        "方法出自 Cui 等人的论文 “Semi-Supervised Image Deraining Using Knowledge Distillation”，"
        "IEEE Transactions on Circuits and Systems for Video Technology，2022。照片由本服务器处理，"
        "一小时内删除；微调用的照片随其任务一起删除；只保留你捐赠的照片。随附网络的训练照片仅可用于非商业研究。"
    ),
    machine_quick="{device} · {variant} 网络 · 一百万像素以内快速出结果",
    machine_full="{device} · {variant} 网络 · 直接按原尺寸处理",
    machine_loading="{device} · 正在加载网络",
    machine_failed="{device} · 网络加载失败",
    other_language="English",
    other_locale="en",
)
