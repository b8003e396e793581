"""Routes of finetuning on the accepted photos, by the jobs that everything else is trained with."""

from typing import Annotated, Any

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response
from pydantic import BaseModel, StringConstraints

from ssidkd.learning.finetune.config import JobConfigError
from ssidkd.learning.finetune.efforts import EFFORTS
from ssidkd.services.collection.errors import CollectionError
from ssidkd.services.collection.jobs import CollectionJob
from ssidkd.services.jobs.limits import JobRefusedError
from ssidkd.services.jobs.start_weights import NoStartError
from ssidkd.ui.finetune.sentences import problem_of
from ssidkd.ui.owner.desk import Desk, OwnerName
from ssidkd.ui.owner.pages import language_of, words_of
from ssidkd.ui.words import LANGUAGES


class Wanted(BaseModel):
    """How a job is to be."""

    effort: Annotated[str, StringConstraints(max_length=40)]
    key: Annotated[str, StringConstraints(min_length=8, max_length=64)]
    """New for every press of the button."""


def train_routes(desk: Desk) -> APIRouter:
    """Return the routes: what there is, and another job."""
    router = APIRouter(prefix="/train")
    jobs = desk.collecting.jobs

    @router.get("")
    def offer() -> dict[str, Any]:
        if jobs is None or not jobs.starts:
            return {"offered": False, "efforts": [], "jobs": []}
        return {
            "offered": True,
            "efforts": list(EFFORTS),
            "jobs": [_shown(job) for job in jobs.jobs()],
        }

    @router.post("")
    def start(wanted: Wanted, owner: OwnerName, request: Request) -> Response:
        said = words_of(request)
        if jobs is None:
            return JSONResponse({"error": said.take.train_none}, 409)
        try:
            job_id = jobs.start(owner, effort=wanted.effort, key=wanted.key)
        except CollectionError as error:
            return JSONResponse({"error": said.problems.say(str(error))}, 409)
        except (JobConfigError, JobRefusedError, NoStartError, OSError) as error:
            sentence = problem_of(error, LANGUAGES[language_of(request)])
            return JSONResponse({"error": sentence}, 409)
        photos = next((one.photos for one in jobs.jobs() if one.job_id == job_id), 0)
        return JSONResponse({"job": job_id, "photos": photos})

    return router


def _shown(job: CollectionJob) -> dict[str, Any]:
    """Return what the page is told of a job."""
    return {
        "job": job.job_id,
        "created": job.created,
        "effort": job.effort,
        "photos": job.photos,
        "removed": job.removed,
        "state": job.status.state.value,
    }
