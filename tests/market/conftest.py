"""The market is tested over HTTP: who sells, who works there, who buys, who sells elsewhere."""

import pytest

from tests.contacts.conftest import Join, app, client, clock, join, settle, town
from tests.market.acts import Market, befriend, ok, opened

__all__ = ["app", "client", "clock", "join", "market", "settle", "town"]


@pytest.fixture
async def market(join: Join) -> Market:
    owner, manager, cashier = await join("mei"), await join("omar"), await join("kofi")
    shop = await opened(owner)
    for who, role in ((manager, "manager"), (cashier, "cashier")):
        await befriend(owner, who)
        path = f"/merchants/{shop}/cashiers/{who.me['id']}"
        ok(await owner.put(path, json={"role": role}))
    rival = await join("rival")
    other = await opened(rival, "Mama Nuru's Kitchen")
    return Market(
        shop=shop,
        other=other,
        owner=owner,
        manager=manager,
        cashier=cashier,
        buyer=await join("amina"),
        rival=rival,
    )
