"""A page with everything around it, before it is known how it is served."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import gradio as gr
from starlette.middleware import Middleware
from starlette.routing import BaseRoute


@dataclass(frozen=True, kw_only=True)
class Site:
    """What both forms of serving are given."""

    page: gr.Blocks
    options: Mapping[str, Any]
    """Of the page, under names that `launch` and `mount_gradio_app` share."""
    guards: Sequence[Middleware]
    """Before everything else."""
    routes: Sequence[BaseRoute]
    """Beside the page's own."""
