"""How a conversation looks to one of its people."""

from collections.abc import Mapping, Sequence
from typing import Literal
from uuid import UUID

import msgspec

from leapfrog.chat import imported_labels, store, write_permissions
from leapfrog.chat.imported_labels import ArchiveSummary, named_in
from leapfrog.chat.model import (
    Conversation,
    ConversationKind,
    Listed,
    Member,
    Message,
    PersonTies,
)
from leapfrog.chat.write_permissions import ContactPairs
from leapfrog.chat_content import GroupSummary, PersonLabel
from leapfrog.identity import Person, avatar_url
from leapfrog.kernel.db import Db

# So many names stand for a group that has none.
NAMED = 4
Recent = Mapping[UUID, list[Message]]


class ConversationViewer:
    """What is known of the conversations that are shown together, to whom they are shown."""

    def __init__(self, person_id: UUID, groups: Mapping[UUID, GroupSummary]) -> None:
        self.person_id, self.groups = person_id, groups
        self.people: dict[UUID, Person] = {}
        self.called: dict[UUID, str | None] = {}
        self.between = ContactPairs(set(), set(), {})
        # Of two who do not both show their marks, neither sees the other's.
        self.hides_read_receipts: set[UUID] = set()
        self.last: dict[UUID, Message] = {}
        self.cards: Mapping[tuple[UUID, UUID], str] = {}
        self.looks: Mapping[UUID, ArchiveSummary] = {}

    def know(self, person: Person, ties: PersonTies) -> None:
        """Notes who somebody is."""
        pair = (self.person_id, person.id)
        self.people[person.id], self.called[person.id] = person, ties.name
        if person.moved_to:
            self.between.moved[person.id] = person.moved_to
        elif ties.connected and not ties.apart:
            self.between.contacts.add(pair)
        if ties.apart:
            self.between.apart.add(pair)
        if ties.hides:
            self.hides_read_receipts.add(person.id)

    def face(self, conversation_id: UUID, person_id: UUID) -> PersonLabel:
        """Somebody: as the one who looks calls them, else as they call themselves there."""
        person = self.people[person_id]
        name = self.called[person_id] or self.cards.get((conversation_id, person_id))
        return PersonLabel(person_id, name or person.display_name, person.avatar)


async def shown(
    db: Db, person_id: UUID, listed: Sequence[Listed], recent: Recent
) -> list[Conversation]:
    """The conversations as their row on the screen, with these messages; in a constant number of
    statements.
    """
    # What was brought back of a group is an archive with its name and people.
    groups = [one.member.conversation_id for one in listed if one.member.kind != "direct"]
    view = ConversationViewer(person_id, await store.groups(db, groups) if groups else {})
    for one in listed:
        if one.person and one.ties:
            view.know(one.person, one.ties)
        if one.last:
            view.last[one.member.conversation_id] = one.last
    await _know(db, view, _ids(view, recent))
    view.looks = await _looks(db, view, [one.member for one in listed], recent)
    return [_conversation(view, one.member, recent) for one in listed]


async def _looks(
    db: Db, view: ConversationViewer, members: Sequence[Member], recent: Recent
) -> Mapping[UUID, ArchiveSummary]:
    """Of those that were spoken elsewhere."""
    ids = [member.conversation_id for member in members if member.kind == "archive"]
    said = [message for one in ids for message in recent.get(one, ())]
    said += [view.last[one] for one in ids if one in view.last]
    senders = {message.sender_id for message in said}
    return await imported_labels.looks(db, view.person_id, ids, senders)


async def _know(db: Db, view: ConversationViewer, ids: set[UUID]) -> None:
    """Reads who these people are, and what they are called in the groups."""
    unknown = ids - view.people.keys()
    for person, ties in await store.people(db, view.person_id, unknown) if unknown else ():
        if ties:
            view.know(person, ties)
    view.cards = await store.cards(db, view.groups, ids) if view.groups else {}


async def faces(
    db: Db,
    person_id: UUID,
    conversation_id: UUID,
    kind: ConversationKind,
    messages: Sequence[Message],
) -> list[PersonLabel]:
    """Who said these things in a group, or elsewhere; nobody of a conversation of two."""
    if kind == "direct":
        return []
    if kind == "archive" and not await store.groups(db, [conversation_id]):
        return await imported_labels.faces(db, person_id, conversation_id, messages)
    ids = {person for message in messages for person in named_in(message)}
    return await labels(db, person_id, conversation_id, ids)


async def labels(db: Db, person_id: UUID, group_id: UUID, ids: set[UUID]) -> list[PersonLabel]:
    """These people of a group, as the viewer calls them, in the order of their ids."""
    view = await view_of(db, person_id, group_id, ids)
    return [view.face(group_id, one) for one in sorted(view.people)]


async def view_of(db: Db, person_id: UUID, group_id: UUID, ids: set[UUID]) -> ConversationViewer:
    """Who these people of a group are to the one who looks."""
    view = ConversationViewer(person_id, await store.groups(db, [group_id]))
    await _know(db, view, ids)
    return view


def _ids(view: ConversationViewer, recent: Recent) -> set[UUID]:
    """Who is named where groups are shown."""
    ids = set[UUID]()
    for group in view.groups.values():
        ids |= set(group.preview)
        ids |= {one for message in _said(view, group, recent) for one in named_in(message)}
    return ids


def _said(view: ConversationViewer, group: GroupSummary, recent: Recent) -> list[Message]:
    last = view.last.get(group.conversation_id)
    return [*recent.get(group.conversation_id, ()), *((last,) if last else ())]


def _conversation(view: ConversationViewer, member: Member, recent: Recent) -> Conversation:
    place, them = member.conversation_id, member.other_than(view.person_id)
    seen = them not in view.hides_read_receipts
    refused = write_permissions.refusal(view.person_id, member, view.between, member.last_ord)
    found = Conversation(
        id=place,
        kind=member.kind,
        name=view.face(place, them).name if them else "",
        person=view.people[them] if them else None,
        last=view.last.get(place),
        last_seq=member.end,
        last_ord=member.last_ord,
        read_seq=member.read_seq,
        their_read_seq=member.their_read_seq if seen else 0,
        their_delivered_seq=max(member.their_read_seq, member.their_delivered_seq) if seen else 0,
        unread=member.last_ord - member.read_ord,
        writable=refused is None,
        why_not=refused.code if refused else None,
        role=member.role,
        mentioned=member.mentioned,
        muted=member.muted,
        pinned=member.pinned,
        archived=member.archived,
        marked_unread=member.marked_unread,
        hidden_to=member.hidden_to,
        request=_request(view, member),
        by_note=member.by_note,
        messages=recent.get(place, []),
    )
    group, look = view.groups.get(place), view.looks.get(place)
    if look:
        return _as_archive(view, found, look)
    return _as_group(view, found, member, group, recent) if group else found


def _as_archive(
    view: ConversationViewer, found: Conversation, look: ArchiveSummary
) -> Conversation:
    return msgspec.structs.replace(
        found,
        name=look.name(view.person_id),
        member_count=len(look.preview),
        members_preview=look.preview,
        senders=look.senders,
    )


def _as_group(
    view: ConversationViewer,
    found: Conversation,
    member: Member,
    group: GroupSummary,
    recent: Recent,
) -> Conversation:
    """Who has left sees what they saw, and the name it has now."""
    place, preview = group.conversation_id, [one for one in group.preview if one in view.people]
    said = {one for message in _said(view, group, recent) for one in named_in(message)}
    senders = sorted(said & view.people.keys() - set(preview))
    gone = member.until_seq is not None
    return msgspec.structs.replace(
        found,
        name=group.name or names_of(view, group),
        member_count=group.members,
        members_preview=[view.face(place, one) for one in preview],
        senders=[view.face(place, one) for one in senders],
        avatar=avatar_url(group.avatar),
        announcement="" if gone else group.announcement,
        muted_all=member.muted_all,
        across=("there" if member.copy else "here") if member.away else "",
        joining=group.joining,
        adding=group.adding,
        waiting=0 if gone or member.role == "member" else group.waiting,
        unread=0 if gone else found.unread,
        mentioned=found.mentioned and not gone,
    )


def names_of(view: ConversationViewer, group: GroupSummary) -> str:
    """What a group without a name is called."""
    others = [one for one in group.preview if one != view.person_id and one in view.people]
    return ", ".join(view.face(group.conversation_id, one).name for one in others[:NAMED])


def _request(view: ConversationViewer, member: Member) -> Literal["sent", "received"] | None:
    if member.asked not in ("waiting", "declined"):
        return None
    return "sent" if member.asked_by == view.person_id else "received"
