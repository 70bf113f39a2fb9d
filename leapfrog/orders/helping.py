"""The village helper: somebody orders and pays for one who has no phone, and who agrees by the
digits of a paper card.
"""

import msgspec
from msgspec.structs import replace

from leapfrog import parcels
from leapfrog.kernel.db import Database
from leapfrog.kernel.errors import Problem
from leapfrog.orders.errors import ConsentNeeded
from leapfrog.orders.quotes import CartQuote, Recipient
from leapfrog.parcels import ReceiverCard

# A handle alone is that short.
SHORT = 6


class CardShownTo(msgspec.Struct, frozen=True):
    """A card that was named; `agreed`: with its digits."""

    card: ReceiverCard
    agreed: bool


async def card_of(database: Database, text: str) -> CardShownTo:
    """The card that a helper names. Raises `NoReceiver`, `WrongReceiverCode`,
    `ParcelCodeLocked`.
    """
    if len(text.strip()) <= SHORT:
        async with database.glance() as db:
            return CardShownTo(await parcels.card_named(db, text), agreed=False)
    found = await parcels.shown_card(database, text)
    if isinstance(found, Problem):
        raise found
    return CardShownTo(found, agreed=True)


def recipient_of(shown: CardShownTo, typed: Recipient) -> Recipient:
    """It is for who has the card. Where they live is told to nobody, not even in a quote, who has
    not shown its digits: others say themselves where it shall be brought.
    """
    card = shown.card
    known = card.address if shown.agreed else ""
    return replace(typed, name=card.name, address=typed.address or known, card_id=card.id)


def check_consent(shown: CardShownTo, made: CartQuote) -> None:
    """Raises `ConsentNeeded` for more than somebody lets others order without asking."""
    if not shown.agreed and made.total > shown.card.free_up_to:
        raise ConsentNeeded(most=shown.card.free_up_to)
