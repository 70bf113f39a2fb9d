"""Questions about what was bought, and pictures of these, in one line each."""

from typing import Any

import httpx

from leapfrog.kernel.ids import new_id
from tests.http import Client
from tests.orders.acts import Fair, ok
from tests.samples import jpeg

PICTURE = jpeg((64, 48))


async def questioned(fair: Fair) -> str:
    """Amina asks something back of two bowls that Mei sent; the question."""
    [order] = await fair.bought(fair.wanted(fair.kitchen, Noodles=2))
    await fair.send(order["id"])
    return str(ok(await fair.ask(order["id"], "refund", amount=500))["cases"][-1]["id"])


async def show(case: str, who: Client, picture: Any = None, of: bytes = PICTURE) -> httpx.Response:
    return await who.put(f"/cases/{case}/pictures/{picture or new_id()}", content=of)


async def shown(case: str, who: Client) -> Any:
    return ok(await who.get(f"/cases/{case}/pictures"))


async def files(fair: Fair) -> int:
    """Of pictures of questions."""
    return int(await fair.value("select count(*) from kernel_file where purpose = 'case_picture'"))
