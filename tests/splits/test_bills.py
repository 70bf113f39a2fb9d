"""Bills among friends: shared, paid, reminded of, settled, and paid together."""

from datetime import timedelta

from leapfrog.kernel.clock import FixedClock
from leapfrog.kernel.http import Town
from leapfrog.kernel.settings import Settings
from leapfrog.reactions.bills import compose_bill
from tests.contacts.conftest import Settle
from tests.matrix import unchanged
from tests.pay.acts import balance, card, code, confirmed, ok, order
from tests.pay.group import Group, asks, covers, pays, person, shared


async def test_a_dinner_is_shared_and_paid_straight_to_who_laid_it_out(group: Group) -> None:
    bill = await shared(group.amina, group.id, 10_000, *group.members)
    seen = await card(group.bo, f"pay:split:{bill}")
    assert seen is not None
    mine = seen["mine"]
    assert mine in (3_333, 3_334)
    assert seen["to"] == ["Amina"]
    view = ok(await pays(group.bo, bill))
    assert [one["settled"] for one in view["card"]["payers"]].count(True) == 1
    assert (await balance(group.bo), await balance(group.amina)) == (
        (10_000 - mine, 0, 0),
        (10_000 + mine, 0, 0),
    )
    # Again is no second time.
    ok(await pays(group.bo, bill))
    assert (await balance(group.bo))[0] == 10_000 - mine
    done = ok(await pays(group.cleo, bill))
    assert (done["card"]["state"], done["card"]["left"]) == ("done", 0)
    assert sum(one["owed"] for one in done["parts"]) == 10_000
    assert [one["extra"] for one in done["parts"]].count(True) == 1


async def test_by_the_lines_of_the_receipt_with_two_who_paid(group: Group) -> None:
    amina, bo, cleo = (one.me["id"] for one in group.members)
    bill = {
        "mode": "items",
        "items": [
            {"label": "Noodles", "amount": 1_200, "people": [amina]},
            {"label": "Fish", "amount": 2_400, "people": [bo]},
            {"label": "Tea", "amount": 900, "people": [amina, bo, cleo]},
        ],
        "service": 450,
        "discount": 225,
        "payers": [
            {"person_id": amina, "amount": 2_000},
            {"person_id": bo, "amount": 2_725},
        ],
    }
    # Amina owes 15.75 and laid out 20.00; Bo owes 28.35 and laid out 27.25; Cleo owes 3.15.
    view = ok(await asks(group.cleo, group.id, **bill))
    owed = {(one["payer"]["id"], one["payee"]["id"]): one["amount"] for one in view["debts"]}
    assert owed == {(cleo, amina): 315, (bo, amina): 110}
    assert view["card"]["total"] == 4_725
    parts = ok(
        await group.bo.post(
            f"/pay/splits/{view['card']['id']}/parts",
            json={"conversation_id": group.id, "title": "", "currency": "EUR", **bill},
        )
    )
    assert [one["owed"] for one in parts["parts"]] == [1_575, 2_835, 315]


REFUSED = [
    ({"mode": "even", "total": 0}, "bad_bill"),
    ({"mode": "even", "total": 100, "people": []}, "bad_bill"),
    ({"mode": "even", "total": -100}, "malformed"),
    ({"mode": "even", "total": 10**15}, "malformed"),
    ({"mode": "even", "total": 100, "currency": "USD"}, "currencies_differ"),
    ({"mode": "weights", "total": 100}, "bad_bill"),
    ({"mode": "exact", "total": 100}, "bad_bill"),
    ({"mode": "items"}, "bad_bill"),
    ({"mode": "netting", "total": 100}, "malformed"),
]


async def test_what_does_not_add_up_is_refused_and_leaves_nothing(
    group: Group, settings: Settings
) -> None:
    people = [one.me["id"] for one in group.members]
    assert settings.database_url
    async with unchanged(settings.database_url):
        for wrong, why in REFUSED:
            bill = {"people": people, **wrong}
            assert code(await asks(group.amina, group.id, **bill)) == why, wrong
        strange = {"mode": "even", "total": 100, "people": [*people, group.dara.me["id"]]}
        assert code(await asks(group.amina, group.id, **strange)) == "not_there"
        alone = {"mode": "even", "total": 100, "people": people[:1]}
        assert code(await asks(group.amina, group.id, **alone)) == "bad_bill"
        some = [{"person_id": people[0], "amount": 99}]
        less = {"mode": "even", "total": 100, "people": people, "payers": some}
        assert code(await asks(group.amina, group.id, **less)) == "bad_bill"


async def test_only_who_can_pay_pays_and_confirms_it(group: Group, settings: Settings) -> None:
    bill = await shared(group.amina, group.id, 60_000, *group.members)
    assert settings.database_url
    token = await confirmed(group.bo, order("bill", bill, bill, 20_000))
    low = await confirmed(group.bo, order("bill", bill, bill, 19_999))
    async with unchanged(settings.database_url):
        path = f"/pay/splits/{bill}/pay"
        assert code(await group.bo.post(path, json={})) == "confirmation_needed"
        assert code(await group.bo.post(path, json={"confirmation": low})) == "confirmation_needed"
        answer = await group.bo.post(path, json={"confirmation": token})
        assert code(answer) == "insufficient_funds"
        assert code(await group.amina.post(path, json={})) == "nothing_owed"


async def test_the_town_reminds_after_a_day_until_it_is_told_not_to(
    group: Group, town: Town, clock: FixedClock, settle: Settle
) -> None:
    bill = await shared(group.amina, group.id, 9_000, *group.members)
    ok(await pays(group.cleo, bill))
    sql = "select reminded from splits_split where id = $1"

    async def reminded() -> int:
        async with town.database.reading() as db:
            return int(await db.value(sql, bill))

    clock.advance(timedelta(hours=23))
    await settle()
    assert await reminded() == 0
    clock.advance(timedelta(hours=1))
    await settle()
    assert await reminded() == 1
    async with town.database.reading() as db:
        told = await compose_bill(db, person(group.bo), bill)
        assert await compose_bill(db, person(group.cleo), bill) is None
        assert await compose_bill(db, person(group.dara), bill) is None
    assert told is not None
    assert (told.body, told.url) == ("Dinner: 30.00 EUR for Amina", f"/pay/splits/{bill}")
    late = await group.amina.post(f"/pay/splits/{bill}/remind")
    assert code(late) == "reminded_lately"
    quiet = ok(await group.amina.patch(f"/pay/splits/{bill}", json={"quiet": True}))
    assert quiet["card"]["quiet"]
    clock.advance(timedelta(hours=30))
    await settle()
    assert await reminded() == 1
    ok(await group.amina.post(f"/pay/splits/{bill}/remind"))
    assert await reminded() == 2


async def test_debts_in_a_group_are_settled_with_fewer_payments(group: Group) -> None:
    await shared(group.amina, group.id, 3_000, group.amina, group.bo)
    await shared(group.bo, group.id, 3_000, group.bo, group.cleo)
    plan = ok(await group.cleo.get(f"/pay/debts/{group.id}"))
    assert (plan["bills"], plan["debts"]) == (2, 2)
    [payment] = plan["payments"]
    assert (payment["payer"]["name"], payment["payee"]["name"]) == ("Cleo", "Amina")
    made = ok(
        await group.bo.put(
            "/pay/splits/019ab000-0000-7000-8000-00000000000a/netting",
            json={"conversation_id": group.id},
        )
    )
    assert [one["amount"] for one in made["debts"]] == [1_500]
    ok(await pays(group.cleo, made["card"]["id"]))
    after = [(await balance(one))[0] for one in group.members]
    assert after == [11_500, 10_000, 8_500]
    assert ok(await group.amina.get(f"/pay/debts/{group.id}"))["payments"] == []


async def together(group: Group, total: int = 3_000) -> str:
    """Amina begins to pay Dara with the others."""
    return await shared(
        group.amina,
        group.id,
        total,
        *group.members,
        together={"payee_id": group.dara.me["id"], "minutes": 30},
    )


async def test_who_is_paid_together_gets_all_at_once(group: Group) -> None:
    bill = await together(group)
    for one in (group.amina, group.bo):
        ok(await pays(one, bill))
        assert await balance(one) == (10_000, 1_000, 0)
    assert await balance(group.dara) == (10_000, 0, 2_000)
    view = ok(await pays(group.cleo, bill))
    assert view["card"]["state"] == "done"
    assert await balance(group.dara) == (13_000, 0, 0)
    assert [await balance(one) for one in group.members] == [(9_000, 0, 0)] * 3


async def test_what_is_not_complete_in_time_is_free_again(
    group: Group, clock: FixedClock, settle: Settle
) -> None:
    bill = await together(group)
    ok(await pays(group.bo, bill))
    taken = ok(await group.bo.post(f"/pay/splits/{bill}/take-back"))
    assert (taken["card"]["held"], taken["card"]["mine"]) == (0, 1_000)
    assert await balance(group.bo) == (10_000, 0, 0)
    ok(await pays(group.bo, bill))
    clock.advance(timedelta(minutes=31))
    assert code(await pays(group.cleo, bill)) == "split_over"
    clock.advance(timedelta(minutes=10))
    await settle()
    assert await balance(group.bo) == (10_000, 0, 0)
    assert await balance(group.dara) == (10_000, 0, 0)
    seen = await card(group.bo, f"pay:split:{bill}")
    assert seen is not None
    assert seen["state"] == "released"


async def test_who_began_can_pay_for_those_who_did_not(group: Group, settings: Settings) -> None:
    bill = await together(group)
    ok(await pays(group.bo, bill))
    path = f"/pay/splits/{bill}/capture"
    assert settings.database_url
    async with unchanged(settings.database_url):
        assert code(await group.amina.post(path, json={})) == "not_complete"
        assert code(await group.amina.post(path, json={"cover": True})) == "confirmation_needed"
        assert code(await group.bo.post(path, json={"cover": True})) == "not_your_bill"
    assert ok(await covers(group.amina, bill, 2_000))["card"]["state"] == "done"
    assert await balance(group.dara) == (13_000, 0, 0)
    assert [(await balance(one))[0] for one in group.members] == [8_000, 9_000, 10_000]


async def test_a_bill_ends_by_cash_or_because_it_is_called_off(group: Group) -> None:
    bill = await shared(group.amina, group.id, 900, *group.members)
    assert code(await group.bo.post(f"/pay/splits/{bill}/debts/0/cash")) == "not_your_bill"
    for n in range(2):
        view = ok(await group.amina.post(f"/pay/splits/{bill}/debts/{n}/cash"))
    assert view["card"]["state"] == "done"
    other = await shared(group.amina, group.id, 900, *group.members)
    ok(await group.amina.post(f"/pay/splits/{other}/cancel"))
    assert code(await pays(group.bo, other)) == "split_over"
