"""What a file holds, found out by reading all of it once; memory does not follow its size."""

import hashlib
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import msgspec

from leapfrog.chat_content import short_key
from leapfrog.chat_formats import (
    Folder,
    HistoryEntry,
    HistoryMedia,
    HistorySkip,
    HistoryThread,
    ReadOptions,
    Speaker,
    Told,
    read,
)
from leapfrog.imports.chats.model import MOST_CONVERSATIONS, MOST_PEOPLE
from leapfrog.imports.model import MOST_REMARKS, ImportRemark, name_of
from leapfrog.unpacking import UnreadableFile

AMBIGUOUS = "day_or_month_first"


class Counted(msgspec.Struct):
    """A thread, and what is in it so far."""

    thread: HistoryThread
    names: dict[str, str]
    entries: int = 0
    files: int = 0
    missing: int = 0
    first_at: datetime | None = None
    last_at: datetime | None = None
    digest: bytes = b""
    kinds: Counter[str] = msgspec.field(default_factory=Counter)


class HistorySummary(msgspec.Struct):
    """`people`: by key, name and number of entries. `unread`: records that could not be read, by
    why.
    """

    threads: list[Counted]
    people: dict[str, tuple[str, int]]
    remarks: list[ImportRemark]
    unread: Counter[str] = msgspec.field(default_factory=Counter)
    ambiguous: bool = False

    def probably_me(self, own_names: set[str]) -> str:
        """Whose file it is: who is called so; else who in most conversations of two is not the one
        that the conversation is named after. Empty when nothing tells.
        """
        for key, (name, _) in self.people.items():
            if name.casefold() in own_names:
                return key
        votes: dict[str, int] = {}
        for counted in self.threads:
            others = [key for key, name in counted.names.items() if name != counted.thread.title]
            if not counted.thread.group and len(counted.names) == 2 and len(others) == 1:
                votes[others[0]] = votes.get(others[0], 0) + 1
        return max(votes, key=lambda key: votes[key]) if votes else ""


def summarise(path: Path, name: str, options: ReadOptions) -> HistorySummary:
    """Reads the whole file. Raises `UnreadableFile`."""
    with path.open("rb") as file:
        folder = Folder(file, name)
        summary = HistorySummary([], {}, [])
        for counted in _threads(read(folder, options), summary):
            summary.threads.append(counted)
            if len(summary.threads) > MOST_CONVERSATIONS:
                raise UnreadableFile("too_many_threads", "There are too many chats in this file.")
    if not any(counted.entries for counted in summary.threads):
        raise UnreadableFile("nothing_said", "Nothing was said in this file.")
    return summary


def _threads(told: Iterator[Told], summary: HistorySummary) -> Iterator[Counted]:
    current: Counted | None = None
    digest = hashlib.blake2b(digest_size=16)
    for one in told:
        match one:
            case HistoryThread():
                if current:
                    current.digest = digest.digest()
                    yield current
                current, digest = Counted(one, {}), hashlib.blake2b(digest_size=16)
                digest.update(msgspec.json.encode((one.source, one.id, one.group)))
            case Speaker() if current:
                _meet(summary, current, one)
            case HistoryEntry() if current:
                _count(summary, current, one)
                digest.update(identity_of(one))
            case HistorySkip():
                _skip(summary, one)
    if current:
        current.digest = digest.digest()
        yield current


def identity_of(entry: HistoryEntry) -> bytes:
    """What makes it the same entry: all of it, but of its files only what kind they are."""
    media = tuple(HistoryMedia(kind=one.kind) for one in entry.media)
    return msgspec.json.encode(msgspec.structs.replace(entry, media=media) if media else entry)


def _meet(summary: HistorySummary, current: Counted, speaker: Speaker) -> None:
    key, name = short_key(speaker.key), name_of(speaker.name)
    current.names[key] = name
    if key not in summary.people:
        if len(summary.people) >= MOST_PEOPLE:
            raise UnreadableFile("too_many_people", "There are too many people in this file.")
        summary.people[key] = (name, 0)


def _count(summary: HistorySummary, current: Counted, entry: HistoryEntry) -> None:
    current.entries += 1
    current.kinds[entry.kind] += 1
    current.first_at = current.first_at or entry.at
    current.last_at = entry.at
    current.files += sum(1 for media in entry.media if media.path)
    current.missing += sum(1 for media in entry.media if not media.path)
    name, count = summary.people.get(short_key(entry.sender), ("", 0))
    if entry.sender:
        summary.people[short_key(entry.sender)] = (name, count + 1)


def _skip(summary: HistorySummary, skipped: HistorySkip) -> None:
    if skipped.reason == AMBIGUOUS:
        summary.ambiguous = True
        return
    summary.unread[skipped.reason] += 1
    if len(summary.remarks) < MOST_REMARKS:
        summary.remarks.append(ImportRemark(name_of(skipped.place), skipped.reason))
