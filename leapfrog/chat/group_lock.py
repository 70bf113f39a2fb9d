"""A group that is being changed: nobody else changes it or writes there meanwhile, and what
happens to it is said in its log.
"""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from leapfrog.chat import log, store_groups, store_log
from leapfrog.chat.conversations import tell_changed
from leapfrog.chat.errors import GroupLivesElsewhere, NoConversation, NotAdmin, NotMember, NotOwner
from leapfrog.chat.events import LeftConversation, SaidToAnotherTown
from leapfrog.chat.log import Batch
from leapfrog.chat.model import ConversationTerms
from leapfrog.chat.store_groups import LogPosition
from leapfrog.chat_content import MessageDraft, Role
from leapfrog.kernel.db import Db
from leapfrog.kernel.events import announce
from leapfrog.kernel.ids import new_id

ROLES: Sequence[Role] = ("member", "admin", "owner")


class Room:
    """A group whose row is locked until the commit, and who changes it."""

    def __init__(self, db: Db, group_id: UUID, me: UUID, terms: ConversationTerms) -> None:
        self.db, self.id, self.me, self.terms = db, group_id, me, terms
        self.batch = Batch(db.now)
        self._left: list[UUID] = []
        self._recount = False

    @property
    def end(self) -> LogPosition:
        """The last row, with what happened meanwhile."""
        moved = self.batch.moved.get(self.id)
        if moved:
            return LogPosition(moved.seq, moved.ord)
        return LogPosition(self.terms.last_seq, self.terms.last_ord)

    def note(self, what: str, people: Sequence[UUID] = (), text: str = "") -> int:
        """Says in the log what `me` did; answers the seq."""
        meta: dict[str, Any] = {"what": what}
        if people:
            meta["person_ids"] = [str(one) for one in people]
        if text:
            meta["text"] = text
        draft = MessageDraft(self.id, self.me, new_id(), "", "system", meta=meta)
        return self.batch.add(draft, self.terms).seq

    async def take_in(
        self, people: Sequence[UUID], what: str, role: Role = "member", *, all_of_it: bool = False
    ) -> list[UUID]:
        """These people are in the group from the row on that says so, or see also `all_of_it` that
        was said before; answers who is new.
        """
        hidden_to = 0 if all_of_it else self.end.seq
        new = await store_groups.join(self.db, self.id, people, role, self.end, hidden_to)
        if new:
            self.note(what, new)
            await store_groups.answer(self.db, self.id, new)
            self._recount = True
        return new

    async def let_go(self, person_id: UUID, what: str) -> None:
        """They are in the group up to the row that says so."""
        seq = self.note(what, [person_id])
        await store_groups.leave(self.db, self.id, person_id, seq)
        self._left.append(person_id)
        await announce(self.db, LeftConversation(self.id, person_id))
        self._recount = True

    async def close(self, *, recount: bool = False) -> int | None:
        """Writes what happened and tells those who are, or were until now, in the group; answers
        how many are in it, if that changed.
        """
        count = await store_groups.count(self.db, self.id) if self._recount or recount else None
        if self.batch.rows:
            await self.batch.write(self.db)
        else:
            await store_groups.touch(self.db, self.id)
        if count is not None and await store_groups.set_away(self.db, self.id):
            await announce(self.db, SaidToAnotherTown(self.id))
        people = await log.audience(self.db, {self.id: self.terms})
        hearing = {self.id: [*people.get(self.id, ()), *self._left]}
        for row in self.batch.rows.values():
            log.tell(self.db, hearing, row.message(self.db.now))
        tell_changed(self.db, hearing[self.id])
        return count


async def enter(db: Db, me: UUID, group_id: UUID, least: Role = "member") -> Room:
    """Holds a group that `me` is in, and is at least `least` in. Raises `NoConversation`,
    `NotMember`, `GroupLivesElsewhere`, `NotAdmin`, `NotOwner`.
    """
    terms = await store_log.lock(db, group_id, me)
    if terms is None or terms.kind != "group":
        raise NoConversation
    if terms.until_seq is not None:
        raise NotMember
    if terms.copy:
        raise GroupLivesElsewhere
    if ROLES.index(terms.role) < ROLES.index(least):
        raise NotOwner if least == "owner" else NotAdmin
    return Room(db, group_id, me, terms)
