"""May this payment go? Asked and counted in the payment's own transaction, so that what is refused
spends nothing.

Whoever moves money says first who pays (`hold`), then looks whether it is done already, which
needs nothing more, and then asks for each payment that is new. What was locked in that order is
never locked the other way round: purses come after it.
"""

from collections import Counter
from collections.abc import Iterable
from uuid import UUID

from leapfrog import wallet
from leapfrog.identity import OwnDeviceNeeded
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Problem
from leapfrog.pay.confirming import asking, store, tokens
from leapfrog.pay.confirming.model import Consent, Payment, Small
from leapfrog.wallet import LARGEST


class Held:
    """What some people confirmed, and what they may still pay today without that."""

    def __init__(self, db: Db, small: dict[UUID, Small]) -> None:
        self._db, self._small = db, small

    async def refusal(self, one: Payment) -> Problem | None:
        """Why a payment may not go: `BadAmount`, `OwnDeviceNeeded`, `ConfirmationNeeded`, `NoPin`;
        None where it may. Each one is asked about once: what is small counts from then on.
        """
        if not 0 < one.amount <= LARGEST:
            return wallet.errors.BadAmount()
        if one.consent.vouched:
            return None
        if one.consent.borrowed:
            return OwnDeviceNeeded()
        if await self._agreed(one):
            return None
        return await asking.needed(self._db, one.payer_id, one.amount)

    async def spend(self, done: Iterable[Payment]) -> None:
        """These have gone."""
        spent: Counter[UUID] = Counter()
        for one in done:
            if is_small(one.consent):
                spent[one.payer_id] += one.amount
        if spent:
            await store.spend_small(self._db, spent)

    async def take(self, one: Payment) -> None:
        """For a single payment that goes next: what refuses it is raised and undoes all of it.
        Raises what `refusal` answers.
        """
        refused = await self.refusal(one)
        if refused is not None:
            raise refused
        await self.spend([one])

    async def _agreed(self, one: Payment) -> bool:
        if one.consent.token:
            most = await tokens.good_for(self._db, one.payer_id, one.consent)
            return most is not None and one.amount <= most
        small = self._small.get(one.payer_id, Small())
        if not small.covers(one.amount):
            return False
        small.spent += one.amount
        return True


async def hold(db: Db, payers: Iterable[tuple[UUID, Consent]]) -> Held:
    """Who is about to pay, with what: nobody else spends it until the end of the transaction."""
    unasked = {person for person, consent in payers if is_small(consent)}
    return Held(db, await store.lock_small(db, unasked) if unasked else {})


def is_small(consent: Consent) -> bool:
    """Whether it is the day's allowance that a payment needs."""
    return not (consent.token or consent.vouched or consent.borrowed)
