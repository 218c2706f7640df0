"""How well promotion elements are read from pictures: drawn banners with known texts, through OCR and the parser.

Run ``python -m bench.ocr [number of pictures]`` from the repository; with ``YUEJUAN_SAMPLES`` set, the pictures of
``practice/promo`` follow. Recall is over the promotion texts that were drawn, precision over the elements that were
found. Fonts are those that ``fc-list :lang=zh`` names. Text with little contrast, or under 18 pixels, is not drawn.
"""

from __future__ import annotations

import json
import math
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from yuejuan.artifacts.facts import Box
from yuejuan.artifacts.ocr.reader import read
from yuejuan.artifacts.reader import Source
from yuejuan.graders.common.promotion import find_promotions

PICTURES = 72
TEXTS = {
    "price": ("¥{p}", "{p}元", "到手价{p}元", "仅售{p}元", "券后价¥{p}", "特价：{p}元", "{p}元起", "活动价 ¥{p}"),
    "new_shop_price": ("新店开张优惠价", "新店开业优惠价{p}元", "新店开张优惠价：¥{p}", "开业特惠"),
    "seckill": ("限时秒杀", "整点秒杀", "秒杀价{p}元", "今日秒杀"),
    "limited_discount": ("限时折扣", "限时8折", "限时7.5折", "限时优惠", "限时特惠"),
    "free_shipping": ("包邮", "全国包邮", "满59元包邮", "满2件包邮", "免运费"),
    "full_reduce": ("满200减30", "满99元减10元", "每满300减40", "满399立减60"),
    "full_gift": ("买一送一", "满199元送雨伞", "满2件送1件", "买3送1", "满88送试用装"),
    "second_half": ("第二件半价", "第2件半价", "第二件5折"),
    "n_fold": ("全场5折起", "8.8折", "低至3折", "会员9折"),
    "coupon": ("领10元优惠券", "优惠券", "20元无门槛券"),
    "reduction": ("立省50元", "直降100元", "立减20元"),
}
NEUTRAL = (
    "云上茶舍", "青禾优选", "小满家居", "匠心手作", "产地直发", "关注店铺", "纯棉面料", "容量500ml", "净含量250g",
    "质保三年", "在线客服", "店长推荐", "春季新款", "轻松生活", "好物分享", "七天无理由退换", "国货之光", "24小时发货",
)  # fmt: skip
INKS = ("#b71c1c", "#0d2f6e", "#1b4d24", "#222222", "#ffffff", "#fff176", "#ffe0b2", "#5b1a7a")
GROUNDS = ("#fff3e0", "#fbe9e7", "#c62828", "#ffd54f", "#1a237e", "#e8f5e9", "#37474f", "#f06292", "#ffffff")
IMPLIED = {
    "price": ("new_shop_price", "seckill", "free_shipping"),
    "n_fold": ("limited_discount", "second_half"),
    "limited_discount": ("n_fold",),
}
"""Kinds that the text of another kind may hold by its own words."""


@dataclass(frozen=True)
class Drawn:
    """One text in a picture: its kind (``None``: no promotion), and the box of its ink."""

    kind: str | None
    text: str
    box: Box


@dataclass
class Count:
    """What was drawn and found."""

    drawn: Counter[str] = field(default_factory=Counter)
    missed: list[str] = field(default_factory=list)
    found: int = 0
    wrong: list[str] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)


def fonts() -> list[str]:
    """Files of Chinese fonts on this machine."""
    out = subprocess.run(["fc-list", ":lang=zh", "--format", "%{file}\n"], capture_output=True, text=True, check=True)
    return sorted(set(out.stdout.split()))


def draw(seed: int, faces: list[str]) -> tuple[Image.Image, list[Drawn]]:
    """A banner, main picture or strip with three to six texts in rows of their own."""
    random = np.random.default_rng(seed)
    width, height = ((950, 260), (800, 800), (750, 390), (750, 1000), (1200, 420), (750, 2600))[seed % 6]
    ground = str(random.choice(GROUNDS))
    picture = _ground(random, width, height, ground, seed % 5)
    rows = int(random.integers(3, 6)) if height < 2000 else 12
    drawn: list[Drawn] = []
    for row in range(rows):
        kind = None if random.random() < 0.3 else str(random.choice(sorted(TEXTS)))
        text = str(random.choice(NEUTRAL)) if kind is None else str(random.choice(TEXTS[kind]))
        text = text.replace("{p}", str(random.choice(("9.9", "39", "59.9", "128", "199", "1299"))))
        space = (0, row * height // rows, width, (row + 1) * height // rows)
        drawn.append(Drawn(kind, text, _letter(random, picture, text, space, str(random.choice(faces)), ground)))
    return picture, drawn


def _ground(random: np.random.Generator, width: int, height: int, colour: str, style: int) -> Image.Image:
    picture = Image.new("RGB", (width, height), colour)
    draw = ImageDraw.Draw(picture, "RGBA")
    if style == 1:
        fade = Image.linear_gradient("L").resize((width, height))
        picture.paste(
            Image.new("RGB", (width, height), "#808080"), mask=fade.point([value // 3 for value in range(256)])
        )
    elif style == 2:
        for left in range(-height, width, 46):
            draw.line(((left, 0), (left + height, height)), fill=(255, 255, 255, 36), width=16)
    elif style == 3:
        for _ in range(25):
            x, y, r = (int(random.integers(0, side)) for side in (width, height, 60))
            draw.ellipse((x - r, y - r, x + r, y + r), fill=(*(int(v) for v in random.integers(0, 256, 3)), 40))
    elif style == 4:
        values = np.asarray(picture, dtype=np.float64) + random.normal(0, 10, (height, width, 3))
        picture = Image.fromarray(values.clip(0, 255).astype(np.uint8)).filter(ImageFilter.GaussianBlur(0.6))
    return picture


def _letter(
    random: np.random.Generator, picture: Image.Image, text: str, space: tuple[int, ...], face: str, ground: str
) -> Box:
    """Draw ``text`` into ``space``, with one of the decorations of banners; the box of what was drawn."""
    left, top, right, bottom = space
    angle = float(random.choice((0, 0, 0, 0, -6, 4, 9)))
    slope = abs(math.sin(math.radians(angle)))
    limit = min(int((bottom - top) * 0.62), int((right - left) * 0.8 / len(text)))
    limit = max(20, int(min(limit, (bottom - top) * 0.9 / (1 + slope * len(text)))))
    size = int(random.integers(20, max(21, min(limit, 90) + 1)))
    spacing = int(random.choice((0, 0, 0, size // 4)))
    font = ImageFont.truetype(face, size)
    plate = bool(random.random() < 0.35)
    under = str(random.choice(GROUNDS)) if plate else ground
    ink = str(random.choice([colour for colour in INKS if _contrast(colour, under) > 3.2]))
    outline = int(random.choice((0, 0, 2, 3))) if size > 34 else 0
    edge = "#ffffff" if _contrast(ink, "#ffffff") > 3 else "#3a0a0a"
    wide = int(sum(font.getlength(c) + spacing for c in text)) + 2 * outline + 24
    tall = int(size * 1.45) + 2 * outline + 8
    layer = Image.new("RGBA", (wide, tall), (0, 0, 0, 0))
    draw = ImageDraw.Draw(layer)
    if plate:
        draw.rounded_rectangle((0, 0, wide - 1, tall - 1), int(random.choice((0, tall // 5, tall // 2))), fill=under)
    x = 12.0 + outline
    for character in text:
        draw.text((x, 4 + outline), character, font=font, fill=ink, stroke_width=outline, stroke_fill=edge)
        x += font.getlength(character) + spacing
    turned = layer.rotate(angle, Image.Resampling.BICUBIC, expand=True)
    x0 = left + int(random.integers(0, max(1, right - left - turned.width)))
    y0 = top + max(0, (bottom - top - turned.height) // 2)
    picture.paste(turned, (x0, y0), turned)
    return Box(x0, y0, x0 + turned.width, y0 + turned.height)


def _contrast(one: str, other: str) -> float:
    """Contrast ratio of WCAG 2, 1 to 21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    values = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in values]
    return sum(weight * value for weight, value in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def judge(path: Path, drawn: list[Drawn], count: Count) -> None:
    """Read one picture and count what was found at the place of each text."""
    start = time.monotonic()
    lines = read(Source(path=path, name=path.name)).lines
    count.seconds.append(time.monotonic() - start)
    found = find_promotions([line.text for line in lines])
    at_text: dict[int, set[str]] = {number: set() for number in range(len(drawn))}
    for element in found:
        count.found += 1
        number = _nearest(lines[element.line].box, drawn)
        kind = drawn[number].kind if number is not None else None
        if kind is None or (element.kind != kind and kind not in IMPLIED.get(element.kind, ())):
            what = drawn[number].text if number is not None else "nothing"
            count.wrong.append(f"{path.name}: {element.kind} {element.text} at {what}")
        if number is not None:
            at_text[number].add(element.kind)
    for number, text in enumerate(drawn):
        if text.kind is None:
            continue
        count.drawn[text.kind] += 1
        if text.kind not in at_text[number]:
            read_as = [line.text for line in lines if _nearest(line.box, drawn) == number]
            count.missed.append(f"{path.name}: {text.kind} {text.text} read as {read_as}")


def _nearest(box: Box, drawn: list[Drawn]) -> int | None:
    """The text whose box the middle of ``box`` lies in or is nearest to; ``None`` when it lies in none."""
    x, y = (box.left + box.right) / 2, (box.top + box.bottom) / 2
    inside = [
        (abs(x - (d.box.left + d.box.right) / 2) + abs(y - (d.box.top + d.box.bottom) / 2), number)
        for number, d in enumerate(drawn)
        if d.box.left - 4 <= x <= d.box.right + 4 and d.box.top - 4 <= y <= d.box.bottom + 4
    ]
    return min(inside)[1] if inside else None


def report(title: str, count: Count) -> None:
    """Print recall, precision and time."""
    drawn = sum(count.drawn.values())
    for line in (*count.missed, *count.wrong):
        print("  ", line)
    print(f"{title}: {len(count.seconds)} pictures, {drawn} promotion texts, {count.found} elements found")
    print(f"  recall {1 - len(count.missed) / drawn:.1%}, precision {1 - len(count.wrong) / max(1, count.found):.1%}")
    print(f"  {np.median(count.seconds):.2f} s a picture (median), {max(count.seconds):.2f} s at most")


def samples(folder: Path) -> Count:
    """The practice pictures, without what is marked as hardly readable."""
    count = Count()
    neutral = ("slogan", "shop_name", "neutral")
    for picture in json.loads((folder / "truth.json").read_text("utf-8"))["pictures"]:
        drawn = [
            Drawn(None if e["type"] in neutral else e["type"], e["text"], Box(*e["box"]))
            for e in picture["elements"]
            if not e["hardly_readable"]
        ]
        judge(folder / picture["file"], drawn, count)
    return count


def main() -> int:
    """Print the figures of the drawn pictures, and of the samples when they are there."""
    faces = fonts()
    count = Count()
    keep = os.environ.get("KEEP_PICTURES")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(keep or name)
        for seed in range(int(sys.argv[1]) if len(sys.argv) > 1 else PICTURES):
            picture, drawn = draw(seed, faces)
            path = folder / f"{seed:03}.jpg"
            picture.save(path, quality=(75, 85, 92)[seed % 3])
            judge(path, drawn, count)
    report(f"drawn with {len(faces)} font files", count)
    given = os.environ.get("YUEJUAN_SAMPLES")
    if given:
        report("samples", samples(Path(given) / "practice/promo"))
    return 0


if __name__ == "__main__":
    sys.exit(main())
