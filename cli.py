"""The command line: parse, call one function, print. Results go to stdout, progress and notes to stderr.

Exit codes: 0 done; 1 done, with findings that the command was asked to fail on; 2 wrong usage or unreadable input;
130 stopped by Ctrl-C.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NoReturn

import click

from yuejuan import __version__
from yuejuan.messages import Message, render, usage
from yuejuan.messages.cli import language_of, text

LANGUAGE = language_of(sys.argv[1:])
usage.speak(LANGUAGE)
EXISTING = click.Path(path_type=Path)
FORMATS = ("html", "xlsx", "csv", "json")


def _(message_id: str, **values: str | int | float | bool | list[str]) -> str:
    return text(message_id, LANGUAGE, **values)


def _fail(*messages: Message | str) -> NoReturn:
    """One line for each fault on stderr, and exit code 2."""
    for message in messages:
        click.echo(message if isinstance(message, str) else render(message, LANGUAGE), err=True)
    raise SystemExit(2)


def _note(messages: Iterable[Message]) -> None:
    for message in messages:
        click.echo(render(message, LANGUAGE), err=True)


def _print_json(value: Any) -> None:
    import msgspec

    data = msgspec.json.format(msgspec.json.encode(value), indent=2)
    click.echo(data.decode("utf-8", "replace"))


def _set_page_sandbox(context: click.Context, parameter: click.Parameter, value: str) -> None:
    # The browser is started by the measuring processes, which inherit the environment.
    if value == "off":
        os.environ["YUEJUAN_PAGE_SANDBOX"] = "off"


PAGE_SANDBOX = click.option(
    "--page-sandbox",
    type=click.Choice(["on", "off"]),
    default="on",
    help=_("page_sandbox"),
    expose_value=False,
    callback=_set_page_sandbox,
)


class _Program(usage.Group):
    """Every fault that a person can mend is told by the rooms in their own sentences."""

    @staticmethod
    def sentences_of(error: BaseException) -> list[Message | str]:
        from yuejuan.exam.faults import sentences_of

        return sentences_of(error, LANGUAGE)


@click.group(cls=_Program, help=_("help"), context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, "--version", help=_("version"), message="yuejuan %(version)s")
@click.option("--lang", type=click.Choice(["zh_CN", "en"]), help=_("lang"), expose_value=False)
def main() -> None:
    """See the catalogue of texts."""


@main.command(help=_("grade.help"))
@click.argument("submissions", type=EXISTING, required=False)
@click.option("--paper", type=EXISTING, help=_("grade.paper"))
@click.option("--exam", type=EXISTING, help=_("grade.exam"))
@click.option("--out", type=EXISTING, help=_("grade.out"))
@click.option("--roster", type=EXISTING, help=_("grade.roster"))
@click.option("--jobs", type=click.IntRange(1, 64), help=_("grade.jobs"))
@click.option("--retry", is_flag=True, help=_("grade.retry"))
@click.option("--what-if", "what_if", type=EXISTING, help=_("grade.what_if"))
@click.option("--allow-checks", is_flag=True, help=_("grade.allow_checks"))
@click.option("--fail-under", type=float, help=_("grade.fail_under"))
@click.option("--json", "as_json", is_flag=True, help=_("json"))
@click.option("--no-report", is_flag=True, help=_("grade.no_report"))
@PAGE_SANDBOX
@click.option("--lang", type=click.Choice(["zh_CN", "en"]), help=_("lang"), expose_value=False)
def grade(
    submissions: Path | None,
    paper: Path | None,
    exam: Path | None,
    out: Path | None,
    roster: Path | None,
    jobs: int | None,
    retry: bool,
    what_if: Path | None,
    allow_checks: bool,
    fail_under: float | None,
    as_json: bool,
    no_report: bool,
) -> None:
    """Grade a folder of submissions."""
    from yuejuan.exam import grading

    task = grading.task_of(submissions, paper, exam, out, roster, allow_checks=allow_checks)
    _note(task.notes)
    if what_if is not None:
        changes = grading.what_if(task, what_if)
        if as_json:
            _print_json(changes.plain())
        else:
            click.echo(changes.table(LANGUAGE))
        return
    graded = grading.grade(task, jobs=jobs, retry=retry, language=LANGUAGE)
    _note(graded.notes)
    reports = [] if no_report else grading.write_report(task, FORMATS, LANGUAGE)
    if as_json:
        _print_json(graded.plain(reports))
    else:
        click.echo(graded.table(LANGUAGE))
        for path in reports:
            if path.parent.name == grading.REPORT:
                click.echo(str(path))
    if fail_under is not None and graded.any_below(fail_under):
        raise SystemExit(1)


@main.command(help=_("check.help"))
@click.argument("folder", type=EXISTING)
@click.option("--paper", type=EXISTING, required=True, help=_("check.paper"))
@click.option("--watch", is_flag=True, help=_("check.watch"))
@click.option("--json", "as_json", is_flag=True, help=_("json"))
@click.option("--lang", type=click.Choice(["zh_CN", "en"]), help=_("lang"), expose_value=False)
def check(folder: Path, paper: Path, watch: bool, as_json: bool) -> None:
    """Check one's own folder before the examination."""
    from yuejuan.exam import self_check

    for outcome in self_check.run(folder, paper, watch=watch):
        if as_json:
            _print_json(outcome.plain(LANGUAGE))
        else:
            click.echo(outcome.text(LANGUAGE))


@main.command(help=_("inspect.help"))
@click.argument("paths", nargs=-1, required=True, type=EXISTING)
@PAGE_SANDBOX
@click.option("--json", "as_json", is_flag=True, help=_("json"))
@click.option("--lang", type=click.Choice(["zh_CN", "en"]), help=_("lang"), expose_value=False)
def inspect(paths: tuple[Path, ...], as_json: bool) -> None:
    """Show the facts that the readers see."""
    from yuejuan.artifacts import inspection

    missing = [path for path in paths if not path.exists() and not path.is_symlink()]
    if missing:
        _fail(*(_("inspect.missing", path=str(path)) for path in missing))
    objects = inspection.inspect(paths, LANGUAGE)
    if as_json:
        _print_json(list(objects))
        return
    for found in objects:
        click.echo(inspection.as_text(found))


@main.command(help=_("report.help"))
@click.argument("exam", type=EXISTING)
@click.option("--format", "formats", default="html,xlsx,csv,json", show_default=True, help=_("report.format"))
@click.option("--lang", type=click.Choice(["zh_CN", "en"]), help=_("lang"), expose_value=False)
def report(exam: Path, formats: str) -> None:
    """Write the reports of an examination folder again."""
    from yuejuan.exam import grading

    names = tuple(name.strip() for name in formats.split(",") if name.strip())
    unknown = [name for name in names if name not in FORMATS]
    if unknown or not names:
        _fail(_("report.unknown", names=unknown or ["—"], known=list(FORMATS)))
    for path in grading.write_report(grading.task_of_exam(exam), names, LANGUAGE):
        click.echo(str(path))


@main.command(help=_("checks.help"))
@click.argument("check_id", metavar="[ID]", required=False)
@click.option("--json", "as_json", is_flag=True, help=_("json"))
@click.option("--lang", type=click.Choice(["zh_CN", "en"]), help=_("lang"), expose_value=False)
def checks(check_id: str | None, as_json: bool) -> None:
    """List the checks, or show one."""
    from yuejuan.graders import catalogue

    if check_id is None:
        entries = catalogue.entries()
        if as_json:
            _print_json([entry.plain() for entry in entries])
        else:
            click.echo("\n".join(f"{entry.id:<34} {entry.title(LANGUAGE)}" for entry in entries))
        return
    entry = catalogue.entry(check_id)
    if as_json:
        _print_json(entry.plain())
    else:
        click.echo(entry.text(LANGUAGE))


@main.command(help=_("doctor.help"))
@click.option("--json", "as_json", is_flag=True, help=_("json"))
@click.option("--lang", type=click.Choice(["zh_CN", "en"]), help=_("lang"), expose_value=False)
def doctor(as_json: bool) -> None:
    """Tell what is installed."""
    from yuejuan.artifacts.doctor import diagnose

    found = diagnose()
    if as_json:
        _print_json([{"tool": d.tool.name, "version": d.version, "effect": render(d.effect, LANGUAGE)} for d in found])
        return
    for diagnosis in found:
        mark = "✓" if diagnosis.version is not None else "✗"
        version = f"（{diagnosis.version}）" if diagnosis.version is not None else ""
        click.echo(f"{mark} {diagnosis.tool.name}{version}：{render(diagnosis.effect, LANGUAGE)}")


@main.group(cls=usage.Group, help=_("rubric.help"))
@click.option("--lang", type=click.Choice(["zh_CN", "en"]), help=_("lang"), expose_value=False)
def rubric() -> None:
    """Work on rubrics and papers."""


@rubric.command(name="validate", help=_("rubric.validate.help"))
@click.argument("papers", nargs=-1, required=True, type=EXISTING)
@click.option("--strict", is_flag=True, help=_("rubric.validate.strict"))
@click.option("--lang", type=click.Choice(["zh_CN", "en"]), help=_("lang"), expose_value=False)
def rubric_validate(papers: tuple[Path, ...], strict: bool) -> None:
    """Check papers for faults and doubtful places."""
    from yuejuan.exam import papers as workshop

    doubtful = False
    for paper in papers:
        problems = workshop.validate(paper)
        doubtful = doubtful or bool(problems)
        for problem in problems:
            click.echo(problem.text(LANGUAGE), err=True)
        click.echo(_("rubric.validate.fine", paper=str(paper)))
    if strict and doubtful:
        raise SystemExit(1)


@rubric.command(name="show", help=_("rubric.show.help"))
@click.argument("paper", required=True)
@click.option("--write", is_flag=True, help=_("rubric.show.write"))
@click.option("--json", "as_json", is_flag=True, help=_("json"))
@click.option("--lang", type=click.Choice(["zh_CN", "en"]), help=_("lang"), expose_value=False)
def rubric_show(paper: str, write: bool, as_json: bool) -> None:
    """Show a rubric or a paper's mark sheet; share out the points of what the paper does not ask for."""
    from yuejuan.exam import papers as workshop

    shown = workshop.show(paper, write=write)
    if as_json:
        _print_json(shown)
    else:
        click.echo(workshop.as_text(shown, LANGUAGE))


@rubric.command(name="schema", help=_("rubric.schema.help"))
@click.argument("name", required=False)
def rubric_schema(name: str | None) -> None:
    """Print a JSON Schema."""
    from yuejuan.exam import papers as workshop

    click.echo(workshop.schema(name))


@rubric.command(name="test", help=_("rubric.test.help"))
@click.argument("paper", type=EXISTING)
@PAGE_SANDBOX
@click.option("--only", multiple=True, help=_("rubric.test.only"))
@click.option("--lang", type=click.Choice(["zh_CN", "en"]), help=_("lang"), expose_value=False)
def rubric_test(paper: Path, only: tuple[str, ...]) -> None:
    """Test a paper like code."""
    from yuejuan.exam import papers as workshop

    failed = 0
    for trial in workshop.test(paper, frozenset(only)):
        failed += bool(trial.differences)
        mark = "✗" if trial.differences else "✓"
        click.echo(f"{mark} {trial.id}  {trial.why[LANGUAGE]}")
        for difference in trial.differences:
            click.echo(f"    {render(difference, LANGUAGE)}")
    if failed:
        raise SystemExit(1)


@rubric.command(name="try", help=_("rubric.try.help"))
@click.argument("paper", type=EXISTING)
@click.argument("criterion")
@click.option("--text", "answer", type=EXISTING, required=True, help=_("rubric.try.text"))
@click.option("--json", "as_json", is_flag=True, help=_("json"))
@click.option("--lang", type=click.Choice(["zh_CN", "en"]), help=_("lang"), expose_value=False)
def rubric_try(paper: Path, criterion: str, answer: Path, as_json: bool) -> None:
    """Try the checks of a criterion on one answer."""
    from yuejuan.exam import tryout, tryout_view

    pasted = sys.stdin.buffer.read(tryout.MOST_PASTED + 1) if str(answer) == "-" else None
    tried = tryout.try_answer(paper, criterion, answer if pasted is None else pasted)
    if as_json:
        _print_json(tryout_view.plain(tried, LANGUAGE))
    else:
        click.echo(tryout_view.as_text(tried, LANGUAGE))


@rubric.command(name="vary", help=_("rubric.vary.help"))
@click.argument("paper", type=EXISTING)
@click.option("--seed", type=click.IntRange(0, 10**9), required=True, help=_("rubric.vary.seed"))
@click.option("--out", type=EXISTING, help=_("rubric.vary.out"))
@click.option("--lang", type=click.Choice(["zh_CN", "en"]), help=_("lang"), expose_value=False)
def rubric_vary(paper: Path, seed: int, out: Path | None) -> None:
    """Make a variant of a paper with other numbers."""
    from yuejuan.exam import papers as workshop

    click.echo(workshop.vary(paper, seed, out, LANGUAGE))


@rubric.command(name="export", help=_("rubric.export.help"))
@click.argument("paper", type=EXISTING)
@click.argument("out", type=EXISTING)
@click.option("--candidate", is_flag=True, required=True, help=_("rubric.export.candidate"))
@click.option("--lang", type=click.Choice(["zh_CN", "en"]), help=_("lang"), expose_value=False)
def rubric_export(paper: Path, out: Path, candidate: bool) -> None:
    """Make the bundle that candidates may have."""
    from yuejuan.exam import papers as workshop

    click.echo(_("rubric.export.done", out=str(workshop.export(paper, out))))


if __name__ == "__main__":
    main()
