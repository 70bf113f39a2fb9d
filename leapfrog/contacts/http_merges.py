"""Routes of duplicates and merges."""

from uuid import UUID

from litestar import get, post, put
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody

from leapfrog.contacts import merges, rows
from leapfrog.contacts.model import Contact
from leapfrog.contacts.store_merges import Merge
from leapfrog.identity import SignedIn
from leapfrog.kernel.http import DbIn, Input


class MergeInput(Input, frozen=True):
    """Two contacts of the own book: the one that stays and the one that goes into it."""

    keep: UUID
    absorb: UUID


@get("/duplicates")
async def list_duplicates(db: DbIn, signed: SignedIn) -> list[merges.Pair]:
    """Pairs of contacts that share a phone, an e-mail address or a name, the likeliest first."""
    return await merges.duplicates(db, signed.person_id)


@get("/merges")
async def list_merges(db: DbIn, signed: SignedIn) -> list[Merge]:
    """The merges that one made, the newest first."""
    return await merges.mine(db, signed.person_id)


@put("/merges/{merge_id:uuid}", summary="Merge two contacts")
async def merge(
    db: DbIn, signed: SignedIn, merge_id: FromPath[UUID], data: JSONBody[MergeInput]
) -> Contact:
    """Unites two contacts: one gets all that the other has, which then is gone. Twice is one
    operation. Raises `ContactIdUsed`, `Invalid`, `NoContact`, `NoMerge`, `TwoPeople`, `UidTaken`.
    """
    await merges.merge(db, signed.person_id, merge_id, data.keep, data.absorb)
    return await rows.contact(db, signed.person_id, data.keep)


@post("/merges/{merge_id:uuid}/undo", summary="Undo a merge", status_code=200)
async def undo_merge(db: DbIn, signed: SignedIn, merge_id: FromPath[UUID]) -> Contact:
    """Makes two contacts of one again, and answers the one that was kept, as it was before. What
    was edited since stays with it. Raises `MergeEdited`, `NoContact`, `NoMerge`, `UidTaken`.
    """
    found = await merges.undo(db, signed.person_id, merge_id)
    return await rows.contact(db, signed.person_id, found.keep_id)


routes: list[HTTPRouteHandler] = [list_duplicates, list_merges, merge, undo_merge]
