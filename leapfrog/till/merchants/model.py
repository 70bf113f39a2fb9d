"""A shop, and who works there."""

from datetime import datetime
from typing import Literal
from uuid import UUID

import msgspec

from leapfrog.identity import plain
from leapfrog.kernel.errors import Invalid
from leapfrog.till.codes import emvco

Role = Literal["owner", "manager", "agent", "packer", "cashier"]
Category = Literal["groceries", "market", "food", "cafe", "services", "machine", "other"]
# ISO 18245, as printed codes have it.
CATEGORY_CODES: dict[Category, str] = {
    "groceries": "5411",
    "market": "5499",
    "food": "5812",
    "cafe": "5814",
    "services": "7299",
    "machine": "5814",
    "other": "5999",
}
LEADING: tuple[Role, ...] = ("owner", "manager")
# Who takes payments at the till and reads tickets at the gate.
TAKING: tuple[Role, ...] = ("owner", "manager", "cashier")
# Who speaks with customers, and for that reads what they bought.
ANSWERING: tuple[Role, ...] = ("owner", "manager", "agent")
# Who packs and sends.
PACKING: tuple[Role, ...] = ("owner", "manager", "packer")
ALL: tuple[Role, ...] = ("owner", "manager", "agent", "packer", "cashier")
LONGEST_NAME, LONGEST_ABOUT = 60, 500
SHOP_PATH = "/pay/shop/"


class ShopChanges(msgspec.Struct, frozen=True):
    """How a shop shall be called and described; None: as it was. `latin`: the name in ASCII for
    printed codes, made from the name where it is empty.
    """

    name: str | None = None
    latin: str | None = None
    about: str | None = None
    category: Category | None = None
    pays_out: bool | None = None


class Merchant(msgspec.Struct, frozen=True):
    """A shop. `pending`, `available`: its accounts in the wallet, takings of the day and what is
    its own after the close. `pays_out`: the latter goes on to the owner's wallet account at the
    close.
    """

    id: UUID
    name: str
    latin: str
    about: str
    category: Category
    picture: bytes | None
    currency: str
    pending: int
    available: int
    pays_out: bool
    created_at: datetime
    closed_at: datetime | None


class Workplace(msgspec.Struct, frozen=True):
    """A shop where somebody works, and as what."""

    shop: Merchant
    role: Role


class Cashier(msgspec.Struct, frozen=True):
    """One who works in a shop."""

    person_id: UUID
    role: Role
    since: datetime


class StaffInvitation(msgspec.Struct, frozen=True):
    """A link to work in a shop as `role`, which one person follows before `until`."""

    id: UUID
    merchant_id: UUID
    role: Role
    by_id: UUID
    token: str
    until: datetime
    used_by: UUID | None = None


def called(name: str) -> str:
    """A shop's name as it is kept. Raises `Invalid`."""
    kept = " ".join(plain(name).split())
    if not 1 <= len(kept) <= LONGEST_NAME:
        raise Invalid(f"A shop's name has 1 to {LONGEST_NAME} characters.")
    return kept


def described(about: str) -> str:
    """What a shop says of itself, as it is kept. Raises `Invalid`."""
    kept = plain(about).strip()
    if len(kept) > LONGEST_ABOUT:
        raise Invalid(f"At most {LONGEST_ABOUT} characters.")
    return kept


def shop_path(merchant_id: UUID) -> str:
    """The path of a shop's page, to which its printed code leads."""
    return f"{SHOP_PATH}{merchant_id}"


def shop_at(link: str, origin: str) -> UUID | None:
    """Of which shop of the town at `origin` this is the page; None for what is none."""
    start = origin + SHOP_PATH
    try:
        return UUID(link.removeprefix(start)) if link.startswith(start) else None
    except ValueError:
        return None


def printed(merchant: Merchant, town: str, city: str, country: str) -> str:
    """The text of the code that a shop hangs up."""
    native = merchant.name if not merchant.name.isascii() else ""
    return emvco.printed(
        emvco.EmvcoCode(
            merchant=merchant.id.hex,
            town=town,
            name=merchant.latin or merchant.name,
            city=city,
            country=country,
            category=CATEGORY_CODES[merchant.category],
            currency=merchant.currency,
            native=native,
        )
    )
