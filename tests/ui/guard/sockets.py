"""Raw connections to a server on this machine."""

import socket
import time
from contextlib import contextmanager


@contextmanager
def connected(port):
    """Yield a connection; reading gives up after a minute."""
    with socket.create_connection(("127.0.0.1", port), timeout=60) as connection:
        yield connection


def head(method, path, **headers):
    """Return the first line and headers of a request."""
    told = {"host": "127.0.0.1", **{name.replace("_", "-"): text for name, text in headers.items()}}
    lines = [f"{method} {path} HTTP/1.1", *(f"{name}: {text}" for name, text in told.items())]
    return ("\r\n".join(lines) + "\r\n\r\n").encode()


def status_of(connection):
    """Return the status of the answer that comes next."""
    answer = b""
    while b"\r\n" not in answer:
        piece = connection.recv(4096)
        assert piece, "the connection ended without an answer"
        answer += piece
    return int(answer.split()[1])


def is_closed(connection):
    """Return whether the server closes the connection; waits until it does or a minute is over."""
    try:
        while connection.recv(4096):
            pass
    except ConnectionResetError:
        return True
    except TimeoutError:
        return False
    return True


def drip(connection, piece=b"x", every=0.05, most=400):
    """Send a byte now and then until the server has answered or closed; returns how many."""
    connection.setblocking(False)
    sent = 0
    while sent < most:
        try:
            sent += connection.send(piece) > 0
            if connection.recv(1, socket.MSG_PEEK) is not None:
                break
        except BlockingIOError:
            pass
        except ConnectionError:
            break
        time.sleep(every)
    connection.settimeout(60)
    return sent
