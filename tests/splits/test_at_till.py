"""What a till asks for, paid by friends together: all of it at once, or nothing."""

from datetime import timedelta
from typing import Any

import httpx
import msgspec
import pytest

from leapfrog.kernel.clock import FixedClock
from leapfrog.kernel.http import Town
from leapfrog.kernel.ids import new_id
from leapfrog.kernel.settings import Settings
from tests.contacts.conftest import Join, Settle
from tests.http import Client
from tests.matrix import unchanged
from tests.pay.acts import balance, code, ok
from tests.pay.group import Group, asks, covers, pays


class Table(msgspec.Struct, frozen=True):
    """Friends at a table, and the restaurant's till, which asks for 30.00; Amina has scanned it."""

    group: Group
    juma: Client
    shop: str
    intent: str
    town: Town

    async def share(self, who: Client, total: int = 3_000, **more: Any) -> httpx.Response:
        people = [one.me["id"] for one in self.group.members]
        bill = {"mode": "even", "total": total, "people": people, **more}
        return await asks(who, self.group.id, together={"intent_id": self.intent}, **bill)

    async def shared(self) -> str:
        return str(ok(await self.share(self.group.amina))["card"]["id"])

    async def till(self) -> Any:
        """The payment as the till shows it."""
        return ok(await self.juma.get(f"/merchants/{self.shop}/intents/{self.intent}"))

    async def takings(self) -> int:
        sql = "select sum(balance)::bigint from wallet_account where owner = 'merchant'"
        async with self.town.database.transaction() as db:
            return int(await db.value(sql))

    async def everybody(self) -> list[tuple[int, int, int]]:
        return [await balance(one) for one in self.group.members]


@pytest.fixture
async def table(group: Group, join: Join, town: Town) -> Table:
    juma = await join("juma")
    shop, intent = str(new_id()), str(new_id())
    ok(await juma.put(f"/merchants/{shop}", json={"name": "Juma's", "category": "food"}))
    asked = await juma.put(f"/merchants/{shop}/intents/{intent}", json={"amount": 3_000})
    scanned = await group.amina.post("/pay/scans", json={"text": ok(asked)["code"]})
    assert ok(scanned)["payment"]["id"] == intent
    return Table(group, juma, shop, intent, town)


async def test_the_last_promise_pays_the_till(table: Table, settings: Settings) -> None:
    group, bill = table.group, await table.shared()
    for one in (group.amina, group.bo):
        seen = ok(await pays(one, bill))
        assert (seen["card"]["to"], seen["card"]["state"]) == (["Juma's"], "open")
    assert await table.everybody() == [(10_000, 1_000, 0)] * 2 + [(10_000, 0, 0)]
    assert (await table.till())["state"] == "processing"
    assert ok(await pays(group.cleo, bill))["card"]["state"] == "done"
    assert await table.everybody() == [(9_000, 0, 0)] * 3
    assert (await table.till())["state"] == "succeeded"
    assert await table.takings() == 3_000
    assert settings.database_url
    async with unchanged(settings.database_url):
        ok(await group.cleo.post(f"/pay/splits/{bill}/pay", json={}))
        ok(await group.amina.put(f"/pay/intents/{table.intent}/payment", json={}))
    # What the shop gives back is for who scanned, as of any payment.
    back = {"amount": 500, "why": "cold"}
    path = f"/merchants/{table.shop}/intents/{table.intent}/refunds/{new_id()}"
    ok(await table.juma.put(path, json=back))
    assert [one[0] for one in await table.everybody()] == [9_500, 9_000, 9_000]
    assert await table.takings() == 2_500


async def test_only_who_scanned_it_shares_it_and_only_all_of_it(
    table: Table, settings: Settings
) -> None:
    group = table.group
    assert settings.database_url
    async with unchanged(settings.database_url):
        assert code(await table.share(group.bo)) == "no_intent"
        assert code(await table.share(group.amina, 2_999)) == "bad_bill"
        both = {"intent_id": table.intent, "payee_id": group.dara.me["id"]}
        people = [one.me["id"] for one in group.members]
        for together in (both, {}):
            bill = {"mode": "even", "total": 3_000, "people": people, "together": together}
            assert code(await asks(group.amina, group.id, **bill)) == "bad_bill"
    bill = await table.shared()
    async with unchanged(settings.database_url):
        answer = await group.dara.post(f"/pay/splits/{bill}/pay", json={})
        assert code(answer) == "no_split"


async def test_what_the_till_calls_off_is_not_paid_and_is_free_again(table: Table) -> None:
    group, bill = table.group, await table.shared()
    ok(await pays(group.bo, bill))
    ok(
        await table.juma.post(
            f"/merchants/{table.shop}/intents/{table.intent}/revocation", json={"amount": 3_000}
        )
    )
    for one in (group.amina, group.cleo):
        assert code(await pays(one, bill)) == "intent_over"
    assert [one[1] for one in await table.everybody()] == [0, 1_000, 0]
    ok(await group.amina.post(f"/pay/splits/{bill}/cancel"))
    assert await table.everybody() == [(10_000, 0, 0)] * 3
    assert await table.takings() == 0


async def test_what_is_not_complete_when_the_till_stops_waiting_is_free_again(
    table: Table, clock: FixedClock, settle: Settle
) -> None:
    group, bill = table.group, await table.shared()
    ok(await pays(group.bo, bill))
    clock.advance(timedelta(minutes=16))
    assert code(await pays(group.cleo, bill)) == "split_over"
    clock.advance(timedelta(minutes=10))
    await settle()
    assert await table.everybody() == [(10_000, 0, 0)] * 3
    assert (await table.till())["state"] == "expired"


async def test_who_scanned_pays_for_those_who_did_not(table: Table) -> None:
    group, bill = table.group, await table.shared()
    ok(await pays(group.bo, bill))
    ok(await covers(group.amina, bill, 2_000))
    assert [one[0] for one in await table.everybody()] == [8_000, 9_000, 10_000]
    assert (await table.till())["state"] == "succeeded"
