"""The typed model of a rubric: project, criteria, parts, rules. Only this room knows marks.

A rubric is the standard's table of criteria for one project; a paper (:mod:`yuejuan.rubrics.paper`) asks for things
to be handed in and carries its own table of points. Both are YAML; positions in the file are kept by the loader,
not here.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StrictStr, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from yuejuan.messages import Message, both

Identifier = Annotated[str, StringConstraints(strict=True, pattern=r"^[a-z][a-z0-9_]*$")]
CriterionId = Annotated[str, StringConstraints(strict=True, pattern=r"^[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*$")]
CheckId = Annotated[str, StringConstraints(strict=True, pattern=r"^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+$")]


def _no_truth_value(value: Any) -> Any:
    """Pydantic would read ``true`` as 1."""
    if isinstance(value, bool):
        raise PydanticCustomError("decimal_type", "Input should be a number")
    return value


Marks = Annotated[
    Decimal,
    Field(ge=0, max_digits=6, decimal_places=3, allow_inf_nan=False),
    BeforeValidator(_no_truth_value),
]
Share = Annotated[Decimal, Field(ge=0, le=1, allow_inf_nan=False), BeforeValidator(_no_truth_value)]
Project = Literal[
    "presales",
    "aftersales",
    "web_page",
    "shop_design",
    "new_media",
    "wechat",
    "marketing_plan",
    "team_management",
]


class Model(BaseModel):
    """Base of everything that people write in YAML: frozen, and a misspelt key is an error, never ignored."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class Text(Model):
    """A text for people in both languages."""

    zh_CN: StrictStr  # noqa: N815  the language tag as it stands in files
    en: StrictStr

    def of(self, language: str) -> str:
        """The text in ``language``, zh_CN for any language but ``en``."""
        return self.en if language == "en" else self.zh_CN

    @property
    def message(self) -> Message:
        """The text as a value of a message."""
        return both(self.zh_CN, self.en)


def _both_languages(value: Any) -> Any:
    return {"zh_CN": value, "en": value} if isinstance(value, str) else value


Label = Annotated[Text, BeforeValidator(_both_languages, json_schema_input_type=Text | str)]
"""A :class:`Text`; papers of one college may write a plain string, which then serves for both languages."""


class Level(Model):
    """One level of a human judgement: the share of the points it earns and what it looks like."""

    share: Share
    text: Label


class Human(Model):
    """A judgement that only a person can make: what to look at, and what each level means, best level first."""

    prompt: Label
    levels: Annotated[tuple[Level, ...], Field(min_length=2)]


class Part(Model):
    """One part of a criterion: a check with parameters, or a human judgement. Exactly one of the two.

    ``deliverables`` name what is looked at. ``points`` is what the part is worth inside the standard's default table; a
    paper's own table replaces it. ``parameters`` are the check's own; a value ``{from_key: path}`` comes from the
    paper's key, ``{from_material: file}`` is a file of the paper's materials.
    """

    id: Identifier
    title: Label
    points: Marks
    check: CheckId | None = None
    deliverables: tuple[Identifier, ...] = ()
    parameters: dict[str, Any] = {}
    human: Human | None = None

    @model_validator(mode="after")
    def _one_judge(self) -> Part:
        if (self.check is None) == (self.human is None):
            raise PydanticCustomError(
                "rubric.part.one_judge", "a part needs either `check` or `human`, not both and not none"
            )
        if self.human is not None and self.parameters:
            raise PydanticCustomError("rubric.part.human_parameters", "`parameters` belong to a check")
        return self


class When(Model):
    """The condition of a rule: scoring points by ``criterion/part/key`` (``*`` stands for any) below a score.

    ``below`` 1 means: not fully earned. ``human`` instead of ``points`` is a condition that only a person can
    confirm; until then the rule is pending.
    """

    points: tuple[StrictStr, ...] = ()
    below: Annotated[Decimal, Field(gt=0, le=1)] = Decimal(1)
    at_least: Annotated[int, Field(ge=1)] = 1
    human: Label | None = None

    @model_validator(mode="after")
    def _one_condition(self) -> When:
        if bool(self.points) == (self.human is not None):
            raise PydanticCustomError("rubric.rule.condition", "`when` needs either `points` or `human`")
        return self


class Rule(Model):
    """A rule across points, as real mark sheets have them; applied in the order factor, deduction, cap, gate.

    ``criteria`` are the criteria it acts on (empty: every criterion of the paper). ``factor`` multiplies by ``by``;
    ``deduction`` takes off ``by`` marks, once or for ``each`` point that fulfils the condition, never more than
    ``at_most``; ``cap`` limits to ``by`` marks; ``gate`` sets the criterion to 0.
    """

    id: Identifier
    title: Label
    kind: Literal["factor", "deduction", "cap", "gate"]
    when: When
    criteria: tuple[CriterionId, ...] = ()
    by: Marks | None = None
    each: bool = False
    at_most: Marks | None = None

    @model_validator(mode="after")
    def _needs_amount(self) -> Rule:
        if (self.kind == "gate") != (self.by is None):
            raise PydanticCustomError(
                "rubric.rule.amount", "`by` is needed by factor, deduction and cap, and has no meaning for gate"
            )
        if self.kind == "factor" and self.by is not None and self.by > 1:
            raise PydanticCustomError("rubric.rule.factor", "a factor is between 0 and 1")
        if self.kind != "deduction" and (self.each or self.at_most is not None):
            raise PydanticCustomError("rubric.rule.deduction", "`each` and `at_most` belong to a deduction")
        return self


class Criterion(Model):
    """One evaluation point of the standard. ``clause`` is where it stands (``M2-P2-⑤``); ``literacy`` marks the ten."""

    id: Identifier
    clause: StrictStr
    title: Label
    points: Marks
    literacy: bool = False
    parts: Annotated[tuple[Part, ...], Field(min_length=1)]


class Rubric(Model):
    """The standard's rubric of one project: 90 marks of skill and 10 of literacy, split into criteria and parts."""

    schema_: Annotated[Literal["yuejuan.rubric/1"], Field(alias="schema")]
    project: Project
    module: Literal["M1", "M2", "M3", "M4", "M5"]
    title: Label
    minutes: Annotated[int, Field(gt=0)]
    criteria: Annotated[tuple[Criterion, ...], Field(min_length=1)]
    rules: tuple[Rule, ...] = ()
