"""Telling: cards in conversations, and that one of them is not any more what it was."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from leapfrog import chat
from leapfrog.chat import MessageDraft
from leapfrog.kernel import stream
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Problem
from leapfrog.pay.transfers.model import MoneyRequest, MoneyTransfer
from leapfrog.wallet import derived_id

# From whom, to whom, about what, and in which words.
Shown = tuple[UUID, UUID, str, str]


async def show(db: Db, cards: Sequence[Shown]) -> None:
    """A card of each in the conversation of its two people. Raises what chat refuses: then nothing
    of the transaction was.
    """
    drafts = [
        MessageDraft(
            conversation_id=await chat.direct_of(db, sender, receiver),
            sender_id=sender,
            client_id=derived_id(UUID(ref.rpartition(":")[2]), "card"),
            body=words,
            kind="card",
            meta={"ref": ref},
        )
        for sender, receiver, ref, words in cards
    ]
    for result in await chat.append(db, drafts):
        if isinstance(result, Problem):
            raise result


def changed(db: Db, of: Iterable[MoneyTransfer | MoneyRequest]) -> None:
    """Whoever looks at these sees them anew."""
    for one in of:
        if isinstance(one, MoneyTransfer):
            people = (one.sender_id, one.receiver_id)
        else:
            people = (one.asker_id, one.payer_id)
        stream.tell(db, people, {"t": "changed", "what": "card", "ref": one.ref})
