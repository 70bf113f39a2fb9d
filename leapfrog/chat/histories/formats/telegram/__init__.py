"""Telegram Desktop's `result.json`: one chat, or a whole account with all its chats."""

from leapfrog.chat.histories.formats.telegram.reader import knows, read

__all__ = ["knows", "read"]
