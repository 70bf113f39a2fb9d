"""Counting records as they are gone through: what was seen, and what became of each."""

from collections import Counter

from leapfrog.imports.model import UNREADABLE, ImportCount


class RecordCounts:
    """Each record is counted once, by its kind: as brought, known or skipped."""

    def __init__(self) -> None:
        # In the order in which the kinds came.
        self._kinds: dict[str, None] = {}
        self._brought = Counter[str]()
        self._known = Counter[str]()
        self._skipped = Counter[tuple[str, str]]()

    def brought(self, kind: str, n: int = 1) -> None:
        """So many came in by this import."""
        self._note(kind, n)
        self._brought[kind] += n

    def known(self, kind: str, n: int = 1) -> None:
        """So many were here already."""
        self._note(kind, n)
        self._known[kind] += n

    def skipped(self, kind: str, reason: str, n: int = 1) -> None:
        """So many stayed out."""
        self._note(kind, n)
        self._skipped[kind, reason] += n

    def unreadable(self, reason: str, n: int = 1) -> None:
        """So many could not be read, so that nobody knows of what kind they are."""
        self.skipped(UNREADABLE, reason, n)

    def _note(self, kind: str, n: int) -> None:
        if n:
            self._kinds[kind] = None

    def all(self) -> list[ImportCount]:
        """One count for each kind that there was."""
        return [self._of(kind) for kind in self._kinds]

    def _of(self, kind: str) -> ImportCount:
        skipped = {reason: n for (of, reason), n in self._skipped.items() if of == kind and n}
        brought, known = self._brought[kind], self._known[kind]
        seen = brought + known + sum(skipped.values())
        return ImportCount(kind, seen, brought, known, skipped)
