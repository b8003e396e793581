"""For whom a call of the page works."""

from gradio.context import LocalContext

from ssidkd.services.admission.visitors import NOBODY, Visitor
from ssidkd.ui.guard.visitors import visitor_of


def visitor_of_call(proxies: int) -> Visitor:
    """Return who has sent what the current thread answers; nobody for what the server does itself.

    Args:
        proxies: how many proxies of ours each request passes.
    """
    call = LocalContext.request.get(None)
    request = getattr(call, "request", None)
    if call is None or request is None or not hasattr(request, "scope"):
        return NOBODY
    session = getattr(call, "session_hash", None)
    return Visitor(address=visitor_of(request.scope, proxies), session=str(session or ""))
