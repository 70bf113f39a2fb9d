"""A drop from its announcement to the parcel, as its maker and those see it who want one."""

import asyncio
from datetime import timedelta
from typing import Any
from uuid import UUID

import msgspec
import pytest

from leapfrog import drops, follows
from leapfrog.drops import DrawProof
from leapfrog.kernel.ids import new_id
from tests.contacts.conftest import Join, Settle
from tests.drops.acts import (
    SEED,
    announced,
    at,
    closed,
    drawn,
    minute_over,
    reserved,
    wish,
    with_right,
)
from tests.orders.acts import Fair, ok
from tests.pay.acts import befriend


async def test_a_lottery_from_the_announcement_to_the_parcel(fair: Fair, settle: Settle) -> None:
    before = await fair.value("select sum(units)::bigint from stock_pool")
    drop = await announced(fair, early_units=1)
    ok(await fair.olga.put(f"/desk/drops/helpers/{fair.juma.me['id']}", json={"why": "Helps"}))
    seen = await reserved(fair.amina, drop)
    assert (seen["phase"], seen["margin"], seen["tickets"]) == ("reserving", 50, 1)
    assert seen["rounds"][0]["maker_commitment"] == drops.commitment(SEED).hex()
    await reserved(fair.olga, drop)
    assert (await reserved(fair.juma, drop))["ticket"]["early"]
    # Nobody sees a seed, nor can it be drawn, before it is closed.
    assert (await fair.mei.put(f"/drops/{drop}/seed", json={"seed": SEED.hex()})).status_code == 409
    assert (await fair.amina.get(f"/drops/{drop}/draw")).status_code == 404
    made = await drawn(fair, drop)
    assert made["phase"] == "buying"

    proof = msgspec.convert(ok(await fair.amina.get(f"/drops/{drop}/draw")), DrawProof)
    listed = await fair.amina.get(f"/drops/{drop}/tickets")
    assert drops.draw_faults(proof, listed.content) == []
    rights = {
        name: ok(await who.get(f"/drops/{drop}"))["right"]
        for name, who in (("amina", fair.amina), ("olga", fair.olga), ("juma", fair.juma))
    }
    # The helper has one of the early lane; of the other two one has none yet.
    assert rights["juma"]
    assert sum(one is not None for one in rights.values()) == 2

    buyer = fair.amina if rights["amina"] else fair.olga
    other = fair.olga if rights["amina"] else fair.amina
    if buyer is fair.amina:
        wanted = await with_right(fair, buyer, drop)
        assert (await fair.quote(wanted, who=other)).json()["code"] == "no_right_to_buy"
        quoted = ok(await fair.quote(wanted))
        assert quoted["total"] == 400
        both = await asyncio.gather(fair.pay(quoted), fair.pay(quoted))
        assert sorted(one.status_code for one in both) == [200, 410]
        assert (await fair.quote(wanted)).json()["code"] == "right_to_buy_over"
    # What is not bought in a day goes to the next.
    await closed(fair, 25)
    late = ok(await other.get(f"/drops/{drop}"))["right"]
    assert late["open"]
    await closed(fair, 24 * 8)
    assert ok(await fair.mei.get(f"/drops/{drop}"))["phase"] == "over"
    await settle()
    assert await fair.value("select sum(units)::bigint from stock_pool") == before
    assert await fair.faults() == []


async def test_who_comes_in_the_first_minute_of_a_queue_is_drawn(
    fair: Fair, join: Join, settle: Settle
) -> None:
    people = [await join(f"person_{n}") for n in range(12)]
    await settle()
    drop = await announced(fair, "queue")
    tickets = [new_id() for _ in people]
    asked = [
        who.put(f"/drops/{drop}/reservations/{one}")
        for who, one in zip(people, tickets, strict=True)
        for _ in range(2)
    ]
    answers = await asyncio.gather(*asked)
    assert {one.status_code for one in answers} == {200}
    # Another ticket for the same person is refused, and changes nothing.
    again = await people[0].put(f"/drops/{drop}/reservations/{new_id()}")
    assert again.json()["code"] == "reserved_already"
    assert (await fair.mei.put(f"/drops/{drop}/seed", json={"seed": SEED.hex()})).status_code == 409
    await minute_over(fair)
    # Nobody is first before it is drawn, and who comes now stands behind them.
    late = await reserved(fair.amina, drop)
    assert (late["ticket"]["queued"], late["ticket"]["place"]) == (True, None)
    seen = [ok(await who.get(f"/drops/{drop}")) for who in people]
    assert {(one["right"], one["ticket"]["place"]) for one in seen} == {(None, None)}
    assert all(one["seed_by"] and one["root"] for one in seen)

    ok(await fair.mei.put(f"/drops/{drop}/seed", json={"seed": SEED.hex()}))
    seen = [ok(await who.get(f"/drops/{drop}")) for who in people]
    assert sorted(one["ticket"]["place"] for one in seen) == list(range(1, 13))
    assert [bool(one["right"]) for one in seen] == [one["ticket"]["place"] <= 2 for one in seen]
    assert ok(await fair.amina.get(f"/drops/{drop}"))["ticket"]["place"] == 13
    proof = msgspec.convert(ok(await fair.amina.get(f"/drops/{drop}/draw")), DrawProof)
    listed = await fair.amina.get(f"/drops/{drop}/tickets")
    assert drops.draw_faults(proof, listed.content) == []
    assert proof.tickets == 12
    places = {one["ticket"]["place"]: one["ticket"]["id"] for one in seen}
    assert [str(one) for one in proof.first] == [places[1], places[2]]
    # Whose right is not used is followed by the next of the list, then by who stands behind it.
    for _ in range(6):
        await closed(fair, 25)
    assert ok(await fair.amina.get(f"/drops/{drop}"))["right"]["open"]


async def test_an_empty_list_keeps_nobody_waiting(fair: Fair) -> None:
    drop = await announced(fair, "queue")
    await minute_over(fair)
    first, second, third = [await reserved(who, drop) for who in (fair.amina, fair.olga, fair.juma)]
    assert [one["ticket"]["place"] for one in (first, second, third)] == [1, 2, 3]
    assert [bool(one["right"]) for one in (first, second, third)] == [True, True, False]


@pytest.mark.parametrize("mode", ["lottery", "queue"])
async def test_a_seed_that_nobody_shows_ends_it(fair: Fair, mode: str) -> None:
    shelf = await fair.value("select sum(units - taken)::bigint from stock_pool")
    drop = await announced(fair, mode)
    await reserved(fair.amina, drop)
    await closed(fair, 24 * 7)
    assert ok(await fair.amina.get(f"/drops/{drop}"))["seed_by"]
    await closed(fair)
    seen = ok(await fair.amina.get(f"/drops/{drop}"))
    assert (seen["phase"], seen["ended_as"], seen["ended_why"]) == ("called_off", "no_seed", None)
    late = await fair.mei.put(f"/drops/{drop}/seed", json={"seed": SEED.hex()})
    assert late.json()["code"] == "drop_not_now"
    assert await fair.value("select count(*) from orders_right") == 0
    free = "select sum(units - taken)::bigint from stock_pool where owner not like 'drops:%'"
    assert await fair.value(free) == shelf


async def test_only_who_has_all_levels_takes_part(fair: Fair, join: Join, settle: Settle) -> None:
    friends = [await join(f"friend_{n}") for n in range(3)]
    await settle()
    follow = f"/market/fronts/{fair.kitchen.id}/follow"
    unruled = await fair.mei.put(f"/drops/{new_id()}", json=wish(fair, levels=["member"]))
    assert unruled.json()["code"] == "invalid"
    rule = {"kind": "followers", "least": 0}
    ok(await fair.mei.put(f"/market/fronts/{fair.kitchen.id}/member-rule", json=rule))
    drop = await announced(fair, levels=["known", "checked", "member"])
    path = f"/drops/{drop}/reservations"
    amina = fair.amina.me["id"]

    async def refused() -> str:
        answer = (await fair.amina.put(f"{path}/{new_id()}")).json()
        assert answer["code"] == "drop_level_needed"
        assert await fair.value("select count(*) from drops_reservation") == 0
        return str(answer["level"])

    fair.clock.advance(timedelta(minutes=1))
    young = await join("young")
    for one in (*friends[:2], young):
        await befriend(fair.amina, one)
    # Two are not enough, and who came later than the drop does not count.
    assert await refused() in ("known", "checked", "member")
    ok(await fair.amina.put(follow, json={"news": False}))
    async with fair.town.database.transaction() as db:
        badge = follows.VerificationBadge("person", "seen at the desk")
        await follows.mark(db, UUID(amina), badge, "Amina")
    assert await refused() == "known"
    await befriend(fair.amina, friends[2])
    assert (await reserved(fair.amina, drop))["tickets"] == 1


async def test_who_takes_no_part(fair: Fair, join: Join) -> None:
    drop = await announced(fair)
    fair.clock.advance(timedelta(minutes=1))
    young = await join("young")
    path = f"/drops/{drop}/reservations"
    refused = [
        (young, "account_too_young"),
        (fair.mei, "own_drop"),
    ]
    for who, code in refused:
        assert (await who.put(f"{path}/{new_id()}")).json()["code"] == code
    assert ok(await fair.amina.get(f"/drops/{drop}"))["tickets"] == 0
    # It closes at its minute, also while the clock has not acted.
    until = at(ok(await fair.amina.get(f"/drops/{drop}"))["closes_at"])
    fair.clock.advance(until - fair.clock.now() - timedelta(seconds=1))
    await reserved(fair.amina, drop)
    fair.clock.advance(timedelta(seconds=1))
    late = await fair.olga.put(f"{path}/{new_id()}")
    assert (late.json()["code"], late.json()["phase"]) == ("drop_not_now", "closed")


async def test_an_announcement_whose_answer_was_lost_is_told_again(fair: Fair) -> None:
    fair.clock.advance(timedelta(minutes=1))
    path, wanted = f"/drops/{new_id()}", wish(fair, opens_at=None)
    made = ok(await fair.mei.put(path, json=wanted))
    fair.clock.advance(timedelta(minutes=20))
    assert ok(await fair.mei.put(path, json=wanted))["opens_at"] == made["opens_at"]
    # With another seed it is another drop: that seed could never be shown for this one.
    other = wanted | {"commitment": drops.commitment(b"other").hex()}
    assert (await fair.mei.put(path, json=other)).json()["code"] == "drop_id_used"
    kept = await fair.value("select maker_commitment from drops_round")
    assert kept == drops.commitment(SEED)


async def test_parts_that_are_more_than_the_price_are_not_published(fair: Fair) -> None:
    fair.clock.advance(timedelta(minutes=1))
    for costs in (
        [{"name": "Clay", "amount": 401}],
        [{"name": "Clay", "amount": 1}, {"name": " Clay ", "amount": 1}],
    ):
        refused = await fair.mei.put(f"/drops/{new_id()}", json=wish(fair, costs=costs))
        assert refused.json()["code"] == "invalid"
    assert await fair.value("select count(*) from drops_drop") == 0


async def test_a_new_seed_that_comes_twice_makes_one_round_void(fair: Fair) -> None:
    drop = await announced(fair)
    await reserved(fair.amina, drop)
    await closed(fair)
    path = f"/drops/{drop}/commitment"
    second, third = (drops.commitment(b"%d" % n).hex() for n in (2, 3))
    for made in (second, third, second, drops.commitment(SEED).hex()):
        ok(await fair.mei.put(path, json={"commitment": made}))
    seen = ok(await fair.amina.get(f"/drops/{drop}"))
    assert [bool(one["void_at"]) for one in seen["rounds"]] == [True, True, False]
    assert (seen["phase"], seen["rounds"][2]["maker_commitment"]) == ("closed", third)


async def test_a_lost_seed_makes_a_round_void_for_all_to_see(fair: Fair) -> None:
    drop = await announced(fair)
    await reserved(fair.amina, drop)
    await closed(fair)
    path = f"/drops/{drop}"
    wrong = await fair.mei.put(f"{path}/seed", json={"seed": "00" * 32})
    assert wrong.json()["code"] == "wrong_seed"
    first = ok(await fair.mei.get(path))["rounds"][0]
    other = drops.commitment(b"other").hex()
    seen = ok(await fair.mei.put(f"{path}/commitment", json={"commitment": other}))
    assert [bool(one["void_at"]) for one in seen["rounds"]] == [True, False]
    assert seen["rounds"][1]["town_commitment"] != first["town_commitment"]
    # The seed of the void round draws nothing.
    assert (await fair.mei.put(f"{path}/seed", json={"seed": SEED.hex()})).status_code == 422
    for n in (2, 3):
        made = drops.commitment(b"%d" % n).hex()
        seen = ok(await fair.mei.put(f"{path}/commitment", json={"commitment": made}))
    assert (seen["phase"], seen["ended_as"]) == ("called_off", "no_seed")
    free = "select units from stock_pool where owner like 'drops:%'"
    assert await fair.value(free) == 0


async def test_a_code_is_of_use_to_one(fair: Fair) -> None:
    drop = await announced(fair, code_units=1)
    give = {"person_id": fair.amina.me["id"]}
    code_id = new_id()
    for _ in range(2):
        ok(await fair.mei.put(f"/drops/{drop}/codes/{code_id}", json=give))
    more = await fair.mei.put(
        f"/drops/{drop}/codes/{new_id()}", json={"person_id": fair.olga.me["id"]}
    )
    assert more.json()["code"] == "no_codes_left"
    text = ok(await fair.amina.get(f"/drops/{drop}"))["code"]
    stolen = await fair.olga.put(f"/drops/{drop}/code", json={"code": text})
    assert stolen.json()["code"] == "no_drop_code"
    seen = ok(await fair.amina.put(f"/drops/{drop}/code", json={"code": text.lower()}))
    assert seen["right"]["open"]
    paid = ok(await fair.pay(ok(await fair.quote(await with_right(fair, fair.amina, drop)))))
    assert paid["total"] == 400
    assert ok(await fair.amina.get(f"/drops/{drop}"))["left"] == 1


async def test_bad_drops_are_refused_and_change_nothing(fair: Fair) -> None:
    fair.clock.advance(timedelta(minutes=1))
    free = "select sum(units - taken)::bigint from stock_pool"
    before = await fair.value(free)
    bad: list[tuple[dict[str, Any], str]] = [
        ({"units": 0}, "invalid"),
        ({"units": 4}, "too_few_free"),
        ({"price": 0}, "invalid"),
        ({"commitment": "ab"}, "invalid"),
        ({"commitment": "no"}, "invalid"),
        ({"mode": "queue", "commitment": ""}, "invalid"),
        ({"levels": ["known", "known"]}, "invalid"),
        ({"levels": ["rich"]}, "malformed"),
        ({"early_units": 2, "code_units": 1}, "invalid"),
        ({"closes_at": fair.clock.now().isoformat()}, "invalid"),
        ({"buy_hours": 1000}, "invalid"),
        ({"variant_id": str(fair.lamps.variants["Lamp"])}, "no_variant"),
        ({"accessories": [str(new_id())]}, "no_item"),
    ]
    for changed, code in bad:
        answer = await fair.mei.put(f"/drops/{new_id()}", json=wish(fair, **changed))
        assert answer.json()["code"] == code, changed
    assert await fair.value(free) == before
    assert await fair.value("select count(*) from drops_drop") == 0
