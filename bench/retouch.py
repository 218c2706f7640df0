"""How well retouching is measured: drawn source pictures, known edits, errors of the comparison.

Run ``python -m bench.retouch [number of sources] [n]`` from the repository: only every n-th edit of each source is
measured, beginning with another one for each. With ``YUEJUAN_SAMPLES`` set, the pairs of
``practice/retouch`` follow. Printed are, per kind of edit: pairs, refusals, median and largest error, how often the
error bar held, wrong verdicts; and the false alarms on pictures that were only saved again.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageEnhance, ImageFilter

from yuejuan.artifacts.comparison.facts import ComparisonFacts
from yuejuan.artifacts.comparison.reader import read
from yuejuan.artifacts.reader import Source

SOURCES = 42
ROTATIONS = (0.5, 1, 2, 3, 5, 8, 12, 15, 20, 30, 45, 60, 75, 89, 90, -0.5, -1.5, -4, -7, -10, -25, -90, 135, 180)


@dataclass
class Row:
    """What came of one kind of edit."""

    pairs: int = 0
    refused: int = 0
    errors: list[float] = field(default_factory=list)
    held: int = 0
    wrong: int = 0


def draw(seed: int) -> tuple[Image.Image, tuple[int, int, int, int]]:
    """A source picture and the box of the blemish drawn on it. Styles: landscape, studio shot, fabric, still life."""
    random = np.random.default_rng(seed)
    width, height = (int(side) for side in random.integers(380, 900, 2))
    style = seed % 4
    picture = _ground(random, width, height, smooth=style == 1, stripes=style == 2)
    draw = ImageDraw.Draw(picture)
    for _ in range(1 if style == 1 else int(random.integers(3, 9))):
        _thing(random, draw, width, height)
    picture = picture.filter(ImageFilter.GaussianBlur(0.7))
    grain = float(random.uniform(0, 5))
    noisy = np.asarray(picture, dtype=np.float64) + random.normal(0, grain, (height, width, 1))
    picture = Image.fromarray(np.clip(noisy, 0, 255).astype(np.uint8))
    return _blemished(random, picture)


def _ground(random: np.random.Generator, width: int, height: int, *, smooth: bool, stripes: bool) -> Image.Image:
    top, bottom = random.uniform(60, 220, 3), random.uniform(60, 220, 3)
    ramp = np.linspace(0, 1, height)[:, None, None]
    values = np.broadcast_to(top * (1 - ramp) + bottom * ramp, (height, width, 3)).copy()
    if stripes:
        period = random.uniform(14, 40)
        wave = np.sin(np.arange(width) / period * 2 * np.pi)[None, :, None] * random.uniform(8, 25)
        values += wave + np.sin(np.arange(height) / period / 1.3 * 2 * np.pi)[:, None, None] * 10
    for cells, strength in ((4, 25), (12, 15), (40, 10)):
        if smooth and cells > 4:
            continue
        rough = random.normal(128, 40, (cells, cells, 3)).clip(0, 255).astype(np.uint8)
        cloud = np.asarray(Image.fromarray(rough).resize((width, height), Image.Resampling.BICUBIC), dtype=np.float64)
        values += (cloud - 128) / 40 * strength
    return Image.fromarray(values.clip(8, 247).astype(np.uint8))


def _thing(random: np.random.Generator, draw: ImageDraw.ImageDraw, width: int, height: int) -> None:
    side = int(min(width, height) * random.uniform(0.18, 0.5))
    left, top = int(random.uniform(0, width - side)), int(random.uniform(0, height - side))
    colour = tuple(int(value) for value in random.integers(20, 236, 3))
    box = (left, top, left + side, top + int(side * random.uniform(0.6, 1)))
    shape = int(random.integers(3))
    if shape == 0:
        draw.ellipse(box, fill=colour)
    elif shape == 1:
        draw.rounded_rectangle(box, side // 8, fill=colour)
    else:
        draw.polygon([(box[0], box[3]), ((box[0] + box[2]) // 2, box[1]), (box[2], box[3])], fill=colour)
    mark = tuple(255 - value for value in colour)
    draw.text((left + side // 4, top + side // 3), f"No.{int(random.integers(100))}", fill=mark, font_size=side // 6)


def _blemished(random: np.random.Generator, picture: Image.Image) -> tuple[Image.Image, tuple[int, int, int, int]]:
    width, height = picture.size
    wide, tall = int(random.integers(22, 70)), int(random.integers(18, 46))
    left, top = int(random.integers(30, width - wide - 30)), int(random.integers(30, height - tall - 30))
    mask = Image.new("L", picture.size, 0)
    ImageDraw.Draw(mask).ellipse(
        (left + 3, top + 3, left + wide - 3, top + tall - 3), fill=int(random.integers(140, 230))
    )
    mask = mask.filter(ImageFilter.GaussianBlur(1.5))
    under = np.asarray(picture.crop((left, top, left + wide, top + tall)), dtype=np.float64).mean()
    stain = (40, 26, 12) if under > 110 else (235, 225, 190)
    picture = picture.copy()
    picture.paste(Image.new("RGB", picture.size, stain), mask=mask)
    return picture, (left, top, left + wide, top + tall)


def rotated(picture: Image.Image, angle: float, way: int) -> Image.Image:
    """Turned counter-clockwise: on a grown white canvas, in the same size with black corners, or cut inside them."""
    if way == 0:
        return picture.rotate(angle, Image.Resampling.BICUBIC, expand=True, fillcolor="white")
    if way == 1:
        return picture.rotate(angle, Image.Resampling.BICUBIC, fillcolor="black")
    turned = picture.rotate(angle, Image.Resampling.BICUBIC, expand=True)
    share = 1 / (1.5 + abs(np.sin(np.radians(2 * angle))) * 0.6)
    wide, tall = int(picture.width * share), int(picture.height * share)
    left, top = (turned.width - wide) // 2, (turned.height - tall) // 2
    return turned.crop((left, top, left + wide, top + tall))


def _arithmetic(picture: Image.Image, change: Callable[[NDArray[np.float64]], NDArray[np.float64]]) -> Image.Image:
    return Image.fromarray(np.clip(change(np.asarray(picture, dtype=np.float64)), 0, 255).round().astype(np.uint8))


def hue_turned(picture: Image.Image, degrees: float) -> Image.Image:
    """Turned on the HSV circle, in floating point."""
    import colorsys

    values = np.asarray(picture, dtype=np.float64) / 255
    flat, index = np.unique(values.reshape(-1, 3), axis=0, return_inverse=True)
    turned = []
    for colour in flat:
        hue, saturation, value = colorsys.rgb_to_hsv(*colour)
        turned.append(colorsys.hsv_to_rgb((hue + degrees / 360) % 1, saturation, value))
    return Image.fromarray((np.array(turned)[index.ravel()].reshape(values.shape) * 255).round().astype(np.uint8))


Judge = Callable[[ComparisonFacts], tuple[float | None, bool, bool]]
"""Error (``None``: without measure), whether the error bar held, whether the verdict is right."""


def _amount(name: str, meant: float, *, changed: bool = True) -> Judge:
    def judge(facts: ComparisonFacts) -> tuple[float | None, bool, bool]:
        estimate = getattr(facts, name)
        if estimate is None:
            return None, False, True
        error = estimate.value - meant
        if name == "rotation":
            error = (error + 180) % 360 - 180
        return error, abs(error) <= estimate.error + 1e-9, estimate.changed in (changed, None)

    return judge


def _untouched(facts: ComparisonFacts) -> tuple[float | None, bool, bool]:
    return None, True, facts.resaved_only is True


def _outcome(*meant: str | None) -> Judge:
    return lambda facts: (None, True, facts.blemish is not None and facts.blemish.outcome in meant)


def edits(seed: int, picture: Image.Image, box: tuple[int, int, int, int]) -> Iterator[tuple[str, Image.Image, Judge]]:
    """The edits of one source: kind, edited picture, judge."""
    random = np.random.default_rng(seed + 10_000)
    yield "saved again", picture, _untouched
    for number in range(3):
        angle = ROTATIONS[(3 * seed + number) % len(ROTATIONS)]
        yield "rotation", rotated(picture, angle, number), _amount("rotation", angle)
    middle = float(np.asarray(picture.convert("L")).mean())
    shift = float(random.choice((-45, -30, -15, -6, 6, 15, 30, 45)))
    yield "brightness, added", _arithmetic(picture, lambda v: v + shift), _amount("brightness", shift)
    gain = float(random.choice((0.7, 0.85, 1.1, 1.2)))
    yield "brightness, factor", _arithmetic(picture, lambda v: v * gain), _amount("brightness", middle * (gain - 1))
    slope = float(random.choice((0.7, 0.85, 1.15, 1.3)))
    yield "contrast", ImageEnhance.Contrast(picture).enhance(slope), _amount("contrast", slope)
    factor = float(random.choice((0.0, 0.5, 0.8, 1.3, 1.6)))
    yield "saturation", ImageEnhance.Color(picture).enhance(factor), _amount("saturation", factor)
    turn = float(random.choice((-40, -20, -8, 8, 20, 40)))
    yield "hue", hue_turned(picture, turn), _amount("hue", turn)
    wide, tall = int(picture.width * random.uniform(0.5, 0.9)), int(picture.height * random.uniform(0.5, 0.9))
    left, top = int(random.integers(0, picture.width - wide)), int(random.integers(0, picture.height - tall))
    yield "crop", picture.crop((left, top, left + wide, top + tall)), _cropped(left, top, left + wide, top + tall)
    yield "mirror", picture.transpose(Image.Transpose(seed % 2)), _flipped(("horizontal", "vertical")[seed % 2])
    size = (round(picture.width * random.uniform(0.4, 1.6)), round(picture.height * random.uniform(0.4, 1.6)))
    yield "stretch", picture.resize(size, Image.Resampling.LANCZOS), _amount("scale_x", size[0] / picture.width)
    yield from blemish_edits(picture, box)
    small = rotated(picture.resize((picture.width // 2, picture.height // 2), Image.Resampling.LANCZOS), 7, 0)
    yield "rotation, half size", small, _amount("rotation", 7)
    yield "other picture", draw(seed + 500)[0], lambda facts: (None, True, facts.method is None)


def blemish_edits(picture: Image.Image, box: tuple[int, int, int, int]) -> Iterator[tuple[str, Image.Image, Judge]]:
    """The blemish filled in by a smooth surface with grain, only its left half, and smeared."""
    import cv2

    left, top, right, bottom = box
    values = np.asarray(picture)
    mask = np.zeros(values.shape[:2], np.uint8)
    mask[top:bottom, left:right] = 1
    filled = cv2.inpaint(np.ascontiguousarray(values), mask, 5, cv2.INPAINT_TELEA).astype(np.float64)
    around = values[max(0, top - 12) : bottom + 12, max(0, left - 12) : right + 12].astype(np.float64)
    grain = float(np.median(np.abs(np.diff(around.mean(axis=2), axis=1)))) / 0.954
    filled += np.random.default_rng(left).normal(0, grain, (*mask.shape, 1)) * mask[:, :, None]
    whole = Image.fromarray(np.clip(filled, 0, 255).astype(np.uint8))
    yield "blemish removed", whole, _outcome("removed", None)
    half = picture.copy()
    half.paste(whole.crop((left, top, (left + right) // 2, bottom)), (left, top))
    yield "blemish half removed", half, _outcome("partly", None)
    smeared = picture.copy()
    smeared.paste(picture.filter(ImageFilter.GaussianBlur(8)).crop(box), box)
    yield "blemish smeared", smeared, _outcome("smeared", None)
    yield "blemish kept", ImageEnhance.Brightness(picture).enhance(1.1), _outcome("kept")


def _cropped(*meant: int) -> Judge:
    def judge(facts: ComparisonFacts) -> tuple[float | None, bool, bool]:
        if facts.crop is None:
            return None, False, True
        found = (facts.crop.left, facts.crop.top, facts.crop.right, facts.crop.bottom)
        error = max(abs(one - other) for one, other in zip(found, meant, strict=True))
        return float(error), error <= 2, facts.cropped is True

    return judge


def _flipped(meant: str) -> Judge:
    return lambda facts: (None, True, facts.flipped == meant)


def measure(folder: Path, source: Path, edited: Image.Image, box: tuple[int, ...], quality: int) -> ComparisonFacts:
    """Save ``edited`` as JPEG and compare it with ``source``."""
    path = folder / "edited.jpg"
    edited.save(path, quality=quality)
    parameters = {"blemish": ",".join(map(str, box))}
    return read(Source(path=path, name=path.name, others={"source": source}, parameters=parameters))


def run(count: int, step: int) -> dict[str, Row]:
    """Measure every ``step``-th edit of ``count`` sources."""
    table: dict[str, Row] = defaultdict(Row)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for seed in range(count):
            picture, box = draw(seed)
            source = folder / "source.jpg"
            picture.save(source, quality=92)
            with Image.open(source) as opened:
                stored = opened.convert("RGB")
            chosen = list(enumerate(edits(seed, stored, box)))[seed % step :: step]
            for number, (kind, edited, judge) in chosen:
                facts = measure(folder, source, edited, box, (75, 82, 90, 95)[(seed + number) % 4])
                _note(table[kind], facts, judge, f"{kind}, source {seed}", refusal_meant=kind == "other picture")
    return table


def _note(row: Row, facts: ComparisonFacts, judge: Judge, what: str, *, refusal_meant: bool) -> None:
    row.pairs += 1
    if facts.method is None and not refusal_meant:
        row.refused += 1
        print(f"refused: {what}", file=sys.stderr)
        return
    error, held, right = judge(facts)
    if error is not None:
        row.errors.append(abs(error))
    row.held += held
    row.wrong += not right
    if not (held and right):
        print(f"off: {what}: error {error}, {shown(facts)}", file=sys.stderr)


def shown(facts: ComparisonFacts) -> str:
    """The figures of one comparison in a line."""
    names = ("rotation", "scale_x", "scale_y", "brightness", "contrast", "saturation", "hue")
    values = {name: getattr(facts, name) for name in names}
    known = [f"{name} {value.value}±{value.error} {value.changed}" for name, value in values.items() if value]
    blemish = facts.blemish and (facts.blemish.changed, facts.blemish.detail, facts.blemish.outcome)
    regions = [(region.source_box, region.difference) for region in (facts.regions or ())[:3]]
    return f"{facts.method} {facts.match} {facts.flipped} {facts.crop} {'; '.join(known)} {regions} {blemish}"


def samples(folder: Path) -> None:
    """Print the facts of the practice pairs beside the edits that were made."""
    truth = json.loads((folder / "truth.json").read_text("utf-8"))
    boxes = {source["file"]: source["blemish"]["box"] for source in truth["sources"]}
    for pair in truth["pairs"]:
        path, source = folder / pair["edited"], folder / pair["source"]
        parameters = {"blemish": ",".join(map(str, boxes[pair["source"]]))}
        facts = read(Source(path=path, name=path.name, others={"source": source}, parameters=parameters))
        print(path.name, [list(edit.values())[:4] for edit in pair["edits"]], shown(facts), facts.resaved_only)


def main() -> int:
    """Print the table, and the samples when they are there."""
    start = time.monotonic()
    count = int(sys.argv[1]) if len(sys.argv) > 1 else SOURCES
    step = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    table = run(count, step)
    pairs = sum(row.pairs for row in table.values())
    print("edit\tpairs\trefused\tmedian error\tlargest\tbar held\twrong verdicts")
    for kind, row in table.items():
        errors = (f"{np.median(row.errors):.3f}", f"{max(row.errors):.3f}") if row.errors else ("-", "-")
        print(kind, row.pairs, row.refused, *errors, row.held, row.wrong, sep="\t")
    print(f"{(time.monotonic() - start) / pairs:.2f} seconds for each of {pairs} pairs, drawing included")
    given = os.environ.get("YUEJUAN_SAMPLES")
    if given:
        samples(Path(given) / "practice/retouch")
    return 0


if __name__ == "__main__":
    sys.exit(main())
