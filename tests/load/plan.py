"""What a run of the load consists of."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class LoadPlan:
    """Who comes, how often, and for how long."""

    submitting: int = 20
    """Visitors who send photos, one after the other."""
    idle: int = 50
    """Tabs that are open and do nothing."""
    seconds: float = 300.0
    """How long new photos are sent; those that are under way then are waited for [s]."""
    photos: int = 0
    """After so many were sent no more are, even if there is time; 0: as many as time allows."""
    seed: int = 7
    """Of everything that is left to chance."""
    arrival: float = 30.0
    """Within which everybody opens a first tab [s]."""
    alone: int = 5
    """Photos that are sent on the idle machine before, for the service time."""
    abandoned: float = 0.10
    """Share of photos whose tab is closed before the answer."""
    stopped: float = 0.05
    """Share of photos that are stopped by the page's button."""
    bad: float = 0.05
    """Share of files that are no photos."""
    most_photos: int = 3
    """Photos that are sent from one tab before a new one is opened."""
    longest_pause: float = 2.0
    """Between an answer and the next photo [s]."""
    patience: float = 20.0
    """Within which somebody comes back who was told to [s]."""
    donations_minute: float = 2.0
    finetuning: bool = True
    """Whether a finetuning runs meanwhile."""
    probe_every: float = 2.0
    """Between two requests for the page, and for its configuration; each takes the server a tenth
    of a second of one core [s]."""
    sample_every: float = 1.0
    """Between two looks at memory, descriptors and files [s]."""
    longest_answer: float = 600.0
    """After which a visitor who has heard nothing counts as an error [s]."""


@dataclass(frozen=True, kw_only=True)
class Targets:
    """What a run has to keep to."""

    ratio: float = 22.0
    """Of the 95th percentile of the answers to the service time."""
    page_seconds: float = 1.0
    """Every answer of the page itself, from request to last byte [s]."""
    memory_bytes: int = 6 << 30
    """Of the server and its children together."""
    descriptors: float = 8.0
    """That may be opened on top from the third quarter of a soak to its last."""
    memory_photo: int = 8 << 20
    """By which the server's memory may grow for each photo sent from the third quarter to the last:
    what a closed tab has shown is kept for an hour in case it comes back."""
    file_photo: int = 8 << 20
    """Temporary files for each photo sent within `kept`: the upload and six pictures."""
    kept: float = 2400.0
    """How long temporary files may stay: half an hour, and the time to the next look [s]."""
