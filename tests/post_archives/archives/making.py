"""How such files are made."""

import io
import json
import zipfile
from collections.abc import Mapping
from typing import Any

Json = Any


def zipped(files: Mapping[str, bytes | str]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in files.items():
            packed.writestr(name, content)
    return made.getvalue()


def js(name: str, items: list[Json], part: int = 0) -> str:
    return f"window.YTD.{name}.part{part} = " + json.dumps(items, ensure_ascii=False)


def damaged(value: Json) -> str:
    """As Facebook writes: each byte of UTF-8 as if it were a character."""
    text = json.dumps(value, ensure_ascii=False)
    return "".join(f"\\u{byte:04x}" if byte > 127 else chr(byte) for byte in text.encode())
