"""Render one page of a PDF, or decode one page of a picture file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pypdfium2 as pdfium
from PIL import Image, ImageOps, ImageStat

from genai_core.adapters.extraction.picture_files import check_size, open_picture
from genai_core.errors import InvalidInput

if TYPE_CHECKING:
    from numpy.typing import NDArray

LONG_SIDE = 2400
"""Longer side of a page in pixels: 200 dots per inch on A4, at which 6-point print is legible."""
_SMALL_SIDE = 1200
_MAX_GROWTH = 2.0
_DRAWN, _MOSTLY, _LIGHT = 128, 0.5, 200


def page_image(body: bytes, number: int) -> NDArray[np.uint8]:
    """Returns the page as [height, width, 3] uint8 in BGR order, its longer side at most LONG_SIDE.

    Args:
        number: From 1.

    Raises:
        InvalidInput: There is no such page, it cannot be drawn, or has too many pixels to decode.
    """
    is_pdf = b"%PDF-" in body[:1024]
    try:
        image = _drawn(body, number) if is_pdf else _decoded(body, number)
    except (pdfium.PdfiumError, EOFError, IndexError, OSError, SyntaxError, ValueError) as error:
        raise InvalidInput(
            f"the page is damaged: {str(error)[:200]}", remedy="Scan or export it again."
        ) from error
    return np.ascontiguousarray(np.asarray(image)[:, :, ::-1])


def _drawn(body: bytes, number: int) -> Image.Image:
    document = pdfium.PdfDocument(body, password="")
    if document.get_formtype() != 0:
        document.init_forms()
    page = document[number - 1]
    scale = LONG_SIDE / max(page.get_width(), page.get_height(), 1.0)
    bitmap: Any = page.render(scale=scale, rev_byteorder=False)
    return bitmap.to_pil().convert("RGB")


def _decoded(body: bytes, number: int) -> Image.Image:
    picture = open_picture(body)
    if number > 1:
        picture.seek(number - 1)
        check_size(*picture.size)
    # A photograph can be decoded at a half, a quarter or an eighth of its size, which takes less memory.
    picture.draft("RGB", (LONG_SIDE, LONG_SIDE))
    picture.load()
    longest = max(picture.size)
    if longest > LONG_SIDE:
        if picture.mode in ("1", "P", "PA", "I;16", "I", "F"):
            picture = picture.convert("RGB" if picture.mode.startswith("P") else "L")
        picture.thumbnail((LONG_SIDE, LONG_SIDE), reducing_gap=2.0)
    elif longest < _SMALL_SIDE:
        growth = min(_MAX_GROWTH, LONG_SIDE / longest)
        picture = _on_paper(picture).resize(
            (round(picture.width * growth), round(picture.height * growth)), Image.Resampling.BICUBIC
        )
    return _on_paper(ImageOps.exif_transpose(picture))


def _on_paper(picture: Image.Image) -> Image.Image:
    """Returns the picture as RGB on white; a light drawing with a transparent background, on black."""
    if picture.mode not in ("RGBA", "LA", "PA") and "transparency" not in picture.info:
        return picture if picture.mode == "RGB" else picture.convert("RGB")
    layer = picture.convert("RGBA")
    paper = Image.new("RGBA", layer.size, "black" if _is_light(layer) else "white")
    return Image.alpha_composite(paper, layer).convert("RGB")


def _is_light(layer: Image.Image) -> bool:
    """Returns whether little is drawn on a clear ground, and that is light: made to be seen on a dark one."""
    drawn = layer.getchannel("A").point([255 * (alpha >= _DRAWN) for alpha in range(256)])
    share = ImageStat.Stat(drawn).mean[0] / 255
    return 0 < share < _MOSTLY and ImageStat.Stat(layer.convert("L"), drawn).mean[0] > _LIGHT
