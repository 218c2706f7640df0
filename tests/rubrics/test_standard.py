"""The standard's rubrics: complete, 90 + 10, valid by their published schema; marks shared out never get lost."""

from __future__ import annotations

import json
from fractions import Fraction
from typing import get_args

import jsonschema
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from yuejuan.messages import catalogue_of
from yuejuan.rubrics.errors import RubricError
from yuejuan.rubrics.loader import STANDARD, load_rubric
from yuejuan.rubrics.model import Project
from yuejuan.rubrics.schema import outdated_schemas, schema_of
from yuejuan.rubrics.show import default_points, narrowed, share_out

PROJECTS = get_args(Project)

CRITERIA = {
    "presales": "features preparation seven_steps platform_rules needs_to_benefits customer_value abc_classification "
    "literacy",
    "aftersales": "objection_type objection_cause objection_handling complaint_type complaint_process "
    "complaint_wording legal_knowledge follow_up_email literacy",
    "web_page": "image_format image_size image_retouch image_compositing page_properties layout elements dynamics "
    "css literacy",
    "shop_design": "logo banner banner_content main_picture promotion icons poster detail_page whole_shop literacy",
    "new_media": "feasibility operation pricing service channels data_analysis finance literacy",
    "wechat": "profile replies tone categories festival title new_product menu_album literacy",
    "marketing_plan": "literacy background goals audience strategy copywriting implementation budget",
    "team_management": "background posts duties by_shipments by_sales by_products by_enquiries matching literacy",
}
"""The evaluation points of the standard's table 1 and of its lists of skills, 71 in all."""


def test_there_are_71_criteria() -> None:
    assert sum(len(names.split()) for names in CRITERIA.values()) == 71
    assert set(CRITERIA) == set(PROJECTS)


@pytest.mark.parametrize("project", PROJECTS)
def test_a_rubric_has_every_criterion_and_90_and_10(project: str) -> None:
    rubric = load_rubric(project)
    assert sorted(criterion.id for criterion in rubric.criteria) == sorted(CRITERIA[project].split())
    assert sum(criterion.points for criterion in rubric.criteria if not criterion.literacy) == 90
    assert [criterion.points for criterion in rubric.criteria if criterion.literacy] == [10]
    for criterion in rubric.criteria:
        assert criterion.clause.startswith(f"{rubric.module}-P")
        for part in criterion.parts:
            assert part.title.zh_CN != part.title.en
            if part.human is not None:
                shares = [level.share for level in part.human.levels]
                assert (shares[0], shares[-1], shares) == (1, 0, sorted(shares, reverse=True))


@pytest.mark.parametrize("project", PROJECTS)
def test_the_published_schema_accepts_the_rubric(project: str) -> None:
    text = (STANDARD / f"{project}.yaml").read_text(encoding="utf-8")
    reference = text.splitlines()[0].removeprefix("# yaml-language-server: $schema=")
    schema = json.loads((STANDARD / reference).read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(schema).validate(yaml.safe_load(text))


@pytest.mark.parametrize(
    ("kind", "wrong"),
    [
        ("rubric", {"schema": "yuejuan.rubric/1", "project": "cooking"}),
        ("rubric", {"schema": "yuejuan.rubric/2"}),
        ("key", {"schema": "yuejuan.key/1"}),
        ("key", {"schema": "yuejuan.key/1", "answers": {}, "anwsers": {}}),
        ("mutations", {"schema": "yuejuan.mutations/1", "mutations": [{"id": "A b", "why": "x", "edits": []}]}),
        ("equivalents", {"schema": "yuejuan.equivalents/1", "equivalents": {}}),
        ("paper", {"schema": "yuejuan.paper/1", "id": "x"}),
        ("bundle", {"schema": "yuejuan.paper/1"}),
    ],
)
def test_a_schema_rejects_what_is_wrong(kind: str, wrong: dict[str, object]) -> None:
    assert not jsonschema.Draft202012Validator(schema_of(kind)).is_valid(wrong)


def test_a_plain_title_is_valid_in_the_schema() -> None:
    equivalent = {"id": "same", "why": "另存一次", "edits": [{"edit": "save"}]}
    document = {"schema": "yuejuan.equivalents/1", "equivalents": [equivalent]}
    jsonschema.Draft202012Validator(schema_of("equivalents")).validate(document)


def test_the_schemas_in_the_tree_are_those_of_the_models() -> None:
    assert outdated_schemas() == []


def test_an_unknown_project_is_named_with_the_nearest() -> None:
    with pytest.raises(RubricError) as caught:
        load_rubric("shop_desing")
    assert caught.value.problems[0].nearest == "shop_design"


def test_every_message_has_both_languages() -> None:
    templates = catalogue_of("rubric.nearest").templates
    assert [name for name, texts in templates.items() if set(texts) != {"zh_CN", "en"}] == []


SHOP = load_rubric("shop_design")
DELIVERABLES = sorted({name for item in SHOP.criteria for part in item.parts for name in part.deliverables})


@settings(max_examples=60, deadline=None)
@given(st.sets(st.sampled_from(DELIVERABLES), min_size=1), st.sampled_from(["0.5", "1", "0.25", "0.1", "0.7"]))
def test_what_is_not_asked_for_is_shared_out(asked: set[str], step: str) -> None:
    if asked == {"source_psd"}:  # looked at by literacy alone: there is no skill to mark
        with pytest.raises(RubricError):
            default_points(SHOP, asked)
        return
    table = default_points(SHOP, asked, Fraction(step))
    literacy = table.pop("shop_design.literacy")
    assert sum(literacy.values()) == 10
    assert sum(points for parts in table.values() for points in parts.values()) == 90
    assert all(set(kept) <= asked for kept in narrowed(SHOP, asked).values())


def test_the_whole_rubric_keeps_its_own_marks() -> None:
    table = default_points(SHOP, DELIVERABLES)
    own = {f"shop_design.{item.id}": {part.id: part.points for part in item.parts} for item in SHOP.criteria}
    assert table == own


@pytest.mark.parametrize(
    ("own", "expected"),
    [
        ({"jpg": 3, "gif": 2}, {"jpg": 3, "gif": 2, "format": 3}),
        ({"jpg": 6, "gif": 2}, {"jpg": 3, "gif": 1, "format": 4}),  # 16 steps by 6 : 2 : 8 are 6, 2 and 8 steps
        ({}, {"format": 8}),
    ],
)
def test_the_papers_own_parts_keep_their_marks_where_something_is_left(
    own: dict[str, int], expected: dict[str, int]
) -> None:
    """The standard gives 8 for the format of pictures, in one part for a person."""
    given = {"web_page.image_format": {name: Fraction(points) for name, points in own.items()}}
    table = default_points(load_rubric("web_page"), ["page"], own=given)
    assert table["web_page.image_format"] == expected
    assert sum(points for parts in table.values() for points in parts.values()) == 100


@given(
    st.integers(1, 200),
    st.lists(st.fractions(0, 20, max_denominator=8), min_size=1, max_size=12),
    st.sampled_from([Fraction(1, 2), Fraction(1), Fraction(1, 10), Fraction(7, 10)]),
)
def test_shares_add_up_and_stay_near_their_proportion(total: int, weights: list[Fraction], step: Fraction) -> None:
    shares = share_out(Fraction(total), weights, step)
    assert sum(shares) == total
    if any(weights):
        for share, weight in zip(shares, weights, strict=True):
            assert abs(share - total * weight / sum(weights)) < 2 * step
