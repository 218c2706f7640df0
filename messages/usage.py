"""Click in the language of the person: help, usage errors, interruption, and no traceback for anybody.

Click's own texts are English. Commands of the classes here say the same things from the catalogue, in one sentence.
"""

from __future__ import annotations

import difflib
import os
import re
import sys
from collections.abc import Iterable, Sequence
from typing import Any, NoReturn

import click

from yuejuan.messages.cli import text
from yuejuan.messages.message import Language, Message, render

DEBUG = "YUEJUAN_DEBUG"
"""With this environment variable set, a fault of the program itself shows its traceback."""

INTERRUPTED = 130
"""The exit code after Ctrl-C, as shells have it."""


_FIRST_SENTENCE = re.compile(r"(?<=。)|(?<=\.)\s")


class _Formatter(click.HelpFormatter):
    """Help with headings in the language of the person; ``language`` is set by :func:`speak`."""

    language: Language = "zh_CN"

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        super().write_usage(prog, args, text("usage.usage", self.language) if prefix is None else prefix)

    def write_heading(self, heading: str) -> None:
        known = {"Options": "usage.options", "Commands": "usage.commands"}
        super().write_heading(text(known[heading], self.language) if heading in known else heading)


class _Context(click.Context):
    formatter_class = _Formatter


def speak(language: Language) -> None:
    """Say everything in ``language`` from here on."""
    _Formatter.language = language


class Command(click.Command):
    """A command whose help is in the language of the person."""

    context_class = _Context

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Click's option with our words."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = text("usage.help_option", _Formatter.language)
        return option

    def get_short_help_str(self, limit: int = 45) -> str:
        """The whole first sentence: Click cuts at blanks, of which Chinese has hardly any."""
        return _FIRST_SENTENCE.split(self.help or "", maxsplit=1)[0]


class Group(Command, click.Group):
    """A group of commands. Every fault is one sentence on stderr: 2 for what a person can mend, 130 after Ctrl-C.

    A program overrides ``sentences_of`` for the exceptions of its rooms; none means a fault of the program itself.
    """

    command_class = Command

    @staticmethod
    def sentences_of(error: BaseException) -> Iterable[Message | str]:
        """What to tell a person about an exception that is none of Click's."""
        return ()

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As Click does, but an unknown command is told with the nearest known ones."""
        name = args[0]
        if self.get_command(ctx, name) is None and not name.startswith("-"):
            near = difflib.get_close_matches(name, self.list_commands(ctx))
            sentence = "usage.unknown_command_near" if near else "usage.unknown_command"
            raise _Told(text(sentence, _Formatter.language, name=name, near=near, command=ctx.command_path), ctx)
        return super().resolve_command(ctx, args)

    def main(self, *args: Any, **extra: Any) -> NoReturn:
        """Run, and end the process with an exit code; nothing that a person sees is a traceback."""
        try:
            status = super().main(*args, **{**extra, "standalone_mode": False})
        except click.exceptions.NoArgsIsHelpError as error:
            _end(2, error.format_message())
        except click.ClickException as error:
            _end(2, usage_sentence(error, _Formatter.language))
        except click.Abort:
            _end(INTERRUPTED, text("usage.interrupted", _Formatter.language))
        except Exception as error:
            told = [render(s, _Formatter.language) if isinstance(s, Message) else s for s in self.sentences_of(error)]
            if not told and os.environ.get(DEBUG):
                raise
            code = INTERRUPTED if isinstance(error.__context__, KeyboardInterrupt) else 2
            _end(code, *(told or [text("usage.internal", _Formatter.language, error=type(error).__name__, name=DEBUG)]))
        sys.exit(status if isinstance(status, int) else 0)


class _Told(click.UsageError):
    """A usage error whose message is a sentence of ours already."""


def _end(code: int, *sentences: str) -> NoReturn:
    for sentence in sentences:
        click.echo(sentence, err=True)
    sys.exit(code)


def usage_sentence(error: click.ClickException, language: Language) -> str:
    """One sentence for an error of Click's: what is wrong, and where the usage is shown."""
    ctx = getattr(error, "ctx", None)
    command = ctx.command_path if ctx is not None else "yuejuan"
    if isinstance(error, _Told):
        return error.message
    if isinstance(error, click.NoSuchOption):
        near = error.possibilities or []
        sentence = "usage.unknown_option_near" if near else "usage.unknown_option"
        return text(sentence, language, name=error.option_name, near=list(near), command=command)
    if isinstance(error, click.MissingParameter):
        kind = "argument" if isinstance(error.param, click.Argument) else "option"
        return text(f"usage.missing_{kind}", language, name=_name(error.param), command=command)
    if isinstance(error, click.BadOptionUsage):
        return text("usage.bad_option", language, name=error.option_name, command=command)
    if isinstance(error, click.BadParameter):
        return _bad_value(error, command, language)
    if isinstance(error, click.UsageError):
        of_group = ctx is not None and isinstance(ctx.command, click.Group)
        return text("usage.missing_command" if of_group else "usage.too_many", language, command=command)
    return error.format_message()


def _bad_value(error: click.BadParameter, command: str, language: Language) -> str:
    values = {"name": _name(error.param), "command": command}
    kind = error.param.type if error.param is not None else None
    if isinstance(kind, click.Choice):
        return text("usage.not_a_choice", language, choices=[str(choice) for choice in kind.choices], **values)
    if isinstance(kind, click.IntRange):
        return text("usage.not_in_range", language, low=str(kind.min), high=str(kind.max), **values)
    return text("usage.bad_value", language, **values)


def _name(parameter: click.Parameter | None) -> str:
    """An option by its longest spelling, an argument by the word that stands for it in the usage."""
    if parameter is None:
        return "—"
    spellings: Sequence[str] = parameter.opts
    return max(spellings, key=len) if isinstance(parameter, click.Option) else (parameter.human_readable_name)
