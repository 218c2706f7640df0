"""Old and foreign formats to docx through LibreOffice, in a profile of its own, without macros and network."""

from __future__ import annotations

import contextlib
import functools
import hashlib
import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path

from yuejuan.artifacts.reader import ToolMissing, UnreadableSource
from yuejuan.messages import say

SECONDS = 60
_NAMES = ("soffice", "libreoffice")
_VERSION_SECONDS = 20
# Macros off, no update of links, no loading of outside pictures: candidates' files are hostile.
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel" oor:op="fuse">
<value>3</value></prop><prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop>
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link" oor:op="fuse"><value>2</value>
</prop></item></oor:items>
"""
_NO_NETWORK = {f"{scheme}_proxy": "http://127.0.0.1:9" for scheme in ("http", "https", "ftp", "all")}


def program() -> str | None:
    """The path of LibreOffice; ``None`` when it is not installed."""
    return next((path for name in _NAMES if (path := shutil.which(name))), None)


_DESCRIBED_IN = ("versionrc", "version.ini")


@functools.cache
def version() -> str | None:
    """What tells this LibreOffice from another; ``None`` when it is missing or does not answer.

    The file that describes the build lies beside the program and is read in no time; asking the program takes seconds.
    """
    found = program()
    if found is None:
        return None
    described = [path for name in _DESCRIBED_IN if (path := Path(found).resolve().with_name(name)).is_file()]
    if described:
        return hashlib.sha256(described[0].read_bytes()).hexdigest()[:16]
    try:
        answer = subprocess.run(  # noqa: S603 - a fixed argument to a program of this machine
            [found, "--version"], capture_output=True, timeout=_VERSION_SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return answer.stdout.decode("utf-8", errors="replace").strip() or None


def to_docx(
    data: bytes, file_format: str, name: str, *, scratch: Path | None = None, seconds: float = SECONDS
) -> bytes:
    """``data`` (a doc, wps, rtf or odt) as docx bytes.

    ``ToolMissing`` without LibreOffice, ``UnreadableSource`` when it gives nothing in time. The name of the
    candidate's file never reaches the command line.
    """
    found = program()
    if found is None:
        message = say("document.libreoffice_missing", file=name, format=file_format, tool="LibreOffice")
        raise ToolMissing("libreoffice", message)
    with tempfile.TemporaryDirectory(dir=scratch, ignore_cleanup_errors=True) as folder:
        work = Path(folder)
        source = work / f"input.{file_format}"
        source.write_bytes(data)
        profile = work / "profile"
        (profile / "user").mkdir(parents=True)
        (profile / "user" / "registrymodifications.xcu").write_text(_SETTINGS, encoding="utf-8")
        options = ["--headless", "--norestore", "--nolockcheck", "--nodefault", "--nologo"]
        command = [found, f"-env:UserInstallation={profile.as_uri()}", *options]
        command += ["--convert-to", "docx", "--outdir", str(work / "out"), str(source)]
        if not _run(command, work, seconds):
            raise UnreadableSource(
                say("document.conversion_slow", file=name, format=file_format, seconds=round(seconds))
            )
        result = work / "out" / "input.docx"
        if not result.is_file():
            raise UnreadableSource(say("document.conversion_failed", file=name, format=file_format))
        return result.read_bytes()


def _run(command: list[str], work: Path, seconds: float) -> bool:
    """True when the program ended in time; otherwise it and its children are killed."""
    environment: Mapping[str, str] = {**os.environ, **_NO_NETWORK, "HOME": str(work)}
    process = subprocess.Popen(  # noqa: S603 - fixed options, our own file names
        command,
        cwd=work,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        return False
    else:
        return True
    finally:
        _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    """Kill what is left of the process group: LibreOffice is a starter script with children."""
    if hasattr(os, "killpg"):
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
    process.wait()
