"""What PostgreSQL says of how it ran a statement."""

import re
from collections.abc import Sequence
from typing import Any


def text_of(plan: Sequence[Any]) -> str:
    """The rows of `explain`."""
    return "\n".join(row[0] for row in plan)


def blocks_read(plan: Sequence[Any]) -> int:
    """Blocks that a statement read, by the rows of `explain (analyze, buffers)`."""
    text = text_of(plan)
    # Of the statement; what comes below is of planning the call.
    found = re.search(r"Buffers: shared ((?:hit|read)=.*)", text.partition("Planning")[0])
    assert found, text
    return sum(int(n) for n in re.findall(r"(?:hit|read)=(\d+)", found[1]))
