"""Process groups, resource limits and file locks on Linux and macOS. The twin for Windows is ``windows.py``."""

from __future__ import annotations

import contextlib
import fcntl
import os
import pwd
import resource
import signal
import subprocess
import sys
from typing import IO, Any

from yuejuan.artifacts.system.processes import descendants, kill_all, rss, tree_rss

LARGEST_FILE = 2 << 30
"""Bytes that one file written by a reader may grow to."""

_MEGABYTE = 1 << 20


def own_process_group() -> dict[str, Any]:
    """Arguments for ``subprocess.Popen`` that put the child into a session and a group of its own."""
    return {"start_new_session": True}


def kill_tree(process: subprocess.Popen[bytes]) -> None:
    """Kill the process, its group and all its descendants, and reap it.

    Descendants are listed first because a browser leaves the group; the group is killed because orphans leave the tree.
    """
    others = descendants(process.pid)
    with contextlib.suppress(ProcessLookupError, PermissionError):
        # PermissionError is what macOS says about a group that has only zombies left.
        os.killpg(process.pid, signal.SIGKILL)
    kill_all(others)
    process.wait()


def kill_own_group() -> None:
    """End this process and all of its group at once; only for a process that leads a group of its own."""
    os.killpg(0, signal.SIGKILL)


def harden() -> None:
    """Called once in the measuring child: no core dumps, and no file without end."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    largest = LARGEST_FILE if hard == resource.RLIM_INFINITY else min(LARGEST_FILE, hard)
    resource.setrlimit(resource.RLIMIT_FSIZE, (largest, hard))


def cap_memory(megabytes: int) -> None:
    """Let the address space of this process grow by ``megabytes`` from here; beyond that Python raises ``MemoryError``.

    Without effect on macOS, which does not enforce this limit; there only the watch over resident memory stands.
    """
    if not sys.platform.startswith("linux"):
        return
    with open("/proc/self/statm", "rb") as statm:  # noqa: PTH123 - read before every measurement, so no Path
        now = int(statm.read().split()[0]) * resource.getpagesize()
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    wanted = now + megabytes * _MEGABYTE
    resource.setrlimit(resource.RLIMIT_AS, (wanted if hard == resource.RLIM_INFINITY else min(wanted, hard), hard))


def lift_memory_cap() -> None:
    """Undo :func:`cap_memory`."""
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (hard, hard))


def arm_backstop(seconds: float) -> None:
    """Let the kernel end this process after ``seconds``, even inside a library that never returns; 0 disarms.

    It only matters when the parent has been killed and cannot keep the time itself.
    """
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, seconds)


def is_root() -> bool:
    """True if this process has all rights."""
    return os.geteuid() == 0


def unprivileged_ids() -> tuple[int, int] | None:
    """User and group of ``nobody``; ``None`` where the system has no such user."""
    try:
        user = pwd.getpwnam("nobody")
    except KeyError:
        return None
    return user.pw_uid, user.pw_gid


def give_to(path: str | os.PathLike[str], ids: tuple[int, int]) -> None:
    """Make a file or folder that of another user and group."""
    os.chown(path, *ids)


def exit_name(returncode: int) -> str:
    """What ended a process, for people: the name of the signal or the exit status."""
    if returncode >= 0:
        return str(returncode)
    try:
        return signal.Signals(-returncode).name
    except ValueError:
        return f"signal {-returncode}"


def lock_file(file: IO[Any]) -> bool:
    """Lock the open file against other processes; ``False`` when another one holds it. Freed when the process ends."""
    try:
        fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


__all__ = [
    "arm_backstop",
    "cap_memory",
    "exit_name",
    "give_to",
    "harden",
    "is_root",
    "kill_own_group",
    "kill_tree",
    "lift_memory_cap",
    "lock_file",
    "own_process_group",
    "rss",
    "tree_rss",
    "unprivileged_ids",
]
