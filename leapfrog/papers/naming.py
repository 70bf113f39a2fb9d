"""How orders and their lines are called on papers."""

from collections.abc import Sequence
from typing import Protocol

CODE = "LF"


class TitledLine(Protocol):
    """A line of any kind of order."""

    @property
    def title(self) -> str:
        """Of the goods."""

    @property
    def options(self) -> Sequence[str]:
        """What was chosen of them."""


def code_of(number: str) -> str:
    """What a scan of a paper says: the number of the order."""
    return CODE + number.replace(" ", "")


def title_of(line: TitledLine) -> str:
    """The title of an order's line on papers, with the chosen options."""
    return " · ".join([line.title, *line.options])
