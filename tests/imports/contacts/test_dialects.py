"""Every device's file: as many contacts as cards, every property in and out, twice is once."""

from collections import Counter
from pathlib import Path

import pytest

from leapfrog.contact_formats import Card, decoded
from leapfrog.kernel.settings import Settings
from tests.contact_formats.dialects import DIALECTS, make_address_book
from tests.contact_formats.reading import cards as read_cards
from tests.contacts.conftest import Join
from tests.imports.contacts.files import (
    apply,
    book,
    bring,
    cards,
    counts,
    exported,
    items,
    look,
    undo,
)

FOLDER = Path(__file__).parents[2] / "contact_formats/fixtures"
FIXTURES = {path.name: path.read_bytes() for path in sorted(FOLDER.iterdir())}


def said(found: list[Card]) -> Counter[str]:
    """Every property of these cards but the names that an export must have."""
    return Counter(
        repr((prop.name, prop.params, decoded(prop)))
        for card in found
        for prop in card.properties
        if not prop.param("DERIVED")
    )


@pytest.mark.parametrize("dialect", DIALECTS)
async def test_cards_in_are_contacts_and_second_time_nothing(
    join: Join, settings: Settings, dialect: str
) -> None:
    amina = await join("amina")
    data = make_address_book(dialect, 60, 7)
    seen = await look(amina, data, name=f"{dialect}.bin")
    assert (seen["found"], seen["state"], *counts(seen)) == (60, "previewed", 60, 0, 0, 0)
    assert await book(settings.database_url or "", amina) == []
    assert (await apply(amina, seen["id"]))["state"] == "applied"
    held = await book(settings.database_url or "", amina)
    assert len(held) == 60

    again = await look(amina, data)
    assert counts(again) == (0, 0, 60, 0)
    await apply(amina, again["id"])
    assert await book(settings.database_url or "", amina) == held

    assert (await undo(amina, seen["id"]))["stayed"] == []
    assert await book(settings.database_url or "", amina) == []


@pytest.mark.parametrize("dialect", DIALECTS)
async def test_every_property_goes_in_and_comes_out(
    join: Join, settings: Settings, dialect: str
) -> None:
    amina = await join("amina")
    data = make_address_book(dialect, 60, 3)
    seen = await look(amina, data)
    before = read_cards(data)
    assert sum(item["properties"] for item in await items(amina, seen["id"])) == sum(
        len(card.properties) for card in before
    )
    await apply(amina, seen["id"])
    out = await exported(settings.database_url or "", amina)
    assert said(read_cards(out)) == said(before)
    assert counts(await look(amina, out)) == (0, 0, 60, 0)


@pytest.mark.parametrize("name", FIXTURES)
async def test_the_files_of_all_devices_come_in_whole(
    join: Join, settings: Settings, name: str
) -> None:
    amina = await join("amina")
    data = FIXTURES[name]
    before = read_cards(data)
    seen = await bring(amina, data, name=name)
    assert seen["found"] == len(before) == seen["add"] + seen["merge"] + seen["same"]
    out = list((await cards(settings.database_url or "", amina)).values())
    if seen["add"] == len(before):
        assert said(out) == said(before)
    assert counts(await look(amina, data)) == (0, 0, len(before), 0)
