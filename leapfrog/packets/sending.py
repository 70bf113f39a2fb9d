"""Sending a red packet: the money leaves the wallet account, and the packet lies in the
conversation.
"""

import secrets
from datetime import timedelta
from uuid import UUID

import msgspec

from leapfrog import chat, stock, wallet
from leapfrog.chat import MessageDraft
from leapfrog.identity import plain
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Invalid, Problem
from leapfrog.kernel.timers import schedule
from leapfrog.packets import store
from leapfrog.packets.errors import (
    BadShares,
    NoPacket,
    OverPacketDay,
    OverPacketLimit,
    PacketsOff,
)
from leapfrog.packets.expiring import EXPIRE
from leapfrog.packets.model import NewPacket, Packet, PacketRules
from leapfrog.pay import (
    Consent,
    OperationIdUsed,
    Order,
    PaymentToConfirm,
    hold_consents,
    post_all,
    wallet_account_of,
)
from leapfrog.wallet import LARGEST, NewAccount, Reason, Transfer

LASTS = timedelta(hours=24)
DAY = timedelta(hours=24)
LONGEST_GREETING, LONGEST_PHRASE = 60, 30


async def send(db: Db, sending: NewPacket, rules: PacketRules, consent: Consent) -> UUID:
    """Sends a packet into a conversation; the same again is the same packet.

    Raises `NoPacket` where the sender is not there, `PacketsOff`, `OperationIdUsed`, `Invalid`,
    `BadAmount`, `BadShares`, `CurrenciesDiffer`, `OverPacketLimit`, `OverPacketDay`, what is not
    confirmed, what the wallet refuses, and what the conversation does.
    """
    wanted = _cleaned(sending)
    held = await hold_consents(db, [(wanted.sender_id, consent)])
    place = (wanted.sender_id, wanted.conversation_id)
    kind = (await chat.present(db, [place])).get(place)
    if kind is None:
        raise NoPacket
    before = (await store.many(db, [wanted.id])).get(wanted.id)
    if before:
        if _asked(before) != wanted:
            raise OperationIdUsed
        return wanted.id
    await _check(db, wanted, rules, direct=kind == "direct")
    wallet_account = await wallet_account_of(db, wanted.sender_id)
    if wallet_account.currency != wanted.currency:
        raise wallet.CurrenciesDiffer
    order = Order("packet", wanted.id, str(wanted.conversation_id), wanted.amount)
    await held.take(PaymentToConfirm(wanted.sender_id, consent, order))
    packet = await _filled(db, wanted, wallet_account, direct=kind == "direct")
    if await store.sent_since(db, wanted.sender_id, db.now - DAY) > rules.daily:
        raise OverPacketDay(daily=rules.daily)
    await stock.open_pools(db, [stock.StockPool(packet.id, ref(packet.id), packet.shares, 1)])
    await schedule(db, EXPIRE, str(packet.id), packet.ends_at)
    await _lay(db, packet)
    return packet.id


def ref(packet_id: UUID) -> str:
    """What the packet's card is called in a conversation."""
    return f"pay:packet:{packet_id}"


def _cleaned(sending: NewPacket) -> NewPacket:
    greeting, phrase = plain(sending.greeting), plain(sending.phrase)
    if len(greeting) > LONGEST_GREETING or len(phrase) > LONGEST_PHRASE:
        raise Invalid(f"At most {LONGEST_GREETING} characters, and {LONGEST_PHRASE} to say.")
    return msgspec.structs.replace(sending, greeting=greeting, phrase=phrase)


def _asked(packet: Packet) -> NewPacket:
    """What was asked for when this packet was sent."""
    return NewPacket(
        id=packet.id,
        conversation_id=packet.conversation_id,
        sender_id=packet.sender_id,
        amount=packet.amount,
        currency=packet.currency,
        shares=packet.shares,
        sharing=packet.sharing,
        for_id=packet.for_id,
        phrase=packet.phrase or "",
        greeting=packet.greeting,
    )


async def _check(db: Db, wanted: NewPacket, rules: PacketRules, *, direct: bool) -> None:
    if not rules.on:
        raise PacketsOff
    if not 0 < wanted.amount <= LARGEST:
        raise wallet.BadAmount
    for_one = direct or wanted.for_id is not None
    if wanted.shares < 1 or (for_one and wanted.shares > 1):
        raise BadShares("A packet for one person has one share.")
    if wanted.shares > rules.shares:
        raise BadShares(f"At most {rules.shares} shares.", most=rules.shares)
    if wanted.amount < wanted.shares:
        raise BadShares("There is at least one cent in each share.")
    if wanted.sharing == "even" and wanted.amount % wanted.shares:
        raise BadShares("Even shares are all the same.")
    if wanted.amount > rules.most:
        raise OverPacketLimit(most=rules.most)
    if wanted.for_id:
        await _check_receiver(db, wanted, wanted.for_id)


async def _check_receiver(db: Db, wanted: NewPacket, for_id: UUID) -> None:
    there = (for_id, wanted.conversation_id)
    if for_id == wanted.sender_id or there not in await chat.present(db, [there]):
        raise BadShares("They are not in this conversation.")


async def _filled(
    db: Db, wanted: NewPacket, wallet_account: wallet.Account, *, direct: bool
) -> Packet:
    """Moves the money into an account of the packet's own."""
    new = NewAccount("system", None, "packet", wallet_account.currency, str(wanted.id))
    account = await wallet.open_account(db, new)
    operation = Transfer(
        id=wanted.id,
        payer=wallet_account.id,
        payee=account,
        amount=wanted.amount,
        code=Reason.RED_PACKET,
        ref=wanted.id,
    )
    await post_all(db, [operation])
    packet = _made(db, wanted, account, wallet_account, direct=direct)
    await store.add(db, packet)
    return packet


def _made(
    db: Db, wanted: NewPacket, account: int, wallet_account: wallet.Account, *, direct: bool
) -> Packet:
    return Packet(
        id=wanted.id,
        conversation_id=wanted.conversation_id,
        direct=direct,
        sender_id=wanted.sender_id,
        sharing=wanted.sharing,
        for_id=wanted.for_id,
        phrase=wanted.phrase or None,
        greeting=wanted.greeting,
        currency=wallet_account.currency,
        account=account,
        payer=wallet_account.id,
        amount=wanted.amount,
        shares=wanted.shares,
        opened=0,
        taken=0,
        seed=secrets.token_bytes(32),
        state="open",
        created_at=db.now,
        ends_at=db.now + LASTS,
        closed_at=None,
    )


async def _lay(db: Db, packet: Packet) -> None:
    """The card in the conversation; its text is the greeting."""
    card = MessageDraft(
        packet.conversation_id,
        packet.sender_id,
        packet.id,
        packet.greeting,
        "card",
        meta={"ref": ref(packet.id)},
    )
    [said] = await chat.append(db, [card])
    if isinstance(said, Problem):
        raise said
