"""What fronts and items are checked against; pure. Each refusal names its field."""

import re
import unicodedata
from collections.abc import Sequence
from uuid import UUID

import msgspec

from leapfrog.identity import plain
from leapfrog.kernel.errors import Invalid
from leapfrog.market.model import Contents, FrontWishes, ItemOption, NewItem, NewVariant
from leapfrog.market_categories import CATEGORIES

LONGEST_SIGN, LONGEST_TITLE, LONGEST_TEXT = 60, 200, 10_000
LONGEST_WORD, LONGEST_VALUE = 60, 500
MOST_OPTIONS, MOST_VARIANTS, MOST_ATTRIBUTES = 3, 500, 40
LARGEST_PRICE = 1_000_000_000
LONGEST_SHIPPING, MOST_RETURN_DAYS = 2160, 365
HEAVIEST, LARGEST_LIMIT, MOST_CONTENTS = 1_000_000, 10_000, 1_000_000
LEGAL = ("name", "address", "register", "vat", "email", "phone")
# What an address of the law is not without.
LEGAL_NEEDED = ("name", "address", "email")
LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z]{2,4})?")


def refusal(field: str, why: str) -> Invalid:
    """A refusal that names its field."""
    return Invalid(why, field=field)


def line(field: str, text: str, longest: int, least: int = 0) -> str:
    """One line of text as it is kept. Raises `Invalid`."""
    kept = " ".join(plain(text).split())
    if not least <= len(kept) <= longest:
        raise refusal(field, f"{least} to {longest} characters.")
    if least and not any(_is_seen(sign) for sign in kept):
        raise refusal(field, "It has no letter that can be seen.")
    return kept


def _is_seen(sign: str) -> bool:
    return unicodedata.category(sign)[0] in "LNPS"


def text(field: str, given: str) -> str:
    """Some lines of text as they are kept. Raises `Invalid`."""
    kept = plain(given).strip()
    if len(kept) > LONGEST_TEXT:
        raise refusal(field, f"At most {LONGEST_TEXT} characters.")
    return kept


def front(wanted: FrontWishes) -> FrontWishes:
    """As it is kept. Raises `Invalid`."""
    _within("ships_within", wanted.ships_within, 1, LONGEST_SHIPPING)
    _within("returns_days", wanted.returns_days, 0, MOST_RETURN_DAYS)
    if set(wanted.legal) - set(LEGAL):
        raise refusal("legal", f"Only {', '.join(LEGAL)}.")
    return msgspec.structs.replace(
        wanted,
        sign=line("sign", wanted.sign, LONGEST_SIGN, 1),
        about=text("about", wanted.about),
        hours=line("hours", wanted.hours, LONGEST_TITLE),
        legal={key: text(f"legal.{key}", wanted.legal[key]) for key in sorted(wanted.legal)},
    )


def item(wanted: NewItem) -> NewItem:
    """An item as it is kept: words cleaned, category and options checked. Raises `Invalid`."""
    options = _options(wanted.options)
    return msgspec.structs.replace(
        wanted,
        title=line("title", wanted.title, LONGEST_TITLE, 1),
        body=text("body", wanted.body),
        brand=line("brand", wanted.brand, LONGEST_WORD),
        category=_category(wanted.category),
        handle=line("handle", wanted.handle, LONGEST_TITLE),
        options=options,
        attributes=_attributes(wanted.attributes),
        texts={_language(key): _said(key, said) for key, said in wanted.texts.items()},
        variants=_variants(wanted.variants, options),
    )


def _category(slug: str) -> str:
    if slug and slug not in CATEGORIES:
        raise refusal("category", "There is no such category.")
    return slug


def _language(key: str) -> str:
    if not LANGUAGE.fullmatch(key):
        raise refusal("texts", "A language is named by its tag, such as `zh`.")
    return key


def _said(key: str, said: dict[str, str]) -> dict[str, str]:
    title = line(f"texts.{key}", said.get("title", ""), LONGEST_TITLE)
    return {"title": title, "body": text(f"texts.{key}", said.get("body", ""))}


def _options(wanted: Sequence[ItemOption]) -> list[ItemOption]:
    if len(wanted) > MOST_OPTIONS:
        raise refusal("options", f"At most {MOST_OPTIONS} options.")
    kept = [
        ItemOption(
            line("options", one.name, LONGEST_WORD, 1),
            [line("options", value, LONGEST_WORD, 1) for value in one.values],
        )
        for one in wanted
    ]
    names = [one.name for one in kept]
    if len(set(names)) < len(names) or any(len(set(v.values)) < len(v.values) for v in kept):
        raise refusal("options", "Each name and value once.")
    return kept


def _attributes(wanted: dict[str, str]) -> dict[str, str]:
    if len(wanted) > MOST_ATTRIBUTES:
        raise refusal("attributes", f"At most {MOST_ATTRIBUTES} attributes.")
    return {
        line("attributes", name, LONGEST_WORD, 1): line("attributes", value, LONGEST_VALUE)
        for name, value in wanted.items()
    }


def _variants(wanted: Sequence[NewVariant], options: Sequence[ItemOption]) -> list[NewVariant]:
    if not 1 <= len(wanted) <= MOST_VARIANTS:
        raise refusal("variants", f"1 to {MOST_VARIANTS} variants, not {len(wanted)}.")
    kept = [variant(one, options) for one in wanted]
    check_apart(kept)
    return kept


def check_apart(variants: Sequence[NewVariant]) -> None:
    """No two of an item's variants are the same. Raises `Invalid`."""
    _once("variants", [one.id for one in variants])
    _once("variants", [tuple(one.options) for one in variants])
    _once("sku", [one.sku for one in variants if one.sku])


def _once(field: str, values: Sequence[str | UUID | tuple[str, ...]]) -> None:
    if len(set(values)) < len(values):
        raise refusal(field, "Each of them once.")


def variant(wanted: NewVariant, options: Sequence[ItemOption]) -> NewVariant:
    """As it is kept. Raises `Invalid`."""
    chosen = [line("options", value, LONGEST_WORD, 1) for value in wanted.options]
    there = len(chosen) == len(options) and all(
        value in option.values for value, option in zip(chosen, options, strict=False)
    )
    if not there:
        raise refusal("options", "A variant has one of the values of each option.")
    _within("price", wanted.price, 1, LARGEST_PRICE)
    _within("list_price", wanted.list_price, 1, LARGEST_PRICE)
    _within("cost", wanted.cost, 0, LARGEST_PRICE)
    _within("weight_g", wanted.weight_g, 0, HEAVIEST)
    _within("purchase_limit", wanted.purchase_limit, 1, LARGEST_LIMIT)
    _contents(wanted.contents)
    gtin = gtin14(wanted.gtin)
    if wanted.gtin.strip() and not gtin:
        raise refusal("gtin", "This is no barcode: its check digit is another one.")
    sku = line("sku", wanted.sku, LONGEST_WORD)
    return msgspec.structs.replace(wanted, options=chosen, sku=sku, gtin=gtin)


def _contents(wanted: Contents | None) -> None:
    if wanted and not 0 < wanted.n <= MOST_CONTENTS:
        raise refusal("contents", "More than nothing, and not more than a million.")


def _within(field: str, value: int | None, least: int, most: int) -> None:
    if value is not None and not least <= value <= most:
        raise refusal(field, f"{least} to {most}.")


def gtin14(text: str) -> str:
    """A GTIN of 8, 12, 13 or 14 digits, or an ISBN of 13, as 14 digits; empty for what is none."""
    digits = re.sub(r"[\s-]", "", text)
    if not re.fullmatch(r"[0-9]{8}|[0-9]{12,14}", digits):
        return ""
    whole = digits.zfill(14)
    total = sum(int(digit) * (3 if at % 2 == 0 else 1) for at, digit in enumerate(whole))
    return whole if total % 10 == 0 and int(whole) else ""
