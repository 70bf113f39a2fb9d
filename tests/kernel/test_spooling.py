"""What comes from the network is written in large pieces, in order, and not by the event loop."""

import threading
from collections.abc import AsyncIterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from leapfrog.kernel import spooling
from leapfrog.kernel.spooling import BLOCK, spool, spool_to


async def pieces(sizes: Sequence[int]) -> AsyncIterator[bytes]:
    for n, size in enumerate(sizes):
        yield bytes([n % 251]) * size


async def whole(sizes: Sequence[int]) -> bytes:
    return b"".join([piece async for piece in pieces(sizes)])


@pytest.mark.parametrize(
    ("sizes", "blocks"),
    [
        ([], 0),
        ([0, 0], 0),
        ([1], 1),
        ([BLOCK], 1),
        ([BLOCK - 1, 1, 1], 2),
        ([3 * BLOCK], 1),
        ([65_536] * 40, 3),
    ],
)
async def test_in_order_and_in_few_pieces(sizes: list[int], blocks: int) -> None:
    written: list[bytes] = []
    threads: set[int] = set()

    def write(block: bytes) -> None:
        threads.add(threading.get_ident())
        written.append(block)

    await spool(pieces(sizes), write)
    assert b"".join(written) == await whole(sizes)
    assert len(written) == blocks
    assert threading.get_ident() not in threads


async def test_a_file_is_there_also_when_nothing_comes(tmp_path: Path) -> None:
    await spool_to(pieces([]), tmp_path / "empty")
    assert (tmp_path / "empty").read_bytes() == b""
    await spool_to(pieces([70_000] * 30), tmp_path / "full")
    assert (tmp_path / "full").read_bytes() == await whole([70_000] * 30)


async def test_what_cannot_be_written_is_told() -> None:
    def write(_: bytes) -> None:
        raise OSError("full")

    with pytest.raises(OSError, match="full"):
        await spool(pieces([1]), write)


def names(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]


async def test_a_folder_is_made_filled_and_removed_in_threads(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    touched: list[int] = []

    class Recorded(TemporaryDirectory[str]):
        def __init__(self, **given: Any) -> None:
            touched.append(threading.get_ident())
            super().__init__(**given)

        def cleanup(self) -> None:
            touched.append(threading.get_ident())
            super().cleanup()

    def opened(path: Path, mode: str) -> Any:
        touched.append(threading.get_ident())
        return open(path, mode)

    monkeypatch.setattr(spooling, "TemporaryDirectory", Recorded)
    monkeypatch.setattr(Path, "open", opened)
    async with spooling.temporary_folder(tmp_path) as here:
        await spool_to(pieces([BLOCK]), here / "source")
        assert names(here) == ["source"]
    assert names(tmp_path) == []
    assert len(touched) == 3
    assert threading.get_ident() not in touched
