"""What psutil tells alike on every operating system: who descends from a process and how much memory they hold."""

from __future__ import annotations

import psutil


def descendants(pid: int) -> list[psutil.Process]:
    """All processes that descend from ``pid`` now; empty when it is gone."""
    try:
        return list(psutil.Process(pid).children(recursive=True))
    except psutil.NoSuchProcess:
        return []


def kill_all(processes: list[psutil.Process]) -> None:
    """Kill every process of the list that still runs; psutil makes sure that no reused process id is hit."""
    for process in processes:
        try:
            process.kill()
        except psutil.NoSuchProcess:
            continue  # It ended by itself in between, which is what was wanted.


def rss_of(process: psutil.Process) -> int:
    """Resident memory of one process in bytes; 0 when it is gone or a zombie."""
    try:
        return int(process.memory_info().rss)
    except psutil.NoSuchProcess:
        return 0


def rss(pid: int) -> int:
    """Resident memory of the process ``pid`` in bytes; 0 when it is gone."""
    try:
        return rss_of(psutil.Process(pid))
    except psutil.NoSuchProcess:
        return 0


def tree_rss(pid: int) -> int:
    """Resident memory of ``pid`` and all its descendants in bytes; pages that they share count once for each."""
    return rss(pid) + sum(rss_of(process) for process in descendants(pid))
