"""docx: each case is WordprocessingML written by hand, with expectations counted by hand."""

# ruff: noqa: E501 - an element of hand-written XML reads best on one line

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from yuejuan.artifacts.document.docx import Origin, read_docx
from yuejuan.artifacts.document.facts import DocumentFacts
from yuejuan.artifacts.reader import UnreadableSource

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMESPACES = (
    f'xmlns:w="{W}" xmlns:r="{OFFICE}" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"'
)
PACKAGE_LINKS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    f'<Relationship Id="r1" Type="{OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>'
)
PIXEL = b"\x89PNG\r\n\x1a\n" + bytes(20)


def make_docx(body: str, **parts: str | bytes) -> bytes:
    """A docx of ``body``; ``parts`` by kind (styles, numbering, footnotes, comments, header1, theme, image)."""
    file = io.BytesIO()
    kinds = {"image": "media/image.png", "theme": "theme/theme1.xml"}
    targets = {kind: kinds.get(kind, f"{kind}.xml") for kind in parts}
    links = "".join(
        f'<Relationship Id="{kind}" Type="{OFFICE}/{kind.rstrip("0123456789")}" Target="{target}"/>'
        for kind, target in targets.items()
    )
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("_rels/.rels", PACKAGE_LINKS)
        archive.writestr("word/document.xml", f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>")
        archive.writestr(
            "word/_rels/document.xml.rels",
            f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{links}'
            f'<Relationship Id="away" Type="{OFFICE}/image" Target="https://pictures.example/a.jpg" '
            'TargetMode="External"/></Relationships>',
        )
        for kind, content in parts.items():
            archive.writestr(f"word/{targets[kind]}", content)
    return file.getvalue()


def facts_of(data: bytes) -> DocumentFacts:
    return read_docx(data, Origin("plan.docx", "docx", len(data), ""))


def p(text: str, properties: str = "", run: str = "") -> str:
    return (
        f'<w:p><w:pPr>{properties}</w:pPr><w:r><w:rPr>{run}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'
    )


def cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{p(text)}</w:tc>"


def row(*cells: str) -> str:
    return f"<w:tr>{''.join(cells)}</w:tr>"


def field(instruction: str, result: str) -> str:
    return (
        f'<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>{instruction}</w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>{result}</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


BOX = (
    "<w:p><w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx><w:txbxContent>"
    f"{p('框内文字')}{p('第二段')}</w:txbxContent></wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>"
    f"<w:txbxContent>{p('框内文字')}{p('第二段')}</w:txbxContent></v:textbox></w:pict></mc:Fallback>"
    "</mc:AlternateContent></w:r><w:r><w:t>框外</w:t></w:r></w:p>"
)


@pytest.mark.parametrize(
    ("body", "texts", "word_count"),
    [
        pytest.param(p("赣南脐橙 2024年 best price！"), ["赣南脐橙 2024年 best price！"], 9, id="mixed text"),
        pytest.param(BOX, ["框外", "框内文字", "第二段"], 9, id="text box once, not its fallback"),
        pytest.param(
            f"<w:sdt><w:sdtContent>{p('控件')}<w:sdt><w:sdtContent>{p('内层')}</w:sdtContent></w:sdt></w:sdtContent></w:sdt>",
            ["控件", "内层"],
            4,
            id="content controls are transparent",
        ),
        pytest.param(
            "<w:p><w:ins><w:r><w:t>新增</w:t></w:r></w:ins><w:del><w:r><w:delText>删去的</w:delText></w:r></w:del>"
            "<w:r><w:rPr><w:vanish/></w:rPr><w:t>隐藏</w:t></w:r><w:r><w:t>保留</w:t></w:r></w:p>",
            ["新增保留"],
            4,
            id="insertions in, deletions and hidden text out",
        ),
        pytest.param(
            f"<w:p><w:hyperlink><w:r><w:t>链接</w:t></w:r></w:hyperlink>{field('PAGE', '3')}"
            "<w:fldSimple w:instr='DATE'><w:r><w:t>今天</w:t></w:r></w:fldSimple></w:p>",
            ["链接3今天"],
            5,
            id="links and fields by their result",
        ),
        pytest.param(
            "<w:p><w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t></w:r></w:p>", ["a\tb\nc"], 3, id="tab"
        ),
        pytest.param(
            "<w:p><w:r><w:ruby><w:rt><w:r><w:t>gàn</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>赣</w:t></w:r></w:rubyBase>"
            "</w:ruby></w:r></w:p>",
            ["赣"],
            1,
            id="ruby text without its reading",
        ),
    ],
)
def test_text_and_word_count(body: str, texts: list[str], word_count: int) -> None:
    facts = facts_of(make_docx(body))
    assert [paragraph.text for paragraph in facts.paragraphs or ()] == texts
    assert facts.word_count == word_count


def test_tracked_and_hidden_text_is_kept_apart() -> None:
    body = (
        "<w:p><w:del><w:r><w:delText>旧价</w:delText></w:r></w:del>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>密语</w:t></w:r><w:r><w:t>新价</w:t></w:r></w:p>"
        f"<w:tbl><w:tr><w:trPr><w:del/></w:trPr>{cell('删去的行')}</w:tr>{row(cell('留下的行'))}</w:tbl>"
    )
    facts = facts_of(make_docx(body))
    assert facts.deletions == ("旧价", "删去的行")
    assert facts.hidden_text == "密语"
    assert facts.tracked_changes
    assert facts.tables is not None
    assert [one.text for one in facts.tables[0].cells] == ["留下的行"]


def test_paths_of_paragraphs_tables_and_boxes() -> None:
    inner = f"<w:tbl>{row(cell('内'))}</w:tbl>"
    body = p("一") + f"<w:tbl>{row(cell('甲'), f'<w:tc>{inner}{p(chr(20057))}</w:tc>')}</w:tbl>" + BOX
    facts = facts_of(make_docx(body))
    assert [paragraph.path for paragraph in facts.paragraphs or ()] == [
        "body/p0", "body/t0/r0/c0/p0", "body/t0/r0/c1/t0/r0/c0/p0", "body/t0/r0/c1/p0",
        "body/p1", "body/p1/box0/p0", "body/p1/box0/p1",
    ]  # fmt: skip
    assert [table.path for table in facts.tables or ()] == ["body/t0", "body/t0/r0/c1/t0"]
    assert facts.blocks == ("body/p0", "body/t0", "body/p1")


def test_merged_cells_stand_once_with_their_spans() -> None:
    body = "<w:tbl>{}{}{}</w:tbl>".format(
        row(cell("标题", '<w:gridSpan w:val="3"/>')),
        row(cell("类别", '<w:vMerge w:val="restart"/>'), cell("一"), cell("二")),
        row(cell("", "<w:vMerge/>"), cell("三"), cell("四")),
    )
    tables = facts_of(make_docx(body)).tables or ()
    assert (tables[0].rows, tables[0].columns) == (3, 3)
    assert [(one.row, one.column, one.text, one.row_span, one.column_span) for one in tables[0].cells] == [
        (0, 0, "标题", 1, 3),
        (1, 0, "类别", 2, 1),
        (1, 1, "一", 1, 1),
        (1, 2, "二", 1, 1),
        (2, 1, "三", 1, 1),
        (2, 2, "四", 1, 1),
    ]


STYLES = f"""<w:styles xmlns:w="{W}">
<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:asciiTheme="minorHAnsi" w:eastAsiaTheme="minorEastAsia"/><w:sz w:val="21"/>
</w:rPr></w:rPrDefault></w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="2"><w:name w:val="heading 1"/><w:basedOn w:val="a"/>
<w:rPr><w:rFonts w:eastAsia="黑体"/><w:b/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="own"><w:name w:val="我的标题"/><w:basedOn w:val="2"/></w:style>
<w:style w:type="paragraph" w:styleId="lined"><w:name w:val="大纲样式"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="a5"><w:name w:val="caption"/></w:style>
<w:style w:type="paragraph" w:styleId="loop"><w:name w:val="loop"/><w:basedOn w:val="loop"/></w:style>
<w:style w:type="character" w:styleId="song"><w:name w:val="song"/><w:rPr><w:rFonts w:eastAsia="仿宋" w:ascii="Arial"/></w:rPr>
</w:style></w:styles>"""
THEME = """<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:themeElements><a:fontScheme><a:minorFont>
<a:latin typeface="Calibri"/><a:ea typeface=""/><a:font script="Hans" typeface="等线"/></a:minorFont></a:fontScheme>
</a:themeElements></a:theme>"""


@pytest.mark.parametrize(
    ("lines", "headings"),
    [
        pytest.param(
            [p("背景", '<w:pStyle w:val="2"/>'), p("目标", '<w:pStyle w:val="own"/>'), p("正文。")],
            [(1, "背景", "style"), (1, "目标", "style")],
            id="style and a style based on it",
        ),
        pytest.param(
            [
                p("策略", '<w:pStyle w:val="lined"/>'),
                p("预算", '<w:outlineLvl w:val="0"/>'),
                p("无", '<w:outlineLvl w:val="9"/>'),
            ],
            [(2, "策略", "outline"), (1, "预算", "outline")],
            id="outline level of the style and of the paragraph",
        ),
        pytest.param(
            [
                p("一、背景"),
                p("说明。"),
                p("（一）市场"),
                p("说明。"),
                p("1. 规模"),
                p("说明。"),
                p("1.1 增长"),
                p("说明。"),
            ],
            [
                (1, "一、背景", "numbering"),
                (2, "（一）市场", "numbering"),
                (3, "1. 规模", "numbering"),
                (4, "1.1 增长", "numbering"),
            ],
            id="typed Chinese numbering, level by kind",
        ),
        pytest.param(
            [p("第一章 背景"), p("说明。"), p("① 要点"), p("说明。")],
            [(1, "第一章 背景", "numbering"), (2, "① 要点", "numbering")],
            id="chapter and circled number",
        ),
        pytest.param(
            [p("一、背景"), p("1. 提高知名度"), p("2. 增加销量"), p("3. 积累会员")],
            [(1, "一、背景", "numbering")],
            id="a list is no row of headings",
        ),
        pytest.param([p("一、本店计划在十一月开展促销，目标是提升销量。")], [], id="a numbered sentence is no heading"),
        pytest.param(
            [
                p("营销方案", '<w:jc w:val="center"/>', "<w:b/>"),
                p("市场分析", run="<w:b/>"),
                p("说明。"),
                p("重要！", run="<w:b/>"),
            ],
            [(1, "市场分析", "bold")],
            id="short bold lines, without the title",
        ),
        pytest.param([p("2024年销量增长了三成"), p("3.5万元预算")], [], id="a number is no numbering"),
    ],
)
def test_headings(lines: list[str], headings: list[tuple[int, str, str]]) -> None:
    facts = facts_of(make_docx("".join(lines), styles=STYLES))
    assert [(heading.level, heading.text, heading.by) for heading in facts.headings or ()] == headings


def test_fonts_through_run_style_defaults_and_theme() -> None:
    body = (
        p("正文abc")
        + p("标题", '<w:pStyle w:val="2"/>')
        + p("强调x", run='<w:rStyle w:val="song"/>')
        + p("直接", run='<w:rFonts w:eastAsia="楷体"/><w:sz w:val="32"/>')
        + p("环", '<w:pStyle w:val="loop"/>')
    )
    facts = facts_of(make_docx(body, styles=STYLES, theme=THEME))
    assert facts.fonts == {"等线": 3, "Calibri": 3, "黑体": 2, "仿宋": 2, "Arial": 1, "楷体": 2}
    assert facts.paragraphs is not None
    assert facts.paragraphs[1].runs[0].bold
    assert [paragraph.runs[0].size for paragraph in facts.paragraphs] == [10.5, 10.5, 10.5, 16.0, 10.5]


def numbered(level: int, text: str, list_id: int = 1) -> str:
    return p(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>')


def test_automatic_labels() -> None:
    def level(index: int, number_format: str, text: str, legal: str = "") -> str:
        return (
            f'<w:lvl w:ilvl="{index}"><w:start w:val="1"/><w:numFmt w:val="{number_format}"/>{legal}'
            f'<w:lvlText w:val="{text}"/></w:lvl>'
        )

    levels = (
        level(0, "chineseCounting", "%1、")
        + level(1, "decimal", "%1.%2", "<w:isLgl/>")
        + level(2, "decimalEnclosedCircle", "%3")
    )
    numbering = (
        f'<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="7">{levels}</w:abstractNum>'
        f'<w:abstractNum w:abstractNumId="8">{level(0, "bullet", chr(0xF0B7))}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="7"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>'
        '<w:num w:numId="3"><w:abstractNumId w:val="8"/></w:num></w:numbering>'
    )
    lines = [
        (0, "背景", 1),
        (1, "市场", 1),
        (1, "顾客", 1),
        (2, "老客", 1),
        (0, "目标", 1),
        (1, "销量", 1),
        (0, "别处", 2),
        (0, "点", 3),
    ]
    facts = facts_of(make_docx("".join(numbered(*line) for line in lines), numbering=numbering))
    labels = [paragraph.label for paragraph in facts.paragraphs or ()]
    assert labels == ["一、", "1.1", "1.2", "①", "二、", "2.1", "五、", "•"]
    assert facts.word_count == 15
    assert facts.word_count_range == (15, 15 + 2 + 1 + 1 + 1 + 2 + 1 + 2 + 1)


def picture(link: str = "image", alt: str = "海报") -> str:
    return (
        f'<w:p><w:r><w:drawing><wp:inline><wp:extent cx="952500" cy="476250"/><wp:docPr id="1" name="x" descr="{alt}"/>'
        f'<a:graphic><a:blip r:{"link" if link == "away" else "embed"}="{link}"/></a:graphic></wp:inline></w:drawing></w:r></w:p>'
    )


def test_pictures_and_captions() -> None:
    seq = f"<w:p><w:r><w:t>表 </w:t></w:r>{field(' SEQ 表 ', '1')}<w:r><w:t> 预算</w:t></w:r></w:p>"
    body = (
        p("如图1所示，销量增长。") + picture() + p("图1 活动海报") + seq + f"<w:tbl>{row(cell('项目'))}</w:tbl>"
        + picture("away") + p("店铺门头", '<w:pStyle w:val="a5"/>') + p("表 2：排期") + f"<w:tbl>{row(cell('日期'))}</w:tbl>"
    )  # fmt: skip
    facts = facts_of(make_docx(body, styles=STYLES, image=PIXEL))
    assert facts.pictures is not None and facts.tables is not None and facts.paragraphs is not None
    assert [(one.caption, one.external, one.width, one.height, one.alt, one.format) for one in facts.pictures] == [
        ("图1 活动海报", False, 100, 50, "海报", "png"),
        ("店铺门头", True, 100, 50, "海报", "jpeg"),
    ]
    assert [table.caption for table in facts.tables] == ["表 1 预算", "表 2：排期"]
    assert [paragraph.text for paragraph in facts.paragraphs if paragraph.caption] == [
        "图1 活动海报", "表 1 预算", "店铺门头", "表 2：排期",
    ]  # fmt: skip
    assert facts.pictures[1].sha256 is None


def test_what_does_not_count_is_apart_and_bounds_are_named() -> None:
    def part(tag: str, inside: str) -> str:
        return f"<w:{tag} {NAMESPACES}>{inside}</w:{tag}>"

    contents = f"<w:p>{field('TOC', '目录 1')}</w:p>"
    facts = facts_of(
        make_docx(
            contents + p("正文四字") + BOX + p("好——他说“abc”"),
            header1=part("hdr", p("页眉")),
            footnotes=part(
                "footnotes", f'<w:footnote w:type="separator">{p("x")}</w:footnote><w:footnote>{p("脚注")}</w:footnote>'
            ),
            comments=part("comments", f"<w:comment>{p('批注')}</w:comment>"),
        )
    )
    assert facts.headers_footers == "页眉"
    assert facts.comments == ("批注",)
    # 目录 1 = 3, 正文四字 = 4, box 7 + 2 outside, 好——他说“ = 6, abc” = 1, footnote 2.
    assert facts.word_count == 25
    # Low: 正文四字 4, 框外 2, 好 他说 abc 4. High: one more for the quote that closes.
    assert facts.word_count_range == (10, 26)


def test_strict_namespaces() -> None:
    data = make_docx(p("严格格式"))
    strict = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(strict, "w") as new:
        for name in old.namelist():
            content = old.read(name).decode()
            content = content.replace(W, "http://purl.oclc.org/ooxml/wordprocessingml/main")
            new.writestr(name, content.replace(OFFICE, "http://purl.oclc.org/ooxml/officeDocument/relationships"))
    facts = facts_of(strict.getvalue())
    assert facts.word_count == 4
    assert not facts.damaged


def test_layout_of_a_paragraph() -> None:
    properties = (
        '<w:spacing w:line="360" w:lineRule="auto" w:before="240"/><w:ind w:firstLineChars="200" w:firstLine="420"/>'
        '<w:jc w:val="both"/>'
    )
    facts = facts_of(make_docx(p("缩进", properties, '<w:sz w:val="24"/>')))
    assert facts.paragraphs is not None
    one = facts.paragraphs[0]
    assert (one.alignment, one.line_spacing, one.space_before, one.first_line_indent) == ("both", 1.5, 12.0, 24.0)


def test_entities_are_never_expanded(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("机密", encoding="utf-8")
    body = f"<w:document xmlns:w='{W}'><w:body><w:p><w:r><w:t>前&e;后</w:t></w:r></w:p></w:body></w:document>"
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("_rels/.rels", PACKAGE_LINKS)
        archive.writestr("word/document.xml", f'<!DOCTYPE x [<!ENTITY e SYSTEM "{secret.as_uri()}">]>{body}')
    facts = facts_of(file.getvalue())
    assert facts.damaged
    assert facts.word_count is None
    assert "机密" not in (facts.paragraphs or ())[0].text


def test_a_cut_file_gives_what_is_left_and_no_count() -> None:
    data = make_docx(p("留下的正文") * 3)
    facts = facts_of(data[: data.find(b"word/_rels")])
    assert facts.damaged
    assert facts.word_count is None
    assert "留下的正文" in [paragraph.text for paragraph in facts.paragraphs or ()]


def test_a_bomb_is_refused() -> None:
    with pytest.raises(UnreadableSource, match=r"document\.too_large"):
        facts_of(make_docx(f"<w:p><w:r><w:t>{' ' * (65 * 1024 * 1024)}</w:t></w:r></w:p>"))


def test_five_hundred_pages_are_read() -> None:
    facts = facts_of(make_docx(p("一页大约五百个字" * 60) * 500, styles=STYLES))
    assert facts.word_count == 8 * 60 * 500


def test_crossed_out_text_stays_and_is_told() -> None:
    styles = (
        f'<w:styles xmlns:w="{W}"><w:style w:type="character" w:styleId="out"><w:name w:val="out"/>'
        "<w:rPr><w:strike/></w:rPr></w:style></w:styles>"
    )
    body = (
        "<w:p><w:r><w:t>共</w:t></w:r><w:r><w:rPr><w:strike/></w:rPr><w:t>7</w:t></w:r>"
        "<w:r><w:rPr><w:dstrike/></w:rPr><w:t>0</w:t></w:r>"
        '<w:r><w:rPr><w:rStyle w:val="out"/></w:rPr><w:t>9</w:t></w:r>'
        '<w:r><w:rPr><w:rStyle w:val="out"/><w:strike w:val="0"/></w:rPr><w:t>8人</w:t></w:r></w:p>'
    )
    (paragraph,) = facts_of(make_docx(body, styles=styles)).paragraphs or ()
    assert paragraph.text == "共7098人"
    assert [(run.start, run.end, run.struck) for run in paragraph.runs] == [
        (0, 1, False),
        (1, 4, True),
        (4, 6, False),
    ]
