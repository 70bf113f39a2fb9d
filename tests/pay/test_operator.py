"""The operator at the desk: the books and what is wrong in them, people's wallets, red packets;
each act stands in the desk's book.
"""

from typing import Any

import asyncpg

from leapfrog.kernel.settings import Settings
from tests.contacts.conftest import Join, Settle
from tests.http import PASSWORD, Client
from tests.matrix import unchanged
from tests.pay.acts import Two, balance, code, ok, send


async def book(olga: Client) -> list[tuple[str, str, str]]:
    lines = ok(await olga.get("/pay/desk/book"))
    return [(one["what"], one["person_name"], one["note"]) for one in lines]


async def test_a_wallet_is_looked_into_limited_and_frozen(two: Two, join: Join) -> None:
    olga, path = await join("olga"), f"/pay/desk/accounts/{two.amina.me['id']}"
    seen = ok(await olga.post(f"{path}/look"))
    assert (seen["balance"], seen["frozen"], seen["audit"]) == (10_000, False, [])
    given: dict[str, Any] = {"most": None, "once": 500, "daily": 900, "why": "a child's wallet"}
    seen = ok(await olga.put(f"{path}/limits", json=given))
    assert seen["limits"] == {"credit": 0, "most": None, "once": 500, "daily": 900}
    assert code(await send(two.amina, two.bo, 501)) == "over_payment_limit"
    ok(await send(two.amina, two.bo, 500))
    assert code(await send(two.amina, two.bo, 401)) == "over_daily_limit"
    seen = ok(await olga.post(f"{path}/freeze", json={"why": "court"}))
    assert (seen["frozen"], seen["frozen_by_town"]) == (True, True)
    assert seen["audit"][0]["why"] == "court"
    # What the town froze its owner does not open.
    ok(await two.amina.post("/pay/unfreeze", json={"password": PASSWORD}))
    assert code(await send(two.amina, two.bo, 5)) == "account_frozen"
    seen = ok(await olga.post(f"{path}/unfreeze", json={"why": "court again"}))
    assert seen["frozen"] is False
    ok(await send(two.amina, two.bo, 5))
    assert await book(olga) == [
        ("unfrozen", "Amina", "court again"),
        ("frozen", "Amina", "court"),
        ("limits", "Amina", "a child's wallet"),
        ("looked", "Amina", ""),
    ]


async def test_what_is_wrong_in_the_books_is_seen_at_the_desk(
    two: Two, join: Join, settle: Settle, settings: Settings
) -> None:
    olga = await join("olga")
    # Her own wallet is opened by a reaction, and is in the books from then on.
    await settle()
    good = ok(await olga.post("/pay/desk/books/look"))
    assert good["nights"][0]["faults"] == []
    by_kind = {one["kind"]: one["credit"] - one["debit"] for one in good["trial"]}
    assert by_kind["person"] == 10_000
    assert sum(by_kind.values()) == 0
    connection = await asyncpg.connect(settings.database_url)
    try:
        # As a thief with the database's own password would.
        await connection.execute("set session_replication_role = replica")
        await connection.execute("update wallet_account set balance = balance + 1 where id = 1")
    finally:
        await connection.close()
    bad = ok(await olga.post("/pay/desk/books/look"))
    assert {one["check"] for one in bad["nights"][0]["faults"]} >= {"sums"}
    assert ok(await olga.get("/pay/desk/books")) == bad
    page = await olga.numbers()
    assert "leapfrog_books_faults 0.0" not in page
    assert "leapfrog_books_faults" in page


async def test_red_packets_are_switched_and_limited(two: Two, join: Join) -> None:
    olga = await join("olga")
    rules = {"on": False, "most": 700, "daily": 900, "shares": 3}
    before = ok(await two.amina.get("/pay/packets"))
    assert before == {"on": True, "most": 20_000, "daily": 100_000, "shares": 100}
    assert ok(await olga.put("/pay/desk/packets", json=rules)) == rules
    assert ok(await two.amina.get("/pay/packets")) == rules
    ok(await olga.put("/pay/desk/packets", json=rules | {"on": True}))
    assert [what for what, _, _ in await book(olga)] == ["packets", "packets"]


async def test_nothing_without_a_reason_and_nothing_for_nobody(
    two: Two, join: Join, settings: Settings
) -> None:
    olga = await join("olga")
    path = f"/pay/desk/accounts/{two.amina.me['id']}"
    nobody = "/pay/desk/accounts/00000000-0000-7000-8000-000000000001"
    none: dict[str, Any] = {"most": None, "once": None, "daily": None}
    assert settings.database_url
    async with unchanged(settings.database_url):
        assert code(await olga.put(f"{path}/limits", json=none | {"why": ""})) == "malformed"
        assert code(await olga.post(f"{path}/freeze", json={})) == "malformed"
        wrong = none | {"why": "x", "once": -1}
        assert code(await olga.put(f"{path}/limits", json=wrong)) == "malformed"
        assert code(await olga.post(f"{nobody}/look")) == "no_account"
        assert code(await olga.post(f"{nobody}/freeze", json={"why": "x"})) == "no_account"
    assert await balance(two.amina) == (10_000, 0, 0)
