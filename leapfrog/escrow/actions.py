"""What can be done about a trade. Who may, when, and what becomes of it: `model.TABLE`."""

from datetime import timedelta

import msgspec


class EscrowAction(msgspec.Struct, frozen=True):
    """Something that is done about a trade."""


class Pay(EscrowAction, frozen=True):
    """All of it, or the deposit where one was agreed on."""


class PayBalance(EscrowAction, frozen=True):
    """What the deposit left, in its time."""


class Forfeit(EscrowAction, frozen=True):
    """The rest was not paid in time, and it was agreed that the deposit is the seller's then. Who
    agreed on it has looked that the rest could have been paid; nobody loses it by the clock alone.
    """


class Cancel(EscrowAction, frozen=True):
    """A trade is called off before anything is paid."""


class Ship(EscrowAction, frozen=True):
    """Goods of so much worth are on their way. For what is fetched or downloaded: are ready."""

    worth: int


class Confirm(EscrowAction, frozen=True):
    """The buyer has it all."""


class Extend(EscrowAction, frozen=True):
    """The other side gets more time: the buyer to confirm, the seller to send."""

    more: timedelta


class AskRefund(EscrowAction, frozen=True):
    """The buyer wants so much back, `unsent` of it for goods that were not sent; `returns`: and
    sends goods back.
    """

    amount: int
    unsent: int = 0
    returns: bool = False


class Withdraw(EscrowAction, frozen=True):
    """The buyer does not want it any more."""


class Agree(EscrowAction, frozen=True):
    """The seller gives what is asked, where goods come back: once they are there."""


class Refuse(EscrowAction, frozen=True):
    """The seller does not give it, or what came back is not what was sent."""


class SendBack(EscrowAction, frozen=True):
    """The goods are on their way back."""


class GotBack(EscrowAction, frozen=True):
    """The seller has the goods of a return back."""


class Appeal(EscrowAction, frozen=True):
    """One of the two calls the town."""


class GiveBack(EscrowAction, frozen=True):
    """The seller gives so much back without being asked, `unsent` of it for goods not sent."""

    amount: int
    unsent: int = 0


class Judge(EscrowAction, frozen=True):
    """The town decides about what was asked: so much is the buyer's, so much the seller's, and what
    is left of it waits on. `whole`: about all that there is, so nothing is left. After the release
    the seller has theirs already.
    """

    to_buyer: int
    to_seller: int
    whole: bool = False


class Collect(EscrowAction, frozen=True):
    """What the seller owes the buyer is taken from other money of the seller's."""

    amount: int


class Tick(EscrowAction, frozen=True):
    """The time is over for whatever was waited for."""
