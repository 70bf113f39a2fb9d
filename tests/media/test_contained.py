"""A program that reads what strangers sent takes no more than it may."""

import asyncio
import sys
import time
from pathlib import Path

import pytest

from leapfrog.media.contained import LARGEST_OUTPUT, ConversionFailed, run


async def script(folder: Path, text: str, seconds: int = 10) -> bytes:
    return await run([sys.executable, "-I", "-c", text], folder=folder, seconds=seconds)


async def test_what_it_prints_is_the_answer(tmp_path: Path) -> None:
    assert await script(tmp_path, "import os; print(os.getcwd())") == f"{tmp_path}\n".encode()


async def test_it_knows_nothing_of_our_settings(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "swordfish")
    assert b"swordfish" not in await script(tmp_path, "import os; print(dict(os.environ))")


async def test_one_that_does_not_end_is_ended(tmp_path: Path) -> None:
    with pytest.raises(ConversionFailed, match="more than 6 seconds"):
        await script(tmp_path, "import time; time.sleep(600)", seconds=1)


async def test_one_that_is_busy_for_ever_is_ended(tmp_path: Path) -> None:
    with pytest.raises(ConversionFailed):
        await script(tmp_path, "while True: pass", seconds=1)


async def test_one_that_others_keep_from_computing_is_waited_for(tmp_path: Path) -> None:
    slow = "import time; time.sleep(1.5); print('well')"
    assert await script(tmp_path, slow, seconds=1) == b"well\n"


async def test_memory_and_disk_have_an_end(tmp_path: Path) -> None:
    with pytest.raises(ConversionFailed):
        await script(tmp_path, "bytearray(3 << 30)")
    with pytest.raises(ConversionFailed):
        await script(tmp_path, f"open('big', 'wb').truncate({2 * LARGEST_OUTPUT})")


async def test_one_that_dies_takes_nobody_along(tmp_path: Path) -> None:
    with pytest.raises(ConversionFailed):
        await script(tmp_path, "import os; os.kill(os.getpid(), 11)")
    assert await script(tmp_path, "print('well')") == b"well\n"


async def test_two_run_at_once_and_the_others_wait(tmp_path: Path) -> None:
    # Each says how many there are while it runs.
    counts = "touch $$.on; ls | grep -c on; sleep 0.5; ls | grep -c on; rm $$.on"
    began = time.monotonic()
    said = await asyncio.gather(
        *(run(["sh", "-c", counts], folder=tmp_path, seconds=9) for _ in range(4))
    )
    assert time.monotonic() - began > 0.9
    assert max(int(one) for each in said for one in each.split()) <= 2
