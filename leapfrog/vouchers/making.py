"""What organisers do: batches of codes, made and stopped."""

import re
import secrets
from datetime import timedelta
from uuid import UUID

import msgspec

from leapfrog import till
from leapfrog.identity import plain
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Invalid
from leapfrog.kernel.ids import check_new_id
from leapfrog.vouchers import store
from leapfrog.vouchers.errors import NoVoucherBatch, VoucherCodeTaken, VoucherIdUsed
from leapfrog.vouchers.model import VoucherBatch, VoucherTerms

MOST_CODES, MOST_USES, MOST_NAMED = 2_000, 100_000, 50
LONGEST_NAME, LARGEST = 80, 1_000_000_000
LATEST = timedelta(days=400)
# No letters and digits that are taken for each other; 10 of 29 are 48 bits.
SIGNS, LENGTH = "ABCDEFGHJKMNPQRTUVWXYZ2346789", 10
OWN_CODE = re.compile(r"[A-Z0-9](?:[A-Z0-9-]{2,22})[A-Z0-9]")


class VoucherCount(msgspec.Struct, frozen=True):
    """So many codes that nobody guesses, or one that the organiser chose."""

    count: int = 1
    code: str | None = None


async def make(
    db: Db, me: UUID, batch_id: UUID, merchant_id: UUID, terms: VoucherTerms, wanted: VoucherCount
) -> VoucherBatch:
    """Makes a batch of voucher codes of a shop that I lead. The same id again is the same batch.
    Raises `Invalid`, `NoMerchant`, `RoleNeeded`, `VoucherIdUsed`, `VoucherCodeTaken`.
    """
    await till.enter_shop(db, me, merchant_id, till.LEADING_ROLES)
    check_new_id(batch_id)
    name = " ".join(plain(terms.name).split())
    given = {each: getattr(terms, each) for each in VoucherTerms.__struct_fields__}
    made = VoucherBatch(
        **given | {"name": name},
        id=batch_id,
        merchant_id=merchant_id,
        stopped_at=None,
        made_by=me,
        made_at=db.now,
    )
    codes = [normal(wanted.code)] if wanted.code else _drawn(wanted.count)
    if not await store.add_batch(db, made):
        before = (await store.batches(db, [batch_id]))[batch_id]
        same = msgspec.structs.replace(
            made, made_by=before.made_by, made_at=before.made_at, stopped_at=before.stopped_at
        )
        if same != before:
            raise VoucherIdUsed
        return before
    _check(db, made, wanted)
    if await store.add_codes(db, made, codes) < len(codes):
        raise VoucherCodeTaken
    return made


async def stop(db: Db, me: UUID, batch_id: UUID) -> VoucherBatch:
    """Its codes are of no use any more; what was bought with them stays so. Again is the same.
    Raises `NoVoucherBatch`, `RoleNeeded`.
    """
    await of_leader(db, me, batch_id)
    await store.stop(db, batch_id)
    return (await store.batches(db, [batch_id]))[batch_id]


async def of_leader(db: Db, me: UUID, batch_id: UUID) -> VoucherBatch:
    """A batch of vouchers of a shop that I lead. Raises `NoVoucherBatch`, `RoleNeeded`."""
    found = (await store.batches(db, [batch_id])).get(batch_id)
    if found is None:
        raise NoVoucherBatch
    try:
        await till.enter_shop(db, me, found.merchant_id, till.LEADING_ROLES)
    except till.NoMerchant:
        raise NoVoucherBatch from None
    return found


def normal(text: str) -> str:
    """A code as it is kept, however it was typed. Raises `Invalid`."""
    found = "".join(text.split()).upper()
    if not OWN_CODE.fullmatch(found):
        raise Invalid("A code is 4 to 24 letters and digits.")
    return found


def _drawn(count: int) -> list[str]:
    if not 1 <= count <= MOST_CODES:
        raise Invalid(f"1 to {MOST_CODES} codes.")
    found: set[str] = set()
    while len(found) < count:
        found.add("".join(secrets.choice(SIGNS) for _ in range(LENGTH)))
    return sorted(found)


def _check(db: Db, made: VoucherBatch, wanted: VoucherCount) -> None:
    """Raises `Invalid`."""
    if not 1 <= len(made.name) <= LONGEST_NAME:
        raise Invalid(f"1 to {LONGEST_NAME} characters.")
    if not db.now < made.until < db.now + LATEST:
        raise Invalid("A voucher ends later than now, and within 400 days.")
    if not (1 <= made.uses <= MOST_USES and 1 <= made.per_person <= MOST_USES):
        raise Invalid(f"1 to {MOST_USES} uses.")
    if made.effect == "percent" and not 1 <= made.value <= 100:
        raise Invalid("1 to 100 percent.")
    if not 0 <= made.value <= LARGEST:
        raise Invalid("A price is no less than nothing.")
    if max(len(made.categories), len(made.products), len(made.opens)) > MOST_NAMED:
        raise Invalid(f"At most {MOST_NAMED} categories or products.")
    if wanted.code and wanted.count != 1:
        raise Invalid("One code of one's own, or so many drawn ones.")
