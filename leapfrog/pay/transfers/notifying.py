"""Telling: cards in conversations, and that one of them is not any more what it was."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from leapfrog import chat, push
from leapfrog.chat import MessageDraft, pair
from leapfrog.kernel import stream
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Problem
from leapfrog.kernel.ids import derived_id
from leapfrog.pay.transfers.model import MoneyRequest, MoneyTransfer
from leapfrog.push import PushNotice


async def show(db: Db, about: Sequence[MoneyTransfer | MoneyRequest]) -> None:
    """A card of each in the conversation of its two people, by whoever sends or asks. Raises what
    chat refuses: then nothing of the transaction was.
    """
    pairs = [pair(*_people(one)) for one in about]
    directs = await chat.directs_of(db, pairs)
    drafts = [
        MessageDraft(
            conversation_id=directs[two],
            sender_id=_people(one)[0],
            client_id=derived_id(one.id, "card"),
            body=one.note,
            kind="card",
            meta={"ref": one.ref},
        )
        for one, two in zip(about, pairs, strict=True)
    ]
    for result in await chat.append(db, drafts):
        if isinstance(result, Problem):
            raise result


def changed(db: Db, of: Iterable[MoneyTransfer | MoneyRequest]) -> None:
    """Whoever looks at these sees them anew."""
    for one in of:
        stream.tell(db, _people(one), {"t": "changed", "what": "card", "ref": one.ref})


async def sent(db: Db, new: Sequence[MoneyTransfer], *, has_devices: bool) -> None:
    """Both see it, and whoever got something at once is told; `has_devices`: one of them has a
    device to push to.
    """
    changed(db, new)
    if has_devices:
        at_once = [one for one in new if not one.expires_at]
        await push.notify(db, [PushNotice(one.receiver_id, one.ref, "high") for one in at_once])


def _people(one: MoneyTransfer | MoneyRequest) -> tuple[UUID, UUID]:
    """Who sends or asks, and the other one."""
    if isinstance(one, MoneyTransfer):
        return one.sender_id, one.receiver_id
    return one.asker_id, one.payer_id
