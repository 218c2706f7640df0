"""Submissions to measure with, made by script: pictures and a layered PSD for shop design, Word files for plans.

Every submission differs from the others, so that nothing is measured once for all.
"""

from __future__ import annotations

import random
import sys
from pathlib import Path

from PIL import Image, ImageDraw

PICTURES = {
    "logo.png": (80, 80),
    "banner.jpg": (950, 120),
    "main.jpg": (800, 800),
    "promo.jpg": (750, 390),
    "icon/service.png": (48, 48),
    "icon/fav.png": (48, 48),
    "icon/cat.png": (48, 48),
    "poster.jpg": (960, 400),
    "detail.jpg": (750, 3000),
}
PAGE = "<!DOCTYPE html><html><head><meta charset=utf-8><title>{0}</title></head><body><img src=logo.png></body></html>"
HEADINGS = ("活动背景", "营销目标", "目标人群", "营销策略", "活动文案", "实施计划", "费用预算")
WORDS = "本次活动面向年轻家庭以优惠组合带动复购通过短视频与社群提高店铺知名度和转化率并在节日期间集中投放"


def picture(size: tuple[int, int], chance: random.Random) -> Image.Image:
    """Something between a drawing and a photograph: a gradient, grain, and shapes."""
    ground = Image.linear_gradient("L").resize(size)
    grain = Image.effect_noise(size, chance.uniform(10, 30))
    made = Image.merge("RGB", (ground, grain, Image.blend(ground, grain, 0.5)))
    draw = ImageDraw.Draw(made)
    for _ in range(12):
        x, y = chance.randrange(size[0]), chance.randrange(size[1])
        colour = (chance.randrange(256), chance.randrange(256), 90)
        draw.ellipse((x, y, x + size[0] // 5, y + size[1] // 5), fill=colour)
    return made


def layered(path: Path, size: tuple[int, int], layers: int, chance: random.Random) -> None:
    """A PSD of pixel layers, every five in a group."""
    from psd_tools import PSDImage

    document = PSDImage.new("RGB", size)
    for number in range(0, layers, 5):
        group = document.create_group(name=f"group {number}")
        for inner in range(number, min(number + 5, layers)):
            box = (size[0] // 2, size[1] // 2)
            layer = document.create_pixel_layer(picture(box, chance), name=f"item {inner}", top=inner, left=inner)
            group.append(layer)
    document.save(path)


def shop_design(folder: Path, chance: random.Random) -> None:
    """Nine pictures as asked, the banner's PSD with twenty layers, the home page."""
    for name, size in PICTURES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        picture(size, chance).save(folder / name, quality=88)
    layered(folder / "banner.psd", (950, 120), 20, chance)
    (folder / "index.html").write_text(PAGE.format(folder.name), encoding="utf-8")


def marketing_plan(folder: Path, chance: random.Random) -> None:
    """A plan of about three thousand words with a table, the text to post, the poster and the budget."""
    from docx import Document
    from openpyxl import Workbook

    folder.mkdir(parents=True)
    plan = Document()
    for heading in HEADINGS:
        plan.add_heading(heading, 1)
        for _ in range(6):
            plan.add_paragraph("".join(chance.sample(WORDS, len(WORDS))) + "，" + "".join(chance.choices(WORDS, k=30)))
        table = plan.add_table(rows=6, cols=4)
        for row in table.rows:
            for cell in row.cells:
                cell.text = str(chance.randrange(1000))
    plan.save(str(folder / "营销方案.docx"))
    post = Document()
    for _ in range(12):
        post.add_paragraph("".join(chance.choices(WORDS, k=60)))
    post.save(str(folder / "推文.docx"))
    picture((800, 1200), chance).save(folder / "海报.jpg", quality=88)
    book = Workbook()
    for _ in range(20):
        book.active.append(["项目", chance.randrange(100), chance.randrange(100)])
    book.save(folder / "预算表.xlsx")


MAKERS = {"shop_design": shop_design, "marketing_plan": marketing_plan}


def make(task: str, folder: Path, count: int) -> Path:
    """``count`` submissions below ``folder``; the same every time."""
    for number in range(count):
        MAKERS[task](folder / f"2026{number:07}", random.Random(f"{task} {number}"))
        if number % 50 == 49:
            print(f"{task}: {number + 1} of {count} made", file=sys.stderr)
    return folder


def made(task: str, folder: Path, count: int) -> Path:
    """As :func:`make`, below ``folder`` under the task's name; made once."""
    place = folder / "corpus" / task
    return place if place.is_dir() else make(task, place, count)
