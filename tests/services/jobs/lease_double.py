"""A double of a host that lends its GPU to decorated functions, as ZeroGPU does.

What it shares with it: the arguments and every yield are pickled, the function runs in a forked
process that keeps nothing and may have no children, and the lease ends, finished or not.
"""

import multiprocessing
import pickle
import time

import cv2

_FORK = multiprocessing.get_context("fork")


class WorkerError(Exception):
    """As the host's: only the title says what it is."""

    title = "ZeroGPU worker error"


class QuotaError(Exception):
    title = "ZeroGPU quota exceeded"


def lend(seconds):
    """Return a decorator for generators whose lease is this long [s]."""

    def decorate(function):
        def leased(*args, **options):
            parcel = pickle.dumps((args, options))
            receiver, sender = _FORK.Pipe(duplex=False)
            worker = _FORK.Process(
                target=_serve, args=(function, parcel, receiver, sender), daemon=True
            )
            worker.start()
            sender.close()
            until = time.monotonic() + seconds
            try:
                while True:
                    if not receiver.poll(max(until - time.monotonic(), 0)):
                        raise WorkerError("GPU task aborted")
                    kind, content = pickle.loads(receiver.recv_bytes())
                    if kind == "end":
                        return
                    if kind == "error":
                        raise content
                    yield content
            except EOFError:
                raise WorkerError("the worker is gone") from None
            finally:
                worker.kill()
                worker.join()
                receiver.close()

        return leased

    return decorate


def _serve(function, parcel, receiver, sender):
    receiver.close()
    cv2.setNumThreads(1)  # the parent's pool of threads is not in this process
    args, options = pickle.loads(parcel)
    try:
        for content in function(*args, **options):
            sender.send_bytes(pickle.dumps(("yield", content)))
    except Exception as error:  # noqa: BLE001 - travels to the parent, as everything does
        sender.send_bytes(pickle.dumps(("error", error)))
    else:
        sender.send_bytes(pickle.dumps(("end", None)))
