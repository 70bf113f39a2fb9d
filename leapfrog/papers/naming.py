"""How orders and their lines are called on papers."""

from leapfrog.orders import OrderLine

CODE = "LF"


def code_of(number: str) -> str:
    """What a scan of a paper says: the number of the order."""
    return CODE + number.replace(" ", "")


def title_of(line: OrderLine) -> str:
    """How a line is called on papers."""
    return " · ".join([line.title, *line.options])
