"""Imports of chats: each conversation of a file becomes an archive of its own."""

from leapfrog.imports.chats.parts import choose_people, conversations, people
from leapfrog.imports.chats.target import ChatsTarget

__all__ = ["ChatsTarget", "choose_people", "conversations", "people"]
