"""What somebody may pay without being asked is spent by what they paid, and by nothing else: in
each of the ways to pay.
"""

from uuid import UUID

import pytest

from leapfrog import till
from leapfrog.kernel.errors import Problem
from leapfrog.kernel.http import Town
from leapfrog.kernel.ids import new_id
from leapfrog.kernel.settings import Settings
from leapfrog.pay.errors import ConfirmationNeeded
from leapfrog.pay.transfers import NewTransfer, send
from leapfrog.till import NewIntent, PaymentAttempt
from tests.contacts.conftest import Join
from tests.http import PASSWORD, Enter
from tests.identity.test_device_links import link_up
from tests.matrix import unchanged
from tests.pay.acts import allow, code, ok, secured
from tests.pay.ways import WAYS, Ways, all_ways

ONCE, DAILY = 600, 10_000
# That a session was seen is no payment.
ASIDE = ("identity_session",)


@pytest.fixture
async def here(join: Join, town: Town) -> Ways:
    return await all_ways(join, town, ONCE, DAILY)


async def test_the_same_payment_again_is_answered_alike_and_spends_nothing(
    here: Ways, settings: Settings
) -> None:
    paid = 0
    for way in WAYS:
        due = await way(here)
        await allow(here.amina, ONCE, DAILY)
        first = ok(await here.does(due))
        paid += due.amount
        assert await here.spent() == paid, way
        # Neither an allowance is needed any more, nor a PIN.
        await allow(here.amina, 0, 0)
        async with unchanged(str(settings.database_url), *ASIDE):
            assert [ok(await here.does(due)) for _ in range(3)] == [first] * 3, way


async def test_a_refused_payment_spends_nothing(here: Ways, settings: Settings) -> None:
    paid = 0
    for way in WAYS:
        due = await way(here)
        ok(await here.amina.put("/pay/freeze"))
        # A till is told why.
        async with unchanged(str(settings.database_url), "till_intent", *ASIDE):
            refused = {code(await here.does(due)) for _ in range(3)}
        assert refused == {"account_frozen"}, way
        assert await here.spent() == paid, way
        ok(await here.amina.post("/pay/unfreeze", json={"password": PASSWORD}))
        ok(await here.does(due))
        paid += due.amount
        assert await here.spent() == paid, way


async def test_beyond_the_allowance_it_needs_a_pin_which_spends_none_of_it(
    here: Ways, settings: Settings
) -> None:
    for way in WAYS:
        due = await way(here)
        for limits in ((due.amount - 1, DAILY), (due.amount, due.amount - 1)):
            await allow(here.amina, *limits)
            async with unchanged(str(settings.database_url), *ASIDE):
                assert code(await here.does(due)) == "confirmation_needed", way
        ok(await here.does(due, await here.confirmed(due)))
        assert await here.spent() == 0, way


async def test_a_borrowed_computer_has_no_allowance(
    here: Ways, settings: Settings, client: Enter
) -> None:
    borrowed = client()
    await link_up(here.amina, borrowed)
    for way in WAYS:
        due = await way(here)
        async with unchanged(str(settings.database_url), *ASIDE):
            answer = await borrowed.request(due.method, due.path, json=due.body)
            assert code(answer) == "own_device_needed", way
        ok(await here.does(due))


async def test_what_goes_together_is_counted_once_each(here: Ways) -> None:
    amina, bo = UUID(here.amina.me["id"]), UUID(here.group.bo.me["id"])
    await secured(here.amina)
    await allow(here.amina, 300, 650)
    sendings = [
        NewTransfer(new_id(), amina, bo, amount, "EUR", at_once=True) for amount in (100, 200, 300)
    ]
    async with here.town.database.batch() as db:
        assert not any(isinstance(one, Problem) for one in await send(db, sendings))
    assert await here.spent() == 600

    shop = UUID(here.shop)
    attempts = [PaymentAttempt(new_id(), amina, NewIntent(shop, amount)) for amount in (10, 20, 30)]
    async with here.town.database.batch() as db:
        *paid, over = await till.pay(db, attempts)
    assert not any(isinstance(one, Problem) for one in paid)
    assert isinstance(over, ConfirmationNeeded)
    assert await here.spent() == 630
