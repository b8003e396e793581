"""Which addresses nobody is served, though Gradio or FastAPI might answer them."""

import re

API = "/gradio_api"
"""Gradio's own prefix of what programs call."""
CHINESE_PAGE = "/zh"
"""The page in Chinese, as the layout names it; a test holds both together."""
_FILE = f"{API}/file="
_CLOSED = frozenset(
    {
        "custom_component",
        "deep_link",
        "dev",
        "docs",
        "monitoring",
        "openapi.json",
        "process_recording",
        "profiling",
        "pwa_icon",
        "redoc",
        "run-history",
        "runs",
        "stream",
        "svelte",
        "undo-vibe-edit",
        "vibe-code",
        "vibe-edit",
        "vibe-starter-queries",
    }
)
"""First parts of paths, with and without Gradio's prefix: development, statistics, recordings,
histories; the page uses none of them."""
_COSTS = re.compile(
    rf"{API}/(queue/join|upload|component_server|mcp|(run|api|call)/[^/]+|call/v2/[^/]+)/?"
)
"""Routes that make the server work or keep something; the rest is files and news."""
_RESULTS = re.compile(rf"{API}/(queue/data|call/[^/]+/[^/]+|call/v2/[^/]+/[^/]+)/?")
"""Routes that stay open until a result is there."""
_LASTING = re.compile(rf"{API}/(heartbeat/[^/]+|mcp(/.*)?)/?")
"""Routes that stay open until their caller leaves."""
_OUTER = frozenset(
    {"", "zh", "config", "assets", "static", "theme.css", "favicon.ico", "manifest.json", "login"}
    | {"robots.txt", "logout", "owner", "healthz", "readyz"}
)
_INNER = frozenset(
    {"info", "upload", "upload_progress", "file", "heartbeat", "queue", "call", "run", "api"}
    | {"cancel", "reset", "component_server", "startup-events", "mcp", "user", "login_check"}
)
"""First parts of paths that a log may name, without and with Gradio's prefix."""
_LONGEST_NAME = 255
"""Bytes of a file's name; with a longer one, Gradio fails in looking for it."""
_ADDRESS = re.compile(r"\s*([a-z][a-z0-9+.-]+:|[/\\]{2})", re.IGNORECASE)
"""How a text starts that names a place elsewhere; one letter alone is a drive of Windows."""


def is_address(text: str) -> bool:
    """Return whether a text that should be a file's path is an address, such as `data:` or `http:`.

    Two slashes count: they name another machine.
    """
    return _ADDRESS.match(text) is not None


def is_closed(path: str) -> bool:
    """Return whether a path is served to nobody.

    Args:
        path: of a request, decoded, without the page's root path.
    """
    lower = path.lower()
    if lower.startswith(_FILE):
        return is_address(path[len(_FILE) :])
    parts = [part for part in lower.removeprefix(API).split("/") if part]
    if any(part.startswith(".") or len(part.encode()) > _LONGEST_NAME for part in parts):
        return True
    first = parts[0] if parts else ""
    if first == "file":  # an older form of the same route, with a slash
        return True
    return first in _CLOSED or first.startswith("proxy=")


def is_costly(method: str, path: str) -> bool:
    """Return whether a request makes the server work or keep something."""
    return method == "POST" and _COSTS.fullmatch(path) is not None


def is_stream(method: str, path: str) -> bool:
    """Return whether a request's answer stays open for news."""
    lasts = _LASTING.fullmatch(path) is not None
    return method == "GET" and (lasts or brings_results(path))


def brings_results(path: str) -> bool:
    """Return whether a stream ends by itself, with the result it was opened for."""
    return _RESULTS.fullmatch(path) is not None


def route_group(path: str) -> str:
    """Return the part of a path that says what was asked for, and nothing that a visitor chose.

    Args:
        path: of a request, without the page's root path.
    """
    in_api = path.startswith(f"{API}/")
    parts = [part for part in path.removeprefix(API if in_api else "").split("/") if part]
    first = parts[0].partition("=")[0] if parts else ""
    if not in_api:
        return f"/{first}" if first in _OUTER else "other"
    if parts[:1] == ["queue"] and len(parts) > 1 and parts[1] in ("join", "data"):
        return f"{API}/queue/{parts[1]}"
    return f"{API}/{first}" if first in _INNER else "other"


def path_of(path: str, root_path: str) -> str:
    """Return a request's path without the page's root path; some servers leave it in."""
    root = root_path.rstrip("/")
    if root and (path == root or path.startswith(f"{root}/")):
        return path[len(root) :] or "/"
    return path
