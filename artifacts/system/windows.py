"""Process groups, resource limits and file locks on Windows. The twin for Linux and macOS is ``posix.py``.

Windows has no resource limits that a process sets for itself and no alarm signal: there the parent's watch over time
and resident memory stands alone.
"""

from __future__ import annotations

import importlib
import os
import subprocess
from typing import IO, Any

from yuejuan.artifacts.system.processes import descendants, kill_all, rss, tree_rss

_NEW_PROCESS_GROUP = 0x00000200
_NO_WINDOW = 0x08000000


def own_process_group() -> dict[str, Any]:
    """Arguments for ``subprocess.Popen``: a group of its own, so that Ctrl-C reaches only the parent, and no window."""
    return {"creationflags": _NEW_PROCESS_GROUP | _NO_WINDOW}


def kill_tree(process: subprocess.Popen[bytes]) -> None:
    """Kill the process and all its descendants, and reap it."""
    others = descendants(process.pid)
    process.kill()
    kill_all(others)
    process.wait()


def kill_own_group() -> None:
    """End all descendants of this process, then the process itself."""
    kill_all(descendants(os.getpid()))
    os._exit(1)


def harden() -> None:
    """Nothing to set: Windows writes no core dumps, and knows no limit for the size of a file."""


def cap_memory(megabytes: int) -> None:
    """Without effect; the parent watches resident memory."""


def lift_memory_cap() -> None:
    """Undo :func:`cap_memory`: nothing to do."""


def arm_backstop(seconds: float) -> None:
    """Without effect; a child whose parent is gone ends when it sees its pipe closed."""


def is_root() -> bool:
    """Windows has no root: its browsers keep their sandbox for administrators too."""
    return False


def unprivileged_ids() -> tuple[int, int] | None:
    """``None``: nothing is started as another user here."""
    return None


def give_to(path: str | os.PathLike[str], ids: tuple[int, int]) -> None:
    """Without effect; nothing is started as another user here."""


def exit_name(returncode: int) -> str:
    """What ended a process, for people: its exit status, as Windows writes it when it is an exception code."""
    return f"0x{returncode & 0xFFFFFFFF:08X}" if returncode < 0 or returncode > 0xFFFF else str(returncode)


def lock_file(file: IO[Any]) -> bool:
    """Lock the open file against other processes; ``False`` when another one holds it. Freed when the process ends."""
    locking: Any = importlib.import_module("msvcrt")
    file.seek(0)
    try:
        locking.locking(file.fileno(), locking.LK_NBLCK, 1)
    except OSError:
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
