"""Once a day: sums are compared, the account is added up, and what is owed is paid by bank; what
does not agree or is not paid stops payments between the two, and nothing else.
"""

import re
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import msgspec
import pytest

from leapfrog import pay, towns, wallet
from leapfrog.clearing import agreements, netting, store_partners
from leapfrog.clearing.agreements import digest_of, text_of
from leapfrog.clearing.errors import InvalidTerms, NoSettlement, PartnerStopped
from leapfrog.clearing.netting import SettlementWaits
from leapfrog.kernel.clock import FixedClock
from leapfrog.kernel.db import Db
from leapfrog.kernel.ids import new_id
from leapfrog.pay.desk import matching
from leapfrog.towns.model import Dispatch
from leapfrog.wallet import Posted, Transfer
from tests.clearing.books import OPERATOR, TownBooks, exchange, paid, two_books
from tests.pay.test_desk import PAIN, camt

Towns = tuple[TownBooks, TownBooks, FixedClock]


@pytest.fixture
async def towns_two(postgres_dsn: str, template: str, tmp_path: Path) -> AsyncIterator[Towns]:
    async with two_books(postgres_dsn, template, tmp_path) as made:
        yield made


async def a_day_later(two: Towns, days: int = 1) -> None:
    """Midnight passes in both, and they tell each other what they tell then."""
    lake, hill, clock = two
    clock.advance(timedelta(days=days))
    for one in (lake, hill):
        await one.settle()
    await exchange(lake, hill)


async def days_of(one: TownBooks, other: TownBooks) -> dict[str, bool | None]:
    found = await one.do(store_partners.days, other.domain)
    return {f"{day.day} {day.count} {day.total}": day.agrees for day in found}


async def settlements(one: TownBooks, other: TownBooks) -> list[Any]:
    return list(await one.do(store_partners.settlements, other.domain))


async def bank_says(one: TownBooks, *lines: dict[str, Any]) -> None:
    """The desk of a town takes in a statement."""
    await one.do(matching.take, OPERATOR, camt(*lines).encode())
    await one.settle()


async def in_suspense(one: TownBooks) -> int:
    found = await one.do(pay.town_account, "suspense", "bank")
    return int(found.balance)


async def cannot_pay(one: TownBooks) -> str:
    with pytest.raises(PartnerStopped) as why:
        await one.pays(100)
    return str(why.value.details["why"])


async def test_each_town_tells_its_days_once_and_they_agree(towns_two: Towns) -> None:
    lake, hill, _ = towns_two
    for one in (lake, hill):
        await one.day()
    await paid(lake, hill, 700)
    await paid(lake, hill, 1_667, who=1, to=1)
    await paid(hill, lake, 500)
    await lake.pays(100)
    await exchange(lake, hill)
    await a_day_later(towns_two)
    assert (await days_of(hill, lake))["2026-11-24 2 2367"] is True, "held is not paid"
    assert (await days_of(lake, hill))["2026-11-24 1 500"] is True
    before = len(await lake.written(hill))
    await lake.day()
    told = [one.kind for one in (await lake.written(hill))[before:]]
    assert "pay.sums" not in told, "the same day is told once"
    await a_day_later(towns_two, 3)
    assert {f"2026-11-{day} 0 0" for day in (25, 26, 27)} <= (await days_of(hill, lake)).keys()
    assert all(agrees for agrees in (await days_of(hill, lake)).values())
    assert (await lake.stopped(hill), await hill.stopped(lake)) == (None, None)


async def test_sums_that_differ_for_an_hour_stop_both(towns_two: Towns) -> None:
    lake, hill, clock = towns_two
    for one in (lake, hill):
        await one.day()
    await paid(lake, hill, 700)
    held = await hill.pays(200)
    # Hill has it on another day than Lake, which moves no money.
    other_day = "update clearing_payment set decided_at = decided_at - interval '1 day'"
    await hill.do(Db.run, f"{other_day} where direction = 'in'")
    clock.advance(timedelta(days=1))
    await lake.settle()
    [sums] = [one for one in await lake.written(hill) if one.kind == "pay.sums"][-1:]
    await hill.hears(lake, sums)
    for _ in range(2):
        assert await hill.stopped(lake) is None, "not before the third look"
        clock.advance(timedelta(minutes=20))
        await hill.settle()
    assert await hill.stopped(lake) == "books_differ"
    assert await cannot_pay(hill) == "books_differ"
    await exchange(lake, hill)
    assert await cannot_pay(lake) == "books_differ"
    clock.advance(timedelta(days=2))
    await hill.settle()
    assert (await hill.states())["out", held.wire_id] == "returned", "people's own stays theirs"
    assert await hill.sound()


async def test_what_is_done_a_little_late_differs_only_until_then(towns_two: Towns) -> None:
    lake, hill, clock = towns_two
    await lake.day()
    await lake.pays(700)
    await exchange(lake, hill)
    await hill.accepts()
    [take] = [one for one in await hill.written(lake) if one.kind == "pay.take"]
    await lake.hears(hill, take)
    clock.advance(timedelta(days=1))
    await lake.settle()
    letters = await lake.written(hill)
    [sums] = [one for one in letters if one.kind == "pay.sums"][-1:]
    await hill.hears(lake, sums)
    assert (await days_of(hill, lake))["2026-11-24 1 700"] is None
    [done] = [one for one in letters if one.kind == "pay.done"]
    await hill.hears(lake, done)
    clock.advance(timedelta(minutes=20))
    await hill.settle()
    assert (await days_of(hill, lake))["2026-11-24 1 700"] is True
    assert await hill.stopped(lake) is None


async def test_an_account_with_something_else_on_it_stops_payments(towns_two: Towns) -> None:
    lake, hill, _ = towns_two
    await paid(lake, hill, 700)
    await hill.day()
    assert await hill.stopped(lake) is None
    account = (await hill.account(lake)).id
    person = (await hill.do(pay.wallet_account_ids, hill.people))[hill.people[0]]
    [moved] = await hill.do(
        wallet.post, [Transfer(id=new_id(), payer=person, payee=account, amount=1)]
    )
    assert isinstance(moved, Posted)
    await hill.day()
    assert await cannot_pay(hill) == "books_differ"
    [wrong] = await hill.wrong()
    assert wrong.found - wrong.expected == 1


async def owed_and_agreed(two: Towns) -> Any:
    """Lake owes Hill 40.00, four fifths of what it may, and agrees to pay it by bank."""
    lake, hill, _ = two
    await paid(lake, hill, 3_000)
    await hill.day()
    assert await settlements(hill, lake) == [], "not enough yet"
    await paid(lake, hill, 1_000, who=1)
    for one in (hill, lake, hill):
        await one.day()
    assert await settlements(lake, hill) == [], "who owes does not propose"
    await exchange(lake, hill)
    [ours], [theirs] = await settlements(lake, hill), await settlements(hill, lake)
    assert (ours.id, ours.owing, ours.amount) == (theirs.id, True, 4_000)
    assert (ours.state, theirs.state, theirs.owing) == ("agreed", "agreed", False)
    assert (ours.due_at.date() - lake.clock.now().date()).days == 14
    return ours


async def test_what_is_owed_is_paid_by_bank_once(towns_two: Towns) -> None:
    lake, hill, _ = towns_two
    one = await owed_and_agreed(towns_two)
    assert await lake.owes(hill) == 4_000
    made = await lake.do(netting.file, lake.settings, OPERATOR, one.id)
    PAIN.validate(made.decode())
    assert b"40.00" in made
    assert one.id.hex.encode() in made
    again = await lake.do(netting.file, lake.settings, OPERATOR, one.id)
    ids = re.findall(rb"<(?:MsgId|PmtInfId|EndToEndId)>([^<]*)<", made + again)
    assert ids == [one.id.hex.encode()] * 6, "a bank pays it once"
    with pytest.raises(NoSettlement):
        await hill.do(netting.file, hill.settings, OPERATOR, one.id)
    # Another sum, or no reference, is somebody's money, and waits for the desk.
    text = f"lake.town {one.id.hex[:16].upper()} {one.id.hex[16:]}"
    await bank_says(hill, {"amount": "40.01", "text": text}, {"amount": "40.00", "text": "rent"})
    assert (await in_suspense(hill), await hill.owes(lake)) == (8_001, -4_000)
    for _ in range(2):
        await bank_says(hill, {"amount": "40.00", "text": text, "ref": "B7"})
        assert (await in_suspense(hill), await hill.owes(lake)) == (8_001, 0)
    # The same money once more is none that was agreed on.
    await bank_says(hill, {"amount": "40.00", "text": text, "ref": "B8"})
    assert (await in_suspense(hill), await hill.owes(lake)) == (12_001, 0)
    await exchange(lake, hill)
    assert await lake.owes(hill) == 0
    for town, other in ((lake, hill), (hill, lake)):
        assert [each.state for each in await settlements(town, other)] == ["paid"]
        assert await town.wrong() == []
        assert await town.sound()
    with pytest.raises(NoSettlement):
        await lake.do(netting.file, lake.settings, OPERATOR, one.id)
    await a_day_later(towns_two, 20)
    assert (await lake.stopped(hill), await hill.stopped(lake)) == (None, None)


async def test_on_its_day_little_is_settled_too(towns_two: Towns) -> None:
    lake, hill, _ = towns_two
    await paid(lake, hill, 5)
    for one in (lake, hill):
        await one.day()
    await a_day_later(towns_two, 3)
    assert await settlements(hill, lake) == []
    await a_day_later(towns_two)
    [one] = await settlements(hill, lake)
    assert (one.amount, one.state) == (5, "agreed")
    await lake.do(Db.run, "delete from clearing_settlement")
    with pytest.raises(NoSettlement):
        # A desk that is owed nothing asks for nothing.
        await lake.do(netting.look, hill.domain, on_demand=True)


async def test_what_is_not_paid_in_ten_working_days_stops_both(towns_two: Towns) -> None:
    lake, hill, clock = towns_two
    one = await owed_and_agreed(towns_two)
    clock.advance(timedelta(days=13))
    await hill.settle()
    assert await hill.stopped(lake) is None
    clock.advance(timedelta(days=1, minutes=1))
    await hill.settle()
    assert await cannot_pay(hill) == "unpaid"
    await exchange(lake, hill)
    assert await cannot_pay(lake) == "unpaid"
    await lake.settle()
    for town, other in ((lake, hill), (hill, lake)):
        words = [each.kind for each in await town.written(other)]
        assert words.count("clear.unpaid") <= 1
    # It comes late, and payments go again.
    await bank_says(hill, {"amount": "40.00", "text": one.id.hex})
    await exchange(lake, hill)
    assert (await lake.stopped(hill), await hill.stopped(lake)) == (None, None)
    await paid(lake, hill, 100)
    assert await hill.owes(lake) == -100


async def test_books_that_differ_stay_stopped_when_the_rest_is_paid(towns_two: Towns) -> None:
    lake, hill, clock = towns_two
    one = await owed_and_agreed(towns_two)
    clock.advance(timedelta(days=15))
    await hill.settle()
    assert await hill.stopped(lake) == "unpaid"
    said = {"day": "2026-11-24", "count": 9, "total": 9, "head": "x"}
    await hill.hears(lake, Dispatch(uuid4(), "pay.differ", clock.now(), body=said))
    await bank_says(hill, {"amount": "40.00", "text": one.id.hex})
    assert await hill.owes(lake) == 0
    assert await hill.stopped(lake) == "books_differ"


async def test_who_owes_less_by_its_own_books_does_not_agree(towns_two: Towns) -> None:
    lake, hill, clock = towns_two
    await paid(lake, hill, 700)
    words: list[dict[str, Any]] = [
        {"amount": 701},
        {"amount": 700, "currency": "USD"},
        {"amount": 0},
        {"amount": 2**63},
    ]
    for word in words:
        body = {"id": str(uuid4()), "currency": "EUR", "head": ""} | word
        await lake.hears(hill, Dispatch(uuid4(), "clear.propose", clock.now(), body=body))
    assert await settlements(lake, hill) == []
    # And who is owed nothing has nothing to say of what it did not agree to.
    mine = {"id": str(uuid4())}
    for kind in ("clear.agree", "clear.no", "clear.paid", "clear.unpaid"):
        await lake.hears(hill, Dispatch(uuid4(), kind, clock.now(), body=mine))
    assert await lake.stopped(hill) is None
    assert await lake.owes(hill) == 700
    exact = {"id": str(uuid4()), "amount": 700, "currency": "EUR", "head": ""}
    for n in range(2):
        await lake.hears(hill, Dispatch(uuid4(), "clear.propose", clock.now(), body=exact))
        assert [each.state for each in await settlements(lake, hill)] == ["agreed"]
        agreed = [each.kind for each in await lake.written(hill)].count("clear.agree")
        assert agreed == n + 1, "the same again is answered again"
    second = exact | {"id": str(uuid4())}
    await lake.hears(hill, Dispatch(uuid4(), "clear.propose", clock.now(), body=second))
    assert len(await settlements(lake, hill)) == 1, "one at a time"


async def test_a_proposal_that_was_forgotten_is_made_again(towns_two: Towns) -> None:
    lake, hill, clock = towns_two
    await paid(lake, hill, 4_000 - 1_000)
    await paid(lake, hill, 1_000)
    await hill.day()
    [one] = await settlements(hill, lake)
    # Lake never hears of it: only of what Hill says the day after.
    clock.advance(timedelta(days=1))
    before = len(await hill.written(lake))
    await hill.settle()
    for letter in (await hill.written(lake))[before:]:
        await lake.hears(hill, letter)
    [theirs] = await settlements(lake, hill)
    assert (theirs.id, theirs.state, theirs.amount) == (one.id, "agreed", 4_000)


async def test_what_finds_no_room_is_booked_once_there_is(towns_two: Towns) -> None:
    """Between the agreement and the bank, Hill's people pay Lake's as much as Hill may owe."""
    lake, hill, clock = towns_two
    one = await owed_and_agreed(towns_two)
    for n in range(3):
        await paid(hill, lake, 3_000, who=n % 2)
    assert await hill.owes(lake) == 5_000
    await bank_says(hill, {"amount": "40.00", "text": one.id.hex})
    assert (await in_suspense(hill), await hill.owes(lake)) == (4_000, 5_000)
    event = towns.TownSaidOfMoney(hill.domain, "clear.paid", {"id": str(one.id)})
    with pytest.raises(SettlementWaits):
        await lake.do(netting.paid_there, event)
    await paid(lake, hill, 3_000)
    await paid(lake, hill, 1_000)
    clock.advance(timedelta(hours=1))
    await hill.settle()
    assert (await in_suspense(hill), await hill.owes(lake)) == (0, 5_000)
    await exchange(lake, hill)
    assert await lake.owes(hill) == -5_000
    assert await lake.wrong() == await hill.wrong() == []


@pytest.mark.parametrize(
    ("iban", "name"),
    [("DE00123456789012345678", "Hill"), ("XX12", "Hill"), ("", "🙂"), ("", "a\nb"), ("", "\x01")],
)
async def test_an_account_that_no_bank_can_pay_is_not_signed(
    towns_two: Towns, iban: str, name: str
) -> None:
    lake, hill, clock = towns_two

    async def evil(db: Db) -> dict[str, Any]:
        found = await store_partners.one(db, lake.domain)
        assert found
        assert found.agreed
        terms = found.agreed
        more: dict[str, Any] = {"a_iban": iban or terms.a_iban, "a_name": name, "once": 2_000}
        changed = msgspec.structs.replace(terms, **more)
        body = {"kind": "leapfrog.pay.terms", "terms": msgspec.to_builtins(changed)}
        sig = await towns.sign_as_town(db, body)
        return {"terms": body["terms"], "sig": sig, "digest": digest_of(text_of(changed))}

    said = await hill.do(evil)
    digest = said.pop("digest")
    await lake.hears(hill, Dispatch(uuid4(), "pay.terms", clock.now(), body=said))
    with pytest.raises(InvalidTerms):
        await lake.do(agreements.sign, OPERATOR, hill.domain, digest)
    found = await lake.do(store_partners.one, hill.domain)
    assert found.agreed.once == 3_000
