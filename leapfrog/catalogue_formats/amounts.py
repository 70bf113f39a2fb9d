"""Amounts, weights and numbers of cells; integers everywhere."""

import re
from decimal import ROUND_HALF_EVEN, Decimal

from leapfrog.catalogue_formats.model import CatalogueOptions

LARGEST = 1_000_000_000
_NUMBER = re.compile(r"[0-9][0-9.,' \u00a0\u202f]*")
_CODE = re.compile(r"(?<![A-Za-z])[A-Z]{3}(?![A-Za-z])")
GRAMS: dict[str, Decimal] = {
    "g": Decimal(1),
    "kg": Decimal(1000),
    "mg": Decimal("0.001"),
    "oz": Decimal("28.349523125"),
    "lb": Decimal("453.59237"),
    "lbs": Decimal("453.59237"),
}


class BadCell(Exception):
    """A cell that cannot be read; `reason` is stable, `column` and `value` say which it is,
    `money` of a price in another currency which.
    """

    def __init__(self, reason: str, column: str = "", value: str = "", *, money: str = "") -> None:
        super().__init__(reason)
        self.reason, self.column, self.value, self.money = reason, column, value, money


def number(text: str) -> Decimal:
    """A number as people of any country write it: `1,234.50`, `1.234,50`, `15 000`. Raises
    `BadCell`.
    """
    found = _NUMBER.fullmatch(text.strip())
    if not found or len(text) > 40:
        raise BadCell("number")
    digits = re.sub(r"[' \u00a0\u202f]", "", found[0]).rstrip(".,")
    point = max(digits.rfind("."), digits.rfind(","))
    if point >= 0 and _is_of_thousands(digits, point):
        point = -1
    whole = re.sub(r"[.,]", "", digits if point < 0 else digits[:point])
    return Decimal(whole if point < 0 else f"{whole}.{digits[point + 1 :]}")


def _is_of_thousands(digits: str, point: int) -> bool:
    """Whether the last mark parts thousands, not what is after the point."""
    mark = digits[point]
    if digits.count(mark) > 1:
        return True
    other = "," if mark == "." else "."
    return mark == "," and other not in digits and len(digits) - point - 1 == 3


def amount(text: str, options: CatalogueOptions, currency: str = "") -> int:
    """Minor units of the options' currency; `currency`: of the file, where a column or its format
    says that. Raises `BadCell`: `price`, `currency` for another money without a rate.
    """
    given = text.strip()
    code = _CODE.search(given)
    told = code[0] if code else currency
    bare = _CODE.sub("", given).strip(" $€£¥￥元₽₹zł\u00a0")
    rate = Decimal(1)
    if told and told != options.currency:
        if options.rate is None:
            raise BadCell("currency", money=told)
        rate = options.rate
    try:
        exact = number(bare) * rate * 10**options.exponent
    except BadCell:
        raise BadCell("price") from None
    whole = int(exact.quantize(Decimal(1), ROUND_HALF_EVEN))
    if rate == 1 and whole != exact:
        raise BadCell("price_fine")
    if not 0 <= whole <= LARGEST:
        raise BadCell("price")
    return whole


def price(text: str, options: CatalogueOptions, currency: str = "") -> int:
    """Minor units of what something costs, more than nothing; `currency`: of the file. Raises
    `BadCell`, as `amount` does.
    """
    found = amount(text, options, currency)
    if not found:
        raise BadCell("price_zero")
    return found


def maybe(text: str, options: CatalogueOptions, currency: str = "") -> int | None:
    """Minor units of an amount; None for a cell that is empty or says nothing. Raises `BadCell`."""
    return amount(text, options, currency) or None if text.strip() else None


def units(text: str) -> int | None:
    """How many there are; None where that is not counted. What was sold twice is none. Raises
    `BadCell`.
    """
    given = text.strip()
    if not given:
        return None
    if re.fullmatch(r"-[0-9]{1,9}(\.0+)?", given):
        return 0
    if not re.fullmatch(r"[0-9]{1,9}(\.0+)?", given):
        raise BadCell("units")
    found = int(given.partition(".")[0])
    if found > 1_000_000:
        raise BadCell("units")
    return found


def grams(text: str, unit: str = "g") -> int | None:
    """A weight with its unit, or in this one. Raises `BadCell`."""
    given = text.strip().lower()
    if not given:
        return None
    found = re.fullmatch(r"([0-9.,]+)\s*([a-z]*)", given)
    if not found or (found[2] or unit) not in GRAMS:
        raise BadCell("weight")
    try:
        weight = int((number(found[1]) * GRAMS[found[2] or unit]).to_integral_value())
    except BadCell:
        raise BadCell("weight") from None
    if weight > 1_000_000:
        raise BadCell("weight")
    return weight
