"""A reader that misbehaves as its file's first word tells it; imported by the measuring child, never by the tests."""

from __future__ import annotations

import ctypes
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from yuejuan.artifacts.facts import Facts, NotMeasured, Unreadable
from yuejuan.artifacts.image.facts import ImageFacts
from yuejuan.artifacts.reader import Source, ToolMissing, UnreadableSource
from yuejuan.messages import Message


def tools() -> dict[str, str]:
    return {"hammer": os.environ.get("HAMMER_VERSION", "1")}


def read(source: Source) -> Facts:
    word, _, rest = source.path.read_text().partition(" ")
    if word in ACTIONS:
        ACTIONS[word](source, rest.strip())
    if word == "unreadable-facts":
        return Unreadable(error=Message("x.y", {}, "nothing"))
    return ImageFacts(
        format=word,
        width=len(rest),
        height=None,
        mode=None,
        bytes=source.path.stat().st_size,
        frames=None,
        dpi=None,
        icc=str(source.parameters.get("colour")),
        has_alpha=None,
        sha256=str(os.getpid()),
        not_measured=(NotMeasured("dpi", Message("x.y", {}, "why")),),
    )


def _photo(source: Source, rest: str) -> None:
    assert source.scratch is not None
    folder = source.scratch / "evidence"
    folder.mkdir()
    (folder / f"{source.parameters['colour']}.jpg").write_text(rest)


def _print(source: Source, rest: str) -> None:
    print("noise" * 50_000, flush=True)
    os.write(1, b"\x00\x00\x00\x05noise")
    print("more noise", file=sys.stderr, flush=True)


def _fork(source: Source, rest: str) -> None:
    sleeper = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(300)"])
    source.path.with_suffix(".pid").write_text(str(sleeper.pid))
    if rest == "hang":
        time.sleep(300)
    if rest == "crash":
        os._exit(3)


def _stdin(source: Source, rest: str) -> None:
    subprocess.run([sys.executable, "-c", "import sys; sys.exit(len(sys.stdin.read()))"], check=True, timeout=20)


def _memory_of_a_program(source: Source, rest: str) -> None:
    subprocess.run([sys.executable, "-c", "import time; b = bytearray(400 << 20); time.sleep(300)"], check=True)


def _raise(source: Source, rest: str) -> None:
    raise ValueError("a reader's own mistake")


def _unreadable(source: Source, rest: str) -> None:
    raise UnreadableSource(Message("x.y", {"file": source.name}, "{file} is damaged"))


def _tool(source: Source, rest: str) -> None:
    raise ToolMissing("hammer", Message("x.y", {}, "no hammer"))


def _scratch(source: Source, rest: str) -> None:
    assert source.scratch is not None
    assert list(source.scratch.iterdir()) == []
    (source.scratch / "left.bin").write_bytes(b"x")
    assert source.scratch.is_relative_to(Path.cwd())


def _flag(source: Source, rest: str) -> None:
    if os.environ["FLAG_OF_TEST"] == "crash":
        os._exit(9)


ACTIONS: dict[str, Callable[[Source, str], object]] = {
    "flag": _flag,
    "photo": _photo,
    "slow": lambda source, rest: time.sleep(0.1),
    "hang": lambda source, rest: time.sleep(300),
    "spin": lambda source, rest: [None for _ in iter(int, 1)],
    "exit": lambda source, rest: os._exit(7),
    "segv": lambda source, rest: ctypes.string_at(0),
    "memory": lambda source, rest: bytearray(3 << 30),
    "program-memory": _memory_of_a_program,
    "print": _print,
    "fork": _fork,
    "close": lambda source, rest: os.closerange(0, 3),
    "close-all": lambda source, rest: os.closerange(0, 256),
    "raise": _raise,
    "unreadable": _unreadable,
    "tool": _tool,
    "stdin": _stdin,
    "scratch": _scratch,
    "system-exit": lambda source, rest: sys.exit(5),
}
