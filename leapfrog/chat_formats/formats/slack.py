"""Slack's export: a zip with lists of people and conversations, and a folder for each of these with
a JSON of each day.

Known from Slack's description of the export
(https://slack.com/help/articles/220556107-How-to-read-Slack-data-exports) and of its messages
(https://api.slack.com/events/message), not from an export of ours. Files are links only.
"""

import re
from collections.abc import Iterator
from contextlib import closing
from functools import partial
from html import unescape
from typing import Any

import msgspec

from leapfrog.chat_formats.media import kind_of, type_of
from leapfrog.chat_formats.model import (
    ChatFormat,
    HistoryEntry,
    HistoryMedia,
    HistoryReaction,
    HistoryThread,
    Kind,
    ReadOptions,
    Told,
)
from leapfrog.chat_formats.reading import ThreadPeople, of_unix, safely, whole
from leapfrog.unpacking import FileFormat, Folder, values

Message = dict[str, Any]
LISTS = ("channels.json", "groups.json", "mpims.json", "dms.json")
_DAY = re.compile(r"(?P<root>.*/)?(?P<place>[^/]+)/\d{4}-\d\d-\d\d\.json\Z")
_LINK = re.compile(r"<([@#!]?)([^<>|]+)(?:\|([^<>]*))?>")
# What somebody says; all other subtypes are told by Slack.
SAID = frozenset(
    (
        "",
        "bot_message",
        "file_share",
        "me_message",
        "thread_broadcast",
        "file_comment",
        "reply_broadcast",
    )
)
DELETED = frozenset(("tombstone", "message_deleted"))
USED = frozenset(
    {
        "type", "subtype", "text", "user", "ts", "thread_ts", "reactions", "files", "edited",
        "user_profile", "username", "bot_id", "team", "user_team", "source_team", "client_msg_id",
        "blocks", "upload", "display_as_bot", "reply_count", "reply_users_count", "latest_reply",
        "reply_users", "replies", "is_locked", "subscribed", "parent_user_id", "last_read",
    }
)  # fmt: skip
MOST_PEOPLE = 100_000


class SlackPlace(msgspec.Struct, frozen=True):
    """A conversation: its number, what it is called, whether it is of two."""

    id: str
    title: str
    direct: bool


def knows(folder: Folder) -> bool:
    """Whether it has a list of people, and days of conversations."""
    roots = {name.removesuffix("users.json") for name in folder.names if _is_users(name)}
    return any(
        (found := _DAY.match(name)) and (found["root"] or "") in roots for name in folder.names
    )


def _is_users(name: str) -> bool:
    return name.rpartition("/")[2] == "users.json"


def read(folder: Folder, options: ReadOptions) -> Iterator[Told]:
    """Every conversation with messages, in the order of its days."""
    root = next(name.removesuffix("users.json") for name in folder.names if _is_users(name))
    names = dict(_names(folder, f"{root}users.json"))
    places = dict(_places(folder, root, names))
    days: dict[str, list[str]] = {}
    for name in sorted(folder.names):
        found = _DAY.match(name)
        if found and (found["root"] or "") == root:
            days.setdefault(found["place"], []).append(name)
    for called, files in days.items():
        place = places.get(called) or SlackPlace("", called, direct=False)
        yield HistoryThread(source="slack", id=place.id, title=place.title, group=not place.direct)
        messages = SlackMessages(names)
        for name in files:
            with closing(folder.open(name)) as content:
                for number, (_, message) in enumerate(values(content, ("item",)), 1):
                    yield from safely(f"{name}, {number}", partial(messages.told, message))


def _names(folder: Folder, name: str) -> Iterator[tuple[str, str]]:
    """What everybody is called, by their number."""
    for user in _items(folder, name):
        profile = user.get("profile") or {}
        named = (profile.get("display_name"), profile.get("real_name"), user.get("real_name"))
        yield str(user["id"]), str(next(filter(None, named), user.get("name") or user["id"]))


def _places(folder: Folder, root: str, names: dict[str, str]) -> Iterator[tuple[str, SlackPlace]]:
    """Conversations by their folders; of two people by its number, else by its name."""
    for listed in LISTS:
        if not folder.has(root + listed):
            continue
        for one in _items(folder, root + listed):
            number, named = str(one["id"]), str(one.get("name") or "")
            members = [names.get(str(who), str(who)) for who in one.get("members") or ()]
            is_direct = listed == "dms.json"
            is_named = named and listed != "mpims.json"
            title = f"#{named}" if is_named else ", ".join(members)
            yield named or number, SlackPlace(number, title or named, is_direct)


def _items(folder: Folder, name: str) -> Iterator[Message]:
    with closing(folder.open(name)) as content:
        for number, (_, value) in enumerate(values(content, ("item",))):
            if isinstance(value, dict) and "id" in value and number < MOST_PEOPLE:
                yield value


class SlackMessages:
    """Turns messages of one conversation into entries. `names`: of people by their numbers."""

    def __init__(self, names: dict[str, str]) -> None:
        self.names, self.people = names, ThreadPeople()

    def told(self, message: Message) -> Iterator[Told]:
        """Who they are that are not known yet, and the message."""
        subtype = str(message.get("subtype") or "")
        media = tuple(_files(message))
        kind = _kind(subtype, media)
        sender = "" if kind == "system" else str(message.get("user") or message.get("bot_id") or "")
        profile = message.get("user_profile") or {}
        said = message.get("username") or profile.get("display_name") or profile.get("real_name")
        yield from self.people.meet(sender, self.names.get(sender) or str(said or sender))
        reactions = tuple(_reactions(message))
        for one in reactions:
            yield from self.people.meet(one.by, self.names.get(one.by, one.by))
        thread, edited = str(message.get("thread_ts") or ""), message.get("edited") or {}
        extra = {key: value for key, value in message.items() if key not in USED and value}
        yield HistoryEntry(
            at=of_unix(float(message["ts"])),
            kind=kind,
            sender=sender,
            body="" if kind == "deleted" else self._words(str(message.get("text") or "")),
            id=str(message["ts"]),
            media=media,
            reply_to=thread if thread != message["ts"] else "",
            reactions=reactions,
            edited=bool(edited),
            edited_at=of_unix(float(edited["ts"])) if edited else None,
            extra=extra if subtype in ("", "file_share") else {**extra, "subtype": subtype},
        )

    def _words(self, text: str) -> str:
        """With names for numbers, and links as they lead."""
        return unescape(_LINK.sub(self._shown, text))

    def _shown(self, found: re.Match[str]) -> str:
        mark, target, label = found[1], found[2], found[3]
        if mark == "@":
            return f"@{self.names.get(target) or label or target}"
        if mark:
            return f"{'#' if mark == '#' else '@'}{label or target}"
        is_bare = not label or label in target
        return target.removeprefix("mailto:") if is_bare else f"{label} ({target})"


def _kind(subtype: str, media: tuple[HistoryMedia, ...]) -> Kind:
    if subtype in DELETED:
        return "deleted"
    if subtype not in SAID:
        return "system"
    return media[0].kind if media else "text"


def _files(message: Message) -> Iterator[HistoryMedia]:
    """What was attached: the export has only addresses of it."""
    for file in message.get("files") or ():
        name = str(file.get("name") or file.get("title") or "")
        kind = "voice" if file.get("subtype") == "slack_audio" else kind_of(name)
        yield HistoryMedia(
            kind=kind,
            name=name,
            type=str(file.get("mimetype") or type_of(name)),
            size=whole(file.get("size")),
            width=whole(file.get("original_w")),
            height=whole(file.get("original_h")),
            duration_ms=whole(file.get("duration_ms")),
        )


def _reactions(message: Message) -> Iterator[HistoryReaction]:
    """Slack's names of emoji; those whose givers it leaves out as a count."""
    for reaction in message.get("reactions") or ():
        emoji, users = f":{reaction['name']}:", reaction.get("users") or ()
        for user in users:
            yield HistoryReaction(emoji, str(user))
        more = (whole(reaction.get("count")) or 0) - len(users)
        if more > 0:
            yield HistoryReaction(emoji, count=more)


FORMAT: ChatFormat = FileFormat("slack", knows, read, order=35)
