"""Invitations: a link that makes who follows it a contact, without asking again."""

from uuid import UUID

from leapfrog.contacts import book, store, store_requests, writing
from leapfrog.contacts.connections import connect
from leapfrog.contacts.errors import BlockedByYou, ContactIdUsed, InvitationOver, Yourself
from leapfrog.contacts.model import INVITATION_LIFE, ContactEntry, ContactWrite, Invitation, clean
from leapfrog.identity import check_here
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Problem
from leapfrog.kernel.ids import new_secret


async def invite(
    db: Db, owner: UUID, invitation_id: UUID, contact_id: UUID | None = None
) -> Invitation:
    """A link for whoever gets it, many times, or for one contact, once; valid for 30 days.

    The same id again answers the same link. Raises `NoContact`, `ContactIdUsed`.
    """
    before = await store_requests.invitation(db, invitation_id)
    if before is None:
        if contact_id:
            await book.entry(db, owner, contact_id)
        until = db.now + INVITATION_LIFE
        made = Invitation(invitation_id, owner, contact_id, new_secret(), db.now, until)
        await store_requests.invite(db, made)
        before = await store_requests.invitation(db, invitation_id)
    if before is None or (before.owner_id, before.contact_id) != (owner, contact_id):
        raise ContactIdUsed
    return before


async def given(db: Db, owner: UUID) -> list[Invitation]:
    """The owner's links that can still be followed, the last one first."""
    return await store_requests.invitations_of(db, owner)


async def revoke(db: Db, owner: UUID, invitation_id: UUID) -> None:
    """Nobody can follow the link any more; who did stays a contact. Twice is one operation."""
    await store_requests.revoke(db, owner, invitation_id)


async def find(db: Db, token: str) -> Invitation:
    """An invitation link that can still be followed. Raises `InvitationOver`."""
    found = await store_requests.invitation_of(db, clean(token))
    if found is None or found.expires_at <= db.now:
        raise InvitationOver
    if found.contact_id:
        for entry in await book.entries(db, found.owner_id, [found.contact_id]):
            if entry.person_id is None:
                return found
        raise InvitationOver
    return found


async def check_owner(db: Db, token: str, owner: UUID | None) -> None:
    """Checks that an invitation link is good and of `owner`. Raises `InvitationOver`, also for
    somebody else's, and `MovedAway`.
    """
    found = await store_requests.invitation_of(db, clean(token))
    if found is None or found.expires_at <= db.now:
        raise InvitationOver
    await check_here(db, [found.owner_id])
    if found.owner_id != owner:
        raise InvitationOver


async def meant_for(db: Db, found: Invitation) -> str:
    """How its owner calls whom it was made for; empty for a link for anybody."""
    if found.contact_id is None:
        return ""
    return (await book.entry(db, found.owner_id, found.contact_id)).name


async def accept(db: Db, me: UUID, token: str) -> ContactEntry:
    """Makes the inviter and `me` contacts at once; answers the inviter's entry in my book.

    A contact without a server that the link was made for becomes living, with all that its owner
    wrote about it. Twice is one operation. Raises `InvitationOver`, `Yourself`, `BlockedByYou`,
    `MovedAway`.
    """
    found = await store_requests.invitation_of(db, clean(token))
    if found is None or found.expires_at <= db.now:
        raise InvitationOver
    if found.owner_id == me:
        raise Yourself
    await store.hold(db, [found.owner_id, me])
    ties = await store_requests.ties(db, me, found.owner_id)
    if ties.blocked:
        raise BlockedByYou
    if ties.blocked_there:
        raise InvitationOver
    await check_here(db, [found.owner_id])
    if found.contact_id:
        await _bring_to_life(db, found.owner_id, found.contact_id, me)
    await connect(db, found.owner_id, me, "invitation")
    entry = await store.by_person(db, me, found.owner_id)
    assert entry is not None
    return entry


async def _bring_to_life(db: Db, owner: UUID, contact_id: UUID, person: UUID) -> None:
    live = await book.entries(db, owner, [contact_id])
    if not live or live[0].person_id not in (None, person):
        raise InvitationOver
    if live[0].person_id and not live[0].connected:
        raise InvitationOver
    if live[0].person_id is None and await store.by_person(db, owner, person) is None:
        await writing.write(db, owner, [ContactWrite(contact_id, person_id=person, connected=True)])


async def follow(db: Db, me: UUID, token: str) -> None:
    """Makes somebody who just joined by an invitation link and the person who gave it contacts.
    Where the link is over, or this is refused otherwise, nothing happens.
    """
    try:
        async with db.savepoint():
            await accept(db, me, token)
    except Problem:
        return


async def move(db: Db, owner: UUID, from_contact: UUID, to_contact: UUID) -> None:
    """Links made for one contact are now for another, which it was merged into."""
    await store_requests.move_invitations(db, owner, from_contact, to_contact)


async def drop_expired(db: Db) -> None:
    """Deletes invitation links that are over."""
    await store_requests.drop_expired(db)
