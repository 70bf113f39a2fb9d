"""Sending: the edge's single messages and marks, gathered into batches of one commit each."""

from collections.abc import Awaitable, Callable, Sequence
from uuid import UUID

from leapfrog.chat import plain_texts, read_receipts
from leapfrog.chat.messages import Appended, append
from leapfrog.chat.model import Message
from leapfrog.chat.store_read_receipts import ReadMarkDraft
from leapfrog.chat_content import MessageDraft
from leapfrog.kernel.batcher import Batcher, ResultSink
from leapfrog.kernel.db import Database, Db
from leapfrog.kernel.http import AnyRequest
from leapfrog.kernel.limits import Limit, Limiter

# More than the fastest fingers, and less than what fills a town.
SENDING = Limit("message", 200, 60)
# Telling all that hear a message takes this process longer than writing it takes the database: in
# batches of this size one is told while the next one is written.
LARGEST = 100
Verb = Callable[[Db, Sequence[MessageDraft]], Awaitable[Sequence[Appended]]]


class MessageSender:
    """One per process. With a `limiter`, whoever sends too much at once is asked to wait."""

    def __init__(
        self, database: Database, limiter: Limiter | None = None, verb: Verb = append
    ) -> None:
        self._limiter, self._verb = limiter, verb
        self.batcher: Batcher[MessageDraft, Message] = Batcher(
            database, self._append, key=lambda draft: draft.conversation_id, largest=LARGEST
        )
        self.marks: Batcher[ReadMarkDraft, None] = Batcher(
            database, self._move, lanes=1, one_statement=True
        )

    async def _append(self, db: Db, drafts: Sequence[MessageDraft]) -> Sequence[Appended]:
        return await plain_texts.say(db, drafts) or await self._verb(db, drafts)

    async def _move(self, db: Db, marks: Sequence[ReadMarkDraft]) -> Sequence[read_receipts.Marked]:
        return await read_receipts.move(db, marks, alone=True)

    async def send(self, draft: MessageDraft) -> Message:
        """The message, once it is on disk. Raises `RateLimited`, or what `append` answers instead
        of a message.
        """
        self._check(draft)
        return await self.batcher.submit(draft)

    def begin(self, draft: MessageDraft, answer: ResultSink[Appended]) -> None:
        """Sends a message without waiting: `answer` gets what `append` answers, once it is on disk.
        Raises `RateLimited`, `Unavailable`.
        """
        self._check(draft)
        self.batcher.put(draft, answer)

    def _check(self, draft: MessageDraft) -> None:
        if self._limiter:
            self._limiter.take(SENDING, str(draft.sender_id))

    async def mark(self, person_id: UUID, conversation_id: UUID, seq: int, *, read: bool) -> None:
        """Notes that all up to `seq` was read, or is on a device. Raises `NoConversation`."""
        await self.marks.submit(ReadMarkDraft(conversation_id, person_id, seq, read))

    def begin_delivered(
        self,
        person_id: UUID,
        conversation_id: UUID,
        seq: int,
        answer: ResultSink[read_receipts.Marked],
    ) -> None:
        """Notes what is on a device without waiting, in a moment, together with others: `answer`
        gets what `mark` raises, or None. Raises `Unavailable`.
        """
        mark = ReadMarkDraft(conversation_id, person_id, seq, read=False)
        self.marks.put(mark, answer, soon=True)

    async def close(self) -> None:
        """Waits for what is on its way to the disk."""
        await self.batcher.close()
        await self.marks.close()


def sender_of(request: AnyRequest) -> MessageSender:
    """The sender of the process that answers this request."""
    sender: MessageSender = request.app.state.sender
    return sender
