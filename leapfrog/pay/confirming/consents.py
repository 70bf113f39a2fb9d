"""May this payment go? Asked and counted in the payment's own transaction, so that what is refused
spends nothing.

Whoever moves money says first who pays (`hold`), then looks whether it is done already, which
needs nothing more, and then asks for each payment that is new. What was locked in that order is
never locked the other way round: wallet accounts come after it.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from leapfrog import wallet
from leapfrog.identity import OwnDeviceNeeded
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Problem
from leapfrog.kernel.ids import secret_hash
from leapfrog.pay.confirming import asking, store
from leapfrog.pay.confirming.model import (
    Confirmed,
    Consent,
    PaymentToConfirm,
    ProvenOrder,
    Small,
)
from leapfrog.wallet import LARGEST


class Held:
    """What some people confirmed, and what they may still pay today without that."""

    def __init__(self, db: Db, small: dict[UUID, Small], confirmed: dict[bytes, Confirmed]) -> None:
        self._db, self._small, self._confirmed = db, small, confirmed
        self._used: set[ProvenOrder] = set()

    async def refusal(self, one: PaymentToConfirm) -> Problem | None:
        """Why a payment may not go: `BadAmount`, `OwnDeviceNeeded`, `ConfirmationNeeded`, `NoPin`;
        None where it may. Each one is asked about once: what it needs counts as spent from then
        on.
        """
        if not 0 < one.order.amount <= LARGEST:
            return wallet.BadAmount()
        if one.consent.vouched:
            return None
        if one.consent.borrowed:
            return OwnDeviceNeeded()
        if self._agreed(one):
            return None
        return await asking.needed(self._db, one.payer_id, one.order.amount)

    async def spend(self, done: Iterable[PaymentToConfirm]) -> None:
        """These have gone."""
        spent = await self.burn(done)
        if spent:
            await self.count(spent)

    async def burn(self, done: Iterable[PaymentToConfirm]) -> Mapping[UUID, int]:
        """These have gone: their tokens are spent. Answers what each payer spent of their day's
        allowance, which is to be counted in the same transaction (`pay_spend_small`).
        """
        spent: Counter[UUID] = Counter()
        burnt: list[bytes] = []
        for one in done:
            if one.consent.token:
                burnt.append(secret_hash(one.consent.token))
            elif goes_unasked(one.consent):
                spent[one.payer_id] += one.order.amount
        if burnt:
            await store.burn(self._db, burnt)
        return spent

    async def count(self, spent: Mapping[UUID, int]) -> None:
        """Counts what these payers spent of their day's allowance."""
        await store.spend_small(self._db, spent)

    async def take(self, one: PaymentToConfirm) -> None:
        """For a single payment that goes next: what refuses it is raised and undoes all of it.
        Raises what `refusal` answers.
        """
        refused = await self.refusal(one)
        if refused is not None:
            raise refused
        await self.spend([one])

    def _agreed(self, one: PaymentToConfirm) -> bool:
        proven = one.consent.proven
        if proven is not None:
            again = proven in self._used
            self._used.add(proven)
            return proven.covers(one) and not again
        if one.consent.token:
            token = secret_hash(one.consent.token)
            confirmed = self._confirmed.get(token)
            if confirmed is None or not confirmed.covers(one):
                return False
            del self._confirmed[token]
            return True
        small = self._small.get(one.payer_id, Small())
        if not small.covers(one.order.amount):
            return False
        small.spent += one.order.amount
        return True


async def hold(db: Db, payers: Sequence[tuple[UUID, Consent]]) -> Held:
    """Locks what these payers bring to confirm their payments, so that nobody else spends it until
    the end of the transaction; `Held.take` spends it.
    """
    confirmed = await lock_confirmed(db, payers)
    unasked = unasked_of(payers)
    return Held(db, await store.lock_small(db, unasked) if unasked else {}, confirmed)


def unasked_of(payers: Iterable[tuple[UUID, Consent]]) -> list[UUID]:
    """Those who want to pay out of their day's allowance."""
    return list({person for person, consent in payers if goes_unasked(consent)})


async def lock_confirmed(db: Db, payers: Iterable[tuple[UUID, Consent]]) -> dict[bytes, Confirmed]:
    """What these payers confirmed before, by its token's hash: nobody else uses it until the end
    of the transaction.
    """
    tokens = {secret_hash(consent.token) for _, consent in payers if consent.token}
    return await store.lock_confirmed(db, tokens) if tokens else {}


def goes_unasked(consent: Consent) -> bool:
    """Whether it is the day's allowance that a payment needs."""
    return not (consent.token or consent.proven or consent.vouched or consent.borrowed)
