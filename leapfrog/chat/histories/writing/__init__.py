"""Histories as files: JSON that can be read back, pages for people, plain text; in one zip."""

from leapfrog.chat.histories.writing.bundle import ExportedConversation, bundle, safe_name
from leapfrog.chat.histories.writing.json import JsonExport
from leapfrog.chat.histories.writing.page import PageOptions
from leapfrog.chat.histories.writing.words import words_of

__all__ = ["ExportedConversation", "JsonExport", "PageOptions", "bundle", "safe_name", "words_of"]
