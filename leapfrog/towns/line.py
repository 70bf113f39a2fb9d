"""The rules of a line between two towns: dispatches are numbered, each number holds a hash of all
before it, and what was acknowledged was done. No I/O; how they are carried is told in
docs/between-towns.md.

A line has an epoch: a beginning from number 1. Whoever finds that both sides remember different
things, since one of them came back from a backup, begins a new one and sends all that it still
keeps; dispatches have ids, so that what was done is not done again.
"""

import hashlib
from collections.abc import Sequence
from typing import Literal, TypeAlias

import msgspec

LARGEST_BATCH, LARGEST_DISPATCH, LARGEST_BODY = 500, 65_536, 1_000_000
Why = Literal["gap", "fork", "epoch"]


def beginning(epoch: str) -> bytes:
    """The hash of a line without dispatches."""
    return hashlib.sha256(f"leapfrog.line:{epoch}".encode()).digest()


def chained(before: bytes, dispatch: bytes) -> bytes:
    """The hash of a line up to a dispatch, which is the bytes of its line in a body."""
    return hashlib.sha256(before + hashlib.sha256(dispatch).digest()).digest()


class LineBatch(msgspec.Struct, frozen=True):
    """Dispatches that follow each other: `first` is the number of the first one, `prev` the hash
    of the line up to the one before. Without any it is a greeting: the next one would be `first`.
    """

    epoch: str
    first: int
    prev: bytes
    dispatches: Sequence[bytes] = ()

    @property
    def last(self) -> int:
        return self.first + len(self.dispatches) - 1


def parts(batch: LineBatch, size: int) -> list[LineBatch]:
    """The batch as several that follow each other, each of at most `size` dispatches; an empty one
    is itself.
    """
    found, prev = list[LineBatch](), batch.prev
    for at in range(0, len(batch.dispatches), size):
        some = batch.dispatches[at : at + size]
        found.append(LineBatch(batch.epoch, batch.first + at, prev, some))
        for dispatch in some:
            prev = chained(prev, dispatch)
    return found or [batch]


class Heard(msgspec.Struct, frozen=True):
    """How far one has heard the other town in an epoch; `open`: it is their last one."""

    epoch: str
    high: int
    chain: bytes
    open: bool = True


class TakenBatch(msgspec.Struct, frozen=True):
    """These dispatches are new; this is how far one has heard when they are done."""

    heard: Heard
    dispatches: Sequence[bytes]


class RefusedBatch(msgspec.Struct, frozen=True):
    """Nothing was taken. `gap`: some are missing before these; `fork`: others were heard under
    these numbers; `epoch`: it is over, or its beginning was not heard. `ack`: the last one heard.
    """

    why: Why
    ack: int


def hear(known: Heard | None, batch: LineBatch) -> TakenBatch | RefusedBatch:
    """What the receiver does with a batch; `known`: what it has heard of this epoch. A batch that
    opens an epoch closes the one before.
    """
    if known is None:
        if batch.first != 1:
            return RefusedBatch("epoch", 0)
        known = Heard(batch.epoch, 0, beginning(batch.epoch))
    if not known.open:
        return RefusedBatch("epoch", known.high)
    if batch.first > known.high + 1:
        return RefusedBatch("gap", known.high)
    chain, number = batch.prev, batch.first - 1
    forked = number == known.high and chain != known.chain
    for dispatch in batch.dispatches:
        chain, number = chained(chain, dispatch), number + 1
        forked |= number == known.high and chain != known.chain
    if forked:
        return RefusedBatch("fork", known.high)
    if number <= known.high:
        return TakenBatch(known, ())
    new = batch.dispatches[known.high + 1 - batch.first :]
    return TakenBatch(Heard(known.epoch, number, chain), new)


class Line(msgspec.Struct, frozen=True):
    """How far one has come in speaking: `last` was written, all up to `acked` were done there, and
    those from `kept` on can still be sent.
    """

    epoch: str
    last: int
    acked: int
    kept: int


class Onward(msgspec.Struct, frozen=True):
    """All up to `acked` were done; what comes after is to be sent (again)."""

    acked: int


class Anew(msgspec.Struct, frozen=True):
    """A new epoch is to begin, with all dispatches that are kept. `lost`: the other town has
    forgotten some that are not.
    """

    lost: bool = False


Step: TypeAlias = Onward | Anew


def answered(line: Line, sent: int, ack: int, why: Why | None = None) -> Step:
    """What the sender does after an answer: `ack` alone is a yes, with `why` a refusal. `sent`: the
    number of the last dispatch that it was sent: none after that can have been done.
    """
    if why in ("fork", "epoch") or ack > line.last:
        return Anew()
    if why is None:
        return Onward(max(line.acked, min(ack, sent)))
    return Onward(ack) if ack + 1 >= line.kept else Anew(lost=True)
