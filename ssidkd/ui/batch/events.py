"""How events of the tab are wired."""

from typing import Any

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
    "concurrency_limit": 2,
}
"""For events that compute; their tiles take turns, so two at once do not take longer each."""
