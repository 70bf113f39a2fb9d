"""What people of another town say to people here, many at once: each as `talk.said` does it, by a
few statements for all. Where one of them is not as all the others, they are done one by one.
"""

from collections.abc import Sequence

import msgspec

from leapfrog import chat, contacts, identity
from leapfrog.chat import MessageDraft, pair
from leapfrog.identity import HomeSource
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Problem
from leapfrog.towns import files, store_ties, talk
from leapfrog.towns.errors import InvalidDispatch
from leapfrog.towns.model import Dispatch
from leapfrog.towns.people import Pair

# What refers to nothing, and brings no file.
KINDS = frozenset(("text", "location", "sticker"))


def is_plain(one: Dispatch) -> bool:
    """Whether it is something said that can be done together with others."""
    kind = one.body.get("kind") if one.kind == "say" else None
    plain = isinstance(kind, str) and kind in KINDS and "\0" not in one.sender + one.to
    return plain and not one.body.get("ref") and not one.body.get("files")


async def said(db: Db, there: HomeSource, dispatches: Sequence[Dispatch]) -> None:
    """Appends all of it. Raises `InvalidDispatch`, `Problem`, `msgspec.ValidationError` where one
    of them is to be looked at alone.
    """
    pairs = await _pairs(db, there, dispatches)
    found = sorted(set(pairs))
    if len(await contacts.may_talk(db, found)) < len(found):
        raise InvalidDispatch("not all of them are contacts")
    places = await chat.directs_of(db, [pair(*one) for one in found])
    ties = await store_ties.lock_all(db, [(receiver, sender) for sender, receiver in found])
    drafts = list[MessageDraft]()
    for (sender, receiver), one in zip(pairs, dispatches, strict=True):
        body = msgspec.convert(one.body, talk.SayBody)
        draft = MessageDraft(
            conversation_id=places[pair(sender, receiver)],
            sender_id=sender,
            client_id=body.i,
            body=body.body,
            kind=body.kind,  # type: ignore[arg-type]
            meta=body.meta or None,
            at=talk.shown_at(one, ties[receiver, sender].since, db.now),
        )
        drafts.append(await files.announced(db, there.domain, draft, body.files))
    for result in await chat.append(db, drafts, came=True):
        if isinstance(result, Problem):
            raise result


async def _pairs(db: Db, there: HomeSource, dispatches: Sequence[Dispatch]) -> list[Pair]:
    """Of each who sends it, who lives in the town that brings it, and who of here hears it."""
    pids = {pid for one in dispatches for pid in (one.sender, one.to) if pid}
    homes = await identity.homes_by_pid(db, pids)
    known = await identity.named(db, [one.person_id for one in homes.values()])
    made = dict[tuple[str, str], Pair]()
    for two in {(one.sender, one.to) for one in dispatches}:
        sender, receiver = (homes.get(pid) for pid in two)
        if sender is None or receiver is None:
            raise InvalidDispatch("not all of them are known")
        who, to = known.get(sender.person_id), known.get(receiver.person_id)
        if who is None or to is None or to.kind != "person":
            raise InvalidDispatch("not all of them are known")
        if not there.speaks_for(identity.home_source(sender, who)):
            raise InvalidDispatch("not all of them live in the town that brings it")
        made[two] = who.id, to.id
    return [made[one.sender, one.to] for one in dispatches]
