"""What is said, written down where the town has chosen that: voice messages after they came, and
what somebody says instead of typing it.

The text of a message joins what the message says of its file; those who have the message are told
it anew.
"""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import UUID

import structlog

from leapfrog.chat import file_blobs, transcribe_file
from leapfrog.chat_files.errors import NoRecogniser
from leapfrog.kernel.folders import workplace
from leapfrog.kernel.http import Town
from leapfrog.kernel.spooling import spool_to
from leapfrog.media import (
    CONTAINERS,
    ConversionFailed,
    NotASound,
    Recogniser,
    recogniser_of,
    sniff,
    transcribe,
)

LONGEST = 4000

logger = structlog.get_logger()


async def work(town: Town, payload: Any) -> None:
    """The job; nothing where the town has no recogniser any more."""
    recogniser = recogniser_of(town.settings)
    if recogniser is not None:
        await write(town, recogniser, UUID(payload["id"]))


async def dictated(town: Town, source: Path) -> str:
    """What is said in the recording at `source`, the only file of its folder; nothing of it is
    kept. Empty when it was not understood. Raises `NoRecogniser`, `NotASound`.
    """
    recogniser = recogniser_of(town.settings)
    if recogniser is None:
        raise NoRecogniser
    media_type = sniff(source)
    if media_type not in CONTAINERS:
        raise NotASound
    try:
        text = await transcribe(recogniser, source.parent, media_type)
    except ConversionFailed as cause:
        logger.warning("not_transcribed", reason=str(cause)[-200:])
        raise NotASound from cause
    return text[:LONGEST]


async def write(town: Town, recogniser: Recogniser, file_id: UUID) -> None:
    """Writes a voice message down. What cannot be understood stays a voice."""
    async with town.database.reading() as db:
        whole = [blob for blob in await file_blobs(db, file_id) if blob.part == "whole"]
    for blob in whole:
        with TemporaryDirectory(dir=workplace(town.settings.home)) as here:
            await spool_to(town.files.chunks(blob.sha256), Path(here) / "source")
            try:
                text = await transcribe(recogniser, Path(here), blob.type)
            except ConversionFailed as cause:
                logger.warning("not_transcribed", reason=str(cause)[-200:])
                return
        if text:
            async with town.database.transaction() as db:
                await transcribe_file(db, file_id, text[:LONGEST])
