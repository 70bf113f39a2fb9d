"""What happens at the desk that others react to."""

from uuid import UUID

from leapfrog.kernel.events import Event


class BankMoneyCame(Event, frozen=True):
    """A line of a bank's statement went to suspense: nobody here is named on it. `text`: all that
    the bank says of it.
    """

    line_id: UUID
    text: str
    amount: int
