"""The table of timers is that of the program."""

import re
from pathlib import Path

from leapfrog.reactions.switchboard import DUE

TABLE = Path(__file__).parents[2] / "docs" / "timers.md"


def test_each_timer_is_in_the_table() -> None:
    told = set(re.findall(r"^\| `([^`]+)` \|", TABLE.read_text(), re.MULTILINE))
    assert told == {one for one in DUE if not one.startswith("reaction:")}
