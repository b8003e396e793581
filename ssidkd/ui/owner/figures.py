"""Route of the collection in numbers."""

from dataclasses import asdict
from typing import Any

from fastapi import APIRouter

from ssidkd.ui.owner.desk import Desk


def figure_routes(desk: Desk) -> APIRouter:
    """Return the route."""
    router = APIRouter()

    @router.get("/figures")
    def figures() -> dict[str, Any]:
        return asdict(desk.collecting.collection.statistics())

    return router
