"""How events of the tab are wired."""

from typing import Any

from ssidkd.ui.capacity import CALLS_AT_ONCE

AT_ONCE: dict[str, Any] = {
    "queue": False,
    "trigger_mode": "multiple",
    "show_progress": "hidden",
    "api_visibility": "private",
}
"""For events that only change the state: they must not wait behind what computes."""
WORKING: dict[str, Any] = {
    "trigger_mode": "multiple",
    "show_progress": "hidden",
    "api_visibility": "private",
    "concurrency_limit": CALLS_AT_ONCE,
}
"""For events that compute: the line before the networks gives them their turns."""
