"""`leapfrog vend`: a machine in a terminal."""

import asyncio
import sys

from tests.vending.acts import PATIENCE, Scene, ok
from tests.vending.test_sales import offline


async def test_a_machine_in_a_terminal_shows_an_offer_and_lets_it_fall(scene: Scene) -> None:
    await offline(scene)
    program = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "leapfrog.cli", "vend", scene.id, scene.device.key_text),
        *("--town", scene.device.town),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )
    assert program.stdin is not None
    assert program.stdout is not None
    program.stdin.write(b"A1\n")
    async with asyncio.timeout(PATIENCE):
        link = await offered(program.stdout)
    sale = ok(await scene.buy(offer=link))
    assert (await scene.until(sale["id"], "dispensed"))["captured"] == 120
    program.stdin.write(b"end\n")
    async with asyncio.timeout(PATIENCE):
        await program.wait()
    assert program.returncode == 0


async def offered(shown: asyncio.StreamReader) -> str:
    """The link on the machine's display; a program that ended shows none."""
    before = []
    async for line in shown:
        before.append(line.decode().strip())
        if "/vend/" in before[-1]:
            return before[-1]
    raise AssertionError(f"ended after {before}")
