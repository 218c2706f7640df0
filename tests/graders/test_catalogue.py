"""The catalogue: complete in both languages, and English where a plugin brings no translation."""

from __future__ import annotations

from importlib import resources

import pytest
import yaml

from yuejuan.artifacts.image.facts import ImageFacts
from yuejuan.graders import catalogue
from yuejuan.graders.api import CheckParameters, check
from yuejuan.graders.registry import UnknownCheck

ENTRIES = catalogue.entries()


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.id)
def test_every_check_has_its_translation(entry):
    assert entry.chinese["title"].endswith("。")
    assert set(entry.chinese["sections"]) == set(entry.sections)
    assert set(entry.chinese.get("parameters", {})) == {parameter.name for parameter in entry.parameters}


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.id)
def test_every_check_says_what_it_earns_shows_and_leaves_to_a_person(entry):
    assert {"Earns", "Evidence", "Review"} <= set(entry.sections) <= set(catalogue.HEADINGS)
    assert list(entry.sections) == [heading for heading in catalogue.HEADINGS if heading in entry.sections]


@pytest.mark.parametrize("package", sorted({entry.module.rpartition(".")[0] for entry in ENTRIES}))
def test_no_translation_is_left_over(package):
    file = resources.files(package).joinpath(catalogue.TRANSLATIONS)
    translated = yaml.safe_load(file.read_text(encoding="utf-8"))["checks"] if file.is_file() else {}
    assert set(translated) <= {entry.id for entry in ENTRIES if entry.module.startswith(package)}


def test_an_entry_is_shown_in_chinese_or_english():
    entry = catalogue.entry("image.size")
    chinese, english = entry.text("zh_CN"), entry.text("en")
    assert chinese.splitlines()[2] == "图片的像素尺寸符合要求。"
    assert "得分：" in chinese and "size_tolerance: 整数 = 0" in chinese and "Earns" not in chinese
    assert english.splitlines()[2] == "The picture has the pixel size that the paper asks for."
    assert "Earns:" in english and "size_tolerance: integer = 0" in english


def test_defaults_are_written_as_in_yaml():
    defaults = {
        f"{entry.id} {one.name}": one.default
        for entry in ENTRIES
        for one in entry.parameters
        if entry.id in {"image.size", "image.proportion", "image.transparency", "marketing_plan.budget"}
    }
    assert defaults["image.size width"] is None
    assert defaults["image.size size_tolerance"] == "0"
    assert defaults["image.transparency transparent"] == "true"
    assert defaults["marketing_plan.budget unit"] == "元"
    assert defaults["image.proportion source"] is None


def test_the_nearest_ids_are_named():
    with pytest.raises(UnknownCheck, match=r"image\.size"):
        catalogue.entry("image.sizes")


class Wings(CheckParameters):
    """The wings asked for."""

    count: int = 2


def test_a_check_without_translation_is_shown_in_english():
    @check("swan.wings", needs=(ImageFacts,))
    def judge(subject, asked: Wings):
        """The swan has its wings.

        Earns: all wings.
        """
        yield from ()

    entry = catalogue.entry_of(judge)
    assert entry.title("zh_CN") == "The swan has its wings."
    assert "Earns：\n    all wings." in entry.text("zh_CN")


def test_parameters_of_several_fields_name_them():
    """A writer of papers can write `rotation: {angle: …}` without reading the program."""
    types = {one.name: one.type for one in catalogue.entry("picture.adjusted").parameters}
    assert types["rotation"] == "{angle, tolerance} or null"
    assert types["brightness"] == "{min, max} or null"
    chinese = {one.name: one.type for one in catalogue.entry("picture.adjusted").parameters_in("zh_CN")}
    assert chinese["rotation"] == "{angle, tolerance}，或不填"
