"""Words of the part of the tab "Batch and video" that is about videos."""

from dataclasses import dataclass

from ssidkd.core.intake import DEFAULT_LIMITS

_MEGABYTES = DEFAULT_LIMITS.max_bytes >> 20


@dataclass(frozen=True, kw_only=True)
class VideoWords:
    """What it says. Templates have the places that their names in braces say."""

    tab: str
    heading: str
    intro: str
    limits: str
    drop: str
    network: str
    start: str
    nothing_yet: str
    chosen: str
    reading: str
    working: str
    working_left: str
    stopping: str
    done: str
    stopped: str
    nothing_done: str
    failed: str
    lost: str
    first_frame: str
    rainy: str
    derained: str
    rainy_frame: str
    derained_frame: str
    rainy_clip: str
    derained_clip: str
    download: str
    deleted: str
    play: str
    pause: str
    compressed: str
    exact: str


ENGLISH = VideoWords(
    tab="Video or GIF",
    heading="A video or GIF",
    intro=(
        "Derain a short video frame by frame. Each frame is derained by itself, so brightness may "
        "flicker from frame to frame; nothing here evens that out."
    ),
    limits=(
        "The first {seconds} seconds, at most {frames} frames, of an MP4, MOV, WebM, MKV, AVI or "
        f"GIF of up to {_MEGABYTES} MB. Frames of more than {{megapixels}} megapixel are made "
        "smaller."
    ),
    drop="Drop or choose a video",
    network="Derained by",
    start="Derain the video",
    nothing_yet="No video chosen yet.",
    chosen="{name} is chosen.",
    reading="Reading the video",
    working="Frame {n} of {total}",
    working_left="Frame {n} of {total}, about {left} left",
    stopping="Stopping; the frames that are done become a shorter video",
    done="Done: {n} frames of {size} pixels.",
    stopped="Stopped: a shorter video of {n} of {total} frames.",
    nothing_done="Stopped before the first frame was done.",
    failed="The video could not be written here. Please tell whoever runs this page.",
    lost="This video is no longer there. Please choose it again.",
    first_frame="First frame",
    rainy="Rainy",
    derained="Derained by the {network}",
    rainy_frame="First frame of the video, rainy",
    derained_frame="First frame of the video, derained by the {network}",
    rainy_clip="The rainy video",
    derained_clip="The video, derained by the {network}",
    download="Download {kind} ({size} MB)",
    deleted="It is deleted within the hour.",
    play="Play both",
    pause="Pause both",
    compressed="Video is compressed for the browser and shows a little less than the network gave.",
    exact="Frames are stored without loss, just as the network gave them.",
)
CHINESE = VideoWords(
    tab="视频或 GIF",
    heading="视频或 GIF",
    intro="对短视频逐帧去雨。每一帧单独处理，因此帧与帧之间亮度可能闪烁，这里不作平滑。",
    limits=(
        "处理前 {seconds} 秒，最多 {frames} 帧；支持 MP4、MOV、WebM、MKV、AVI 或 GIF，"
        f"不超过 {_MEGABYTES} MB。超过 {{megapixels}} 百万像素的帧会先缩小。"
    ),
    drop="拖入或选择视频",
    network="使用的网络",
    start="为视频去雨",
    nothing_yet="尚未选择视频。",
    chosen="已选择 {name}。",
    reading="正在读取视频",
    working="第 {n} 帧，共 {total} 帧",
    working_left="第 {n} 帧，共 {total} 帧，约剩 {left}",
    stopping="正在停止，已完成的帧会存为较短的视频",
    done="完成：{n} 帧，每帧 {size} 像素。",
    stopped="已停止：得到 {total} 帧中前 {n} 帧的较短视频。",
    nothing_done="在第一帧完成之前已停止。",
    failed="这里无法写入视频，请告知本页面的维护者。",
    lost="这段视频已不存在，请重新选择。",
    first_frame="第一帧",
    rainy="有雨",
    derained="由{network}网络去雨",
    rainy_frame="视频的第一帧，有雨",
    derained_frame="视频的第一帧，由{network}网络去雨",
    rainy_clip="有雨的视频",
    derained_clip="由{network}网络去雨的视频",
    download="下载 {kind}（{size} MB）",
    deleted="该文件将在一小时内删除。",
    play="同时播放",
    pause="同时暂停",
    compressed="视频经过压缩以便浏览器播放，画质略低于网络的输出。",
    exact="各帧无损保存，与网络的输出完全一致。",
)
