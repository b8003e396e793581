"""Puts the guard before the page, and the answers about its health beside it."""

from collections.abc import Sequence
from pathlib import Path

from gradio.utils import get_upload_folder
from starlette.middleware import Middleware
from starlette.routing import BaseRoute

from ssidkd.services.services import Services
from ssidkd.services.settings import Settings
from ssidkd.ui.guard.admission import Admission, AdmissionLimits
from ssidkd.ui.guard.front_pages import FrontPages
from ssidkd.ui.guard.guard import Guard
from ssidkd.ui.guard.health import Readiness, free_bytes, health_routes, readiness
from ssidkd.ui.guard.joins import JoinsAfterCloses
from ssidkd.ui.guard.journal import Journal
from ssidkd.ui.guard.traffic import Traffic


def guards(settings: Settings, traffic: Traffic | None = None) -> Sequence[Middleware]:
    """Return the guard, for `launch(app_kwargs=...)` or for an application around Gradio's.

    Before it stands the journal of requests where the log is one for machines, behind it what keeps
    the answer to a call from overtaking the close of a stream, and the answers that are the same
    for everybody. What one request may bring is limited on every machine, how much a visitor may
    ask for only where strangers come.

    Args:
        settings: of this machine.
        traffic: counts open streams; with the usual limits if None.
    """
    admission = Admission(AdmissionLimits(), settings.proxies) if settings.public else None
    uploads = Path(get_upload_folder())
    journal = [Middleware(Journal, proxies=settings.proxies)] if settings.logs_json else []
    return [
        *journal,
        Middleware(
            Guard,
            hosts=settings.hosts,
            admission=admission,
            traffic=traffic or Traffic(proxies=settings.proxies),
            free_bytes=lambda: free_bytes(uploads),
        ),
        Middleware(JoinsAfterCloses),
        Middleware(FrontPages),
    ]


def health_page(services: Services, settings: Settings, traffic: Traffic) -> Sequence[BaseRoute]:
    """Return the routes that tell whether the server is alive and ready."""

    def ready() -> Readiness:
        state = services.comparing.deraining.state
        return readiness(state, settings.data_dir, is_ending=traffic.is_ending())

    return health_routes(ready)
