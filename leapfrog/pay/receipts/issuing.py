"""Issuing: the receipt of a payment, the same each time it is asked for; and the town's key."""

from collections.abc import Awaitable, Callable
from typing import Any
from uuid import UUID

from leapfrog.identity import Person, named
from leapfrog.kernel import signing
from leapfrog.kernel.db import Db
from leapfrog.kernel.signing import (
    CheckedStatement,
    Keys,
    Statement,
    TownKey,
    base64url,
    key_id,
    new_seed,
    public_of,
    signed,
)
from leapfrog.pay import wallet_accounts
from leapfrog.pay.errors import NoMoney, NoReceipt
from leapfrog.pay.model import Facts
from leapfrog.pay.receipts import operations, store
from leapfrog.pay.transfers import facts as transfers

KIND = "leapfrog-receipt"
FACTS: Facts = {**transfers.FACTS, **operations.FACTS}


async def make_key(db: Db) -> None:
    """The town's key, when it has none yet."""
    seed = new_seed()
    public = public_of(seed)
    await store.add_first(db, key_id(public), seed, public)


async def of(
    db: Db, viewer_id: UUID, ref: str, town: str, noted: Callable[[Db, UUID], Awaitable[str]]
) -> Statement:
    """The signed receipt of a payment that is over, for who may see it. `town`: its domain;
    `noted`: what was said with an operation of the books, asked where it was not said here. Raises
    `NoReceipt`.
    """
    prefix, _, text = ref.rpartition(":")
    try:
        fact = await FACTS[prefix](db, viewer_id, UUID(text))
    except (KeyError, ValueError):
        raise NoReceipt from None
    if fact is None:
        raise NoReceipt
    money = await wallet_accounts.terms(db)
    people = await named(db, [one for one in (fact.from_id, fact.to_id) if one])
    content = {
        "town": town,
        "ref": fact.ref,
        "operation": str(fact.operation),
        "at": fact.at.isoformat(),
        "from": _who(people.get(fact.from_id) if fact.from_id else None, fact.from_name, town),
        "to": _who(people.get(fact.to_id) if fact.to_id else None, fact.to_name, town),
        # A text, since the numbers of JCS are doubles.
        "amount": str(fact.amount),
        "currency": money.currency,
        "exponent": money.exponent,
        "note": fact.note or await noted(db, fact.operation),
    }
    return await sign(db, KIND, content)


async def sign(db: Db, kind: str, content: Statement) -> Statement:
    """A statement of this kind with the town's signature (Ed25519). Raises `NoMoney` in a town that
    has no key.
    """
    seed = await store.newest(db)
    if seed is None:
        raise NoMoney
    return signed(kind, content, seed)


def check(content: bytes, keys: Keys | None) -> CheckedStatement:
    """The content of a receipt and who signed it, if a town wrote it; `keys`: the keys of towns
    that are trusted. Raises `signing.InvalidStatement`.
    """
    return signing.check(KIND, content, keys)


async def keys(db: Db, town: str) -> Keys:
    """The keys by which anybody can check what this town signed."""
    return Keys(
        town,
        [
            TownKey(one.id, base64url(one.public), one.made_at.isoformat())
            for one in await store.published(db)
        ],
    )


def _who(person: Person | None, shop: str | None, town: str) -> dict[str, Any]:
    """Where it is nobody's wallet, it is the town's: its desk, a red packet, what is set aside.
    Who left has neither name nor address any more.
    """
    if person is None:
        return {"name": town if shop is None else shop, "address": ""}
    address = "" if person.kind == "erased" else person.address
    return {"name": person.display_name, "address": address}
