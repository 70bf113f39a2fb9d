"""What a person lets others see and do in their conversations, changed: those whom it concerns see
it at once.
"""

from uuid import UUID

from leapfrog.chat import store
from leapfrog.chat_settings import ChatSettings, keep_settings, settings_of
from leapfrog.kernel import stream
from leapfrog.kernel.db import Db
from leapfrog.presence import look_anew


async def change_settings(db: Db, person_id: UUID, wanted: ChatSettings) -> ChatSettings:
    """Sets all three chat settings of a person; those who talk with them see read marks come or go,
    and open screens show their presence, or no longer.
    """
    before = await settings_of(db, person_id)
    await keep_settings(db, person_id, wanted)
    if before.read_marks != wanted.read_marks:
        touched = await store.touch(db, person_id)
        talking = {person_id, *await store.talking(db, touched)}
        stream.tell(db, talking, {"t": "changed", "what": "conversations"})
    if before.presence != wanted.presence:
        look_anew(db, person_id)
    return wanted
