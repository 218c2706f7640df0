"""Every sentence for people exists, in both languages, with the same places in both."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
import yaml

from yuejuan.messages import catalogue_of

ROOT = Path(__file__).parents[2]
ROOMS = sorted(path.parent for path in ROOT.glob("*/__init__.py"))
CATALOGUES = sorted(
    path
    for room in ROOMS
    for path in room.rglob("*.yaml")
    if path.name.endswith("messages.yaml") or path.name == "cli.yaml"
)
MODULES = [*sorted(path for room in ROOMS for path in room.rglob("*.py")), ROOT / "cli.py"]
PLACE = re.compile(r"\{([a-z_]+)\}")
SPEAKERS = {"say": "", "_say": "check.marketing_plan.budget.", "_": "cli.", "text": "cli."}


@cache
def _texts() -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for path in CATALOGUES:
        for message_id, texts in yaml.safe_load(path.read_text(encoding="utf-8")).items():
            assert message_id not in found, f"{message_id} stands in two catalogues"
            found[message_id] = texts
    return found


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_both_languages_say_the_same_things(path):
    for message_id, texts in yaml.safe_load(path.read_text(encoding="utf-8")).items():
        assert set(texts) == {"zh_CN", "en"}, message_id
        assert all(text.strip() for text in texts.values()), message_id
        if message_id != "messages.both":  # its values are the two texts
            assert set(PLACE.findall(texts["zh_CN"])) == set(PLACE.findall(texts["en"])), message_id
        assert catalogue_of(message_id).templates[message_id] == texts, f"{message_id}: another catalogue answers"


def _pattern(node: ast.expr) -> str | None:
    """The id as a regular expression; None where it is computed as a whole."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return re.escape(node.value)
    if isinstance(node, ast.JoinedStr):
        return "".join(re.escape(part.value) if isinstance(part, ast.Constant) else ".+" for part in node.values)
    return None


def _calls() -> Iterator[tuple[str, ast.Call, str]]:
    """Every call that makes a message: where it stands, the call, and its id as a regular expression."""
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.args):
                continue
            name, pattern = node.func.id, _pattern(node.args[0])
            if pattern is not None and name in (SPEAKERS if path.name == "cli.py" else {"say", "_say"}):
                yield f"{path.relative_to(ROOT)}:{node.lineno}", node, re.escape(SPEAKERS[name]) + pattern


def test_every_id_that_the_code_says_exists():
    unknown = [f"{place} {p}" for place, _, p in _calls() if not any(re.fullmatch(p, known) for known in _texts())]
    assert unknown == []


def test_every_place_of_a_text_gets_a_value():
    """Where the id and the names of the values are written out in the call."""
    lacking = []
    for place, call, pattern in _calls():
        given = {keyword.arg for keyword in call.keywords}
        if None not in given and isinstance(call.args[0], ast.Constant):
            needed = set(PLACE.findall(_texts()[re.sub(r"\\(.)", r"\1", pattern)]["zh_CN"]))
            lacking += [f"{place} gives no {name}" for name in sorted(needed - given)]
    assert lacking == []


def _computed() -> set[str]:
    """Every text in the code with a computed part, as a regular expression, when it begins like an id or a piece."""
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in MODULES]
    joined = [node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.JoinedStr)]
    return {pattern for node in joined if re.match(r"[a-z_.\\]{4,}", pattern := _pattern(node) or "")}


def test_no_text_is_left_over():
    """An id is used when the code or a template has it, whole or in two pieces, or a text with a computed part fits."""
    sources = [*MODULES, *(path for room in ROOMS for path in room.rglob("*.html"))]
    text = "\n".join(path.read_text(encoding="utf-8") for path in sources)
    names = set(re.findall(r"""["']([a-z0-9_.]+)["']""", text))
    names |= {start + name for start in re.findall(r'"([a-z]+_)" \+ ', text) for name in names}
    fronts = ["", *re.findall(r'"([a-z_.]+\.)" \+ ', text)]
    words = {front + name for front in fronts for name in names}
    pieces = {re.compile(pattern + r"(\..+)?") for pattern in (*_computed(), *(p for _, _, p in _calls()))}
    left = {
        known
        for known in _texts().keys() - words
        if not any(p.fullmatch(known.removeprefix(front)) for p in pieces for front in fronts)
    }
    assert left == set()
