"""What happened on an account: a row for each thing that was done, with whom and for what."""

from datetime import timedelta
from typing import Any

import pytest

from leapfrog.kernel.ids import new_id
from leapfrog.payment_history import reading
from tests.contacts.conftest import Join
from tests.http import Client
from tests.matrix import unchanged
from tests.pay.acts import befriend, code, ok, send_ok
from tests.rides.acts import Taxi
from tests.till.acts import Stall

Row = dict[str, Any]


async def history(of: Client, **asked: Any) -> Any:
    [account] = ok(await of.get("/wallet"))["accounts"]
    return ok(await of.get(f"/wallet/accounts/{account['id']}/history", params=asked))


def told(rows: list[Row]) -> list[tuple[int, str, str, str]]:
    return [(one["amount"], one["category"], one["with_name"], one["note"]) for one in rows]


async def lived(stall: Stall, wang: Client) -> None:
    """Amina sends, takes back, buys, gets something back, rides with a tip; 5.00 still wait."""
    amina, juma = stall.amina, stall.juma
    await befriend(amina, juma)
    sent = await send_ok(amina, juma, 1_234, note="Brot für 林美")
    ok(await juma.post(f"/pay/transfers/{sent['id']}/accept"))
    back = await send_ok(amina, juma, 100)
    ok(await amina.post(f"/pay/transfers/{back['id']}/cancel"))
    stall.clock.advance(timedelta(days=40))
    bought = ok(await stall.typed(300, note="apples"))
    ok(await stall.refund(bought["id"], 100))
    link = ok(await wang.put("/rides/driver", json={"plate": "b lt 42", "car": "Blue"}))["link"]
    taxi = Taxi(wang, amina, link.rpartition("/")[2])
    ride = ok(await taxi.board())
    ok(await taxi.meter(1_250))
    ok(await taxi.pay(ride["id"], 1_250, 150))
    await send_ok(amina, juma, 500, note="waits")


async def test_each_thing_that_was_done_is_one_row(
    stall: Stall, join: Join, monkeypatch: pytest.MonkeyPatch
) -> None:
    wang = await join("wang")
    await lived(stall, wang)
    page = await history(stall.amina)
    assert told(page["rows"]) == [
        (-500, "people", "Juma", "waits"),
        (-1_400, "rides", "Wang", "B LT 42"),
        (100, "refunds", "Juma's stall", "apples"),
        (-300, "shops", "Juma's stall", "apples"),
        (-1_234, "people", "Juma", "Brot für 林美"),
        (10_000, "top_up", "", ""),
    ]
    assert [one["held"] for one in page["rows"]] == [True] + 5 * [False]
    assert not page["more"]
    assert told((await history(wang))["rows"]) == [(1_400, "rides", "Amina", "B LT 42")]

    out = await history(stall.amina, direction="out", limit=2)
    assert [one["amount"] for one in out["rows"]] == [-500, -1_400, -300]
    rest = await history(stall.amina, direction="out", limit=2, before=out["next"])
    assert ([one["amount"] for one in rest["rows"]], rest["more"]) == ([-1_234], False)
    came = await history(stall.amina, direction="in")
    assert [one["amount"] for one in came["rows"]] == [100, 10_000]

    # However many rows a look takes at once, a search finds the same.
    for stride in (1, 2, 500):
        monkeypatch.setattr(reading, "STRIDE", stride)
        for words, amounts in {"apples": [100, -300], "juma brot": [-1_234], "x": []}.items():
            found = await history(stall.amina, words=words)
            assert [one["amount"] for one in found["rows"]] == amounts, (stride, words)

    # A receipt says what it was for, whichever way it was paid.
    paid = page["rows"][3]
    receipt = ok(await stall.amina.get(f"/pay/receipts/wallet:operation:{paid['id']}"))
    assert (receipt["note"], receipt["operation"]) == ("apples", paid["id"])


async def test_a_month_is_what_was_in_it_with_its_sums(stall: Stall, join: Join) -> None:
    before = stall.clock.now()
    await lived(stall, await join("wang"))
    middle, after = before + timedelta(days=20), stall.clock.now() + timedelta(days=1)
    first = {"since": before.isoformat(), "until": middle.isoformat()}
    second = {"since": middle.isoformat(), "until": after.isoformat()}
    rows = (await history(stall.amina, **first))["rows"]
    assert [one["amount"] for one in rows] == [-1_234, 10_000]
    rows = (await history(stall.amina, **second))["rows"]
    assert [one["amount"] for one in rows] == [-500, -1_400, 100, -300]

    [account] = ok(await stall.amina.get("/wallet"))["accounts"]
    path = f"/wallet/accounts/{account['id']}/history"
    assert ok(await stall.amina.get(f"{path}/sums", params=second)) == {
        "came_in": 100,
        "went_out": 1_700,
        "categories": [
            {"category": "rides", "came_in": 0, "went_out": 1_400},
            {"category": "shops", "came_in": 0, "went_out": 300},
            {"category": "refunds", "came_in": 100, "went_out": 0},
        ],
    }
    backwards = {"since": second["until"], "until": second["since"]}
    assert code(await stall.amina.get(path, params=backwards)) == "invalid"
    # Ends of what can be reckoned with, and a time without a zone.
    edges = {"since": "0001-01-01T00:00:00Z", "until": "9999-12-31T23:59:59"}
    assert ok(await stall.amina.get(f"{path}/sums", params=edges))["came_in"] == 10_100


async def test_nobody_else_reads_it(stall: Stall, join: Join, database_url: str) -> None:
    [account] = ok(await stall.amina.get("/wallet"))["accounts"]
    stranger = await join("stranger")
    time = {"since": "2026-01-01T00:00:00Z", "until": "2027-01-01T00:00:00Z"}
    async with unchanged(database_url):
        for rest in ("history", "history/sums"):
            for number in (account["id"], 10**15):
                path = f"/wallet/accounts/{number}/{rest}"
                assert code(await stranger.get(path, params=time)) == "no_account"
        for ref in (f"wallet:operation:{new_id()}", "wallet:operation:x"):
            assert code(await stranger.get(f"/pay/receipts/{ref}")) == "no_receipt"
