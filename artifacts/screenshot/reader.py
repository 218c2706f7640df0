"""Opens one web page in the sandboxed browser and keeps how it looks, from the same virtual origin as ``running_page``.

For pages that a person judges and that no check has to watch.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from yuejuan.artifacts.reader import Source
from yuejuan.artifacts.running.browser import worker
from yuejuan.artifacts.running.folder import Folder
from yuejuan.artifacts.running.reader import page_of
from yuejuan.artifacts.running.reader import tools as tools  # The same browser takes the pictures.
from yuejuan.artifacts.running.report import views_of
from yuejuan.artifacts.running.visit import DESKTOP, Stuck, Visit
from yuejuan.artifacts.running.watching import PHONE, Evidence, Watcher
from yuejuan.artifacts.screenshot.facts import ScreenshotFacts

if TYPE_CHECKING:
    from playwright.async_api import Browser

VISIT_SECONDS = 15.0
SETTLE_SECONDS = 0.5
"""Pictures that come in by a script are there by then; what moves for ever is caught where it is."""


def read(source: Source) -> ScreenshotFacts:
    """Take the pictures. ``ToolMissing`` without a browser or its sandbox, ``UnreadableSource`` for no page at all."""
    folder = page_of(source)
    evidence = Evidence(source.scratch / "evidence" if source.scratch is not None else None)

    async def visit(browser: Browser) -> ScreenshotFacts:
        return await _visit(browser, folder, evidence)

    own = worker()
    return own.loop.run_until_complete(own.warm.use(visit))


async def _visit(browser: Browser, folder: Folder, evidence: Evidence) -> ScreenshotFacts:
    async with Visit(browser, folder, seconds=VISIT_SECONDS) as visit:
        watcher = Watcher(visit, evidence)
        try:
            await visit.open()
            await visit.pause(SETTLE_SECONDS)
            await watcher.views((DESKTOP, PHONE))
        except Stuck as stuck:
            visit.trouble.stuck = visit.trouble.stuck or stuck.why
        return ScreenshotFacts(
            browser=browser.version,
            views=views_of(watcher.record),
            stopped=visit.trouble.stuck,
        )
