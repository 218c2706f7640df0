"""Runs one web page in a real browser and measures what happens in it.

The page comes from a virtual origin that answers from the submission's folder and nothing else; see ``origin.py``. It
is watched without a pointer, scrolled, touched with a real pointer, clicked, and looked at in windows of other widths.
Frames lie as JPEG in ``evidence/`` of the scratch folder, by sha256; without a scratch folder only digests are told.
"""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING

from yuejuan.artifacts.paths import inside, printable
from yuejuan.artifacts.reader import Source, ToolMissing, UnreadableSource
from yuejuan.artifacts.running.browser import TOOL, worker
from yuejuan.artifacts.running.facts import RunningPageFacts
from yuejuan.artifacts.running.folder import Folder
from yuejuan.artifacts.running.judging import Judgement, judge, unsteady_keys
from yuejuan.artifacts.running.programs import browser_version, find_browser
from yuejuan.artifacts.running.report import facts_of
from yuejuan.artifacts.running.samples import middle
from yuejuan.artifacts.running.verdict import Sighting
from yuejuan.artifacts.running.visit import VISIT_SECONDS, Stuck, Visit
from yuejuan.artifacts.running.watching import Evidence, Watcher
from yuejuan.messages import say

if TYPE_CHECKING:
    from playwright.async_api import Browser

MOST_BYTES = 16 << 20
LONGEST_REST = 3.2
"""Seconds that a picture may stay until the next; a slower carousel is not waited for under the pointer."""


def read(source: Source) -> RunningPageFacts:
    """Run the page. ``ToolMissing`` without a browser or its sandbox, ``UnreadableSource`` for no page at all."""
    folder = page_of(source)
    evidence = Evidence(source.scratch / "evidence" if source.scratch is not None else None)
    own = worker()

    async def visit(browser: Browser) -> RunningPageFacts:
        sandboxed = own.warm.sandboxed
        return await _visit(browser, folder, evidence, sandboxed=sandboxed, name=printable(source.name))

    return own.loop.run_until_complete(own.warm.use(visit))


def page_of(source: Source) -> Folder:
    """The folder that the virtual origin answers from, with the page in it; ``UnreadableSource`` for no page at all."""
    name = printable(source.name)
    if source.path.stat().st_size == 0:
        raise UnreadableSource(say("running.empty", file=name))
    if source.path.stat().st_size > MOST_BYTES:
        raise UnreadableSource(say("running.too_big", file=name, limit=MOST_BYTES >> 20))
    root = source.root if source.root is not None and inside(source.root, source.path) else source.path.parent
    return Folder(root, source.path.resolve().relative_to(root.resolve()).as_posix())


def tools() -> dict[str, str]:
    """The browser and the package that drives it. Raises ``ToolMissing`` when one of them is not there."""
    program = find_browser()
    if program is None:
        raise ToolMissing(TOOL, say("running.no_browser"))
    try:
        driver = version("playwright")
    except PackageNotFoundError as error:
        raise ToolMissing("playwright", say("running.no_driver")) from error
    return {TOOL: browser_version(program), "playwright": driver}


async def _visit(
    browser: Browser, folder: Folder, evidence: Evidence, *, sandboxed: bool, name: str
) -> RunningPageFacts:
    async with Visit(browser, folder, seconds=VISIT_SECONDS) as visit:
        watcher = Watcher(visit, evidence)
        judgement: Judgement | None = None
        try:
            await visit.open()
            judgement = await _phases(visit, watcher)
        except Stuck as stuck:
            visit.trouble.stuck = visit.trouble.stuck or stuck.why
            if watcher.record.watched:
                judgement = judge(watcher.record, folder, finished=False)
        return facts_of(visit, watcher.record, judgement, browser=browser.version, sandboxed=sandboxed, name=name)


async def _phases(visit: Visit, watcher: Watcher) -> Judgement:
    """One after another; the pointer clicks only where touching alone did not show a picture larger."""
    folder, record = visit.gate.folder, watcher.record
    await watcher.watch()
    unsteady = unsteady_keys(record)
    await watcher.scroll(unsteady)
    await watcher.point(unsteady)
    judgement = judge(record, folder, finished=visit.trouble.stuck is None)
    for kind in ("carousel", "scrolling_text", "floating_ad"):
        verdict = judgement.verdicts[kind]
        if verdict.state == "found":
            await _stay(watcher, verdict.sightings[0])
    if judgement.verdicts["zoom"].state != "found":
        await watcher.click(unsteady)
        judgement = judge(record, folder, finished=visit.trouble.stuck is None)
    await watcher.views()
    return judgement


async def _stay(watcher: Watcher, one: Sighting) -> None:
    """What moves by itself: does it stop under the pointer, and has it buttons?"""
    if one.box is None or (one.period is None and not one.pixels):
        return
    if one.period is not None:
        await watcher.find_controls(one.key, one.box)
    period = (one.period or 600.0) / 1000
    if period <= LONGEST_REST:
        await watcher.stay(one.key, middle(one.box), period * 1.25 + 0.2)
