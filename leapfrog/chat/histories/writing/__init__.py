"""Histories as files: JSON that can be read back, pages for people, plain text; in one zip."""

from leapfrog.chat.histories.writing.bundle import Conversation, bundle, safe_name
from leapfrog.chat.histories.writing.json import Export
from leapfrog.chat.histories.writing.page import Look
from leapfrog.chat.histories.writing.words import words_of

__all__ = ["Conversation", "Export", "Look", "bundle", "safe_name", "words_of"]
