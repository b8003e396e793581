"""Words of the part of the tab "Batch and video" that is about calls from programs."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class ProgramsWords:
    """What it says."""

    tab: str
    heading: str
    intro: str
    python: str
    shell: str
    endpoints: str
    meanings: Mapping[str, str]
    """What each endpoint does."""
    mcp: str
    """Followed by the address."""
    local: str


ENGLISH = ProgramsWords(
    tab="Programs",
    heading="For programs",
    intro="The same from a program: nothing here that the page does not do.",
    python="In Python, with pip install gradio_client",
    shell="In a shell, with curl",
    endpoints="What can be called",
    meanings={
        "derain": "a picture derained by the teacher or the student, as PNG, and its facts",
        "score": "NIQE of a picture; PSNR and SSIM too, where its clean picture is sent with it",
        "rain": "a clean picture with synthetic rain, as PNG",
    },
    mcp=(
        "Where whoever runs this page has set SSIDKD_MCP=yes, assistants find them as MCP tools at"
    ),
    local="On your own machine the command line does it without a server:",
)
CHINESE = ProgramsWords(
    tab="程序调用",
    heading="供程序调用",
    intro="用程序完成同样的事：这里的功能与页面一致。",
    python="Python（先运行 pip install gradio_client）",
    shell="命令行（使用 curl）",
    endpoints="可调用的接口",
    meanings={
        "derain": "由教师或学生网络为图片去雨，返回 PNG 及相关数据",
        "score": "图片的 NIQE；如同时上传无雨真值，还返回 PSNR 和 SSIM",
        "rain": "为无雨图片加上合成雨，返回 PNG",
    },
    mcp="若本页面的维护者设置了 SSIDKD_MCP=yes，支持 MCP 的助手可将它们用作工具，地址为",
    local="在自己的电脑上，可用命令行完成，无需服务器：",
)
