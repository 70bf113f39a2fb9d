"""Papers as answers of the API."""

import asyncio
from collections.abc import Callable
from typing import Annotated

from litestar import Response
from litestar.params import PathParameter, QueryParameter

ESCPOS, PDF = "application/octet-stream", "application/pdf"
CreditNo = Annotated[int, PathParameter(description="Which credit note of the order, from 1.")]
PaperWidth = Annotated[int, QueryParameter(description="Millimetres of the paper: 58 or 80.")]
PrinterText = Annotated[
    str,
    QueryParameter(
        max_length=20,
        description=(
            "How the printer is told what is not ASCII: `codepage`, `gb18030`, `gbk`, `utf8`,"
            " `picture`."
        ),
    ),
]


async def escpos_answer(name: str, draw: Callable[[], bytes]) -> Response[bytes]:
    """A response with a file for a thermal printer (ESC/POS), drawn in a thread."""
    return file_answer(await asyncio.to_thread(draw), f"{name}.escpos", ESCPOS, way="attachment")


async def pdf_answer(name: str, draw: Callable[[], bytes]) -> Response[bytes]:
    """A response with a PDF to print, drawn in a thread."""
    return file_answer(await asyncio.to_thread(draw), f"{name}.pdf", PDF)


def file_answer(content: bytes, name: str, media_type: str, way: str = "inline") -> Response[bytes]:
    """A file for one person, which nobody keeps on the way."""
    headers = {
        "content-disposition": f'{way}; filename="{name}"',
        "cache-control": "private, no-store",
    }
    return Response(content, media_type=media_type, headers=headers)
