"""One visit to one page: a fresh context of the warm browser, everything bounded in time, closed afterwards."""

from __future__ import annotations

import asyncio
import base64
import contextlib
import time
from collections.abc import Awaitable
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from types import TracebackType
from typing import TYPE_CHECKING, Any, TypeVar

import psutil

from yuejuan.artifacts.running.facts import StopReason
from yuejuan.artifacts.running.folder import Folder
from yuejuan.artifacts.running.origin import Gate

if TYPE_CHECKING:
    from playwright.async_api import Browser, BrowserContext, CDPSession, Page

VISIT_SECONDS = 50.0
"""The whole visit, whatever the page does."""
LOOK_SECONDS = 4.0
"""One look at the page; a page of ten thousand elements takes a quarter of it."""
LOAD_SECONDS = 10.0
MOST_MEGABYTES = 1400
"""Resident memory of one page's process; beyond it the page is ended, and what was seen before stays."""
DESKTOP = (1280, 800)
TALLEST = 2400
"""How tall the window is made, so that all of an ordinary page is inside it."""
MOST_ERRORS = 30

_Result = TypeVar("_Result")


class Stuck(Exception):
    """The page does not answer any more, or the time of the visit is over. ``why`` names it for a message."""

    def __init__(self, why: StopReason) -> None:
        super().__init__(why)
        self.why = why


@dataclass
class Trouble:
    """What went wrong in the page: script errors, and why it was given up."""

    errors: list[str] = field(default_factory=list)
    stuck: StopReason | None = None


class Visit:
    """``async with Visit(browser, folder) as visit``: the page, opened by :meth:`open`, and ways to look at it."""

    def __init__(self, browser: Browser, folder: Folder, *, seconds: float = VISIT_SECONDS) -> None:
        self._browser = browser
        self.gate = Gate(folder)
        self.trouble = Trouble()
        self._end = time.monotonic() + seconds
        self._context: BrowserContext | None = None
        self._page: Page | None = None
        self._cdp: CDPSession | None = None
        self._world = 0
        self._gone = asyncio.Event()
        self._watch: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Visit:
        self._context = await self._within(
            self._browser.new_context(
                viewport={"width": DESKTOP[0], "height": DESKTOP[1]},
                accept_downloads=False,
                service_workers="block",
                locale="zh-CN",
                timezone_id="Asia/Shanghai",
                permissions=[],
            ),
            15.0,
        )
        await self._within(self._context.add_init_script(_script("hooks.js")), 5.0)
        await self._within(self._context.route("**/*", self.gate.handle), 5.0)
        await self._within(self._context.route_web_socket("**/*", self.gate.refuse_socket), 5.0)
        page = self._page = self.gate.page = await self._within(self._context.new_page(), 10.0)
        page.on("pageerror", lambda error: self._note_error(str(error)))
        page.on("crash", lambda _: self._give_up("crashed"))
        page.on("popup", lambda popup: asyncio.ensure_future(_close(popup)))
        page.on("dialog", lambda dialog: asyncio.ensure_future(_dismiss(dialog)))
        self._cdp = await self._within(self._context.new_cdp_session(page), 5.0)
        self._watch = asyncio.ensure_future(self._watch_memory())
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        from playwright.async_api import Error

        if self._watch is not None:
            self._watch.cancel()
        if self._context is not None:
            try:
                await asyncio.wait_for(self._context.close(), 5.0)
            except (TimeoutError, Error):
                # A context that does not close takes the browser with it: the next visit starts a new one.
                with contextlib.suppress(TimeoutError, Error):
                    await asyncio.wait_for(self._browser.close(), 5.0)

    @property
    def left(self) -> float:
        """Seconds until the visit must be over."""
        return self._end - time.monotonic()

    async def open(self) -> None:
        """Load the page, or load it anew. A page whose script never ends is stopped; ``Stuck`` when that fails."""
        from playwright.async_api import Error

        page, cdp = self._open_page()
        self.gate.expecting = True
        loading = page.goto(self.gate.folder.url, wait_until="domcontentloaded", timeout=LOAD_SECONDS * 1000)
        try:
            await self._within(loading, LOAD_SECONDS + 1)
            with contextlib.suppress(Error):
                # A picture or film that never ends loading does not keep the page from being looked at.
                await self._within(page.wait_for_load_state("load", timeout=3000), 4.0)
        except (Stuck, Error) as error:
            if self._gone.is_set():
                raise Stuck(self.trouble.stuck or "crashed") from error
            self.trouble.stuck = "hung"
            await self._within(cdp.send("Runtime.terminateExecution"), 3.0)
        await self._enter()

    async def _enter(self) -> None:
        _, cdp = self._open_page()
        tree = await self._within(cdp.send("Page.getFrameTree"), LOOK_SECONDS)
        world = {"frameId": tree["frameTree"]["frame"]["id"], "worldName": "yuejuan"}
        created = await self._within(cdp.send("Page.createIsolatedWorld", world), LOOK_SECONDS)
        self._world = created["executionContextId"]
        await self.look(_script("sampler.js") + ";0")

    async def look(self, expression: str, seconds: float = LOOK_SECONDS) -> Any:
        """The value of an expression, or of its promise, in the world of the sampler. Raises ``Stuck``."""
        _, cdp = self._open_page()
        asked = {"expression": expression, "contextId": self._world, "returnByValue": True, "awaitPromise": True}
        return _value(await self._within(cdp.send("Runtime.evaluate", asked), seconds))

    async def account(self) -> dict[str, Any]:
        """What the hooks noted in the page's own world; empty where a page broke them: they are only a help."""
        _, cdp = self._open_page()
        asked = {"expression": _script("account.js"), "returnByValue": True}
        found = _value(await self._within(cdp.send("Runtime.evaluate", asked), LOOK_SECONDS))
        return found if isinstance(found, dict) else {}

    async def resize(self, width: int, height: int) -> None:
        """Give the window another size."""
        page, _ = self._open_page()
        await self._within(page.set_viewport_size({"width": width, "height": height}), LOOK_SECONDS)

    async def frame(self, width: int, height: int, scale: float) -> bytes:
        """A JPEG of the window from its top left, ``scale`` times its size."""
        _, cdp = self._open_page()
        clip = {"x": 0, "y": 0, "width": width, "height": height, "scale": scale}
        asked = {"format": "jpeg", "quality": 70, "clip": clip, "captureBeyondViewport": False}
        answer = await self._within(cdp.send("Page.captureScreenshot", asked), LOOK_SECONDS)
        return base64.b64decode(answer["data"])

    async def move(self, x: float, y: float) -> None:
        """Move a real pointer, in two steps, so that it also moves over what it enters."""
        page, _ = self._open_page()
        await self._within(page.mouse.move(x - 2, y - 2), LOOK_SECONDS)
        await self._within(page.mouse.move(x, y), LOOK_SECONDS)

    async def click(self, x: float, y: float) -> None:
        """Press and release the left button."""
        page, _ = self._open_page()
        await self._within(page.mouse.click(x, y), LOOK_SECONDS)

    async def press(self, key: str) -> None:
        """Press a key."""
        page, _ = self._open_page()
        await self._within(page.keyboard.press(key), LOOK_SECONDS)

    async def pause(self, seconds: float) -> None:
        """Wait, at most until the visit is over."""
        await asyncio.sleep(max(0.0, min(seconds, self.left)))

    async def _within(self, work: Awaitable[_Result], seconds: float) -> _Result:
        """``work`` bounded in time; ``Stuck`` when it is late, when the page is gone, or the visit over."""
        from playwright.async_api import Error

        task = asyncio.ensure_future(work)
        if self.left <= 0 or self._gone.is_set():
            task.cancel()
            raise Stuck(self.trouble.stuck or "time")
        try:
            return await asyncio.wait_for(task, min(seconds, self.left))
        except TimeoutError as error:
            raise Stuck("time" if self.left <= 0 else "hung") from error
        except Error as error:
            if self._gone.is_set() or "closed" in error.message or "crashed" in error.message:
                raise Stuck(self.trouble.stuck or "crashed") from error
            raise

    def _open_page(self) -> tuple[Page, CDPSession]:
        assert self._page is not None
        assert self._cdp is not None
        return self._page, self._cdp

    def _note_error(self, text: str) -> None:
        line = text.strip().splitlines()[0][:300] if text.strip() else "?"
        if len(self.trouble.errors) < MOST_ERRORS and line not in self.trouble.errors:
            self.trouble.errors.append(line)

    def _give_up(self, why: StopReason) -> None:
        self.trouble.stuck = self.trouble.stuck or why
        self._gone.set()

    async def _watch_memory(self) -> None:
        """End a page whose process grows without end, before the whole worker has to be ended."""
        while True:
            await asyncio.sleep(0.5)
            for process in psutil.Process().children(recursive=True):
                try:
                    if process.memory_info().rss > MOST_MEGABYTES << 20 and "--type=renderer" in process.cmdline():
                        self._give_up("memory")
                        process.kill()
                except psutil.Error:
                    continue  # It ended in between.


def _value(answer: dict[str, Any]) -> Any:
    if "exceptionDetails" in answer:
        return None
    return answer["result"].get("value")


@cache
def _script(name: str) -> str:
    return files("yuejuan.artifacts.running").joinpath(name).read_text(encoding="utf-8")


async def _close(page: Page) -> None:
    from playwright.async_api import Error

    with contextlib.suppress(Error):
        await page.close()


async def _dismiss(dialog: Any) -> None:
    from playwright.async_api import Error

    with contextlib.suppress(Error):
        await dialog.dismiss()
