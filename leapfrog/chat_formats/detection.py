"""The one way in: any export, known by what is in it, never by its name; or several of them that
were chosen together.
"""

from collections.abc import Iterator

import msgspec

from leapfrog.chat_formats.model import ChatFormat, HistoryEntry, HistorySkip, ReadOptions, Told
from leapfrog.unpacking import Folder, Formats, UnreadableFile

# A new one is a file in this folder: see docs/adding-a-format.md.
FORMATS: Formats[ChatFormat] = Formats("leapfrog.chat_formats.formats")


def format_of(folder: Folder) -> str:
    """The name of the format in which an export of conversations is written; of several files, that
    of the first that is known. Raises `UnreadableFile`.
    """
    if not folder.is_bundle:
        return _format(folder).name
    refused = _unknown()
    for name in folder.names:
        try:
            return _format(folder.part(name)).name
        except UnreadableFile as cause:
            refused = cause
    raise refused


def read(folder: Folder, options: ReadOptions) -> Iterator[Told]:
    """The threads of an export, each with its people and entries. Raises `UnreadableFile`.

    Of several files each is read alone; one that cannot be read is told, and the next is read.
    """
    if not folder.is_bundle:
        yield from _format(folder).read(folder, options)
        return
    for name in folder.names:
        try:
            part = folder.part(name)
            for told in _format(part).read(part, options):
                yield _of_part(told, name)
        except UnreadableFile as cause:
            yield HistorySkip(name, cause.reason)


def _of_part(told: Told, name: str) -> Told:
    """With the name of the file before the paths in it."""
    if isinstance(told, HistorySkip):
        place = told.place if told.place.startswith(name) else f"{name}: {told.place}"
        return HistorySkip(place, told.reason)
    if not isinstance(told, HistoryEntry) or not any(one.path for one in told.media):
        return told
    media = tuple(
        msgspec.structs.replace(one, path=f"{name}/{one.path}") if one.path else one
        for one in told.media
    )
    return msgspec.structs.replace(told, media=media)


def _format(folder: Folder) -> ChatFormat:
    for found in FORMATS:
        if found.knows(folder):
            return found
    raise _unknown()


def _unknown() -> UnreadableFile:
    return UnreadableFile("unknown_format", "This is no chat history of a kind that we know.")
