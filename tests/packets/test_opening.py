"""Who opens a packet finds a share, once; who may not, finds nothing, and nothing moves."""

from datetime import timedelta
from uuid import UUID

import pytest

from leapfrog import wallet
from leapfrog.kernel.clock import FixedClock
from leapfrog.kernel.http import Town
from leapfrog.kernel.ids import new_id
from leapfrog.kernel.settings import Settings
from leapfrog.packets import Reveal, faults
from leapfrog.pay import wallet_account_of
from tests.chat.acts import history, made, opened
from tests.contacts.conftest import Settle
from tests.http import Client
from tests.matrix import unchanged
from tests.pay.acts import balance, card, code, confirmed, ok, order
from tests.pay.group import Group, give, given, opens, person


async def test_a_lucky_packet_is_shared_to_the_cent_and_anybody_can_recompute_it(
    group: Group,
) -> None:
    packet = await given(group.amina, group.id, 1_000, shares=3, greeting="For the winners!")
    before = ok(await group.bo.get(f"/pay/packets/{packet}"))
    assert (before["seed"], before["found"]) == (None, [])
    found = [ok(await opens(one, packet))["amount"] for one in group.members]
    assert sum(found) == 1_000
    assert [await balance(one) for one in group.members] == [
        (9_000 + found[0], 0, 0),
        (10_000 + found[1], 0, 0),
        (10_000 + found[2], 0, 0),
    ]
    after = ok(await group.cleo.get(f"/pay/packets/{packet}"))
    assert (after["card"]["state"], after["card"]["mine"]) == ("empty", found[2])
    assert after["commitment"] == before["commitment"]
    lines = [(one["n"], one["amount"]) for one in after["found"]]
    reveal = Reveal(UUID(packet), 1_000, 3, after["commitment"], after["seed"], lines)
    assert faults(reveal) == []
    [best] = [one for one in after["found"] if one["best"]]
    assert best["amount"] == max(found)


async def test_the_same_person_finds_the_same_again(group: Group) -> None:
    packet = await given(group.amina, group.id, 600, shares=2)
    first = ok(await opens(group.bo, packet))
    again = ok(await opens(group.bo, packet))
    assert (first["again"], again["again"]) == (False, True)
    assert first["amount"] == again["amount"]
    assert (await balance(group.bo))[0] == 10_000 + first["amount"]


async def test_even_shares_are_all_the_same(group: Group) -> None:
    packet = await given(group.amina, group.id, 600, shares=3, sharing="even")
    assert [ok(await opens(one, packet))["amount"] for one in group.members] == [200] * 3
    view = ok(await group.bo.get(f"/pay/packets/{packet}"))
    assert not any(one["best"] for one in view["found"])


async def test_one_for_one_is_for_nobody_else(group: Group, settings: Settings) -> None:
    packet = await given(group.amina, group.id, 500, for_id=group.bo.me["id"])
    assert settings.database_url
    async with unchanged(settings.database_url):
        assert code(await opens(group.cleo, packet)) == "packet_for_another"
        assert code(await opens(group.amina, packet)) == "packet_for_another"
    assert ok(await opens(group.bo, packet))["amount"] == 500


async def test_between_two_it_is_for_the_other(group: Group) -> None:
    talk = await opened(group.amina, group.bo)
    packet = await given(group.amina, talk, 500)
    assert code(await opens(group.amina, packet)) == "packet_for_another"
    assert ok(await opens(group.bo, packet))["amount"] == 500
    assert code(await give(group.amina, talk, 500, shares=2)) == "bad_shares"


async def test_the_words_that_open_it_are_said_in_the_conversation(
    group: Group, settings: Settings
) -> None:
    packet = await given(group.amina, group.id, 500, shares=2, phrase="Happy Birthday, Bo!")
    assert settings.database_url
    async with unchanged(settings.database_url):
        assert code(await opens(group.bo, packet)) == "wrong_phrase"
        assert code(await opens(group.bo, packet, "Happy birthday")) == "wrong_phrase"
    ok(await opens(group.cleo, packet, "  happy birthday, BO！ "))
    said = (await history(group.bo, group.id))["messages"]
    assert [(one["kind"], one["body"]) for one in said[-2:]] == [
        ("text", "happy birthday, BO！"),
        ("system", ""),
    ]
    assert said[-1]["meta"]["what"] == "packet_opened"
    view = ok(await group.bo.get(f"/pay/packets/{packet}"))
    assert "Happy Birthday" not in str(view)


async def test_what_nobody_opens_in_a_day_goes_back(
    group: Group, clock: FixedClock, settle: Settle
) -> None:
    packet = await given(group.amina, group.id, 1_000, shares=3)
    found = ok(await opens(group.bo, packet))["amount"]
    clock.advance(timedelta(hours=24))
    assert code(await opens(group.cleo, packet)) == "packet_over"
    await settle()
    await settle()
    assert await balance(group.amina) == (10_000 - found, 0, 0)
    view = ok(await group.cleo.get(f"/pay/packets/{packet}"))
    assert (view["card"]["state"], len(view["seed"])) == ("expired", 64)


async def test_a_wallet_account_that_takes_nothing_in_costs_nobody_a_share(
    group: Group, town: Town
) -> None:
    packet = await given(group.amina, group.id, 2, shares=2)
    async with town.database.transaction() as db:
        wallet_account = (await wallet_account_of(db, person(group.bo))).id
        await wallet.freeze(db, wallet_account, None, "test", incoming=True)
    assert code(await opens(group.bo, packet)) == "account_frozen"
    assert ok(await opens(group.cleo, packet))["amount"] == 1
    async with town.database.transaction() as db:
        await wallet.unfreeze(db, wallet_account, None, "test")
    assert ok(await opens(group.bo, packet))["amount"] == 1


async def test_whom_the_sender_blocked_cannot_open_it(group: Group, settings: Settings) -> None:
    packet = await given(group.amina, group.id, 500, shares=2)
    assert (await group.amina.put(f"/blocks/{group.bo.me['id']}")).status_code < 300
    assert settings.database_url
    async with unchanged(settings.database_url):
        assert code(await opens(group.bo, packet)) == "packet_for_another"


async def test_who_left_or_never_was_there_sees_nothing(group: Group, settings: Settings) -> None:
    packet = await given(group.amina, group.id, 500, shares=2)
    left = f"/groups/{group.id}/members/{group.cleo.me['id']}"
    assert (await group.cleo.delete(left)).status_code == 204
    assert settings.database_url
    async with unchanged(settings.database_url):
        for one in (group.cleo, group.dara):
            assert code(await opens(one, packet)) == "no_packet"
            assert code(await one.get(f"/pay/packets/{packet}")) == "no_packet"
            assert await card(one, f"pay:packet:{packet}") is None


async def test_what_waits_to_be_opened_is_told_to_who_may_and_until_they_did(group: Group) -> None:
    packet = await given(group.amina, group.id, 500, shares=2)
    only = await given(group.amina, group.id, 300, for_id=group.cleo.me["id"])
    where = f"/pay/packets/waiting?conversation_id={group.id}"

    async def wait_for(one: Client, path: str = where) -> list[str]:
        return [each["id"] for each in ok(await one.get(path))["packets"]]

    assert await wait_for(group.amina) == []
    assert await wait_for(group.bo) == [packet]
    assert sorted(await wait_for(group.cleo)) == sorted([packet, only])
    # Who is not in the conversation hears nothing of it, whatever they ask for.
    assert await wait_for(group.dara) == []
    assert await wait_for(group.bo, f"/pay/packets/waiting?conversation_id={new_id()}") == []
    assert ok(await opens(group.bo, packet))
    assert await wait_for(group.bo) == []
    assert sorted(await wait_for(group.cleo)) == sorted([packet, only])
    assert ok(await opens(group.cleo, packet))
    assert await wait_for(group.cleo) == [only]


async def test_thanks_stand_beside_what_was_found(group: Group, settings: Settings) -> None:
    packet = await given(group.amina, group.id, 500, shares=2)
    path = f"/pay/packets/{packet}/thanks"
    assert settings.database_url
    async with unchanged(settings.database_url):
        assert code(await group.bo.put(path, json={"text": "Thanks!"})) == "no_packet"
    ok(await opens(group.bo, packet))
    view = ok(await group.bo.put(path, json={"text": "Thanks, Amina!"}))
    assert view["found"][0]["thanks"] == "Thanks, Amina!"
    assert code(await group.bo.put(path, json={"text": "x" * 61})) == "invalid"


REFUSED = [
    ({"amount": 0}, "bad_amount"),
    ({"amount": -5}, "bad_amount"),
    ({"amount": 2, "shares": 3}, "bad_shares"),
    ({"amount": 100, "shares": 0}, "bad_shares"),
    ({"amount": 1_000, "shares": 101}, "bad_shares"),
    ({"amount": 100, "shares": 3, "sharing": "even"}, "bad_shares"),
    ({"amount": 20_001}, "over_packet_limit"),
    ({"amount": 2**60}, "bad_amount"),
    ({"amount": 500, "currency": "USD"}, "currencies_differ"),
    ({"amount": 500, "currency": "TWN"}, "currencies_differ"),
    ({"amount": 15_000}, "insufficient_funds"),
    ({"amount": 500, "confirmation": None}, "confirmation_needed"),
    ({"amount": 500, "confirmation": "made-up"}, "confirmation_needed"),
    ({"amount": 500, "greeting": "x" * 61}, "invalid"),
]


async def test_what_cannot_be_sent_is_refused_by_name_and_leaves_nothing(
    group: Group, settings: Settings
) -> None:
    assert settings.database_url
    ok(await opens(group.bo, await given(group.amina, group.id, 1)))
    for wrong, why in REFUSED:
        made, amount = new_id(), int(wrong["amount"])
        token = await confirmed(group.amina, order("packet", made, group.id, amount))
        more = {"id": made, "confirmation": token, **wrong}
        async with unchanged(settings.database_url):
            answer = await give(group.amina, group.id, more.pop("amount"), **more)
            assert code(answer) == why, wrong


async def test_a_packet_goes_where_its_sender_is(group: Group, settings: Settings) -> None:
    elsewhere = await made(group.amina, group.dara)
    assert settings.database_url
    made_id = new_id()
    token = await confirmed(group.bo, order("packet", made_id, elsewhere, 500))
    async with unchanged(settings.database_url):
        answer = await give(group.bo, elsewhere, 500, id=made_id, confirmation=token)
        assert code(answer) == "no_packet"
    assert code(await give(group.amina, group.id, 500, for_id=group.dara.me["id"])) == "bad_shares"


async def test_the_operator_says_how_much_and_whether(group: Group, town: Town) -> None:
    assert ok(await group.bo.get("/pay/packets")) == {
        "on": True,
        "most": 20_000,
        "daily": 100_000,
        "shares": 100,
    }


@pytest.mark.parametrize("same", [True, False])
async def test_an_id_is_one_packet(group: Group, same: bool) -> None:
    packet = await given(group.amina, group.id, 500, shares=2)
    more = {"id": packet, "shares": 2 if same else 3}
    answer = await give(group.amina, group.id, 500, **more)
    assert answer.status_code == 200 if same else code(answer) == "operation_id_used"
    assert (await balance(group.amina))[0] == 9_500
