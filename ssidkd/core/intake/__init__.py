"""Pictures from outside: whatever a visitor sends, as pixels or as a refusal in words."""

from ssidkd.core.intake.limits import DEFAULT_LIMITS, IntakeLimits
from ssidkd.core.intake.reader import ReceivedPicture, read_picture
from ssidkd.core.intake.refusal import ACCEPTED, PictureRefused, RefusalCode

__all__ = [
    "ACCEPTED",
    "DEFAULT_LIMITS",
    "IntakeLimits",
    "PictureRefused",
    "ReceivedPicture",
    "RefusalCode",
    "read_picture",
]
