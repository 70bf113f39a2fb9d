"""Every record of a file is counted once: as brought, known here, or skipped for a reason. And any
file is told from those of all other formats by what is in it.
"""

import io
import zipfile
from collections import Counter
from decimal import Decimal
from typing import Any, get_args

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from leapfrog import catalogue_formats, chat_formats, post_archives
from leapfrog.catalogue_formats import CatalogueItem, CatalogueOptions, CatalogueSkip
from leapfrog.catalogue_formats.detection import FORMATS as OF_GOODS
from leapfrog.chat_formats import HistoryEntry, HistorySkip
from leapfrog.chat_formats.detection import FORMATS as OF_CHATS
from leapfrog.contact_formats import Card, CardSkip, read_cards
from leapfrog.imports.posts.model import NAMES
from leapfrog.imports.worker import work
from leapfrog.kernel.http import Town
from leapfrog.kernel.ids import new_id
from leapfrog.post_archives import ArchivedPost, ArchivedTrace, PostSkip
from leapfrog.post_archives.formats.model import Source
from leapfrog.unpacking import Folder
from tests.chat_formats.reading import OPTIONS
from tests.contacts.acts import ok
from tests.contacts.conftest import Join
from tests.examples import examples
from tests.http import Client
from tests.imports.examples_of_formats import EXAMPLES, ExampleFile
from tests.market.acts import opened

TEXTS = (".txt", ".json", ".js", ".csv")
RATED = CatalogueOptions("EUR", 2, Decimal("0.5"))
FEW = examples(5, suppress_health_check=[HealthCheck.function_scoped_fixture])
# Where in a file a byte is another one, in thousandths of its length, and which.
DAMAGE = st.lists(st.tuples(st.integers(0, 999), st.sampled_from(b'x0"\n ')), max_size=3)


def read(example: ExampleFile, data: bytes) -> Counter[str]:
    """How many records of each kind the format's own reader tells of, counted by the test."""
    found: Counter[str] = Counter()
    if example.target == "contacts":
        for card in read_cards(iter([data]), name=example.name):
            if isinstance(card, Card):
                found["contact"] += 1
            elif isinstance(card, CardSkip) and not card.kept:
                found["unreadable"] += 1
        return found
    folder = Folder(io.BytesIO(data), example.name)
    told: Any = {
        "chats": lambda: chat_formats.read(folder, OPTIONS),
        "posts": lambda: post_archives.read(folder),
        "goods": lambda: catalogue_formats.read(folder, RATED),
    }[example.target]()
    for one in told:
        match one:
            case HistoryEntry():
                found.update([one.kind, *["file" for _ in one.media]])
            case ArchivedPost():
                found.update([one.kind, *["file" for _ in one.files]])
            case ArchivedTrace():
                found[one.kind] += 1
            case CatalogueItem():
                found.update(["item", *["file" for _ in one.pictures]])
            case CatalogueSkip() if not one.kept:
                found["unreadable"] += 1
            case PostSkip():
                found["unreadable"] += 1
            case HistorySkip() if one.reason != "day_or_month_first":
                found["unreadable"] += 1
    return found


def damaged(data: bytes, damage: list[tuple[int, int]]) -> bytes:
    """The same file with a few bytes of its texts changed."""
    if data[:2] != b"PK":
        return changed(data, damage)
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            held = old.read(name)
            new.writestr(name, changed(held, damage) if name.endswith(TEXTS) else held)
    return made.getvalue()


def changed(data: bytes, damage: list[tuple[int, int]]) -> bytes:
    held = bytearray(data)
    for place, byte in damage:
        if held:
            held[place * len(held) // 1000] = byte
    return bytes(held)


def hold(found: Any, seen: Counter[str]) -> None:
    """The law."""
    for one in found["counts"]:
        assert one["seen"] == one["brought"] + one["known"] + sum(one["skipped"].values())
    counted = {one["kind"]: one["seen"] for one in found["counts"] if one["seen"]}
    assert counted == {kind: n for kind, n in seen.items() if n}


async def sells(one: Client, example: ExampleFile) -> None:
    """A catalogue is of a shop."""
    if example.target == "goods":
        await opened(one)


async def brought(town: Town, one: Client, example: ExampleFile, data: bytes) -> Any:
    """What came of the file; None when it cannot be read at all, so that nothing is kept."""
    params = {"name": example.name, "target": example.target}
    answer = await one.put(f"/imports/{new_id()}", content=data, params=params)
    if answer.status_code == 422:
        return None
    imported = ok(answer)
    path = f"/imports/{imported['id']}"
    if example.target == "goods":
        ok(await one.patch(path, json={"rate": "0.5", "category": "books"}))
    answer = await one.post(f"{path}/application")
    if answer.status_code == 422 and example.target == "goods":
        # Nothing of it could be brought.
        return None
    ok(answer)
    await work(town, {"id": imported["id"]})
    found = ok(await one.get(path))
    assert found["state"] == "applied"
    return found


def test_each_format_has_an_example() -> None:
    known = {
        *(("chats", one.name) for one in OF_CHATS),
        *(("goods", one.name) for one in OF_GOODS),
        *(("posts", source) for source in get_args(Source)),
    }
    # Our own archive of posts leaves and comes back in tests/post_archives/test_exporting.py.
    missing = known - {(one.target, one.format) for one in EXAMPLES.values()}
    assert missing == {("posts", "leapfrog")}


def test_each_place_that_posts_come_from_has_a_name() -> None:
    assert {*NAMES} == {*get_args(Source)}


@pytest.mark.parametrize("name", EXAMPLES)
async def test_each_record_is_counted_once(join: Join, town: Town, name: str) -> None:
    example, amina = EXAMPLES[name], await join("amina")
    await sells(amina, example)
    data = example.make()
    first = await brought(town, amina, example, data)
    hold(first, read(example, data))
    assert sum(one["brought"] for one in first["counts"])
    # A second time all of it is known, but for what is skipped for a reason of its own.
    again = await brought(town, amina, example, data)
    hold(again, read(example, data))
    assert not any(one["brought"] for one in again["counts"])
    assert sum(one["known"] for one in again["counts"])


@pytest.mark.parametrize("name", EXAMPLES)
@given(damage=DAMAGE)
@FEW
async def test_each_record_of_a_damaged_file_is_counted_once(
    join: Join, town: Town, name: str, damage: list[tuple[int, int]]
) -> None:
    example, one = EXAMPLES[name], await join(f"p{new_id().hex[-12:]}")
    await sells(one, example)
    data = damaged(example.make(), damage)
    if found := await brought(town, one, example, data):
        hold(found, read(example, data))


@pytest.mark.parametrize("name", EXAMPLES)
async def test_a_file_is_known_by_what_is_in_it(join: Join, name: str) -> None:
    example, amina = EXAMPLES[name], await join("amina")
    await sells(amina, example)
    params = {"name": example.name}
    answer = await amina.put(f"/imports/{new_id()}", content=example.make(), params=params)
    found = ok(answer)
    assert found["target"] == example.target
    assert found["format"] == example.format or example.target == "contacts"


async def test_a_file_may_be_read_as_something_else_that_it_is(join: Join) -> None:
    amina = await join("amina")
    with zipfile.ZipFile(io.BytesIO(EXAMPLES["facebook"].make())) as posts:
        files = {name: posts.read(name) for name in posts.namelist()}
    with zipfile.ZipFile(io.BytesIO(EXAMPLES["meta"].make())) as chats:
        files |= {name: chats.read(name) for name in chats.namelist()}
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as both:
        for name, data in files.items():
            both.writestr(name, data)
    for wanted, also in ((None, ["posts"]), ("posts", ["chats"])):
        params = {"target": wanted} if wanted else {}
        answer = await amina.put(f"/imports/{new_id()}", content=made.getvalue(), params=params)
        found = ok(answer)
        assert (found["target"], found["also"]) == (wanted or "chats", also)
    answer = await amina.put(
        f"/imports/{new_id()}", content=made.getvalue(), params={"target": "contacts"}
    )
    assert (answer.status_code, answer.json()["code"]) == (422, "archive_unreadable")
    assert len(ok(await amina.get("/imports"))) == 2
