"""A small payment alone is one statement, which does what the way of many does, or nothing."""

import asyncio
from collections.abc import Iterable
from contextlib import suppress
from contextvars import Context
from typing import Any
from uuid import UUID

import msgspec
import pytest

from leapfrog import till
from leapfrog.kernel import stream
from leapfrog.kernel.errors import Problem
from leapfrog.kernel.ids import new_id
from leapfrog.pay import wallet_accounts
from leapfrog.pay.transfers import MoneyTransfer, NewTransfer, send, small, store
from leapfrog.pay.transfers.sending import send_gathered
from leapfrog.till import NewIntent, PaymentAttempt
from leapfrog.till import store as till_store
from leapfrog.till.paying import pay_at_till
from leapfrog.till.small import PaidAtTill, pay_small
from tests.contacts.conftest import Settle
from tests.pay.acts import allow
from tests.till.acts import Stall, balance
from tests.waits import somebody_waits

AMINA = "(select id from identity_person where handle = 'amina')"
CARLA = "(select id from identity_person where handle = 'carla')"
JUMA = "(select id from identity_person where handle = 'juma')"
ACCOUNT = f"wallet_account set {{}} where owner_id = {AMINA} and kind = 'person'"
THEIRS = f"wallet_account set {{}} where owner_id = {JUMA} and kind = 'person'"
PENDING = "wallet_account set {} where id in (select pending from till_merchant)"
ALLOWED = f"update pay_safety set {{}} where person_id = {AMINA}"
BLOCK = "insert into contacts_block (owner_id, person_id, created_at) select {}, {}, now()"
# What may have become of the payer, of who is paid, and of the town.
STATES = {
    "as usual": "",
    "the whole allowance": ALLOWED.format("small_once = 100, small_daily = 100"),
    "too much at once": ALLOWED.format("small_once = 99"),
    "too much for a day": ALLOWED.format("small_on = '2100-01-01', small_spent = 901"),
    "much yesterday": ALLOWED.format("small_on = '2000-01-01', small_spent = 1000"),
    "nothing allowed": f"delete from pay_safety where person_id = {AMINA}",
    "frozen": f"update {ACCOUNT.format('flags = 1')}",
    "closed": f"update {ACCOUNT.format('flags = 8')}",
    "too poor": f"update {ACCOUNT.format('balance = 99')}",
    "over a limit": f"update {ACCOUNT.format('most_once = 99')}",
    "over a day's limit": f"update {ACCOUNT.format('most_daily = 99')}",
    "within limits": f"update {ACCOUNT.format('most_once = 100, most_daily = 100')}",
    "no account": f"delete from pay_wallet_account where person_id = {AMINA}",
    "no account to pay to": f"delete from pay_wallet_account where person_id = {JUMA}",
    "another account": f"""with gone as (
        delete from pay_wallet_account where person_id = {CARLA} returning account_id
    ) update pay_wallet_account p set account_id = gone.account_id from gone
        where p.person_id = {AMINA}""",
    "no money": "delete from pay_town",
    "blocked": BLOCK.format(JUMA, AMINA),
    "blocked by the payer": BLOCK.format(AMINA, JUMA),
    "moved away": f"update identity_person set moved_to = 'https://x.example' where id = {JUMA}",
    "payee frozen": f"update {THEIRS.format('flags = 4')}",
    "payee full": f"update {THEIRS.format('most = 99')}",
    "shop frozen": f"update {PENDING.format('flags = 4')}",
    "shop full": f"update {PENDING.format('most = 99')}",
    "shop closed": "update till_merchant set closed_at = now()",
    "a device": f"""insert into push_subscription
        (session_id, person_id, endpoint, p256dh, auth, device, created_at, expires_at)
        select id, person_id, 'https://push.example/1', '', '', '', now(), 'infinity'
        from identity_session where person_id = {JUMA}""",
}
# In these all goes the short way, whether the wallet refuses it or not.
SHORT_TO_PEOPLE = {
    "as usual",
    "the whole allowance",
    "much yesterday",
    "frozen",
    "closed",
    "too poor",
    "over a limit",
    "over a day's limit",
    "within limits",
    "another account",
    "payee frozen",
    "payee full",
    "shop frozen",
    "shop full",
    "shop closed",
    "a device",
}
SHORT_IN_SHOPS = (SHORT_TO_PEOPLE - {"shop closed"}) | {"blocked", "blocked by the payer"}
SHORT_IN_SHOPS |= {"moved away", "no account to pay to"}
# But for the numbers of batches and transactions, and what is chained of them.
WRITTEN = """
select (select array_agg(t::text order by id) from pay_transfer t),
    (select array_agg(t::text order by id) from till_intent t),
    (select array_agg(t::text order by person_id) from pay_safety t),
    (select array_agg(t::text order by person_id) from pay_wallet_account t),
    (select array_agg(to_jsonb(t) - 'batch' order by id) from wallet_transfer t),
    (select array_agg(to_jsonb(t) - 'last_xid' order by id) from wallet_account t),
    (select array_agg(size order by id) from wallet_batch t),
    (select array_agg(t::text order by tag) from push_waiting t)
"""


# What joining, a friendship and money set in motion would write and tell between two that are
# compared.
pytestmark = pytest.mark.usefixtures("by_hand")
# Who would be told what after the commit.
TOLD: list[tuple[list[str], str]] = []


class Undone(Exception):
    pass


@pytest.fixture(autouse=True)
def telling(monkeypatch: pytest.MonkeyPatch) -> None:
    def tell(_: object, people: Iterable[UUID], frame: object) -> None:
        if receivers := sorted(map(str, people)):
            TOLD.append((receivers, str(frame)))

    monkeypatch.setattr(stream, "tell", tell)


async def tried(stall: Stall, state: str, verb: Any, *given: Any) -> tuple[Any, Any]:
    """What a verb answers or raises, what is written then, and who is told; nothing of it stays."""
    found: tuple[Any, Any] = (None, None)
    with suppress(Undone):
        async with stall.town.database.transaction() as db:
            await db.run("set local wallet.writer = 'on'")
            if STATES[state]:
                await db.run(STATES[state])
            await db.run("set local wallet.writer = ''")
            TOLD.clear()
            try:
                answer = await verb(db, *given)
            except Problem as problem:
                answer = problem
            found = (plain(answer), (*(await db.row(WRITTEN) or ()), sorted(TOLD)))
            raise Undone
    return found


def plain(answer: Any) -> Any:
    """As it can be compared."""
    if isinstance(answer, list):
        return [plain(one) for one in answer]
    return (answer.code, answer.details) if isinstance(answer, Problem) else answer


@pytest.fixture
async def ready(stall: Stall, settle: Settle) -> Stall:
    await allow(stall.amina, 500, 1_000)
    await settle()
    return stall


def person(one: Any) -> UUID:
    return UUID(one.me["id"])


def sending(stall: Stall, amount: int = 100) -> NewTransfer:
    who = person(stall.amina), person(stall.juma)
    return NewTransfer(new_id(), *who, amount, "EUR", " for \n tea", at_once=True)


def paying(stall: Stall, amount: int = 100) -> PaymentAttempt:
    asked = NewIntent(UUID(stall.id), amount, "tea")
    return PaymentAttempt(new_id(), person(stall.amina), asked)


@pytest.mark.parametrize("state", STATES)
async def test_alone_it_does_what_the_way_of_many_does_or_nothing(ready: Stall, state: str) -> None:
    one = sending(ready)
    many = await tried(ready, state, send, [one])
    assert await tried(ready, state, send_gathered, [one]) == many
    alone = await tried(ready, state, small.send, one)
    assert (alone[0] is not None) == (state in SHORT_TO_PEOPLE)
    if alone[0] is not None:
        assert ([alone[0]], alone[1]) == many

    asked = paying(ready)
    paid, written = await tried(ready, state, till.pay, [asked])
    gathered = await tried(ready, state, pay_at_till, [asked])
    assert bare(gathered) == (paid, written)
    done = await tried(ready, state, pay_small, asked)
    assert (done[0] is not None) == (state in SHORT_IN_SHOPS)
    if done[0] is not None:
        assert done == (gathered[0][0], written)


def bare(found: tuple[Any, Any]) -> tuple[Any, Any]:
    """Without the shop of each."""
    answer, written = found
    if isinstance(answer, list):
        answer = [one.intent if isinstance(one, PaidAtTill) else one for one in answer]
    return answer, written


@pytest.mark.parametrize("amount", [-1, 0, 1, 500, 501, 2**62, 2**80])
async def test_of_each_amount(ready: Stall, amount: int) -> None:
    one, asked = sending(ready, amount), paying(ready, amount)
    many = await tried(ready, "as usual", send, [one])
    assert await tried(ready, "as usual", send_gathered, [one]) == many
    there = await tried(ready, "as usual", till.pay, [asked])
    assert bare(await tried(ready, "as usual", pay_at_till, [asked])) == there


async def test_what_is_not_plain_is_left_to_the_way_of_many(ready: Stall) -> None:
    one, amina = sending(ready), person(ready.amina)
    others = [
        msgspec.structs.replace(one, at_once=False),
        msgspec.structs.replace(one, request_id=new_id()),
        msgspec.structs.replace(one, receiver_id=amina),
        msgspec.structs.replace(one, receiver_id=new_id()),
        msgspec.structs.replace(one, currency="USD"),
        *(
            msgspec.structs.replace(one, consent=msgspec.structs.replace(one.consent, **more))
            for more in ({"borrowed": True}, {"vouched": True}, {"token": "x"})
        ),
    ]
    for other in others:
        assert (await tried(ready, "as usual", small.send, other))[0] is None
        many = await tried(ready, "as usual", send, [other])
        assert await tried(ready, "as usual", send_gathered, [other]) == many
    asked = paying(ready)
    elsewhere = msgspec.structs.replace(asked, asked=NewIntent(new_id(), 100))
    for attempt in (elsewhere, msgspec.structs.replace(asked, asked=None)):
        assert (await tried(ready, "as usual", pay_small, attempt))[0] is None


async def test_again_it_is_answered_as_before_and_nothing_moves(ready: Stall) -> None:
    one, asked = sending(ready), paying(ready)
    for _ in range(3):
        async with ready.town.database.batch() as db:
            [sent] = await send_gathered(db, [one])
        async with ready.town.database.batch() as db:
            [paid] = await pay_at_till(db, [asked])
        assert isinstance(sent, MoneyTransfer)
        assert isinstance(paid, PaidAtTill)
        booked = sent.operation_id
        assert (sent.id, paid.intent.id) == (one.id, asked.intent_id)
        assert (await balance(ready.amina))[0] == 9_800
    other, less = msgspec.structs.replace(one, amount=99), paying(ready, 99)
    less = msgspec.structs.replace(less, intent_id=asked.intent_id)
    assert (await tried(ready, "as usual", send_gathered, [other]))[0] == [
        ("operation_id_used", {})
    ]
    assert (await tried(ready, "as usual", pay_at_till, [less]))[0] == [("intent_id_used", {})]
    # The books know it, and nobody else any more.
    async with ready.town.database.transaction() as db:
        await db.run("delete from pay_transfer")
    many = await tried(ready, "as usual", send, [one])
    alone = await tried(ready, "as usual", small.send, one)
    assert ([alone[0]], alone[1]) == many
    assert alone[0].operation_id == booked


async def test_an_account_that_is_not_the_payers_any_more_pays_nothing(ready: Stall) -> None:
    one, asked = sending(ready), paying(ready)
    async with ready.town.database.transaction() as db:
        sent = await small.send(db, one)
        paid = await pay_small(db, asked)
        await db.roll_back()
    assert isinstance(sent, MoneyTransfer)
    assert isinstance(paid, PaidAtTill)

    async def elsewhere(db: Any) -> Any:
        other = msgspec.structs.replace(sent, payer=sent.payee)
        till_answer = await till_store.pay_small(db, paid.intent, paid.shop.available)
        return [await store.send_small(db, other), till_answer]

    untouched = await tried(ready, "as usual", no_verb)
    assert await tried(ready, "as usual", elsewhere) == (
        [store.SentSmall(None, None, None, None), None],
        untouched[1],
    )


async def no_verb(_: Any) -> None:
    pass


async def test_who_has_another_account_goes_the_short_way_again_next_time(ready: Stall) -> None:
    one, asked = sending(ready), paying(ready)
    for verb, given in ((small.send, one), (pay_small, asked)):
        found = [
            (await tried(ready, state, verb, given))[0] is not None
            for state in ("as usual", "another account", "another account", "as usual", "as usual")
        ]
        # What is known of before is wrong, once each time that it has changed.
        assert found == [True, False, True, False, True]


async def test_of_many_who_paid_only_the_last_are_known(
    ready: Stall, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wallet_accounts, "MOST_PAYERS", 2)
    monkeypatch.setattr(wallet_accounts, "_payers", {new_id(): 1, new_id(): 2})
    amina = person(ready.amina)
    async with ready.town.database.glance() as db:
        found = await wallet_accounts.payer_account(db, amina)
        assert wallet_accounts._payers == {amina: found}
        wallet_accounts._payers[new_id()] = 3
        # Nobody is forgotten for one who is known.
        assert await wallet_accounts.payer_account(db, amina) == found
    assert len(wallet_accounts._payers) == 2


async def test_it_sees_what_was_committed_while_it_waited(ready: Stall) -> None:
    """A second one that waits for the first: the allowance is spent, and the id is taken."""
    database = ready.town.database
    await allow(ready.amina, 500, 150)
    one, other = sending(ready), sending(ready)

    async def sent(wanted: NewTransfer) -> Any:
        async with database.batch() as db:
            return plain((await send_gathered(db, [wanted]))[0])

    async with database.transaction() as db:
        first = await small.send(db, one)
        later = [asyncio.create_task(sent(each), context=Context()) for each in (one, other)]
        await somebody_waits(db)
    again, refused = await asyncio.gather(*later)
    assert again == first
    assert refused[0] == "confirmation_needed"
    assert (await balance(ready.amina))[0] == 9_900
