"""Telegram Desktop's `result.json`: one chat, or a whole account with all its chats."""

from leapfrog.chat_formats.formats.telegram.reader import knows, read

__all__ = ["knows", "read"]
