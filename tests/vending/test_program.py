"""`leapfrog vend`: a machine in a terminal."""

import asyncio
import sys

from tests.vending.acts import Scene, ok
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
    link = ""
    async with asyncio.timeout(30):
        while "/vend/" not in link:
            link = (await program.stdout.readline()).decode().strip()
    sale = ok(await scene.buy(offer=link))
    assert (await scene.until(sale["id"], "dispensed"))["captured"] == 120
    program.stdin.write(b"end\n")
    async with asyncio.timeout(60):
        await program.wait()
    assert program.returncode == 0
