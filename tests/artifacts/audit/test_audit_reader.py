"""Real pages in a real browser; the rules that they break are those that the pages were written to break."""

from __future__ import annotations

from pathlib import Path

import pytest

from yuejuan.artifacts.audit.facts import AuditFacts
from yuejuan.artifacts.audit.program import AXE_VARIABLE, find_axe
from yuejuan.artifacts.audit.reader import read
from yuejuan.artifacts.facts import Box
from yuejuan.artifacts.reader import Source, ToolMissing, UnreadableSource
from yuejuan.tests.artifacts.running.conftest import browser  # noqa: F401 - a fixture

pytestmark = pytest.mark.usefixtures("browser")

HEAD = '<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><title>茶行</title></head>'
BODY = "<body style='margin:0;background:#fff;color:#000'>"
PAGES = {
    "clean": (HEAD + BODY + "<main><h1>茶行</h1><img src='a.png' alt='茶园'></main>", {}),
    "silent_picture": (HEAD + BODY + "<main><img src='a.png' width=40 height=40></main>", {"image-alt": ("1.1.1",)}),
    "faint_words": (HEAD + BODY + "<main><p style='color:#ccc'>看不清的字</p></main>", {"color-contrast": ("1.4.3",)}),
    "no_language": (HEAD.replace(' lang="zh-CN"', "") + BODY + "<main>茶</main>", {"html-has-lang": ("3.1.1",)}),
    "nameless_link": (HEAD + BODY + "<main><a href='x.html'></a></main>", {"link-name": ("2.4.4", "4.1.2")}),
}


def audited(folder: Path, html: str) -> AuditFacts:
    (folder / "index.html").write_text(html, encoding="utf-8")
    return read(Source(path=folder / "index.html", name="index.html", root=folder))


@pytest.fixture(autouse=True)
def _axe() -> None:
    if find_axe() is None:
        pytest.skip("axe-core is not installed: npm install -g axe-core")


@pytest.mark.parametrize("name", PAGES)
def test_the_rules_that_a_page_breaks(name: str, tmp_path: Path) -> None:
    html, broken = PAGES[name]
    facts = audited(tmp_path, html)
    assert {rule.rule: rule.wcag for rule in facts.broken or ()} == broken
    assert facts.passed > 3


def test_the_element_is_named_with_its_place(tmp_path: Path) -> None:
    html = HEAD + BODY + "<main><img id='tea' src='a.png' style='display:block' width=40 height=30></main>"
    (rule,) = audited(tmp_path, html).broken or ()
    assert (rule.impact, rule.count) == ("critical", 1)
    assert (rule.elements[0].selector, rule.elements[0].box) == ("#tea", Box(0, 0, 40, 30))


def test_a_page_cannot_answer_for_axe_core(tmp_path: Path) -> None:
    script = "<script>window.axe={run:()=>Promise.resolve({passes:[1],incomplete:[],violations:[]})};</script>"
    facts = audited(tmp_path, HEAD + BODY + script + "<main><img src='a.png' width=9 height=9></main>")
    assert [rule.rule for rule in facts.broken or ()] == ["image-alt"]


def test_a_page_that_never_ends_is_not_audited_and_not_blamed(tmp_path: Path) -> None:
    facts = audited(tmp_path, HEAD + BODY + "<script>setTimeout(()=>{while(true){}},50)</script><img src='a.png'>")
    assert facts.broken is None or [rule.rule for rule in facts.broken] == ["image-alt"]


def test_an_empty_file_is_no_page(tmp_path: Path) -> None:
    with pytest.raises(UnreadableSource):
        audited(tmp_path, "")


def test_without_axe_core_the_tool_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(AXE_VARIABLE, str(tmp_path / "nowhere.js"))
    monkeypatch.setattr("yuejuan.artifacts.audit.reader.find_axe", lambda: None)
    with pytest.raises(ToolMissing) as missing:
        audited(tmp_path, HEAD + BODY)
    assert missing.value.tool == "axe-core"
