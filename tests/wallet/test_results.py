"""Every result by name, and which one wins where several could be told."""

from collections.abc import Callable

import pytest

from leapfrog.kernel.ids import new_id
from leapfrog.wallet import LARGEST, Operation, errors
from leapfrog.wallet.errors import RESULTS
from tests.matrix import unchanged
from tests.wallet.acts import Books, capture, code, codes, hold, refund, transfer, void
from tests.wallet.scene import Scene

NOWHERE = 999_999

Make = Callable[[Scene], Operation]
# An operation and what comes of it. Below each first of a name come those that show that it wins
# over the ones after it.
CASES: list[tuple[str, str, Make]] = [
    ("done", "transfer", lambda s: transfer(s.amina, s.bo, 1)),
    ("done", "hold", lambda s: hold(s.amina, s.bo, 1, seconds=5)),
    ("done", "post", lambda s: capture(s.amina, s.bo, s.held["open"])),
    ("done", "post in part", lambda s: capture(s.amina, s.bo, s.held["open"], 3)),
    ("done", "void", lambda s: void(s.amina, s.bo, s.held["open"])),
    ("done", "void what is expired", lambda s: void(s.amina, s.bo, s.held["expired"])),
    ("done", "refund", lambda s: refund(s.bo, s.amina, s.paid, 50)),
    ("done", "refund of a post", lambda s: refund(s.bo, s.amina, s.posted, 10)),
    ("done", "to one whose way out is frozen", lambda s: transfer(s.amina, s.out, 1)),
    ("again", "again", lambda s: transfer(s.amina, s.bo, 5, id=s.used)),
    ("chain_open", "last", lambda s: transfer(s.amina, s.bo, 1, linked=True)),
    ("chain_open", "though done", lambda s: transfer(s.amina, s.bo, 5, id=s.used, linked=True)),
    ("chain_open", "though no amount", lambda s: transfer(s.amina, s.bo, 0, linked=True)),
    ("transfer_id_used", "another amount", lambda s: transfer(s.amina, s.bo, 6, id=s.used)),
    ("transfer_id_used", "another payee", lambda s: transfer(s.amina, s.shut, 5, id=s.used)),
    ("transfer_id_used", "another code", lambda s: transfer(s.amina, s.bo, 5, id=s.used, code=1)),
    ("transfer_id_used", "a ref", lambda s: transfer(s.amina, s.bo, 5, id=s.used, ref=new_id())),
    ("transfer_id_used", "another kind", lambda s: hold(s.amina, s.bo, 5, id=s.used)),
    ("transfer_id_used", "though no amount", lambda s: transfer(s.amina, s.bo, 0, id=s.used)),
    ("bad_amount", "zero", lambda s: transfer(s.amina, s.bo, 0)),
    ("bad_amount", "negative", lambda s: transfer(s.amina, s.bo, -1)),
    ("bad_amount", "too large", lambda s: transfer(s.amina, s.bo, LARGEST + 1)),
    ("bad_amount", "beyond all numbers", lambda s: transfer(s.amina, s.bo, 2**100)),
    ("bad_amount", "hold of nothing", lambda s: hold(s.amina, s.bo, 0)),
    ("bad_amount", "post of nothing", lambda s: capture(s.amina, s.bo, s.held["open"], 0)),
    ("bad_amount", "refund of less", lambda s: refund(s.bo, s.amina, s.paid, -50)),
    ("bad_amount", "though to itself", lambda s: transfer(s.amina, s.amina, 0)),
    ("same_account", "to itself", lambda s: transfer(s.amina, s.amina, 1)),
    ("same_account", "though nowhere", lambda s: transfer(NOWHERE, NOWHERE, 1)),
    ("no_account", "payer", lambda s: transfer(NOWHERE, s.bo, 1)),
    ("no_account", "payee", lambda s: transfer(s.amina, NOWHERE, 1)),
    ("no_account", "though no hold", lambda s: void(NOWHERE, s.bo, new_id())),
    ("no_account", "though frozen", lambda s: transfer(s.out, -1, 1)),
    ("currencies_differ", "euros to dollars", lambda s: transfer(s.amina, s.dollars, 1)),
    ("currencies_differ", "though closed", lambda s: transfer(s.both, s.dollars, 1)),
    ("currencies_differ", "though no hold", lambda s: capture(s.amina, s.dollars, new_id())),
    ("no_hold", "unknown", lambda s: capture(s.amina, s.bo, new_id())),
    ("no_hold", "a payment is none", lambda s: void(s.amina, s.bo, s.paid)),
    ("no_hold", "though closed", lambda s: capture(s.both, s.bo, new_id())),
    ("hold_mismatch", "other way round", lambda s: capture(s.bo, s.amina, s.held["open"])),
    ("hold_mismatch", "another payee", lambda s: void(s.amina, s.shut, s.held["open"])),
    ("hold_mismatch", "though resolved", lambda s: capture(s.bo, s.amina, s.held["posted"])),
    ("hold_mismatch", "though closed", lambda s: void(s.both, s.bo, s.held["open"])),
    ("hold_resolved", "void after post", lambda s: void(s.amina, s.bo, s.held["posted"])),
    ("hold_resolved", "though too much", lambda s: capture(s.amina, s.bo, s.held["posted"], 99)),
    ("hold_expired", "post", lambda s: capture(s.amina, s.bo, s.held["expired"])),
    ("hold_expired", "though too much", lambda s: capture(s.amina, s.bo, s.held["expired"], 99)),
    ("more_than_held", "post", lambda s: capture(s.amina, s.bo, s.held["open"], 11)),
    ("no_original", "unknown", lambda s: refund(s.bo, s.amina, new_id(), 1)),
    ("no_original", "a hold is none", lambda s: refund(s.bo, s.amina, s.held["open"], 1)),
    ("no_original", "though frozen", lambda s: refund(s.out, s.amina, new_id(), 1)),
    ("refund_mismatch", "by the payer", lambda s: refund(s.amina, s.bo, s.paid, 1)),
    ("refund_mismatch", "by another", lambda s: refund(s.out, s.amina, s.paid, 1)),
    ("refund_mismatch", "though too much", lambda s: refund(s.amina, s.bo, s.paid, 99)),
    ("more_than_paid", "at once", lambda s: refund(s.bo, s.amina, s.paid, 51)),
    ("account_closed", "payer", lambda s: transfer(s.both, s.bo, 1)),
    ("account_closed", "payee", lambda s: transfer(s.amina, s.both, 1)),
    ("account_closed", "though both frozen", lambda s: transfer(s.out, s.both, 1)),
    ("account_frozen", "payer", lambda s: transfer(s.out, s.bo, 1)),
    ("account_frozen", "payee", lambda s: transfer(s.amina, s.shut, 1)),
    ("account_frozen", "hold", lambda s: hold(s.out, s.bo, 1)),
    ("account_frozen", "though over the limit", lambda s: transfer(s.out, s.bo, 2)),
    ("over_payment_limit", "transfer", lambda s: transfer(s.tight, s.bo, 11)),
    ("over_payment_limit", "hold", lambda s: hold(s.tight, s.bo, 11)),
    ("over_daily_limit", "though no funds", lambda s: transfer(s.tight, s.bo, 9)),
    ("over_daily_limit", "hold", lambda s: hold(s.tight, s.bo, 9)),
    ("insufficient_funds", "though too much for the payee", lambda s: transfer(s.tight, s.full, 6)),
    ("insufficient_funds", "what is held is not there", lambda s: hold(s.amina, s.bo, 917)),
    ("over_balance_limit", "transfer", lambda s: transfer(s.amina, s.full, 4)),
    ("over_balance_limit", "hold", lambda s: hold(s.amina, s.full, 4)),
]  # fmt: skip


@pytest.fixture
async def scene(books: Books) -> Scene:
    return await Scene(books).build()


@pytest.mark.parametrize(
    ("said", "make"), [pytest.param(case[0], case[2], id=f"{case[0]}: {case[1]}") for case in CASES]
)
async def test_a_operation_says_what_came_of_it_and_a_refused_one_changed_nothing(
    scene: Scene, database_url: str, said: str, make: Make
) -> None:
    if said == "done":
        assert codes(await scene.books.post(make(scene))) == ["done"]
        return
    async with unchanged(database_url):
        assert codes(await scene.books.post(make(scene))) == [said]


def test_every_result_has_its_case_and_stands_in_the_order_of_precedence() -> None:
    told = list(dict.fromkeys(case[0] for case in CASES))
    named = [kind.code for kind in RESULTS if kind is not errors.LinkedFailed]
    assert told == ["done", "again", *named]


@pytest.mark.parametrize(
    ("said", "make"), [pytest.param(case[0], case[2], id=f"{case[0]}: {case[1]}") for case in CASES]
)
async def test_beside_others_it_is_the_same_and_its_chain_shares_its_fate(
    scene: Scene, said: str, make: Make
) -> None:
    """First alone among strangers, then as the second of a chain of two."""
    if said in ("again", "chain_open"):
        return
    one = make(scene)
    before, after = transfer(scene.amina, scene.bo, 1), transfer(scene.amina, scene.bo, 2)
    assert codes(await scene.books.post(before, one, after)) == ["done", said, "done"]
    if said == "done":
        return
    chained = [
        transfer(scene.amina, scene.bo, 1, linked=True),
        one,
        transfer(scene.amina, scene.bo, 2),
    ]
    assert codes(await scene.books.post(*chained)) == ["linked_failed", said, "done"]


async def test_a_refused_id_is_free_again(books: Books) -> None:
    operation = transfer(books.amina, books.bo, 10)
    assert codes(await books.post(operation)) == ["insufficient_funds"]
    await books.fund(books.amina, 10)
    assert codes(await books.post(operation)) == ["done"]
    assert codes(await books.post(operation)) == ["again"]


async def test_again_answers_what_was_answered_first(books: Books) -> None:
    await books.fund(books.amina, 100)
    operation = transfer(books.amina, books.bo, 10)
    [first] = await books.done(operation)
    await books.done(transfer(books.amina, books.bo, 1))
    [second] = await books.done(operation)
    assert second.again
    assert not first.again
    assert (second.id, second.at, second.payer_no, second.payee_no) == (
        first.id,
        first.at,
        first.payer_no,
        first.payee_no,
    )
    assert (second.payer_balance, second.payee_balance) == (90, 10)


async def test_an_id_is_its_payers_own(books: Books) -> None:
    await books.fund(books.amina, 10)
    await books.fund(books.bo, 10)
    shared = new_id()
    operations = [
        transfer(books.amina, books.shop, 1, id=shared),
        transfer(books.bo, books.shop, 2, id=shared),
    ]
    assert codes(await books.post(*operations)) == ["done", "done"]
    assert codes(await books.post(*operations)) == ["again", "again"]


async def test_nothing_is_asked_and_nothing_is_answered(books: Books, database_url: str) -> None:
    async with unchanged(database_url):
        assert await books.post() == []


def test_a_code_is_used_once() -> None:
    named = [kind.code for kind in RESULTS]
    assert len(set(named)) == len(named)
    assert code(errors.BadAmount()) == "bad_amount"
