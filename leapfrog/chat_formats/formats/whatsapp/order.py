"""Which number of a date is the day: told by the whole file, never by one line."""

from datetime import datetime

from leapfrog.chat_formats.formats.whatsapp.heads import MessageHead
from leapfrog.chat_formats.model import ReadOptions

# Where the year, the month and the day stand.
ORDERS = {"dmy": (2, 1, 0), "mdy": (2, 0, 1), "ymd": (0, 1, 2), "myd": (1, 0, 2)}
# WhatsApp began in 2009. Thai phones count 543 years more.
FIRST, LAST, BUDDHIST = 2009, 2100, 543
DAY = 86_400


class DateOrders:
    """Sees all heads of a file, then knows the order of its dates."""

    def __init__(self, options: ReadOptions) -> None:
        self.day_first = options.day_first
        self.latest = _stamp(options.now) + 2 * DAY
        self.wrong = dict.fromkeys(ORDERS, 0)
        self.back = dict.fromkeys(ORDERS, 0)
        self._last = dict.fromkeys(ORDERS, 0.0)
        self._usual = "dmy"

    def see(self, head: MessageHead) -> None:
        self._usual = _usual(head)
        for order in ORDERS:
            at = when(head, order)
            stamp = _stamp(at) if at else self.latest
            if stamp >= self.latest:
                self.wrong[order] += 1
                continue
            # Messages that came late stand a little out of order in any file.
            self.back[order] += stamp < self._last[order] - DAY
            self._last[order] = stamp

    def best(self) -> tuple[str, bool]:
        """The order, and whether the file leaves no doubt."""
        ranked = sorted(ORDERS, key=lambda order: (*self._score(order), self._taste(order)))
        first, second = ranked[:2]
        return first, self.day_first is not None or self._score(first) < self._score(second)

    def _score(self, order: str) -> tuple[int, int]:
        return self.wrong[order], self.back[order]

    def _taste(self, order: str) -> int:
        if self.day_first is None:
            return order != self._usual
        return order != ("dmy" if self.day_first else "mdy")


def _usual(head: MessageHead) -> str:
    """Who writes `3/4/20 5:06 PM` means March; in East Asia the year is first; else the day."""
    if head.shape[2] in "-年년" or any(char > "\u3000" for char in head.spoken):
        return "ymd"
    return "mdy" if "M" in head.spoken and head.shape[2] == "/" else "dmy"


def _stamp(at: datetime) -> float:
    return at.toordinal() * DAY + at.hour * 3600 + at.minute * 60


def when(head: MessageHead, order: str) -> datetime | None:
    """The time of a head as the phone's clock showed it; None when there is no such day."""
    if (head.numbers[1] > 99) != (order == "myd"):
        # In the middle only a year of four digits is a year.
        return None
    year, month, day = (head.numbers[place] for place in ORDERS[order])
    if year < 100:
        year += 2000
    elif year > LAST:
        year -= BUDDHIST
    if not FIRST <= year <= LAST:
        return None
    try:
        return datetime(year, month, day, head.hour, head.minute, head.second)
    except ValueError:
        return None
