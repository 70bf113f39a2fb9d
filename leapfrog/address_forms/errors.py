"""What can go wrong with forms of addresses."""

from leapfrog.kernel.errors import NotFound


class NoDivision(NotFound):
    code = "no_division"
    title = "Nothing lies below that."
