"""What every provider can do, in the words of card payments. Amounts are minor units."""

from typing import Literal, Protocol
from uuid import UUID

import msgspec

Status = Literal["open", "authorised", "captured", "failed", "refunded"]


class ProviderFailed(Exception):
    """The provider refused, with its own word for why."""


class Charge(msgspec.Struct, frozen=True):
    """A payment at the provider: its name there, how it stands, and where the person pays it."""

    provider_id: str
    status: Status
    checkout: str = ""


class WebhookEvent(msgspec.Struct, frozen=True):
    """How a payment stands by the provider's word: asked for, or in a webhook whose signature was
    found right. `provider_id` of a webhook: the id of our charge.
    """

    provider_id: str
    status: Status
    amount: int
    currency: str


class Provider(Protocol):
    """An adapter. `key` makes an operation one, however often it is sent. All raise
    `ProviderFailed`, and `CallFailed` where nobody answered: then the same call again is safe.
    """

    async def authorise(self, key: UUID, amount: int, currency: str, back: str) -> Charge:
        """Begins a payment; afterwards the person goes to `checkout`, and from there `back`."""
        ...

    async def capture(self, key: UUID, provider_id: str, amount: int) -> Charge: ...

    async def void(self, key: UUID, provider_id: str) -> Charge: ...

    async def refund(self, key: UUID, provider_id: str, amount: int) -> Charge: ...

    async def pay_out(self, key: UUID, amount: int, currency: str, to: str) -> str:
        """Sends money to an account that the provider knows; answers its name for that."""
        ...

    async def look(self, provider_id: str) -> WebhookEvent:
        """How a payment stands now: what a lost webhook would have told."""
        ...

    def told(self, body: bytes, signature: str, now: int) -> WebhookEvent | None:
        """What a webhook tells; None where it is nothing of ours. Raises `ProviderFailed` for a
        signature that is not right, or older than five minutes, and for every one when there is
        no secret to check it with. `now`: seconds since 1970.
        """
        ...
