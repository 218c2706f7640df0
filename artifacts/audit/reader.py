"""Audits one web page with axe-core in the sandboxed browser, in a script world of its own.

The page comes from the same virtual origin as for ``running_page``. axe-core runs beside the page's scripts and sees
the same elements, so that a page cannot tell it what to say.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

from yuejuan.artifacts.audit.facts import AuditFacts, BrokenElement, BrokenRule, Impact
from yuejuan.artifacts.audit.program import axe_version, find_axe
from yuejuan.artifacts.facts import Box, NotMeasured
from yuejuan.artifacts.paths import printable
from yuejuan.artifacts.reader import Source, ToolMissing
from yuejuan.artifacts.running.browser import worker
from yuejuan.artifacts.running.folder import Folder
from yuejuan.artifacts.running.reader import page_of
from yuejuan.artifacts.running.reader import tools as browser_tools
from yuejuan.artifacts.running.visit import Stuck, Visit
from yuejuan.messages import say

if TYPE_CHECKING:
    from playwright.async_api import Browser

AUDIT_SECONDS = 20.0
"""The whole visit; a page of ten thousand elements takes half of it."""
SETTLE_SECONDS = 0.3
MOST_ELEMENTS = 12
MOST_RULES = 60
_IMPACTS: tuple[Impact, ...] = get_args(Impact)
# Only what WCAG 2 A and AA demand; the rest of axe-core's rules are advice. Frames are pages of their own.
_RUN = """(most => axe.run({
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'], iframes: false, resultTypes: ['violations'],
  }).then(found => ({
    passed: found.passes.length,
    unclear: found.incomplete.map(rule => rule.id),
    broken: found.violations.map(rule => ({
      rule: rule.id, impact: rule.impact, help: rule.help, tags: rule.tags, count: rule.nodes.length,
      elements: rule.nodes.slice(0, most).map(node => {
        const selector = String(node.target[0]);
        const element = document.querySelector(selector);
        const at = element && element.getBoundingClientRect();
        const [x, y] = [scrollX, scrollY];
        return {selector, box: at && [at.left + x, at.top + y, at.right + x, at.bottom + y]};
      }),
    })),
  })))"""


def read(source: Source) -> AuditFacts:
    """Audit the page. ``ToolMissing`` without axe-core, a browser or its sandbox; ``UnreadableSource`` for no page."""
    folder = page_of(source)
    script = _axe()
    engine = f"axe-core {axe_version(script)}"
    code = script.read_text(encoding="utf-8")

    async def audit(browser: Browser) -> AuditFacts:
        return await _audit(browser, folder, code, engine, printable(source.name))

    own = worker()
    return own.loop.run_until_complete(own.warm.use(audit))


def tools() -> dict[str, str]:
    """axe-core, the browser and the package that drives it. Raises ``ToolMissing`` when one of them is not there."""
    return {"axe-core": axe_version(_axe()), **browser_tools()}


def _axe() -> Path:
    script = find_axe()
    if script is None:
        raise ToolMissing("axe-core", say("audit.no_axe"))
    return script


async def _audit(browser: Browser, folder: Folder, code: str, engine: str, name: str) -> AuditFacts:
    found: Any = None
    async with Visit(browser, folder, seconds=AUDIT_SECONDS) as visit:
        try:
            await visit.open()
            await visit.pause(SETTLE_SECONDS)
            await visit.look(f"{code};0")
            found = await visit.look(f"{_RUN}({MOST_ELEMENTS})", AUDIT_SECONDS)
        except Stuck as stuck:
            visit.trouble.stuck = visit.trouble.stuck or stuck.why
    if not isinstance(found, dict):
        missed = NotMeasured("broken", say("audit.stopped", file=name))
        return AuditFacts(engine=engine, browser=browser.version, broken=None, not_measured=(missed,))
    broken = sorted((_rule(one) for one in found["broken"][:MOST_RULES]), key=_worst_first)
    return AuditFacts(
        engine=engine,
        browser=browser.version,
        broken=tuple(broken),
        unclear=tuple(map(str, found["unclear"])),
        passed=int(found["passed"]),
    )


def _worst_first(rule: BrokenRule) -> tuple[int, str]:
    return -_IMPACTS.index(rule.impact), rule.rule


def _rule(found: dict[str, Any]) -> BrokenRule:
    impact: Impact = next((one for one in _IMPACTS if one == found["impact"]), "moderate")
    criteria = (tag[4:] for tag in found["tags"] if tag.startswith("wcag") and tag[4:].isdigit())
    return BrokenRule(
        rule=str(found["rule"]),
        impact=impact,
        help=str(found["help"]),
        wcag=tuple(".".join((digits[0], digits[1], digits[2:])) for digits in criteria),
        count=int(found["count"]),
        elements=tuple(_element(one) for one in found["elements"]),
    )


def _element(found: dict[str, Any]) -> BrokenElement:
    box = Box(*(round(side) for side in found["box"])) if found["box"] else None
    return BrokenElement(selector=str(found["selector"])[:300], box=box)
