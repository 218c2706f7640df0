"""The OCR engine: RapidOCR (PP-OCRv6 small, on ONNX Runtime), whose wheel holds its models; nothing is downloaded.

One engine per process, made when the first picture comes: loading takes seconds, reading a tenth of that.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from yuejuan.artifacts.reader import THREADS_VARIABLE

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

ENGINE = "rapidocr"
DETECTED_SIDE = 960
"""Longest side, in pixels, at which text is looked for. Smaller pictures are not enlarged: slower, and reads worse."""
_MOST_THREADS = 2
_MODELS = {
    "Det.model_path": "PP-OCRv6_det_small.onnx",
    "Rec.model_path": "PP-OCRv6_rec_small.onnx",
    "Cls.model_path": "ch_ppocr_mobile_v2.0_cls_mobile.onnx",
}
_PACKAGES = (ENGINE, "onnxruntime", "opencv-python-headless")


class NotInstalled(Exception):
    """The extra ``ocr`` is missing (``models`` False), or its wheel without the models (True)."""

    def __init__(self, *, models: bool) -> None:
        super().__init__("models" if models else "package")
        self.models = models


class EngineFailed(Exception):
    """The engine broke off on one picture."""


@dataclass(frozen=True)
class Reading:
    """One line: text, confidence from 0 to 1, corners ``(4, 2)`` in pixels of the picture that was shown."""

    text: str
    confidence: float
    corners: NDArray[np.float64]


def versions() -> dict[str, str]:
    """Names and versions of the packages that the text depends on; raises ``NotInstalled``."""
    try:
        return {name: version(name) for name in _PACKAGES}
    except PackageNotFoundError as error:
        raise NotInstalled(models=False) from error


def threads() -> int:
    """Threads for one picture: what ``YUEJUAN_THREADS`` says, else two at most."""
    wanted = os.environ.get(THREADS_VARIABLE, "")
    cores = os.cpu_count() or 1
    return max(1, min(int(wanted), cores)) if wanted.isdecimal() else min(_MOST_THREADS, cores)


def read_lines(picture: NDArray[np.uint8]) -> Iterator[Reading]:
    """The lines in an RGB picture of shape (height, width, 3), in the engine's order; an empty picture has none.

    Raises ``NotInstalled`` and ``EngineFailed``.
    """
    import numpy as np

    engine = _engine()
    try:
        # The engine expects the order of OpenCV: blue, green, red.
        result = engine(np.ascontiguousarray(picture[:, :, ::-1]))
    except (ValueError, IndexError, TypeError, RuntimeError) as error:
        raise EngineFailed from error
    boxes = getattr(result, "boxes", None)
    if boxes is None or result.txts is None or result.scores is None:
        return
    for text, score, corners in zip(result.txts, result.scores, boxes, strict=True):
        yield Reading(text, float(score), np.asarray(corners, dtype=np.float64))


@cache
def _engine() -> Any:
    if find_spec(ENGINE) is None or find_spec("onnxruntime") is None:
        raise NotInstalled(models=False)
    package = import_module(ENGINE)
    models = Path(package.__path__[0]) / "models"
    paths = {key: models / name for key, name in _MODELS.items()}
    # Without this look the engine would try to download what is missing.
    if not all(path.is_file() for path in paths.values()):
        raise NotInstalled(models=True)
    parameters = {key: str(path) for key, path in paths.items()} | {
        "Det.limit_type": "max",
        "Det.limit_side_len": DETECTED_SIDE,
        "EngineConfig.onnxruntime.intra_op_num_threads": threads(),
        "EngineConfig.onnxruntime.inter_op_num_threads": 1,
        "Global.log_level": "critical",
    }
    return package.RapidOCR(params=parameters)
