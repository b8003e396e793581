"""Words for those who wait until the networks are free."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class WaitingWords:
    """What is said of a place in the line. Templates have the places that their names say."""

    next: str
    one: str
    several: str


ENGLISH = WaitingWords(
    next="Waiting for the networks. You are next, in about {time}",
    one="Waiting for the networks. One other comes first; your turn is in about {time}",
    several="Waiting for the networks. {n} others come first; your turn is in about {time}",
)
CHINESE = WaitingWords(
    next="正在等待网络，下一个就是你，约 {time}后开始",
    one="正在等待网络，前面还有一位，约 {time}后轮到你",
    several="正在等待网络，前面还有 {n} 位，约 {time}后轮到你",
)
