"""A stand-in for ZeroGPU's package: what its decorator does, with forks that have no GPU.

As there: a call asks for a lease in the name of the visitor whose request is in the context, for as
long as a function of the arguments says; arguments, what is yielded and errors are pickled to and
from a forked daemon, which serves later calls too and keeps nothing else; an error that is not
Gradio's comes back as the name of its class; a lease that is over takes the process with it; a
generator that is closed ends at its next yield.

SPACES_STAND_IN names a folder: `asked.jsonl` there gets a line for each lease asked for, and the
file `refuse` holds title and message of the error that calls end in while it is there.
"""

import json
import multiprocessing
import os
import pickle
import signal
import time
from functools import wraps
from pathlib import Path

import gradio as gr
import torch
from gradio.context import LocalContext

if torch.cuda.is_initialized():
    raise RuntimeError("CUDA has been initialized before importing the `spaces` package.")

TOKEN_HEADER = "x-ip-token"
LOST = "ZeroGPU worker error"
GRACE = 12
"""Times the seconds that were asked for, leases last: this machine has no GPU, and more to do."""
_fork = multiprocessing.get_context("fork")
_home = os.getpid()
"""The process whose calls need leases; forks of it have one."""


class Worker:
    """A forked process that serves calls of one function."""

    def __init__(self, function):
        self.calls, theirs = _fork.Pipe()
        self.stop = _fork.Event()
        self.process = _fork.Process(target=_serve, args=(function, theirs, self.stop), daemon=True)
        self.process.start()
        theirs.close()

    def end(self):
        self.process.kill()
        self.process.join()


def _serve(function, calls, stop):
    signal.signal(signal.SIGTERM, signal.SIG_DFL)  # not the app's own: its end waits for us
    while True:
        try:
            arguments, options = pickle.loads(calls.recv_bytes())
        except EOFError:
            return
        stop.clear()
        calls.send_bytes(pickle.dumps(_last(function, calls, stop, arguments, options)))


def _last(function, calls, stop, arguments, options):
    """Send everything that a call yields; returns how it ended."""
    running = function(*arguments, **options)
    try:
        for content in running:
            if stop.is_set():
                running.close()
                break
            calls.send_bytes(pickle.dumps(("yield", content)))
    except gr.Error as error:
        return "error", error
    except Exception as error:  # noqa: BLE001 - only the name of its class travels
        return "error", _error(LOST, type(error).__name__)
    return "end", None


def _error(title, message):
    return gr.Error(message, title=title, print_exception=False)


def GPU(function=None, *, duration=60):  # noqa: N802 - the package's own name
    """Return a generator's double that runs in leases; the function itself in a lease."""
    if function is None:
        return lambda given: GPU(given, duration=duration)
    idle = []

    @wraps(function)
    def leased(*arguments, **options):
        if os.getpid() != _home:
            yield from function(*arguments, **options)
            return
        seconds = duration(*arguments, **options) if callable(duration) else duration
        _ask(seconds)
        worker = idle.pop() if idle else Worker(function)
        worker.calls.send_bytes(pickle.dumps((arguments, options)))
        yield from _answers(worker, seconds)
        idle.append(worker)

    return leased


def _ask(seconds):
    place = Path(os.environ["SPACES_STAND_IN"])
    request = LocalContext.request.get(None)
    visitor = None if request is None else request.headers.get(TOKEN_HEADER)
    with (place / "asked.jsonl").open("a") as file:
        file.write(json.dumps({"seconds": seconds, "visitor": visitor}) + "\n")
    refusal = place / "refuse"
    if refusal.exists():
        raise _error(*refusal.read_text().splitlines())


def _answers(worker, seconds):
    until = time.monotonic() + seconds * GRACE
    while True:
        try:
            is_over = not worker.calls.poll(max(until - time.monotonic(), 0))
            kind, content = ("lost", None) if is_over else pickle.loads(worker.calls.recv_bytes())
        except EOFError:
            kind, content = "lost", None
        if kind == "lost":
            worker.end()
            raise _error(LOST, "GPU task aborted")
        if kind == "error":
            raise content
        if kind == "end":
            return
        try:
            yield content
        except GeneratorExit:
            worker.stop.set()
            raise
