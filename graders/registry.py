"""Where checks are found: families named by entry points, built-in and installed alike; an examination's own apart.

A family is a package. The id of a check is the name of the family's entry point and the module below it, so that
``image.size`` is ``size.py`` in the package that ``image`` names, and is imported when it is first asked for.
"""

from __future__ import annotations

import hashlib
import importlib.util
import pkgutil
import sys
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import import_module, metadata
from pathlib import Path
from types import ModuleType

from yuejuan.graders.api import Check

GROUP = "yuejuan.checks"
EXAM_FAMILY = "exam"


class UnknownCheck(KeyError):
    """No family and module of that id holds a check."""


class BrokenFamily(Exception):
    """A family cannot be used: two packages claim its name, or a module holds a check under another id."""


class Registry:
    """Checks by id. ``families`` maps the first part of the id to the package that holds the modules."""

    def __init__(self, families: Mapping[str, str], own: Mapping[str, Check] | None = None) -> None:
        self.families = dict(families)
        self._own = dict(own or {})

    def get(self, check_id: str) -> Check:
        """The check of that id; :class:`UnknownCheck` when there is none."""
        if check_id in self._own:
            return self._own[check_id]
        family, _, module = check_id.partition(".")
        package = self.families.get(family)
        name = f"{package}.{module}"
        if package is None or not module or importlib.util.find_spec(name) is None:
            raise UnknownCheck(check_id)
        found = _check_in(import_module(name), check_id)
        if found is None:
            raise UnknownCheck(check_id)
        return found

    def __iter__(self) -> Iterator[Check]:
        """Every check, sorted by id; imports all modules of all families."""
        return iter(sorted((*self._walk(), *self._own.values()), key=lambda check: check.id))

    def ids(self) -> list[str]:
        """All ids, sorted."""
        return [check.id for check in self]

    def _walk(self) -> Iterator[Check]:
        for family, package in self.families.items():
            root = import_module(package)
            for info in pkgutil.walk_packages(root.__path__, package + "."):
                found = _check_in(import_module(info.name), family + info.name.removeprefix(package))
                if found is not None:
                    yield found


def _check_in(module: ModuleType, expected_id: str) -> Check | None:
    """The one check that ``module`` defines. A module without one is a helper; one under another id is a bug."""
    found = [value for value in vars(module).values() if isinstance(value, Check) and value.module == module.__name__]
    if not found:
        return None
    if len(found) > 1 or found[0].id != expected_id:
        names = ", ".join(check.id for check in found)
        raise BrokenFamily(f"{module.__name__} must hold the one check {expected_id}, but holds {names}")
    return found[0]


@cache
def installed() -> Registry:
    """The checks of all installed packages, this one included, by their entry points."""
    families: dict[str, str] = {}
    for point in metadata.entry_points(group=GROUP):
        if families.setdefault(point.name, point.value) != point.value:
            raise BrokenFamily(f"the family {point.name} is claimed by {families[point.name]} and by {point.value}")
    return Registry(families)


def with_own_checks(registry: Registry, folder: Path) -> tuple[Registry, dict[str, str]]:
    """``registry`` and the checks in ``folder/*.py`` (ids ``exam.<file name>``), and the digest of each file.

    This runs the files: call it only when the operator allowed it.
    """
    own: dict[str, Check] = {}
    digests: dict[str, str] = {}
    for path in sorted(folder.glob("*.py")):
        check_id = f"{EXAM_FAMILY}.{path.stem}"
        digests[check_id] = hashlib.sha256(path.read_bytes()).hexdigest()
        name = f"yuejuan_exam_checks.{path.stem}"
        spec = importlib.util.spec_from_file_location(name, path)
        if spec is None or spec.loader is None:
            raise BrokenFamily(f"{path.name} cannot be loaded as a module")
        module = importlib.util.module_from_spec(spec)
        sys.modules[name] = module
        spec.loader.exec_module(module)
        found = _check_in(module, check_id)
        if found is not None:
            own[check_id] = found
    return Registry(registry.families, own), digests


@cache
def source_digest(package: str, *, deep: bool = True) -> str:
    """sha256 over the Python and YAML files of a package (``deep``: and of the packages in it), by name and content.

    The catalogue is left out: it tells people about checks and judges nothing.
    """
    digest = hashlib.sha256()
    for location in sorted(import_module(package).__path__):
        root = Path(location)
        for path in sorted(root.rglob("*") if deep else root.glob("*")):
            if path.suffix in {".py", ".yaml"} and not path.name.startswith("catalogue."):
                digest.update(path.relative_to(root).as_posix().encode())
                digest.update(b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()
