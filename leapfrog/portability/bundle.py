"""The zip of a take-out: record sets as JSON lines, files, address books, a page to look at it all.

signature.json              the town's signature over the manifest and the pages
manifest.json               whose, when, counts and SHA-256 of everything below the pages
index.html, pages/          the same for people, without any network
records/<set>.jsonl         one JSON object a line
files/<sha256>              blobs that records name
contacts/*.vcf, *.json      vCard 3 (RFC 2426), vCard 4 (RFC 6350), JSContact (RFC 9553)
"""

import hashlib
from collections.abc import AsyncIterator, Callable, Sequence
from pathlib import Path
from uuid import UUID
from zipfile import ZIP_DEFLATED, ZipFile

import msgspec

from leapfrog import (
    brands,
    case_pictures,
    chat_archives,
    chat_files,
    chat_highlights,
    clearing,
    contacts,
    coupons,
    door_cases,
    door_orders,
    door_receipts,
    driver_days,
    drops,
    duty,
    escrow,
    fediverse,
    follows,
    identity,
    imports,
    live_location,
    lockers,
    market,
    market_news,
    mastodon,
    mutes,
    orders,
    packets,
    papers,
    parcels,
    pay,
    places,
    post_archives,
    post_media,
    posters,
    posts,
    presales,
    private_notes,
    push,
    ranks,
    reviews,
    ride_partings,
    ride_pauses,
    ride_payers,
    ride_safety,
    ride_speeds,
    ride_terms,
    ride_ways,
    ride_wishes,
    rides,
    rides_dispute,
    rides_message,
    rides_rating,
    share_rewards,
    splits,
    stock,
    ticket_draws,
    ticket_gates,
    ticket_sales,
    tickets,
    till,
    topics,
    town_groups,
    towns,
    vending,
    vouchers,
    wallet,
    warehouses,
    webhooks,
)
from leapfrog.contacts import to_jscontact, to_vcard3, to_vcard4
from leapfrog.identity import Me
from leapfrog.kernel.archive import RecordSet
from leapfrog.kernel.db import Db
from leapfrog.kernel.files import Files
from leapfrog.kernel.spooling import spool
from leapfrog.portability.model import (
    FORMAT,
    MANIFEST,
    SIGNATURE,
    VERSION,
    About,
    Manifest,
    SetCount,
)
from leapfrog.portability.page import pages

RECORD_SETS: Sequence[RecordSet] = [
    *identity.RECORD_SETS,
    *push.RECORD_SETS,
    *contacts.RECORD_SETS,
    *chat_files.RECORD_SETS,
    *chat_archives.RECORD_SETS,
    *chat_highlights.RECORD_SETS,
    *live_location.RECORD_SETS,
    *post_media.RECORD_SETS,
    *posts.RECORD_SETS,
    *follows.RECORD_SETS,
    *topics.RECORD_SETS,
    *mutes.RECORD_SETS,
    *post_archives.RECORD_SETS,
    *papers.RECORD_SETS,
    *imports.RECORD_SETS,
    *mastodon.RECORD_SETS,
    *stock.RECORD_SETS,
    *wallet.RECORD_SETS,
    *pay.RECORD_SETS,
    *clearing.RECORD_SETS,
    *escrow.RECORD_SETS,
    *packets.RECORD_SETS,
    *splits.RECORD_SETS,
    *till.RECORD_SETS,
    *market.RECORD_SETS,
    *market_news.RECORD_SETS,
    *brands.RECORD_SETS,
    *webhooks.RECORD_SETS,
    *coupons.RECORD_SETS,
    *parcels.RECORD_SETS,
    *orders.RECORD_SETS,
    *warehouses.RECORD_SETS,
    *reviews.RECORD_SETS,
    *drops.RECORD_SETS,
    *door_orders.RECORD_SETS,
    *door_receipts.RECORD_SETS,
    *door_cases.RECORD_SETS,
    *case_pictures.RECORD_SETS,
    *presales.RECORD_SETS,
    *share_rewards.RECORD_SETS,
    *vending.RECORD_SETS,
    *lockers.RECORD_SETS,
    *rides.RECORD_SETS,
    *ride_safety.RECORD_SETS,
    *ride_ways.RECORD_SETS,
    *rides_dispute.RECORD_SETS,
    *rides_message.RECORD_SETS,
    *rides_rating.RECORD_SETS,
    *duty.RECORD_SETS,
    *ranks.RECORD_SETS,
    *ride_payers.RECORD_SETS,
    *ride_terms.RECORD_SETS,
    *ride_wishes.RECORD_SETS,
    *ride_partings.RECORD_SETS,
    *ride_pauses.RECORD_SETS,
    *ride_speeds.RECORD_SETS,
    *driver_days.RECORD_SETS,
    *ticket_draws.RECORD_SETS,
    *posters.RECORD_SETS,
    *ticket_gates.RECORD_SETS,
    *ticket_sales.RECORD_SETS,
    *tickets.RECORD_SETS,
    *vouchers.RECORD_SETS,
    *places.RECORD_SETS,
    *private_notes.RECORD_SETS,
    *fediverse.RECORD_SETS,
    *town_groups.RECORD_SETS,
    *towns.RECORD_SETS,
]
Step = Callable[[int], None]


class BundleWriter:
    """Writes entries into a zip and keeps their SHA-256."""

    def __init__(self, path: Path) -> None:
        self.zip = ZipFile(path, "w", ZIP_DEFLATED, compresslevel=6)
        self.hashes: dict[str, str] = {}

    async def lines(self, name: str, lines: AsyncIterator[bytes]) -> int:
        """One entry, streamed; answers how many lines it has."""
        digest, count = hashlib.sha256(), 0

        async def counted() -> AsyncIterator[bytes]:
            nonlocal count
            async for line in lines:
                count += 1
                yield line

        with self.zip.open(name, "w", force_zip64=True) as entry:

            def write(block: bytes) -> None:
                entry.write(block)
                digest.update(block)

            await spool(counted(), write)
        self.hashes[name] = digest.hexdigest()
        return count

    def whole(self, name: str, content: bytes) -> None:
        """One entry at once."""
        self.zip.writestr(name, content)
        self.hashes[name] = hashlib.sha256(content).hexdigest()


async def write(
    db: Db, files: Files, me: Me, path: Path, about: About, step: Step
) -> list[SetCount]:
    """Writes all of a person into `path`; `step` hears of percents."""
    writer = BundleWriter(path)
    blobs: set[str] = set()
    sets = []
    with writer.zip:
        for done, records in enumerate(RECORD_SETS):
            name = f"records/{records.name}.jsonl"
            count = await writer.lines(name, _lines(db, records, me.id, blobs))
            sets.append(SetCount(records.name, count, writer.hashes[name]))
            step(5 + done * 70 // len(RECORD_SETS))
        await _address_books(db, writer, me.id)
        step(85)
        for blob in sorted(blobs):
            await writer.lines(f"files/{blob}", files.chunks(bytes.fromhex(blob)))
        step(95)
        manifest = manifest_of(writer, sets, about, me.address, me.display_name)
        writer.hashes = {}
        async for name, content in pages(db, me, manifest):
            writer.whole(name, content)
        writer.whole(MANIFEST, msgspec.json.format(msgspec.json.encode(manifest)))
        said = {
            "town": about.domain,
            "address": me.address,
            "at": about.at.isoformat(),
            "files": writer.hashes,
        }
        signed = await pay.sign_statement(db, FORMAT, said)
        writer.zip.writestr(SIGNATURE, msgspec.json.format(msgspec.json.encode(signed)))
    return sets


def manifest_of(
    writer: BundleWriter, sets: list[SetCount], about: About, address: str, name: str
) -> Manifest:
    """The manifest of a take-out, of all files that `writer` has written so far; `address`, `name`:
    whose it is.
    """
    return Manifest(
        format=FORMAT,
        version=VERSION,
        address=address,
        display_name=name,
        town=about.town,
        program=about.program,
        created_at=about.at,
        sets=sets,
        files=dict(sorted(writer.hashes.items())),
    )


async def _lines(
    db: Db, records: RecordSet, person_id: UUID, blobs: set[str]
) -> AsyncIterator[bytes]:
    async for record in records.export(db, person_id):
        blobs |= named_blobs(record)
        yield msgspec.json.encode(record, order="sorted") + b"\n"


def named_blobs(value: object) -> set[str]:
    """The SHA-256 (hex) of all blobs that a record names: the texts under each key `sha256`,
    however deep.
    """
    if isinstance(value, dict):
        named = value.get("sha256")
        found = {named} if isinstance(named, str) else set()
        return found.union(*map(named_blobs, value.values()))
    return set().union(*map(named_blobs, value)) if isinstance(value, list) else set()


async def _address_books(db: Db, writer: BundleWriter, person_id: UUID) -> None:
    async def text(form: Callable[..., str]) -> AsyncIterator[bytes]:
        async for card in contacts.export_cards(db, person_id):
            yield form(card).encode()

    async def json() -> AsyncIterator[bytes]:
        comma = b"[\n"
        async for card in contacts.export_cards(db, person_id):
            yield comma + msgspec.json.encode(to_jscontact(card))
            comma = b",\n"
        yield b"\n]\n" if comma != b"[\n" else b"[]\n"

    await writer.lines("contacts/contacts-vcard3.vcf", text(to_vcard3))
    await writer.lines("contacts/contacts-vcard4.vcf", text(to_vcard4))
    await writer.lines("contacts/contacts-jscontact.json", json())
