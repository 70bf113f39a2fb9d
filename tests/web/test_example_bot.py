"""The example bot as a process of its own, with nothing but the public API of a real town."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from tests.chat.acts import befriend, history, opened, said
from tests.contacts.conftest import Join
from tests.http import PASSWORD, Client

BOT = Path(__file__).parents[2] / "examples" / "bot" / "noodle_shop.py"
WAIT = 60


class Shop:
    """The bot's process, which can be killed and started again with what it remembers."""

    def __init__(self, port: int, memory: Path) -> None:
        self.environment = os.environ | {
            "TOWN": f"http://127.0.0.1:{port}",
            "HANDLE": "noodles",
            "PASSWORD": PASSWORD,
            "MEMORY": str(memory),
            "COOKING_SECONDS": "1",
        }

    @asynccontextmanager
    async def open(self) -> AsyncIterator[None]:
        """Killed at the end, with whatever it is at."""
        process = await asyncio.create_subprocess_exec(sys.executable, BOT, env=self.environment)
        try:
            yield
        finally:
            assert process.returncode is None
            process.kill()
            await process.wait()


async def answers(guest: Client, talk: str, many: int) -> list[str]:
    """What the shop said, once it is so much."""
    async with asyncio.timeout(WAIT):
        while True:
            messages = (await history(guest, talk))["messages"]
            found = [one["body"] for one in messages if one["sender_id"] != guest.me["id"]]
            if len(found) >= many:
                return found
            await asyncio.sleep(0.1)


async def test_the_bot_takes_an_order_and_nothing_is_missed_or_said_twice_when_it_is_killed(
    join: Join, port: int, tmp_path: Path
) -> None:
    noodles, amina = await join("noodles"), await join("amina")
    await befriend(noodles, amina)
    talk, shop = await opened(amina, noodles), Shop(port, tmp_path / "memory.json")
    async with shop.open():
        await said(amina, talk, "hello")
        [welcome] = await answers(amina, talk, 1)
        assert "Dumplings 饺子" in welcome
    await said(amina, talk, "order 2 x3", "order 9")
    async with shop.open():
        _, order, refused, ready = await answers(amina, talk, 4)
    assert order == "Order 3: 3 x Dumplings 饺子, 19.50. Thank you!"
    assert refused.startswith("That is not on the menu.")
    assert ready == "Order 3 is ready! 🍜"
    # It has forgotten everything but its password, and does it all again: as the same messages.
    (tmp_path / "memory.json").unlink()
    async with shop.open():
        await said(amina, talk, "thanks")
        found = await answers(amina, talk, 5)
    assert found == [welcome, order, refused, ready, welcome]


async def test_the_bot_answers_a_stranger(join: Join, port: int, tmp_path: Path) -> None:
    noodles, guest = await join("noodles"), await join("passerby")
    talk = await opened(guest, noodles)
    await said(guest, talk, "order 1")
    async with Shop(port, tmp_path / "memory.json").open():
        order, *_ = await answers(guest, talk, 1)
    assert order.startswith("Order 1: 1 x Beef noodles")
