"""Materials of a variant: Word files that tell a declared sentence get the new one, and whatever else tells an old
number is named.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from yuejuan.artifacts.inspection import inspect
from yuejuan.exam.edits._word import paragraphs, set_text, word
from yuejuan.exam.variant_conditions import Draw
from yuejuan.messages import say
from yuejuan.rubrics.errors import Problem
from yuejuan.rubrics.variant_places import Plan, shown

_SPACE = re.compile(r"\s+")
_WRITTEN = re.compile(r"(?<![\d.])\d+(?:,\d{3})*(?:\.\d+)?(?!\d)")
_SHORTEST = 3


@dataclass(frozen=True)
class _Material:
    """A document or workbook of ``materials/`` by its name, with its text."""

    name: str
    text: str
    word: bool


def rewrite(folder: Path, plan: Plan, draw: Draw) -> None:
    """Put the new sentences for the old ones in the Word files of ``folder/materials``; links are left alone."""
    now = {name: unit.value for name, unit in plan.units.items()}
    new = {sentence.filled(now): sentence.filled(draw) for sentence in plan.sentences}
    told = _any_of(new)
    for material in _materials(folder):
        if material.word and told.search(material.text) and not (folder / "materials" / material.name).is_symlink():
            with word(folder / "materials", material.name) as document:
                for paragraph in paragraphs(document):
                    if told.search(paragraph.text):
                        set_text(paragraph, told.sub(lambda match: new[match.group()], paragraph.text))


def doubts(folder: Path, plan: Plan) -> Iterator[Problem]:
    """Documents and workbooks that would still tell numbers of the paper in a variant."""
    now = {name: unit.value for name, unit in plan.units.items()}
    sentences = [sentence.filled(now) for sentence in plan.sentences]
    for material in _materials(folder):
        text = _any_of(sentences).sub("\n", material.text) if material.word else material.text
        told = [sentence for sentence in sentences if _SPACE.sub("", sentence) in _SPACE.sub("", text)]
        told += [match.group() for match, _ in old_numbers(plan, text)]
        if told:
            message = say("exam.variants.in_material", file=material.name, told=list(dict.fromkeys(told)))
            yield plan.variants.source.problem((), message)


def old_numbers(plan: Plan, text: str) -> Iterator[tuple[re.Match[str], str]]:
    """Numbers of the paper in a text, each with its name; those of one or two digits say nothing."""
    units = plan.units.values()
    owners = {shown(unit.value, form): unit.name for form in ("", ",") for unit in units}
    for match in _WRITTEN.finditer(text):
        if len(match.group()) >= _SHORTEST and match.group() in owners:
            yield match, owners[match.group()]


def _any_of(sentences: Mapping[str, str] | list[str]) -> re.Pattern[str]:
    """A pattern for any of the sentences, longer ones first; a number at an end is no part of a longer one."""
    ordered = sorted(sentences, key=len, reverse=True)
    return re.compile("|".join(rf"(?<![\d.]){re.escape(one)}(?!\d|[.,]\d)" for one in ordered) or r"(?!)")


def _materials(folder: Path) -> Iterator[_Material]:
    root = folder / "materials"
    for facts in inspect((root,)) if root.is_dir() else ():
        name = Path(str(facts["path"])).relative_to(root).as_posix()
        text = "\n".join(_texts_of(facts))
        yield _Material(name, text, facts.get("format") == "docx" and (root / name).is_file())


def _texts_of(facts: Mapping[str, Any]) -> Iterator[str]:
    """Paragraphs of a document and values of a workbook, out of the facts that ``inspect`` shows."""
    for paragraph in facts.get("paragraphs") or ():
        yield str(paragraph["text"])
    for sheet in facts.get("sheets") or ():
        for cell in sheet.get("cells") or ():
            yield str(cell.get("value") or "")
