"""Cuts a byte stream into single cards without ever holding more than one of them."""

import re
from collections.abc import Iterable, Iterator

import msgspec

from leapfrog.contact_formats.model import CardSkip, ReadLimits

_MARK = re.compile(rb"\n(BEGIN|END)[ \t]{0,8}:[ \t]{0,8}VCARD[ \t]{0,8}(?=\n)", re.IGNORECASE)
_AGENT = re.compile(rb"(?:[\w.-]+\.)?AGENT(?:;[^:\n]*)?:[ \t]*\Z", re.IGNORECASE)
_LONGEST_MARK = 48


class RawCard(msgspec.Struct, frozen=True, gc=False):
    """The bytes between BEGIN and END (without END), the line of BEGIN, and whether END came."""

    data: bytes
    line: int
    ended: bool


class _Cutter:
    """Keeps the bytes not yet cut. `buffer` begins with a line feed, so that marks match."""

    def __init__(self, limits: ReadLimits) -> None:
        self.limits = limits
        self.buffer = b"\n"
        self.line = 0
        self.counted = 0
        self.start = -1
        self.depth = 0
        self.scanned = 0
        self.done = 0
        self.told_stray = False

    def feed(self, block: bytes) -> Iterator[RawCard | CardSkip]:
        self.buffer += block
        for mark in _MARK.finditer(self.buffer, self.scanned):
            if mark[1][0] in b"Bb":
                yield from self._begin(mark.start())
            else:
                yield from self._end(mark.start(), mark.end())
            self.scanned = mark.end()
        yield from self._forget()

    def close(self) -> Iterator[RawCard | CardSkip]:
        yield from self.feed(b"\n")
        if self.start >= 0:
            yield self._card(len(self.buffer), ended=False)
            self._drop(len(self.buffer))

    def _begin(self, at: int) -> Iterator[RawCard | CardSkip]:
        if self.start < 0:
            yield from self._stray(at)
            self.start = at
            return
        before = self.buffer.rfind(b"\n", self.start, at) + 1
        if _AGENT.match(self.buffer, before, at):
            self.depth += 1
            return
        yield self._card(at, ended=False)
        self.start, self.depth = at, 0

    def _end(self, at: int, after: int) -> Iterator[RawCard | CardSkip]:
        if self.start < 0:
            yield from self._stray(at)
            self.done = after
        elif self.depth:
            self.depth -= 1
        else:
            yield self._card(at, ended=True)
            self.start, self.done = -1, after

    def _card(self, stop: int, *, ended: bool) -> RawCard:
        data = self.buffer[self.start + 1 : stop]
        return RawCard(data, self._line_of(self.start + 1), ended)

    def _line_of(self, place: int) -> int:
        """The line of a place in the buffer; places asked for only go forward."""
        self.line += self.buffer.count(b"\n", self.counted, place)
        self.counted = max(self.counted, place)
        return self.line

    def _stray(self, stop: int) -> Iterator[CardSkip]:
        if not self.told_stray and self.buffer[self.done : stop].strip():
            self.told_stray = True
            line = self._line_of(self.done + 1)
            yield CardSkip(line, "There is text here that belongs to no card.")

    def _forget(self) -> Iterator[CardSkip]:
        size = len(self.buffer)
        if self.start >= 0 and size - self.start > self.limits.max_card:
            line = self._line_of(self.start + 1)
            megabytes = self.limits.max_card // (1024 * 1024)
            yield CardSkip(line, f"This card is bigger than {megabytes} MB and was left out.")
            self.start, self.depth, self.told_stray = -1, 0, True
        if self.start >= 0:
            self._drop(self.start)
        else:
            yield from self._stray(max(self.done, size - _LONGEST_MARK))
            self._drop(max(0, self.done, size - _LONGEST_MARK))
        self.scanned = max(0, len(self.buffer) - _LONGEST_MARK, self.scanned)

    def _drop(self, count: int) -> None:
        self._line_of(count)
        self.counted -= count
        self.buffer = self.buffer[count:]
        self.scanned = max(0, self.scanned - count)
        self.done = max(0, self.done - count)
        if self.start >= 0:
            self.start -= count


def cards_in(blocks: Iterable[bytes], limits: ReadLimits) -> Iterator[RawCard | CardSkip]:
    """Raw cards of a UTF-8 or 8-bit stream with LF line ends, in order."""
    cutter = _Cutter(limits)
    for block in blocks:
        yield from cutter.feed(block)
    yield from cutter.close()
