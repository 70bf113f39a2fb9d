"""Has a voice message written down: asked for here, done by `transcripts`."""

from uuid import UUID

from leapfrog.kernel.db import Db
from leapfrog.kernel.jobs import enqueue

TRANSCRIBE = "chat:transcribe"


async def ask(db: Db, file_id: UUID) -> None:
    """After the commit."""
    await enqueue(db, TRANSCRIBE, {"id": str(file_id)}, key=f"{TRANSCRIBE}:{file_id}")
