"""Histories as files: JSON that can be read back, pages for people, plain text; in one zip."""

from leapfrog.chat_formats.writing.bundle import ExportedConversation, bundle, safe_name
from leapfrog.chat_formats.writing.json import JsonExport
from leapfrog.chat_formats.writing.page import PageOptions
from leapfrog.chat_formats.writing.words import words_of

__all__ = ["ExportedConversation", "JsonExport", "PageOptions", "bundle", "safe_name", "words_of"]
