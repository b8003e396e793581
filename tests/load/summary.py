"""The figures of a run, and whether it kept to its targets."""

import platform
import sys
from dataclasses import asdict
from importlib.metadata import version

import psutil

from tests.load.crowd import ALONE
from tests.load.outcomes import BUSY, ERROR, percentile
from tests.load.trends import trend_of
from tests.load.visits import DONATION, FINETUNING, PHOTO, TAB

SHARES = {"p50": 0.50, "p95": 0.95, "p99": 0.99, "max": 1.0}
GIBIBYTE, MEBIBYTE = 1 << 30, 1 << 20


def summary_of(run, plan, targets, soak=False):
    """Return everything that is known of a run, as JSON takes it."""
    answers = percentiles(run.ledger.seconds.get(PHOTO, []))
    samples = run.samples
    found = {
        "plan": asdict(plan),
        "machine": machine(),
        "seconds": round(run.seconds, 1),
        "sent": run.sent,
        "job_steps": run.job_steps,
        "service_seconds": round(run.service, 3),
        "service_spread": percentiles(run.ledger.seconds[ALONE]),
        "answer_seconds": answers,
        "answer_times_service": {
            name: round(value / run.service, 2) for name, value in answers.items() if name != "n"
        },
        "counts": {
            what: {
                ended: count
                for (of, ended), count in sorted(run.ledger.counts.items())
                if of == what
            }
            for what in (PHOTO, TAB, DONATION, FINETUNING)
        },
        "busy_answers": run.ledger.number(BUSY),
        "undeclared_errors": run.ledger.number(ERROR)
        + sum(len(one.errors) for one in run.probed.values()),
        "errors": [
            *run.ledger.errors,
            *(line for one in run.probed.values() for line in one.errors),
        ][:50],
        "page": {
            path: {"first_byte": percentiles(one.first_byte), "whole": percentiles(one.whole)}
            for path, one in run.probed.items()
        },
    }
    if samples.times:
        found |= {
            "memory": {
                "first_mib": _mib(samples.memory[0]),
                "last_mib": _mib(samples.memory[-1]),
                "most_mib": _mib(max(samples.memory)),
                "most_of_server_mib": _mib(samples.peak),
            },
            "descriptors": _ends(samples.descriptors),
            "temporary_bytes": _ends(samples.files),
            "data_bytes": _ends(samples.data),
            "trends": trends(samples),
        }
    found["held"] = held(found, targets, soak)
    return found


def percentiles(values):
    """Return how many values there are, and some of them in between."""
    shares = {name: round(percentile(values, share), 3) for name, share in SHARES.items()}
    return {"n": len(values), **shares} if values else {"n": 0}


def trends(samples):
    """Return how memory, descriptors and files changed over the second half."""
    series = {
        "memory": samples.memory,
        "server_memory": samples.server,
        "descriptors": samples.descriptors,
        "temporary_bytes": samples.files,
    }
    found = {name: trend_of(samples.times, values) for name, values in series.items()}
    return {
        name: {**asdict(trend), "share_per_hour": round(trend.share_per_hour, 4)}
        for name, trend in found.items()
        if trend is not None
    }


def held(found, targets, soak):
    """Return each target in words, and whether the run kept to it."""
    pages = [one["whole"].get("max", float("inf")) for one in found["page"].values()]
    ratio = found["answer_times_service"].get("p95", float("inf"))
    kept = {
        "no undeclared error": found["undeclared_errors"] == 0,
        f"p95 of answers at most {targets.ratio:g} x service time": ratio <= targets.ratio,
        f"every answer of the page under {targets.page_seconds:g} s": max(pages)
        < targets.page_seconds,
    }
    if "memory" in found:
        limit = targets.memory_bytes / MEBIBYTE
        kept[f"memory at most {targets.memory_bytes / GIBIBYTE:g} GiB"] = (
            found["memory"]["most_mib"] <= limit
        )
    if soak:
        kept |= flat(found, targets)
    return kept


def flat(found, targets):
    """Return whether nothing grew that should not; without any figure it did."""
    nothing = {"growth": float("inf")}
    memory, descriptors = (
        found.get("trends", {}).get(name, nothing) for name in ("server_memory", "descriptors")
    )
    a_quarter = max(1.0, found["sent"] / 4)
    lying = found["sent"] * min(1.0, targets.kept / max(found["seconds"], 1.0))
    files = found.get("temporary_bytes", {"most": float("inf")})["most"]
    return {
        f"memory grew by at most {targets.memory_photo / MEBIBYTE:g} MiB a photo": (
            memory["growth"] <= targets.memory_photo * a_quarter
        ),
        f"at most {targets.descriptors:g} descriptors more": (
            descriptors["growth"] <= targets.descriptors
        ),
        f"at most {targets.file_photo / MEBIBYTE:g} MiB of temporary files a photo": (
            files <= targets.file_photo * max(1.0, lying)
        ),
    }


def machine():
    """Return what a reader has to know to compare."""
    packages = ("gradio", "torch", "httpx", "uvicorn")
    return {
        "cores": len(psutil.Process().cpu_affinity()),
        "memory_gib": round(psutil.virtual_memory().total / GIBIBYTE, 1),
        "load_average": [round(one, 1) for one in psutil.getloadavg()],
        "python": platform.python_version(),
        "platform": sys.platform,
        **{name: version(name) for name in packages},
    }


def _ends(values):
    return {"first": values[0], "last": values[-1], "most": max(values)}


def _mib(size):
    return round(size / MEBIBYTE, 1)
