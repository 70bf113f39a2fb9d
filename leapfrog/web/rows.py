"""The newest chats as plain HTML, so that they stand on the screen before the script is there.

The look of `.shell li` in the client's `shell.css` is that of the app's own rows, which take their
place.
"""

from collections.abc import Iterable
from html import escape
from uuid import UUID

from leapfrog.chat import Conversation, Message

ON_A_SCREEN = 12
LONGEST_LINE = 600


def rows(conversations: Iterable[Conversation]) -> str:
    """The first of these chats with people, each a link to its place in the app."""
    shown = [_row(each) for each in conversations if each.last and not _is_service(each)]
    return "".join(shown[:ON_A_SCREEN])


def opened(conversation: Conversation, me: UUID) -> str:
    """The name and the last lines of a chat that an address leads to."""
    said = [
        one
        for one in conversation.messages
        if one.body and one.kind not in ("edit", "recall", "reaction") and not one.hidden
    ]
    lines = "".join(_line(one, me) for one in said[-ON_A_SCREEN:])
    name = escape(conversation.name)
    return f'<div class="opened"><h1 class="cut">{name}</h1><ol class="opening">{lines}</ol></div>'


def _line(message: Message, me: UUID) -> str:
    mine = ' class="mine"' if message.sender_id == me else ""
    return f'<li{mine} dir="auto">{escape(message.body[:LONGEST_LINE])}</li>'


def _is_service(conversation: Conversation) -> bool:
    """The app folds these into one row."""
    return conversation.person is not None and conversation.person.service


def _row(conversation: Conversation) -> str:
    name = escape(conversation.name)
    text = escape(conversation.last.body) if conversation.last else ""
    unread = conversation.unread
    badge = f"<i>{unread if unread < 100 else '99+'}</i>" if unread else ""
    return (
        f'<li><a href="/chat/{conversation.id}"><b class="cut" dir="auto">{name}</b>'
        f'<span class="cut" dir="auto">{text}</span>{badge}</a></li>'
    )
