"""Chat highlights: messages that somebody starred for themselves, or pinned for all who read."""

from leapfrog.chat_highlights.archive import RECORD_SETS

__all__ = ["RECORD_SETS"]
