"""The pages: one index for the batch, one page per candidate; scripts and styles are inlined, nothing is loaded.

Every value passes :func:`yuejuan.reports.shown.visible` and is escaped on its way into a page; the content security
policy allows nothing but the inlined style and script (by hash) and pictures inside the page.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from yuejuan.artifacts.facts import Box
from yuejuan.graders.finding import Evidence, PageElement, PictureRegion
from yuejuan.graders.submission import Extra, HandedFile, Match
from yuejuan.messages import render
from yuejuan.messages.message import Language
from yuejuan.reports.batch import EXCELLENT, PASS, Batch
from yuejuan.reports.chart import bar, distribution
from yuejuan.reports.compared import Comparisons
from yuejuan.reports.layers import LayerTrees
from yuejuan.reports.marks import decimal
from yuejuan.reports.pictures import Pictures, Previews
from yuejuan.reports.running import RunningPages, strip
from yuejuan.reports.shown import shortened, visible
from yuejuan.reports.texts import Readings, Texts
from yuejuan.reports.view import CandidateView, PointView, words
from yuejuan.reports.words import words_in

MOST_BYTES = 5_000_000
GENERATOR = "yuejuan"


@dataclass(frozen=True)
class Limits:
    """How much of what a candidate handed in one page shows; the rest is counted."""

    characters: int
    evidence: int
    files: int
    picture_bytes: int
    picture_side: int
    text: int
    places: int
    rows: int
    first_evidence: int = 3
    """Pieces of evidence of one point that are seen at once; the others unfold."""


TIERS = (
    Limits(600, 12, 400, 3_000_000, 480, text=40_000, places=600, rows=200),
    Limits(240, 6, 150, 2_000_000, 320, text=16_000, places=300, rows=100),
    Limits(120, 3, 60, 900_000, 240, text=6_000, places=100, rows=40),
    Limits(60, 1, 20, 0, 240, text=2_000, places=30, rows=20),
)


@dataclass(frozen=True)
class FileRow:
    """One handed-in file with what it is used for, in words."""

    file: HandedFile
    role: str
    tone: str


@cache
def _asset(name: str) -> str:
    return resources.files("yuejuan.reports").joinpath("templates", name).read_text(encoding="utf-8")


def _policy_hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode("ascii")


def _finish(value: Any) -> Any:
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value


@cache
def environment() -> Environment:
    """The templates: escaping always on, an unknown name is an error, unseen characters shown in every output."""
    made = Environment(
        loader=PackageLoader("yuejuan.reports", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_finish,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(decimal=decimal, short=shortened, box=_box, size=_size, percent=_percent)
    made.tests["evidence"] = lambda value, kind: type(value).__name__ == kind
    return made


def template_digest() -> str:
    """Digest of everything that decides how a page looks; a new version of the program rewrites all pages."""
    folder = resources.files("yuejuan.reports")
    names = sorted(f"templates/{item.name}" for item in folder.joinpath("templates").iterdir() if item.is_file())
    modules = sorted(item.name for item in folder.iterdir() if item.name.endswith((".py", ".yaml")))
    digest = hashlib.sha256()
    for name in (*names, *modules):
        digest.update(folder.joinpath(name).read_bytes())
    return digest.hexdigest()


def render_index(batch: Batch, language: Language, files: Sequence[str]) -> str:
    """The index of the batch; ``files`` are the names of the other reports beside it."""
    text = words_in(language)
    return (
        environment()
        .get_template("index.html")
        .render(
            **_shell(language, script="index.js"),
            batch=batch,
            files=files,
            many_papers=len(batch.papers) > 1,
            titles={paper: words(dict(layout.title), language) for paper, layout in batch.papers.items()},
            chart=Markup(distribution([row.interval for row in batch.rows], text, (PASS, EXCELLENT))),  # noqa: S704
            bar=_bar,
            stamp="",
        )
    )


def render_candidate(
    view: CandidateView,
    previews: Previews | None,
    stamp: str,
    neighbours: tuple[str | None, str | None] = (None, None),
    most_bytes: int = MOST_BYTES,
    readings: Readings | None = None,
) -> tuple[str, bool]:
    """The page of one candidate, below ``most_bytes``, and whether every preview and text was to be had.

    ``stamp`` goes into the page; ``neighbours`` are the pages of the candidates before and after. A page that grows
    too large is made again with tighter limits, and says what it leaves out.
    """
    page, complete = "", True
    texts = Texts(view, readings)
    trees = LayerTrees(view, texts.places, readings)
    comparisons = Comparisons(view, texts.places, readings)
    running = RunningPages(view, texts.places, readings)
    for limits in TIERS:
        pictures = Pictures(view, previews, limits.picture_bytes, limits.picture_side)
        page = _candidate_page(view, pictures, texts, trees, comparisons, running, limits, stamp, neighbours)
        complete = pictures.missing == 0 and texts.missing == 0
        if len(page.encode()) < most_bytes:
            break
    return page, complete


def _candidate_page(
    view: CandidateView,
    pictures: Pictures,
    texts: Texts,
    trees: LayerTrees,
    comparisons: Comparisons,
    running: RunningPages,
    limits: Limits,
    stamp: str,
    neighbours: tuple[str | None, str | None],
) -> str:
    shown, layers = texts.shown(limits.text, limits.places), trees.shown(limits.rows, pictures)
    compared = comparisons.shown(pictures)
    pages = running.shown(pictures)
    articles = {one.point.anchor: f"cmp-{n}" for n, pair in enumerate(compared, 1) for one in pair.points}
    ids = shown.ids | {place.id for tree in layers for row in tree.rows for place in row.places}

    def anchor(point: PointView, item: Evidence) -> str:
        """Where on the page a piece of evidence is marked; empty where it is not."""
        place = texts.places.of(point, item)
        if isinstance(item, PictureRegion):
            return articles.get(point.anchor, "")
        if isinstance(item, PageElement):
            return next((f"page-{n}" for n, page in enumerate(pages, 1) if place in page.places), "")
        return place.id if place is not None and place.id in ids else ""

    titles = {match.deliverable: _title(match, view.language) for match in view.result.submission.matches}
    return (
        environment()
        .get_template("candidate.html")
        .render(
            **_shell(view.language, script=""),
            view=view,
            pictures=pictures,
            texts=texts,
            shown=shown,
            trees=layers,
            comparisons=compared,
            pages=pages,
            looks=lambda path: running.looks(path, pictures),
            article={page.file: f"page-{n}" for n, page in enumerate(pages, 1)}.get,
            strip=lambda point, item: strip(point, item, pictures),
            anchor=anchor,
            limits=limits,
            titles=titles,
            files=_file_rows(view, titles),
            matches=view.result.submission.matches,
            say=lambda message: render(message, view.language),
            paper_title=words(view.result.paper_title, view.language),
            bar=_bar,
            stamp=stamp,
            previous=neighbours[0],
            following=neighbours[1],
        )
    )


def _shell(language: Language, script: str) -> dict[str, Any]:
    style = _asset("style.css")
    code = _asset(script) if script else ""
    script_source = f"'{_policy_hash(code)}'" if code else "'none'"
    policy = (
        f"default-src 'none'; img-src data:; style-src '{_policy_hash(style)}'; script-src {script_source}; "
        "base-uri 'none'; form-action 'none'"
    )
    return {
        "t": words_in(language),
        "lang": "en" if language == "en" else "zh-CN",
        "policy": Markup(policy),  # noqa: S704 - hashes of our own files
        "style": Markup(style),  # noqa: S704 - our own file
        "script": Markup(code),  # noqa: S704 - our own file
        "generator": GENERATOR,
    }


def _title(match: Match, language: Language) -> str:
    return words(match.title, language) or match.deliverable


def _file_rows(view: CandidateView, titles: dict[str, str]) -> list[FileRow]:
    text = words_in(view.language)
    uses: dict[str, tuple[str, str]] = {}
    for extra in view.result.submission.extras:
        uses[extra.path] = (_extra(extra, view.language), "open" if extra.kind == "earlier_version" else "quiet")
    for match in view.result.submission.matches:
        for path in match.possible:
            uses[path] = (text("role.possible", title=titles[match.deliverable]), "open")
        for path in match.files:
            uses[path] = (text("role.deliverable", title=titles[match.deliverable]), "good")
    rows = []
    for file in view.result.submission.files:
        role, tone = uses.get(file.path, (text(f"role.{file.role}"), "quiet"))
        if file.role == "unreadable":
            unreadable = text("role.unreadable")
            role, tone = (f"{role} · {unreadable}" if file.path in uses else unreadable), "bad"
        rows.append(FileRow(file, role, tone))
    return rows


def _extra(extra: Extra, language: Language) -> str:
    text = words_in(language)
    of = text("candidate_page.extra_of", of=extra.of) if extra.of else ""
    return text(f"role.{extra.kind}") + of


def _bar(low: Any, high: Any, full: Any, label: str) -> Markup:
    return Markup(bar(low, high, full, label))  # noqa: S704 - chart.py escapes


def _box(box: Box) -> str:
    return f"{box.left}, {box.top}, {box.right}, {box.bottom}"


def _size(count: int) -> str:
    if count < 1024:
        return f"{count} B"
    return f"{count / 1024:.1f} KB" if count < 1024**2 else f"{count / 1024**2:.1f} MB"


def _percent(share: Any) -> str:
    return decimal(share * 100, 0) + "%"
