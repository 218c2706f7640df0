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
SETTLE_SECONDS, LIVELY_REST, STILL_REST = 0.5, 0.1, 0.02
"""A page with scripts gets time to build itself, and again in each window; one without has only to be painted."""
TALLEST = 5000
"""CSS pixels of a page that are shown; whole shops are long."""
_LIVELY = "document.scripts.length + document.getAnimations().length > 0"
_PICTURES = """Promise.race([
  Promise.all([...document.images].map(picture => picture.decode().catch(() => 0))),
  new Promise(done => setTimeout(done, 500)),
]).then(() => 0)"""


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
            lively = bool(await visit.look(_LIVELY))
            await visit.look(_PICTURES)
            await visit.pause(SETTLE_SECONDS if lively else 0)
            await watcher.views((DESKTOP, PHONE), rest=LIVELY_REST if lively else STILL_REST, tallest=TALLEST)
        except Stuck as stuck:
            visit.trouble.stuck = visit.trouble.stuck or stuck.why
        return ScreenshotFacts(
            browser=browser.version,
            views=views_of(watcher.record),
            stopped=visit.trouble.stuck,
        )
