"""What a trial found, for who reads it in a terminal."""

from collections.abc import Iterator, Sequence

from leapfrog.cli.trial.model import Outcome

HEAD = (
    "what died",
    "lines cut",
    "back after",
    "longest pause",
    "sent",
    "acknowledged",
    "lost",
    "doubled",
    "errors seen",
)


def table(found: Sequence[Outcome]) -> Iterator[str]:
    """A line for each death, and below how each was seen to happen."""
    rows = [HEAD, *map(_row, found)]
    widths = [max(len(row[n]) for row in rows) for n in range(len(HEAD))]
    yield ""
    for row in rows:
        cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        yield "  ".join(cells).rstrip()
    yield ""
    for one in found:
        if one.seen:
            yield f"{one.death}: {one.seen}"


def _row(one: Outcome) -> tuple[str, ...]:
    errors = ", ".join(f"{name} {count}" for name, count in sorted(one.errors.items()))
    return (
        one.death,
        str(one.cut),
        f"{one.back:.1f} s" if one.cut else "-",
        f"{one.pause:.1f} s",
        str(one.sent),
        str(one.acked),
        str(one.lost),
        str(one.doubled),
        errors or "-",
    )
