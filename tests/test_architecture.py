"""Imports point one way, from the command line down to the messages, and checks know only what they may."""

from collections.abc import Callable

import grimp
import pytest

from yuejuan.graders.registry import installed

LAYERS = (
    ("bench",),
    ("cli",),
    ("exam",),
    ("reports",),
    ("gradebook",),
    ("graders",),
    ("rubrics", "artifacts"),
    ("messages",),
)
"""Top to bottom; rooms of one layer do not know each other."""

HEIGHT = {room: -number for number, layer in enumerate(LAYERS) for room in layer}

FOR_CHECKS = {
    "yuejuan.graders.api",
    "yuejuan.graders.finding",
    "yuejuan.graders.submission",
    "yuejuan.rubrics.model",
    "yuejuan.rubrics.paper",
    "yuejuan.artifacts.document.characters",
    "yuejuan.artifacts.page.colours",
}
"""What a check may know of its own room and of the rooms below, besides facts: types, constructors, pure functions."""

NETWORK = {"django", "flask", "fastapi", "starlette", "socket", "ssl", "http", "ftplib", "smtplib", "requests", "httpx"}
ONE_SYSTEM = {"posix": {"fcntl", "resource", "pwd", "grp", "termios"}, "windows": {"msvcrt", "winreg", "_winapi"}}


@pytest.fixture(scope="module")
def graph() -> grimp.ImportGraph:
    return grimp.build_graph("yuejuan", include_external_packages=True, cache_dir=None)


def _room(module: str) -> str:
    return module.split(".")[1] if module.startswith("yuejuan.") else ""


def _arrows(graph: grimp.ImportGraph, forbidden: Callable[[str, str], bool]) -> list[str]:
    return [
        f"{importer} imports {imported}"
        for importer in sorted(graph.modules)
        for imported in sorted(graph.find_modules_directly_imported_by(importer))
        if forbidden(importer, imported)
    ]


def _families() -> set[str]:
    """The built-in packages that hold checks."""
    return {check.module.rpartition(".")[0] for check in installed() if check.module.startswith("yuejuan.")}


def test_every_room_has_its_layer(graph):
    assert {_room(module) for module in graph.modules} - {""} == set(HEIGHT)


def test_rooms_import_downwards_only(graph):
    def upwards_or_sideways(importer: str, imported: str) -> bool:
        one, other = _room(importer), _room(imported)
        return bool(one and other) and one != other and HEIGHT[other] >= HEIGHT[one]

    assert _arrows(graph, upwards_or_sideways) == []


def test_checks_are_found_and_never_imported(graph):
    checks = {check.module for check in installed()}
    assert len(checks & graph.modules) >= 30
    assert _arrows(graph, lambda importer, imported: imported in checks) == []


def test_checks_know_facts_and_types_but_neither_marks_nor_readers_nor_the_engine(graph):
    families = _families()

    def too_much(importer: str, imported: str) -> bool:
        if importer.rpartition(".")[0] not in families or imported in FOR_CHECKS:
            return False
        if _room(imported) == "artifacts":
            return not imported.endswith(".facts")
        beside_the_api = _room(imported) == "graders" and imported.count(".") == 2
        return _room(imported) == "rubrics" or (beside_the_api and imported not in families)

    assert _arrows(graph, too_much) == []


def test_nothing_serves_or_calls_over_the_network(graph):
    assert {module.partition(".")[0] for module in graph.modules} & NETWORK == set()


def test_system_calls_of_one_operating_system_live_in_one_module(graph):
    def misplaced(importer: str, imported: str) -> bool:
        return _room(importer) != "bench" and any(
            imported in modules and importer != f"yuejuan.artifacts.system.{system}"
            for system, modules in ONE_SYSTEM.items()
        )

    assert _arrows(graph, misplaced) == []
