"""Puts the guard before the page, and the answers about its health beside it."""

from collections.abc import Sequence
from pathlib import Path

from gradio.utils import get_upload_folder
from starlette.middleware import Middleware
from starlette.routing import BaseRoute

from ssidkd.services.services import Services
from ssidkd.services.settings import Settings
from ssidkd.ui.guard.admission import Admission, AdmissionLimits
from ssidkd.ui.guard.guard import Guard
from ssidkd.ui.guard.health import Readiness, free_bytes, health_routes, readiness


def guards(settings: Settings) -> Sequence[Middleware]:
    """Return the guard, for `launch(app_kwargs=...)` or for an application around Gradio's.

    What one request may bring is limited on every machine, how much a visitor may ask for only
    where strangers come.

    Args:
        settings: of this machine.
    """
    admission = Admission(AdmissionLimits(), settings.proxies) if settings.public else None
    uploads = Path(get_upload_folder())
    return [
        Middleware(
            Guard,
            hosts=settings.hosts,
            admission=admission,
            free_bytes=lambda: free_bytes(uploads),
        )
    ]


def health_page(services: Services, settings: Settings) -> Sequence[BaseRoute]:
    """Return the routes that tell whether the server is alive and ready."""

    def ready() -> Readiness:
        return readiness(services.comparing.deraining.state, settings.data_dir)

    return health_routes(ready)
