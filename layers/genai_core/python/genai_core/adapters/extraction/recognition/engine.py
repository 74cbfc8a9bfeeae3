"""Load RapidOCR with the models of its package, on one thread: https://github.com/RapidAI/RapidOCR.

Nothing is downloaded: each model is named by its path.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import cv2
import numpy as np
from rapidocr import RapidOCR
from rapidocr.utils.process_img import get_rotate_crop_image

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Image = NDArray[np.uint8]
    Quad = NDArray[np.float32]

DETECTION_SIDE = 1280
"""Longer side, in pixels, of the image in which lines are searched: memory grows with its square."""
_MODELS = {
    "Det": "PP-OCRv6_det_small.onnx",
    "Cls": "ch_ppocr_mobile_v2.0_cls_mobile.onnx",
    "Rec": "PP-OCRv6_rec_small.onnx",
}


@dataclass(frozen=True, slots=True)
class ReadLine:
    """One line of a picture.

    Attributes:
        quad: [4, 2] float32, its corners in pixels, clockwise from the start of its text.
        confidence: From 0 to 1.
        words: (text, corners, confidence) of each word, in writing order.
    """

    text: str
    quad: Quad
    confidence: float
    words: tuple[tuple[str, Quad, float], ...]


@cache
def load_engine() -> RapidOCR:
    """Returns the engine with its models loaded; call it before the process is confined."""
    cv2.setNumThreads(1)
    folder = files("rapidocr") / "models"
    paths = {f"{task}.model_path": str(folder / name) for task, name in _MODELS.items()}
    runtime = "EngineConfig.onnxruntime"
    engine = RapidOCR(
        params={
            **paths,
            f"{runtime}.intra_op_num_threads": 1,
            f"{runtime}.inter_op_num_threads": 1,
            "Global.log_level": "critical",
            "Global.max_side_len": 4000,
            "Det.limit_type": "max",
            "Det.limit_side_len": DETECTION_SIDE,
            "Rec.rec_batch_num": 1,
        }
    )
    # Each model is loaded on its first use.
    blank = np.full((48, 320, 3), 255, dtype=np.uint8)
    engine(blank, use_det=True, use_cls=False, use_rec=False)
    engine(blank, use_det=False, use_cls=False, use_rec=True)
    return engine


def find_lines(image: Image) -> list[Quad]:
    """Returns the corners of each line in an image [height, width, 3], in no order."""
    result: Any = load_engine()(image, use_det=True, use_cls=False, use_rec=False)
    return [] if result.boxes is None else [np.asarray(box, dtype=np.float32) for box in result.boxes]


def read_line(image: Image, quad: Quad) -> ReadLine | None:
    """Returns the text of a line; None if there is none. A vertical line is read from bottom to top."""
    crop = get_rotate_crop_image(image, quad.copy())
    if min(crop.shape[:2]) < 2:
        return None
    engine = load_engine()
    result: Any = engine(crop, use_det=False, use_cls=False, use_rec=True, return_word_box=True)
    if not result.txts or not result.txts[0].strip():
        return None
    text, confidence = result.txts[0].strip(), float(result.scores[0])
    boxed: Any = engine.cal_rec_boxes([crop], quad[np.newaxis], result)
    words = tuple(
        (str(word), np.asarray(box, dtype=np.float32), float(sure))
        for word, sure, box in (boxed.word_results[0] if boxed.word_results else ())
        if box is not None and word.strip()
    )
    return ReadLine(text, quad, confidence, words)
