"""What all tests share."""

from __future__ import annotations

import signal
import threading


def pytest_configure(config: object) -> None:
    """Let programs under test be interrupted, also where the shell ignores that, as for commands in the background."""
    ignored = signal.getsignal(signal.SIGINT) is signal.SIG_IGN
    if ignored and threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_make_parametrize_id(config: object, val: object, argname: str) -> str | None:
    """Files as bytes get the argument's name: their content may hold the time, and workers must agree on the ids."""
    return argname if isinstance(val, bytes) and len(val) > 8 else None
