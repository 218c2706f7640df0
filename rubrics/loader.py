"""Rubric and paper from their files, checked and resolved into the mark sheet that the engine runs.

The only way in: whatever :func:`load_paper` returns is complete, adds up to 90 + 10 and stays inside the paper's
folder.
"""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import get_args

from yuejuan.messages import say
from yuejuan.rubrics.assembly import Assembly
from yuejuan.rubrics.digest import digest_of, digest_of_paper
from yuejuan.rubrics.errors import Problem, RubricError, nearest_of
from yuejuan.rubrics.faults import repeated, rule_problems, wrong_totals
from yuejuan.rubrics.model import Project, Rubric
from yuejuan.rubrics.paper import Key, Paper
from yuejuan.rubrics.references import Resolver
from yuejuan.rubrics.sheet import Sheet
from yuejuan.rubrics.validation import Loaded, in_order, load_model
from yuejuan.rubrics.yaml_source import decode, read_bytes

STANDARD = Path(__file__).parent / "standard"


def load_rubric(rubric: str | Path) -> Rubric:
    """The standard's rubric of a project, by name (``shop_design``), or any rubric file, by path.

    Raises :class:`RubricError` with every fault of the file.
    """
    return read_rubric(rubric).model


def read_rubric(rubric: str | Path) -> Loaded[Rubric]:
    """As :func:`load_rubric`, with the places in the file."""
    path = _standard_file(rubric) if isinstance(rubric, str) else rubric
    loaded = load_model(path, Rubric)
    problems = [*_repeated_ids(loaded), *_wrong_sums(loaded), *_rules_of_rubric(loaded)]
    if problems:
        raise RubricError(in_order(problems))
    return loaded


def _standard_file(project: str) -> Path:
    projects = get_args(Project)
    if project not in projects:
        problem = Problem(
            file=project,
            message=say("rubric.project.unknown", name=project),
            expected=say("rubric.value.choices", names=list(projects)),
            nearest=nearest_of(project, projects),
        )
        raise RubricError((problem,))
    return STANDARD / f"{project}.yaml"


def read_paper(folder: Path) -> Loaded[Paper]:
    """The file ``paper.yaml`` of a paper's folder, with places; only the file itself is checked."""
    if not folder.is_dir():
        raise RubricError((Problem(file=folder.as_posix(), message=say("rubric.file.no_folder", folder=folder.name)),))
    return load_model(folder / "paper.yaml", Paper)


def read_key(folder: Path) -> Loaded[Key] | None:
    """The file ``key.yaml`` of a paper's folder; None when there is none."""
    path = folder / "key.yaml"
    return load_model(path, Key) if path.exists() else None


def load_paper(folder: Path, rubric: str | Path | None = None) -> Sheet:
    """The mark sheet of the paper in ``folder``.

    ``rubric`` replaces the standard's rubric of the paper's project, by name or file. Raises :class:`RubricError`
    with every fault of the paper, its key and the rubric.
    """
    paper = read_paper(folder)
    loaded_rubric = read_rubric(rubric if rubric is not None else paper.model.project)
    key = read_key(folder)
    assembly = Assembly(folder, paper, loaded_rubric, Resolver(folder, key))
    criteria = assembly.criteria()
    rules = assembly.rules()
    assembly.verify(criteria)
    if assembly.problems:
        raise RubricError(in_order(assembly.problems))
    model, brief = paper.model, load_brief(folder)
    return Sheet(
        paper_id=model.id,
        title=model.title,
        project=model.project,
        minutes=model.minutes,
        deliverables=model.deliverables,
        criteria=criteria,
        rules=rules,
        step=Fraction(model.step),
        folder=folder,
        paper_digest=digest_of_paper(folder, model, key.model if key else None, brief),
        brief=brief or "",
        rubric_digest=digest_of(loaded_rubric.model),
        self_check=model.self_check,
    )


def load_brief(folder: Path) -> str | None:
    """The text of ``brief.md``, what candidates read; None when the paper has none.

    Raises :class:`RubricError` when it is not UTF-8, a folder, or longer than a rubric may be.
    """
    path = folder / "brief.md"
    return decode(read_bytes(path), path.as_posix()) if path.exists() else None


def _repeated_ids(rubric: Loaded[Rubric]) -> list[Problem]:
    model, source = rubric.model, rubric.source
    problems = repeated(source, ("criteria",), (criterion.id for criterion in model.criteria))
    for index, criterion in enumerate(model.criteria):
        problems += repeated(source, ("criteria", index, "parts"), (part.id for part in criterion.parts))
    return problems + repeated(source, ("rules",), (rule.id for rule in model.rules))


def _wrong_sums(rubric: Loaded[Rubric]) -> list[Problem]:
    problems = []
    for index, criterion in enumerate(rubric.model.criteria):
        total = sum(part.points for part in criterion.parts)
        if total != criterion.points:
            message = say(
                "rubric.sum.criterion", criterion=criterion.id, points=f"{criterion.points:f}", sum=f"{total:f}"
            )
            problems.append(rubric.source.problem(("criteria", index, "points"), message))
    points = ((criterion.literacy, Fraction(criterion.points)) for criterion in rubric.model.criteria)
    return problems + wrong_totals(rubric.source, ("criteria",), points)


def _rules_of_rubric(rubric: Loaded[Rubric]) -> list[Problem]:
    project = rubric.model.project
    names = {f"{project}.{criterion.id}": [part.id for part in criterion.parts] for criterion in rubric.model.criteria}
    return [
        problem
        for index, rule in enumerate(rubric.model.rules)
        for problem in rule_problems(rubric.source, ("rules", index), rule, names)
    ]
