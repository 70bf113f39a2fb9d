"""Sending: the edge's single messages, gathered into batches of one commit each."""

from leapfrog.chat.messages import Appended, append
from leapfrog.chat.model import Draft, Message
from leapfrog.kernel.batcher import Batcher
from leapfrog.kernel.db import Database
from leapfrog.kernel.errors import Problem
from leapfrog.kernel.http import AnyRequest


class Sender:
    """One per process."""

    def __init__(self, database: Database) -> None:
        self.batcher: Batcher[Draft, Appended] = Batcher(
            database, append, key=lambda draft: draft.conversation_id
        )

    async def send(self, draft: Draft) -> Message:
        """The message, once it is on disk. Raises what `append` answers instead of one."""
        result = await self.batcher.submit(draft)
        if isinstance(result, Problem):
            raise result
        return result

    async def close(self) -> None:
        """Waits for what is on its way to the disk."""
        await self.batcher.close()


def sender_of(request: AnyRequest) -> Sender:
    """The sender of the process that answers this request."""
    sender: Sender = request.app.state.sender
    return sender
