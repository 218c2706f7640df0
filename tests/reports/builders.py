"""Results put together by hand: every state, class, reason, kind of evidence and rule line, and hostile text.

The marks of each tally are written out, not computed, so that a report can be held against them.
"""

from __future__ import annotations

import io
from dataclasses import dataclass

import msgspec

from yuejuan.artifacts.facts import Box
from yuejuan.graders.finding import (
    Certainty,
    Evidence,
    FileEvidence,
    FrameStrip,
    LayerPath,
    PageElement,
    PictureRegion,
    Point,
    Reason,
    State,
    TableCell,
    TextSpan,
)
from yuejuan.graders.result import CriterionResult, Digests, FileDigest, PartResult, RuleLine, SubmissionResult, Tally
from yuejuan.graders.submission import Extra, HandedFile, Match, Submission
from yuejuan.messages import Message

RLO = "\u202e"
HOSTILE = (
    f"<script>alert(1)</script><img src=x onerror=alert(1)>\"'&{RLO}gpj.exe",
    '=HYPERLINK("http://evil.example/","点我")',
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "-2+3",
    "javascript:alert(1)",
    "]]></style><style>*{display:none}",
    "{{ 7*7 }}{% raw %}",
    "正常\x07\x00\u2066标题\u2069\ufeff",
    "坏\udc80名",
)


@dataclass(frozen=True)
class Someone:
    name: str
    seat: str = ""
    number: str = ""


def text(zh: str, **values: str | int | float | bool | list[str]) -> Message:
    """A message that no catalogue knows any more: its own template is shown."""
    return Message("gone.message", values, zh)


def judged(key: str, zh: str, score: str, *evidence: Evidence, suggested: bool = False, weight: int = 1) -> Point:
    certainty = Certainty.SUGGESTED if suggested else Certainty.DETERMINED
    return Point(
        key=key,
        weight=weight,
        state=State.JUDGED,
        message=text(zh),
        score=score,
        certainty=certainty,
        evidence=evidence,
    )


def opened(key: str, zh: str, reason: Reason, *evidence: Evidence, tool: str = "", **more: object) -> Point:
    message = Message("gone.open", {"tool": tool} if tool else {}, zh)
    return Point(key=key, weight=1, state=State.OPEN, message=message, reason=reason, evidence=evidence, **more)  # type: ignore[arg-type]


def part(id: str, zh: str, points: str, *finding: Point, check: str = "image.size", asks: str = "logo") -> PartResult:
    return PartResult(
        id=id,
        title={"zh_CN": zh, "en": id.title()},
        points=points,
        judge="check",
        check=check,
        deliverables=(asks,),
        finding=finding,
    )


def human(id: str, zh: str, points: str) -> PartResult:
    return PartResult(
        id=id,
        title={"zh_CN": zh, "en": id.title()},
        points=points,
        judge="human",
        deliverables=("logo",),
        finding=(opened("human", "由教师评判。", Reason.HUMAN),),
        prompt={"zh_CN": "是否原创，能否看出行业？", "en": "Original, and does it show the trade?"},
        levels=(
            ("1", {"zh_CN": "构思独特，一眼看出经营什么", "en": "Shows the trade at a glance"}),
            ("1/2", {"zh_CN": "有构思，行业特征不明显", "en": "Has an idea"}),
            ("0", {"zh_CN": "照搬素材", "en": "Copied"}),
        ),
    )


def logo_criterion(hostile: str = "店标.png") -> CriterionResult:
    """10 marks: 5/6 determined, 0.5/1 suggested, 3 open for a person."""
    size = part(
        "size",
        "尺寸与格式",
        "6",
        judged(
            "format",
            "格式是 PNG，符合要求。",
            "1",
            FileEvidence(file=hostile, expected="PNG", measured="PNG"),
            weight=2,
        ),
        judged(
            "width",
            "宽 100 像素，符合要求。",
            "1",
            PictureRegion(file=hostile, expected="100 像素", measured="100 像素"),
            weight=3,
        ),
        judged(
            "height",
            "店标高 90 像素，应为 100 像素；请重新裁切。",
            "0",
            PictureRegion(file=hostile, box=Box(10, 20, 90, 80), expected="100 像素", measured="90 像素"),
        ),
    )
    near = part(
        "copy",
        "不是素材的近似复制",
        "1",
        judged(
            "near",
            "与素材 logo_原始.png 有一半相似，请看是否临摹。",
            "1/2",
            PictureRegion(file=hostile, measured="相似度 52%"),
            suggested=True,
        ),
        check="image.near_copy",
    )
    return CriterionResult(
        id="shop_design.logo",
        clause="M2-P2-①",
        title={"zh_CN": "店标", "en": "Logo"},
        points="10",
        literacy=False,
        tally=Tally(determined=("5", "6"), suggested=("1/2", "1"), open=("0", "3")),
        low="5",
        high="9",
        parts=(size, near, human("original", "原创与行业特征", "3")),
    )


def kinds_criterion(hostile: str = "方案.docx") -> CriterionResult:
    """70 marks: every kind of evidence and every reason; 20/30 determined, 6/10 suggested, 30 open."""
    evidence = part(
        "evidence",
        "各种证据",
        "30",
        judged(
            "span",
            "预算合计与分项之和不符：文中写 3000 元，分项合计 2800 元。",
            "1/3",
            TextSpan(
                file=hostile,
                block="body/p12",
                start=18,
                end=24,
                quote="3000 元",
                sentence="本次活动推广费用合计 3000 元，由市场部统一支出。",
                expected="2800 元",
                measured="3000 元",
            ),
            weight=10,
        ),
        judged(
            "cell",
            "第 4 行“合计”少算一项。",
            "2/3",
            TableCell(file=hostile, table="body/t2", row=3, column=2, text="2,800", expected="3,000", measured="2,800"),
            weight=10,
        ),
        judged(
            "layer",
            "有 1 个图层没有重新命名。",
            "1",
            LayerPath(
                file="店铺.psd",
                names=("页头", "店招", "图层 1 副本"),
                indices=(0, 2, 5),
                box=Box(0, 0, 950, 120),
                measured="图层 1 副本",
            ),
            weight=5,
        ),
        judged("layers", "没有图层组。", "1", FileEvidence(file="店铺.psd"), weight=5),
        asks="poster",
    )
    heuristics = part(
        "heuristics",
        "启发式",
        "10",
        judged(
            "element",
            "促销文字与背景对比偏低。",
            "1/5",
            PageElement(
                file="index.html",
                selector="main > section.promo > p:nth-of-type(2)",
                box=Box(10, 10, 200, 60),
                viewport=1280,
                line=48,
                expected="≥ 4.5",
                measured="2.9",
            ),
            suggested=True,
        ),
        judged(
            "frames",
            "轮播自动切换。",
            "1",
            FrameStrip(file="index.html", selector="#slides", frames=("a" * 64, "b" * 64), times=(0, 1500)),
            suggested=True,
        ),
        check="page.contrast",
        asks="page",
    )
    reasons = part(
        "reasons",
        "打开的得分点",
        "30",
        opened("tool", "没有装 LibreOffice，读不了 .wps 文件。", Reason.TOOL_MISSING, tool="LibreOffice"),
        opened("timeout", "量这张图超过 60 秒。", Reason.TIMEOUT),
        opened("crashed", "读 PSD 时进程中断。", Reason.CRASHED),
        opened("untrusted", "这项检查在考试文件夹里，未获许可。", Reason.UNTRUSTED_CHECK),
        opened("unreadable", "海报.psd 打不开。", Reason.UNREADABLE, FileEvidence(file="海报.psd")),
        opened(
            "ambiguous",
            "有两个文件都可能是海报。",
            Reason.AMBIGUOUS_MATCH,
            candidates=(("海报1.jpg", text("宽 750，符合要求。")), ("海报2.jpg", text("宽 800，应为 750。"))),
        ),
        opened("not_located", "横幅里没有找到店标，不等于没有。", Reason.NOT_LOCATED, PictureRegion(file="店招.jpg")),
        opened("conflict", "文件名与内容说法不一。", Reason.CONFLICT),
        opened("uncertain", "字数在限值附近。", Reason.UNCERTAIN),
        opened("no_key", "自查时没有答案。", Reason.NO_KEY),
        check="document.sections",
        asks="poster",
    )
    rules = (
        RuleLine(
            id="distorted",
            title={"zh_CN": "图片变形减半", "en": "Distorted"},
            kind="factor",
            state="fired",
            message=text("主图被拉伸，本项得分乘以 0.5。"),
            change="-5/2",
        ),
        RuleLine(
            id="count",
            title={"zh_CN": "图片数量不足", "en": "Too few"},
            kind="gate",
            state="pending",
            message=text("海报打不开，数量未定。"),
        ),
        RuleLine(
            id="cap",
            title={"zh_CN": "上限", "en": "Cap"},
            kind="cap",
            state="fired",
            message=text("最多 65 分。"),
            change="0",
        ),
    )
    return CriterionResult(
        id="shop_design.poster",
        clause="M2-P2-⑦",
        title={"zh_CN": "海报与详情页", "en": "Poster"},
        points="70",
        literacy=False,
        tally=Tally(determined=("20", "30"), suggested=("6", "10"), open=("0", "30")),
        low="0",
        high="115/2",
        parts=(evidence, heuristics, reasons),
        rules=rules,
    )


def literacy_criterion(lost: bool = True) -> CriterionResult:
    """20 marks, all determined: 15/20, or 20/20."""
    names = part(
        "names",
        "文件命名",
        "20",
        Point(key="handed", weight=1, state=State.NOT_HANDED_IN, message=text("没有交 说明.txt。"))
        if lost
        else judged("handed", "说明.txt 在。", "1"),
        judged("rest", "其余文件名符合要求。", "1", weight=3),
        check="submission.names",
    )
    mark = "15" if lost else "20"
    return CriterionResult(
        id="shop_design.literacy",
        clause="M2-P2-⑩",
        title={"zh_CN": "职业素养", "en": "Literacy"},
        points="20",
        literacy=True,
        tally=Tally(determined=(mark, "20"), suggested=("0", "0"), open=("0", "0")),
        low=mark,
        high=mark,
        parts=(names,),
    )


def files(hostile: str) -> tuple[HandedFile, ...]:
    rows = (
        (hostile, "image", "png", "file"),
        ("店招.jpg", "image", "jpeg", "file"),
        ("海报1.jpg", "image", "jpeg", "file"),
        ("海报2.jpg", "image", "jpeg", "file"),
        ("店铺.psd", "psd", "psd", "file"),
        ("海报.psd", "unknown", "", "unreadable"),
        ("index.html", "page", "html", "file"),
        ("Thumbs.db", "unknown", "", "system"),
        ("作业.zip", "archive", "zip", "container"),
    )
    return tuple(
        HandedFile(
            path=path,
            asked_path=path,
            bytes=20480 + n,
            sha256=f"{n:064x}",
            kind=kind,
            format=form,
            role=role,  # type: ignore[arg-type]
            extension_agrees=n != 2,
        )
        for n, (path, kind, form, role) in enumerate(rows)
    )


def submission(candidate: str, folder: str, hostile: str = "店标.png") -> Submission:
    return Submission(
        candidate=candidate,
        folder=folder,
        files=files(hostile),
        complete=False,
        matches=(
            Match(
                deliverable="logo",
                title={"zh_CN": "店标", "en": "Logo"},
                files=(hostile,),
                matched_by=("name",),
                named_as_asked=True,
            ),
            Match(
                deliverable="banner",
                title={"zh_CN": "店招"},
                files=("店招.jpg",),
                matched_by=("words", "size"),
                note=text("要求命名为 banner.jpg。"),
            ),
            Match(deliverable="poster", title={"zh_CN": "海报"}, possible=("海报1.jpg", "海报2.jpg")),
            Match(deliverable="readme", title={"zh_CN": "说明"}),
            Match(deliverable="mail", absence_proved=False),
        ),
        extras=(Extra(path="Thumbs.db", kind="system"), Extra(path="作业.zip", kind="container")),
        notes=(text("一个文件夹套着同名文件夹，已剥去。"),),
    )


def result(
    candidate: str = "2023001", folder: str = "2023001+张三", hostile: str = "店标.png", **changes: object
) -> SubmissionResult:
    """100 marks: 40/56 determined, 6.5/11 suggested, 33 open; between 20 and 81.5."""
    made = SubmissionResult(
        schema="yuejuan.result/1",
        paper="shop-01",
        paper_title={"zh_CN": "网店美工 第 1 套", "en": "Shop design 1"},
        project="shop_design",
        candidate=candidate,
        folder=folder,
        submission=submission(candidate, folder, hostile),
        criteria=(logo_criterion(hostile), kinds_criterion(), literacy_criterion()),
        tally=Tally(determined=("40", "56"), suggested=("13/2", "11"), open=("0", "33")),
        low="20",
        high="163/2",
        digests=Digests(
            paper="1" * 64, rubric="2" * 64, checks="3" * 64, facts="4" * 64, files=(FileDigest(hostile, "5" * 64),)
        ),
        generator="yuejuan 0.1.0",
        notes=(text("按 750 像素核对详情页宽度。"),),
    )
    return msgspec.structs.replace(made, **changes)


def settled(candidate: str = "2023009", folder: str = "2023009") -> SubmissionResult:
    """Nothing open: 20 marks of 20."""
    full = literacy_criterion(lost=False)
    return result(
        candidate,
        folder,
        criteria=(full,),
        low="20",
        high="20",
        paper="small",
        paper_title={"zh_CN": "小卷"},
        tally=Tally(determined=("20", "20"), suggested=("0", "0"), open=("0", "0")),
    )


class FakePreviews:
    """Draws a picture that differs by file, outlines the box, and knows nothing of PSD number two."""

    def __init__(self, fails: bool = False, noise: int = 0) -> None:
        self.fails, self.noise, self.calls = fails, noise, 0

    def __call__(self, candidate: str, file: str, kind: str, longest: int, box: Box | None) -> bytes | None:
        from PIL import Image, ImageDraw

        self.calls += 1
        if self.fails or file == "海报.psd":
            return None
        side = min(longest, 300)
        seed = sum(map(ord, file)) % 200
        if self.noise:
            picture = Image.effect_noise((longest, longest), 100 + seed % 50).convert("RGB")
        else:
            picture = Image.new("RGB", (side, side * 2 // 3), (60 + seed, 120, 200 - seed))
        if box:
            ImageDraw.Draw(picture).rectangle((box.left, box.top, box.right, box.bottom), outline="yellow", width=3)
        out = io.BytesIO()
        picture.save(out, "PNG" if self.noise else "JPEG")
        return out.getvalue()
