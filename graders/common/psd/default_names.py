"""Names that programs give to layers by themselves, as data.

Sources: the layers panels of Adobe Photoshop CS5 to 2024, Chinese and English (CS5 writes 副本, CC writes 拷贝 for a
copy); Photopea, which calls a group 文件夹/Folder; the GIMP manual (layer dialogue: ``Layer``, ``Layer #1``, ``Layer
copy``, ``Layer Group``, ``Pasted Layer``); Affinity Photo, which exports unnamed objects under the name of their kind.
"""

from __future__ import annotations

import re
from enum import StrEnum

# Given with a blank and a number: 图层 1, Group 2.
_NUMBERED = (
    # pixel layers
    "图层", "Layer", "生成式图层", "Generative Layer",
    # groups, artboards, frames
    "组", "Group", "文件夹", "Folder", "画板", "Artboard", "图框", "Frame", "图层组", "Layer Group",
    # shapes
    "形状", "Shape", "矩形", "Rectangle", "圆角矩形", "Rounded Rectangle", "椭圆", "Ellipse", "多边形", "Polygon",
    "三角形", "Triangle", "直线", "Line", "星形", "Star",
    # fill layers
    "颜色填充", "Color Fill", "渐变填充", "Gradient Fill", "图案填充", "Pattern Fill",
    # adjustment layers, in the order of Photoshop's menu
    "亮度/对比度", "Brightness/Contrast", "色阶", "Levels", "曲线", "Curves", "曝光度", "Exposure",
    "自然饱和度", "Vibrance", "色相/饱和度", "Hue/Saturation", "色彩平衡", "Color Balance", "黑白", "Black & White",
    "照片滤镜", "Photo Filter", "通道混合器", "通道混和器", "Channel Mixer", "颜色查找", "Color Lookup",
    "反相", "Invert", "色调分离", "Posterize", "阈值", "Threshold", "渐变映射", "Gradient Map",
    "可选颜色", "Selective Color",
)  # fmt: skip

# Given without a number, and hardly anybody's own words.
_UNNUMBERED = (
    "矢量智能对象", "Vector Smart Object", "Pasted Layer", "粘贴的图层", "New Layer", "新建图层",
    "(Pixel)", "(Curve)", "(Rectangle)", "(Ellipse)", "(Group)", "(Layer)", "(Image)", "(像素)", "(曲线)", "(组)",
)  # fmt: skip

_COPY = r"(?: (?:拷贝|副本|copy)(?: \d+| ?#\d+)?)"
_MERGED = r"(?: ?[(（]?(?:合并|merged)[)）]?)"


def _any_of(words: tuple[str, ...]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


_DEFAULT = re.compile(
    rf"(?:(?:{_any_of(_NUMBERED)}) \d+|(?:图层|Layer) ?#\d+|{_any_of(_UNNUMBERED)}|(?:图层|Layer){_COPY})"
    rf"{_COPY}*{_MERGED}?{_COPY}*"
)
# The same words as somebody may type them: without the blank, in other letter case, without the number.
_NEAR_DEFAULT = re.compile(rf"(?:{_any_of(_NUMBERED)})[ _-]?\d*{_COPY}*{_MERGED}?", re.IGNORECASE)
_COPY_OF_OWN = re.compile(rf".+?{_COPY}+", re.IGNORECASE)


class NameClass(StrEnum):
    """What a layer's name tells about whether somebody chose it."""

    OWN = "own"
    DEFAULT = "default"
    UNDECIDED = "undecided"


def classify(name: str) -> NameClass:
    """Whether ``name`` is a program's (``图层 1 拷贝``), somebody's own, or cannot be decided.

    Undecided are ``图层1`` (typed, or given by another program), a bare ``组``, no name at all, a bare number, and an
    own name with the suffix of a copy (``瓶身 拷贝``): the layer was named, its copy was not.
    """
    if _DEFAULT.fullmatch(name):
        return NameClass.DEFAULT
    bare = name.strip()
    if not bare or bare.isdigit() or _NEAR_DEFAULT.fullmatch(bare) or _COPY_OF_OWN.fullmatch(bare):
        return NameClass.UNDECIDED
    return NameClass.OWN
