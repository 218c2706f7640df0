"""The typed model of a paper's files: ``paper.yaml``, ``key.yaml``, ``mutations.yaml``, ``equivalents.yaml``.

A paper is a folder: ``paper.yaml``, ``brief.md``, ``materials/``, ``key.yaml``, ``reference/``, ``mutations.yaml``,
``equivalents.yaml``.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import Field, StrictStr, ValidationInfo, field_validator, model_validator
from pydantic_core import PydanticCustomError

from yuejuan.rubrics.model import CriterionId, Identifier, Label, Marks, Model, Part, Project, Rule

Kind = Literal["image", "psd", "page", "document", "workbook", "mail", "archive", "text", "media", "any"]


class Specification(Model):
    """What the brief says about a deliverable; checks take parameters of the same name from here.

    Sizes are pixels; ``max_kilobytes`` counts ``kilobyte`` bytes each (1024 unless the paper says 1000) of file length.
    ``words`` limits are 字数 as Word shows them.
    """

    width: Annotated[int, Field(gt=0)] | None = None
    height: Annotated[int, Field(gt=0)] | None = None
    min_width: Annotated[int, Field(gt=0)] | None = None
    max_width: Annotated[int, Field(gt=0)] | None = None
    min_height: Annotated[int, Field(gt=0)] | None = None
    max_height: Annotated[int, Field(gt=0)] | None = None
    size_tolerance: Annotated[int, Field(ge=0)] | None = None
    max_kilobytes: Annotated[Decimal, Field(gt=0)] | None = None
    kilobyte: Literal[1000, 1024] | None = None
    formats: tuple[StrictStr, ...] | None = None
    mode: StrictStr | None = None
    dpi: Annotated[int, Field(gt=0)] | None = None
    transparent: bool | None = None
    min_words: Annotated[int, Field(ge=0)] | None = None
    max_words: Annotated[int, Field(gt=0)] | None = None

    @field_validator("*", mode="before")
    @classmethod
    def _no_truth_value(cls, value: Any, info: ValidationInfo) -> Any:
        """Pydantic would read ``true`` as 1."""
        if isinstance(value, bool) and info.field_name != "transparent":
            raise PydanticCustomError("decimal_type", "Input should be a number")
        return value


class Clues(Model):
    """How a misnamed file is recognised: words in its name, and which properties of the specification it must fit."""

    words: tuple[StrictStr, ...] = ()
    properties: tuple[Literal["size", "format", "kind", "layers", "content"], ...] = ("kind", "size")
    content: tuple[StrictStr, ...] = ()


class Deliverable(Model):
    """One thing to hand in. ``name`` is the asked path (``icon/service.png``; ``{number}`` and ``{name}`` stand for the
    candidate's), ``also`` further accepted names; ``many`` allows several files under one pattern (``产品图*.jpg``).
    """

    id: Identifier
    title: Label
    name: StrictStr
    also: tuple[StrictStr, ...] = ()
    kind: Kind
    required: bool = True
    many: bool = False
    specification: Specification = Specification()
    clues: Clues = Clues()


class Paper(Model):
    """One paper. ``points`` is its explicit table: criterion to part to marks; what it does not name is not asked for.

    The loader verifies that skill adds up to 90 and literacy to 10. ``parameters`` overrides a part's parameters
    under ``criterion/part``. ``step`` is the step that criteria are rounded to. ``extra_parts`` adds parts to
    criteria of the rubric, for what one college asks beyond the standard's table; they need marks in ``points``
    like all others. ``looks_at`` replaces the deliverables of a part (``criterion/part``). ``self_check`` limits the
    candidates' check to these parts (``criterion/part``); without it every part whose check is meant for candidates
    runs there.
    """

    schema_: Annotated[Literal["yuejuan.paper/1"], Field(alias="schema")]
    id: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_-]*$")]
    project: Project
    title: Label
    minutes: Annotated[int, Field(gt=0)]
    deliverables: Annotated[tuple[Deliverable, ...], Field(min_length=1)]
    points: dict[CriterionId, dict[Identifier, Marks]]
    parameters: dict[StrictStr, dict[str, Any]] = {}
    extra_parts: dict[CriterionId, tuple[Part, ...]] = {}
    looks_at: dict[StrictStr, Annotated[tuple[Identifier, ...], Field(min_length=1)]] = {}
    rules: tuple[Rule, ...] = ()
    step: Annotated[Decimal, Field(gt=0)] = Decimal("0.5")
    self_check: tuple[StrictStr, ...] | None = None


class Key(Model):
    """The paper's answers: free data by name, taken by parameters as ``{from_key: name.name}``."""

    schema_: Annotated[Literal["yuejuan.key/1"], Field(alias="schema")]
    answers: dict[str, Any]


class Edit(Model):
    """One edit of the reference: the name of an edit (those in ``exam/edits``) and its arguments."""

    edit: Identifier
    file: StrictStr | None = None
    arguments: dict[str, Any] = Field(default={}, alias="with")


class Mutation(Model):
    """Edits of the reference and exactly what they cost, written from the brief and not from a run.

    ``loses`` maps ``criterion/part`` to the marks lost (determined and suggested alike); ``opens`` maps
    ``criterion/part`` to the reason why its points become open; ``fires`` names rules that take effect. Everything
    else must stay as it was.
    """

    id: Identifier
    why: Label
    edits: Annotated[tuple[Edit, ...], Field(min_length=1)]
    loses: dict[StrictStr, Marks] = {}
    opens: dict[StrictStr, StrictStr] = {}
    fires: tuple[Identifier, ...] = ()

    @model_validator(mode="after")
    def _costs_something(self) -> Mutation:
        if not (self.loses or self.opens or self.fires):
            raise PydanticCustomError(
                "rubric.mutation.nothing",
                "a mutation must lose, open or fire something; edits that change nothing are equivalents",
            )
        return self


class Mutations(Model):
    """The file ``mutations.yaml``."""

    schema_: Annotated[Literal["yuejuan.mutations/1"], Field(alias="schema")]
    mutations: tuple[Mutation, ...]


class Equivalent(Model):
    """Edits of the reference that must not change any mark."""

    id: Identifier
    why: Label
    edits: Annotated[tuple[Edit, ...], Field(min_length=1)]


class Equivalents(Model):
    """The file ``equivalents.yaml``."""

    schema_: Annotated[Literal["yuejuan.equivalents/1"], Field(alias="schema")]
    equivalents: tuple[Equivalent, ...]
