"""Plain text, as WhatsApp writes it, since most programs that read chats read that."""

from collections.abc import Mapping

from leapfrog.chat_formats.model import HistoryEntry
from leapfrog.chat_formats.writing.page import PageOptions
from leapfrog.chat_formats.writing.words import Words


def text_entry(entry: HistoryEntry, names: Mapping[str, str], look: PageOptions) -> str:
    """`2020-12-27, 18:51 - Anna: Hello`, further lines as they are."""
    at = entry.at.astimezone(look.zone).strftime("%Y-%m-%d, %H:%M")
    who = f"{names.get(entry.sender, entry.sender)}: " if entry.sender else ""
    return f"{at} - {who}{_said(entry, look.words)}\n"


def _said(entry: HistoryEntry, words: Words) -> str:
    there = [media.path.rpartition("/")[2] for media in entry.media if media.path]
    files = [f"{name} (file attached)" for name in there]
    missing = ["<Media omitted>"] * (len(entry.media) - len(there))
    body = words["deleted"] if entry.kind == "deleted" else entry.body
    edited = " <This message was edited>" if entry.edited else ""
    return "\n".join(filter(None, (*files, *missing, body))) + edited
