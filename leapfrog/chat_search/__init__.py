"""Chat search: any part of all that was ever said to a person, found a moment after it was said."""

from leapfrog.chat_search.search import INDEX, POLLER, index

__all__ = ["INDEX", "POLLER", "index"]
