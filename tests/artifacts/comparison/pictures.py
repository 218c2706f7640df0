"""A drawn source picture with a stain, and edits of it, made with Pillow alone."""

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

STAIN = (210, 60, 262, 100)


def drawn(size=(360, 280), seed=5):
    """A label on a table: shapes, text, a soft ground, some grain and a dark stain in ``STAIN``."""
    random = np.random.default_rng(seed)
    width, height = size
    cloud = random.integers(90, 200, (7, 9, 3)).astype(np.uint8)
    picture = Image.fromarray(cloud).resize(size, Image.Resampling.BICUBIC)
    draw = ImageDraw.Draw(picture)
    for _ in range(7):
        left, top = int(random.integers(0, width - 70)), int(random.integers(110, height - 60))
        side = int(random.integers(30, 70))
        draw.ellipse(
            (left, top, left + side, top + side * 2 // 3), fill=tuple(int(v) for v in random.integers(30, 220, 3))
        )
    draw.rectangle((40, 30, 150, 90), fill=(170, 60, 50))
    draw.text((52, 46), "No. 27", fill=(235, 225, 200), font_size=28)
    values = np.asarray(picture, dtype=np.float64) + random.normal(0, 3, (height, width, 1))
    return stained(Image.fromarray(values.clip(5, 250).astype(np.uint8)))


def stained(picture):
    mask = Image.new("L", picture.size, 0)
    left, top, right, bottom = STAIN
    ImageDraw.Draw(mask).ellipse((left + 3, top + 3, right - 3, bottom - 3), fill=210)
    picture = picture.copy()
    picture.paste(Image.new("RGB", picture.size, (50, 34, 20)), mask=mask.filter(ImageFilter.GaussianBlur(1.2)))
    return picture


def cleaned(picture, right=STAIN[2]):
    """The stain replaced by what lies below it, up to the column ``right``."""
    left, top, _, bottom = STAIN
    result = picture.copy()
    ground = picture.crop((left, bottom + 2, right, 2 * bottom - top + 2)).transpose(Image.Transpose.FLIP_TOP_BOTTOM)
    result.paste(ground, (left, top))
    return result
