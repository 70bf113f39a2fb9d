"""What all benchmarks share: figures, the table for people, the file for machines.

A figure is ours and a reference's, measured in the same run; the ratio is what counts, since
machines differ.
"""

import json
import os
import platform
import statistics
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import msgspec

OUT = Path(__file__).parent / "out"
# Seconds in which the books of all that was done are compared: far more than a request has.
BOOKS_SECONDS = 300.0


class Figure(msgspec.Struct, frozen=True):
    """`ours` against `reference_value` in `unit`; `aim` in words, `holds` whether it is reached."""

    name: str
    unit: str
    ours: float
    reference: str
    reference_value: float | None
    ratio: float | None
    aim: str
    holds: bool | None


def seconds(default: float) -> float:
    """How long a step may take; `BENCH_SECONDS=3` for a smoke run."""
    return float(os.environ.get("BENCH_SECONDS", default))


def median(values: Sequence[float]) -> float:
    return statistics.median(values)


def report(name: str, figures: Sequence[Figure], **more: object) -> None:
    """Prints the table and writes `bench/out/<name>.json`."""
    rows = [("figure", "ours", "reference", "ratio", "aim", "holds")]
    for each in figures:
        reference = f"{_short(each.reference_value)} {each.reference}".strip()
        holds = {True: "yes", False: "NO", None: "-"}[each.holds]
        ours = f"{_short(each.ours)} {each.unit}"
        rows.append((each.name, ours, reference, _short(each.ratio), each.aim, holds))
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    for row in rows:
        print(
            "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        )
    OUT.mkdir(exist_ok=True)
    written = {
        "bench": name,
        "at": datetime.now(UTC).isoformat(),
        "machine": machine(),
        "figures": msgspec.to_builtins(list(figures)),
        **more,
    }
    (OUT / f"{name}.json").write_text(json.dumps(written, indent=2) + "\n")


def machine() -> dict[str, object]:
    """What the figures were measured on."""
    return {
        "system": platform.platform(),
        "python": platform.python_version(),
        "cores": os.cpu_count(),
        "load": os.getloadavg()[0],
    }


def _short(value: float | None) -> str:
    if value is None:
        return "-"
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"
