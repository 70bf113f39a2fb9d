"""Routes of red packets; none of them is there in a town without money."""

from typing import Annotated
from uuid import UUID

import msgspec
from litestar import Router, get, post, put
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody, QueryParameter

from leapfrog.identity import SignedIn, operator_only
from leapfrog.kernel.http import DbIn, Input, TownIn
from leapfrog.kernel.limits import Limit
from leapfrog.packets import sending, showing
from leapfrog.packets.model import NewPacket, Opened, Opening, PacketRules, Sharing
from leapfrog.packets.opening import OPENING
from leapfrog.packets.packet_rules import rules, set_rules
from leapfrog.packets.showing import PacketCard, PacketView
from leapfrog.pay import ConfirmationInput, ConsentIn, note_at_desk, town_has_money, with_consent

SENDING = Limit("packet", 60, 3600)
# Words can be guessed, luck cannot be helped.
TAPPING = Limit("packet_opening", 30, 60)
Words = Annotated[str, msgspec.Meta(max_length=200)]
Some = Annotated[int, msgspec.Meta(ge=1, le=10**9)]


Conversations = Annotated[
    list[UUID] | None,
    QueryParameter(max_items=100, description="Of one's own, as often as wanted."),
]


class PacketsWaiting(msgspec.Struct, frozen=True):
    """The newest first."""

    packets: list[PacketCard]


class PacketInput(Input, frozen=True):
    """Money in an envelope, in minor units. `for_id`: the only one who may open it; `phrase`: what
    must be said to open it.
    """

    conversation_id: UUID
    amount: int
    currency: Annotated[str, msgspec.Meta(max_length=3)]
    shares: int = 1
    sharing: Sharing = "lucky"
    for_id: UUID | None = None
    phrase: Words = ""
    greeting: Words = ""
    confirmation: ConfirmationInput = None


class OpeningInput(Input, frozen=True):
    """`phrase`: where words must be said."""

    phrase: Words | None = None


class ThanksInput(Input, frozen=True):
    """Empty: none."""

    text: Words


class RulesInput(Input, frozen=True):
    """How red packets may be sent, see `PacketRules`."""

    on: bool
    most: Some
    daily: Some
    shares: Annotated[int, msgspec.Meta(ge=1, le=500)]


@get("/pay/packets", summary="Read packet rules")
async def read_rules(db: DbIn, town: TownIn, signed: SignedIn) -> PacketRules:
    """Whether red packets may be sent, and how large (minor units) and how many, as the operator
    allows.
    """
    return await rules(db, town.settings)


@get("/pay/packets/waiting", summary="Read packets to open")
async def read_waiting(
    db: DbIn, signed: SignedIn, conversation_id: Conversations = None
) -> PacketsWaiting:
    """The red packets in these conversations that one may open and has not opened."""
    return PacketsWaiting(await showing.waiting(db, signed.person_id, conversation_id or ()))


@put("/pay/packets/{packet_id:uuid}", summary="Send a red packet", guards=[with_consent])
async def send_packet(
    db: DbIn,
    town: TownIn,
    signed: SignedIn,
    packet_id: FromPath[UUID],
    data: JSONBody[PacketInput],
    consent: ConsentIn,
) -> PacketView:
    """Puts a red packet into a conversation: an amount (minor units) in equal or random shares. The
    same id again is the same packet. Raises `AccountClosed`, `AccountFrozen`, `BadAmount`,
    `BadShares`, `ConfirmationNeeded`, `CurrenciesDiffer`, `InsufficientFunds`, `Invalid`,
    `MovedAway`, `MutedAll`, `NoAccount`, `NoConversation`, `NoCurrency`, `NoPacket`, `NoPin`,
    `NotContacts`, `NotMember`, `OperationIdUsed`, `OverBalanceLimit`, `OverDailyLimit`,
    `OverPacketDay`, `OverPacketLimit`, `OverPaymentLimit`, `PacketsOff`, `ReadOnly`,
    `RequestWaits`.
    """
    town.limit(SENDING, str(signed.person_id))
    wanted = NewPacket(
        id=packet_id,
        conversation_id=data.conversation_id,
        sender_id=signed.person_id,
        amount=data.amount,
        currency=data.currency,
        shares=data.shares,
        sharing=data.sharing,
        for_id=data.for_id,
        phrase=data.phrase,
        greeting=data.greeting,
    )
    await sending.send(db, wanted, await rules(db, town.settings), consent)
    return await showing.view(db, signed.person_id, packet_id)


@get("/pay/packets/{packet_id:uuid}", summary="Read a red packet")
async def read_packet(db: DbIn, signed: SignedIn, packet_id: FromPath[UUID]) -> PacketView:
    """A red packet with who opened it and what they found, as far as one may see it. Raises
    `NoPacket`.
    """
    return await showing.view(db, signed.person_id, packet_id)


@post("/pay/packets/{packet_id:uuid}/open", summary="Open a red packet", status_code=200)
async def open_packet(
    town: TownIn,
    signed: SignedIn,
    packet_id: FromPath[UUID],
    data: JSONBody[OpeningInput],
) -> Opened:
    """Takes one's share of a red packet. Again: what was found the first time. Raises
    `AccountClosed`, `AccountFrozen`, `BadAmount`, `InsufficientFunds`, `MovedAway`, `MutedAll`,
    `NoAccount`, `NoConversation`, `NoCurrency`, `NoPacket`, `NotContacts`, `NotMember`,
    `OverBalanceLimit`, `OverDailyLimit`, `OverPaymentLimit`, `PacketEmpty`, `PacketForAnother`,
    `PacketOver`, `ReadOnly`, `RequestWaits`, `WrongPhrase`.
    """
    town.limit(TAPPING, str(signed.person_id))
    opening = Opening(packet_id, signed.person_id, data.phrase)
    return await town.batchers.of(OPENING).submit(opening)


@put("/pay/packets/{packet_id:uuid}/thanks", summary="Say thanks for a packet")
async def say_thanks(
    db: DbIn, signed: SignedIn, packet_id: FromPath[UUID], data: JSONBody[ThanksInput]
) -> PacketView:
    """Adds a few words of thanks to what one found in a red packet. Raises `Invalid`,
    `NoPacket`.
    """
    return await showing.thank(db, signed.person_id, packet_id, data.text)


@put("/pay/desk/packets", guards=[operator_only])
async def set_packet_rules(db: DbIn, signed: SignedIn, data: JSONBody[RulesInput]) -> PacketRules:
    """Whether and how red packets may be sent, from now on."""
    new = PacketRules(data.on, data.most, data.daily, data.shares)
    await set_rules(db, new)
    said = f"{'on' if new.on else 'off'}, {new.most} each, {new.daily} a day, {new.shares} shares"
    await note_at_desk(db, signed.person_id, "packets", None, said)
    return new


handlers: list[HTTPRouteHandler] = [
    read_rules,
    read_waiting,
    send_packet,
    read_packet,
    open_packet,
    say_thanks,
    set_packet_rules,
]
routes = [Router("/", route_handlers=handlers, guards=[town_has_money])]
