"""How this process takes memory from the system."""

import ctypes
import platform

_TRIM_THRESHOLD, _MMAP_MAX, _ARENA_MAX = -1, -4, -8  # names of glibc's malloc.h
_NEVER = 2**31 - 1  # [bytes]; the largest that mallopt takes


def keep_freed_memory() -> bool:
    """Let large blocks be used again instead of handing them back to the system each time.

    A convolution on a CPU takes and frees tens of megabytes, and glibc gives every such block back
    at once; the system then fills the next one with zeros, page by page. For the whole process; the
    memory in use at its peak stays with it. There is one arena for all threads: else each thread
    that has ever done a convolution would keep what it took at its own peak. Call it once, before
    there is more than one thread.

    Returns:
        whether this system's allocator could be told; False on Windows, macOS and musl.
    """
    if platform.libc_ver()[0] != "glibc":
        return False
    mallopt = ctypes.CDLL(None).mallopt
    wanted = ((_ARENA_MAX, 1), (_MMAP_MAX, 0), (_TRIM_THRESHOLD, _NEVER))
    return sum(mallopt(name, value) for name, value in wanted) == len(wanted)
