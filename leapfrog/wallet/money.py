"""Amounts as people and banks write them."""


def decimal(amount: int, exponent: int) -> str:
    """An amount in minor units as a decimal text, such as `-12.50` for -1250 with an exponent (ISO
    4217) of 2.
    """
    sign, digits = "-" if amount < 0 else "", f"{abs(amount):0{exponent + 1}}"
    return f"{sign}{digits[:-exponent]}.{digits[-exponent:]}" if exponent else sign + digits


def grouped(amount: int, exponent: int) -> str:
    """`−1 234.50`: a real minus, and thin spaces, which no language takes for a point."""
    whole, point, rest = decimal(abs(amount), exponent).partition(".")
    sign = "\u2212" if amount < 0 else ""
    return sign + f"{int(whole):,}".replace(",", "\u2009") + point + rest
