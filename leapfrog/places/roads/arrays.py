"""Arrays in one file that is mapped into memory, so that processes share it.

Eight bytes that say what it is, the length of a JSON object (little-endian, 8 bytes), that object
(by name: dtype, shape, offset), and at these offsets from its end the arrays.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec
import numpy as np

MAGIC = b"LFROADS1"
HEAD = 16
# As wide as the widest number, so that none lies across a boundary.
ALIGNED = 8
Arrays = Mapping[str, Any]


class ArrayAt(msgspec.Struct, frozen=True):
    """One array of the file."""

    dtype: str
    shape: list[int]
    offset: int


def write_arrays(path: Path, arrays: Arrays) -> None:
    """Writes all of them into a file."""
    places, offset = {}, 0
    for name, array in arrays.items():
        places[name] = ArrayAt(array.dtype.str, list(array.shape), offset)
        offset += -(-array.nbytes // ALIGNED) * ALIGNED
    head = msgspec.json.encode(places)
    head += b" " * (-len(head) % ALIGNED)
    with path.open("wb") as file:
        file.write(MAGIC + len(head).to_bytes(8, "little") + head)
        for array in arrays.values():
            file.write(np.ascontiguousarray(array).tobytes())
            file.write(bytes(-array.nbytes % ALIGNED))


def read_arrays(path: Path) -> Arrays:
    """All arrays of a file; pages are read when they are looked at. Raises `ValueError` for a file
    that is no such one.
    """
    whole = np.memmap(path, np.uint8, "r")
    if bytes(whole[:8]) != MAGIC:
        raise ValueError(f"{path} holds no roads")
    end = HEAD + int.from_bytes(bytes(whole[8:HEAD]), "little")
    places = msgspec.json.decode(bytes(whole[HEAD:end]), type=dict[str, ArrayAt])
    return {name: _view(whole, end, at) for name, at in places.items()}


def _view(whole: Any, base: int, at: ArrayAt) -> Any:
    dtype = np.dtype(at.dtype)
    size = int(np.prod(at.shape, dtype=int)) * dtype.itemsize
    part = whole[base + at.offset : base + at.offset + size]
    return part.view(dtype).reshape(at.shape)
