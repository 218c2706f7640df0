"""The warm browser of a worker: started when first needed, its own sandbox on, restarted after a crash.

Sandbox. Chromium refuses its sandbox when it runs as root, so as root the browser is started as the unprivileged user
``nobody`` through a small program that gives up all rights, with a home and a profile of that user in a folder that
is deleted afterwards. The sandbox of Linux needs user namespaces (``user.max_user_namespaces`` > 0 and no rule of
AppArmor or seccomp against them) or the distribution's setuid helper. Tried: Debian 12 in a container as root with
user namespaces allowed: the sandbox starts as ``nobody``. Docker's default seccomp profile forbids user namespaces:
there the browser ends at once with "No usable sandbox", and candidates' pages do not run, unless the operator sets
``YUEJUAN_PAGE_SANDBOX=off``.
"""

from __future__ import annotations

import asyncio
import atexit
import os
import shutil
import stat
import sys
import tempfile
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import psutil

from yuejuan.artifacts import system
from yuejuan.artifacts.reader import ToolMissing
from yuejuan.artifacts.running.programs import find_browser
from yuejuan.artifacts.running.visit import Stuck
from yuejuan.messages import say

if TYPE_CHECKING:
    from playwright.async_api import Browser, Playwright

Result = TypeVar("Result")

TOOL = "Chromium"
SANDBOX_VARIABLE = "YUEJUAN_PAGE_SANDBOX"
START_SECONDS = 30.0
MOST_VISITS = 200
"""Pages before the browser is started anew, so that nothing that leaks in it grows without end."""

_PREFIX = "yuejuan-browser-"
ARGUMENTS = (
    # No name is resolved and every connection goes to a closed port: what is not answered from the folder fails.
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--proxy-server=http://127.0.0.1:9",
    "--proxy-bypass-list=<-loopback>",
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--js-flags=--max-old-space-size=512",
    "--disable-background-networking",
    "--disable-crash-reporter",
    "--disable-file-system",
    "--disable-gpu",
    "--deny-permission-prompts",
    "--autoplay-policy=no-user-gesture-required",
    "--mute-audio",
    "--no-first-run",
    "--disable-sync",
)

_STEP_DOWN = """#!{python} -IS
# Gives up all rights of root before the browser starts, and hands it a profile that belongs to its user.
import os, sys
os.setgroups([])
os.setgid({group})
os.setuid({user})
os.chdir({home!r})
os.environ.update(HOME={home!r}, TMPDIR={home!r}, XDG_CONFIG_HOME={home!r}, XDG_CACHE_HOME={home!r})
kept = [one for one in sys.argv[1:] if not one.startswith("--user-data-dir=")]
os.execv({program!r}, [{program!r}, "--user-data-dir=" + os.path.join({home!r}, "profile"), *kept])
"""


class SandboxFailure(Exception):
    """The browser ran only without its sandbox, or would not start with it."""


class WarmBrowser:
    """One browser that several pages share one after another. ``browser()`` starts it when it is not running."""

    def __init__(self) -> None:
        self._playwright: Playwright | None = None
        self._browser: Browser | None = None
        self._home: Path | None = None
        self._visits = 0
        self.sandboxed = False

    async def browser(self) -> Browser:
        """The running browser. Raises ``ToolMissing`` when there is none, or none that may run other people's code."""
        self._visits += 1
        if self._browser is not None and self._visits <= MOST_VISITS and await _answers(self._browser):
            return self._browser
        await self.stop()
        self._visits = 1
        program = find_browser()
        if program is None:
            raise ToolMissing(TOOL, say("running.no_browser"))
        self._playwright = await self._driver()
        try:
            self._browser = await self._launch(program, sandbox=True)
            self.sandboxed = True
        except SandboxFailure as failure:
            if os.environ.get(SANDBOX_VARIABLE, "").lower() != "off":
                await self.stop()
                raise ToolMissing(TOOL, say("running.no_sandbox", error=str(failure)[:200])) from failure
            self._browser = await self._launch(program, sandbox=False)
            self.sandboxed = False
        return self._browser

    async def use(self, visit: Callable[[Browser], Awaitable[Result]]) -> Result:
        """What ``visit`` makes of the browser.

        Raises ``ToolMissing`` like :meth:`browser`, and when nothing can be opened in it. A ``Stuck`` that reaches this
        place is the browser's doing, not a page's: not even an empty page could be opened. A new browser gets one
        chance.
        """
        try:
            return await visit(await self.browser())
        except Stuck:
            await self.stop()
        try:
            return await visit(await self.browser())
        except Stuck as stuck:
            await self.stop()
            raise ToolMissing(TOOL, say("running.not_started", error=stuck.why)) from stuck

    async def stop(self) -> None:
        """End browser and driver; nothing happens when they are not running."""
        browser, self._browser = self._browser, None
        playwright, self._playwright = self._playwright, None
        for closing in (browser.close() if browser is not None else None, playwright.stop() if playwright else None):
            if closing is not None:
                await _within(closing, 5.0)
        if self._home is not None:
            shutil.rmtree(self._home, ignore_errors=True)
            self._home = None

    async def _driver(self) -> Playwright:
        try:
            from playwright.async_api import async_playwright
        except ImportError as error:
            raise ToolMissing("playwright", say("running.no_driver")) from error
        return await asyncio.wait_for(async_playwright().start(), START_SECONDS)

    async def _launch(self, program: Path, *, sandbox: bool) -> Browser:
        from playwright.async_api import Error

        assert self._playwright is not None
        executable = self._unprivileged(program) if sandbox and system.is_root() else program
        before = {child.pid for child in psutil.Process().children(recursive=True)}
        try:
            browser = await self._playwright.chromium.launch(
                executable_path=executable,
                chromium_sandbox=sandbox,
                args=list(ARGUMENTS),
                timeout=START_SECONDS * 1000,
                env={name: value for name, value in os.environ.items() if name in _PASSED_ON},
            )
        except Error as error:
            if sandbox and "sandbox" in error.message.lower():
                raise SandboxFailure(_sandbox_line(error.message)) from error
            raise ToolMissing(TOOL, say("running.not_started", error=_last_line(error.message))) from error
        if sandbox and _without_sandbox(before):
            await _within(browser.close(), 5.0)
            raise SandboxFailure("--no-sandbox")
        return browser

    def _unprivileged(self, program: Path) -> Path:
        """A program that starts the browser as an unprivileged user; raises ``SandboxFailure`` where there is none."""
        ids = system.unprivileged_ids()
        if ids is None:
            raise SandboxFailure("no user nobody")
        _sweep()
        if self._home is None:
            self._home = Path(tempfile.mkdtemp(prefix=f"{_PREFIX}{os.getpid()}-"))
            system.give_to(self._home, ids)
        home = str(self._home)
        script = self._home / "start"
        # The name of the interpreter may hold blanks, which a first line cannot: then the system's own Python serves.
        python = sys.executable if " " not in sys.executable else "/usr/bin/python3"
        script.write_text(
            _STEP_DOWN.format(python=python, user=ids[0], group=ids[1], home=home, program=str(program)),
            encoding="utf-8",
        )
        script.chmod(stat.S_IRUSR | stat.S_IXUSR)
        return script


_PASSED_ON = frozenset(
    {"PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "TEMP", "TMP", "SYSTEMROOT", "LOCALAPPDATA", "USERPROFILE"}
)


def _without_sandbox(before: set[int]) -> bool:
    """True if a wrapper of the distribution turned the sandbox off behind our back."""
    for process in psutil.Process().children(recursive=True):
        try:
            if process.pid not in before and "--no-sandbox" in process.cmdline():
                return True
        except psutil.Error:
            continue  # It ended in between, so it runs nothing.
    return False


def _sandbox_line(text: str) -> str:
    return next((line.strip() for line in text.splitlines() if "sandbox" in line.lower()), "sandbox")


def _last_line(text: str) -> str:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return lines[0][:200] if lines else "?"


def _sweep() -> None:
    """Delete what workers that were killed left behind; the name of a folder carries the id of its process."""
    for folder in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        owner = folder.name.removeprefix(_PREFIX).partition("-")[0]
        if owner.isdigit() and not psutil.pid_exists(int(owner)):
            shutil.rmtree(folder, ignore_errors=True)


async def _answers(browser: Browser) -> bool:
    """True if the browser is alive; one that was killed may not be known as gone yet."""
    from playwright.async_api import Error

    try:
        session = await asyncio.wait_for(browser.new_browser_cdp_session(), 5.0)
        await asyncio.wait_for(session.detach(), 5.0)
    except (TimeoutError, Error):
        return False
    return True


async def _within(closing: object, seconds: float) -> None:
    """Await something that ends a program; late or gone is as good as done, since the worker's tree is killed."""
    from playwright.async_api import Error

    try:
        await asyncio.wait_for(closing, seconds)  # type: ignore[arg-type]
    except (TimeoutError, Error):
        return


class Worker:
    """The event loop in which the warm browser lives; one per process, used by one thread at a time."""

    def __init__(self) -> None:
        self.loop = asyncio.new_event_loop()
        self.warm = WarmBrowser()
        atexit.register(self.close)

    def close(self) -> None:
        """End the browser with the process."""
        if not self.loop.is_closed():
            self.loop.run_until_complete(self.warm.stop())
            self.loop.close()


_worker: Worker | None = None


def worker() -> Worker:
    """The worker of this process."""
    global _worker
    if _worker is None or _worker.loop.is_closed():
        _worker = Worker()
    return _worker
