"""The text of a voice message, joined to what the message says of its file."""

from uuid import UUID

from leapfrog.chat import log_pages, store_files
from leapfrog.kernel import stream
from leapfrog.kernel.db import Db


async def transcribe_file(db: Db, file_id: UUID, text: str) -> None:
    """What is said in a voice: messages that are there say it from now on, and those who have them
    are told; later ones take it from the file.
    """
    places = await store_files.transcribe(db, file_id, text)
    if not places:
        return
    found = await log_pages.at(db, places)
    for place, people in (await store_files.hearing(db, places)).items():
        stream.tell(db, people, {"t": "message", "message": found[place]})
