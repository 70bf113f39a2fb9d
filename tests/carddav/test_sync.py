"""sync-collection: what changed since a token, and nothing is ever missed."""

import asyncpg
import httpx
import pytest

from leapfrog.kernel.settings import Settings
from tests.carddav.conftest import Owner
from tests.carddav.phone import NAMESPACES, C, D, Phone, condition, root, told, vcard

TOUCH = "update contacts_contact set last_xid = pg_current_xact_id()"


def card(number: int, name: str = "Person") -> str:
    return vcard(f"UID:u{number}", f"FN:{name} {number}", f"N:{number};{name};;;")


async def fill(phone: Phone, numbers: range) -> None:
    for number in numbers:
        assert (await phone.write(f"{number}.vcf", card(number))).status_code == 201


async def test_the_first_sync_is_everything_that_is_there(owner: Owner) -> None:
    _, phone = await owner("mei")
    await fill(phone, range(3))
    await phone.remove("1.vcf")
    first = await phone.changes()
    assert first.etags == await phone.names()
    assert (set(first.etags), first.gone) == ({"0.vcf", "2.vcf"}, set())


async def test_afterwards_only_changes_are_told(owner: Owner) -> None:
    _, phone = await owner("mei")
    await fill(phone, range(4))
    token = (await phone.changes()).token
    assert (await phone.changes(token)).etags == {}
    await phone.write("1.vcf", card(1, "Other"))
    await phone.remove("2.vcf")
    await fill(phone, range(4, 5))
    delta = await phone.changes(token)
    assert (set(delta.etags), delta.gone) == ({"1.vcf", "4.vcf"}, {"2.vcf"})
    names = await phone.names()
    assert delta.etags.items() <= names.items()
    assert (await phone.changes(delta.token)).etags == {}


async def test_the_token_of_the_book_starts_from_now(owner: Owner) -> None:
    _, phone = await owner("mei")
    await fill(phone, range(2))
    book = (await phone.propfind(phone.book, "<sync-token/>"))[phone.book]
    await phone.remove("0.vcf")
    delta = await phone.changes(book.text(f"{D}sync-token"))
    assert (delta.etags, delta.gone) == ({}, {"0.vcf"})


async def test_cards_can_come_along(owner: Owner) -> None:
    _, phone = await owner("mei")
    await fill(phone, range(1))
    answer = await phone.report(
        f"<sync-collection {NAMESPACES}><sync-token/><sync-level>1</sync-level>"
        '<prop><getetag/><C:address-data version="4.0"/></prop></sync-collection>'
    )
    assert "VERSION:4.0" in told(answer)[f"{phone.book}0.vcf"].text(f"{C}address-data")


async def _all_pages(phone: Phone, token: str, limit: int) -> tuple[dict[str, str], set[str], str]:
    etags: dict[str, str] = {}
    gone: set[str] = set()
    while True:
        page = await phone.changes(token, limit)
        assert len(page.etags) + len(page.gone) <= limit
        etags = {key: tag for key, tag in etags.items() if key not in page.gone} | page.etags
        gone, token = (gone - set(page.etags)) | page.gone, page.token
        if not page.more:
            return etags, gone, token


@pytest.mark.parametrize("limit", [1, 3, 7])
async def test_a_limited_sync_goes_on_where_it_stopped(owner: Owner, limit: int) -> None:
    _, phone = await owner("mei")
    await fill(phone, range(7))
    etags, gone, token = await _all_pages(phone, "", limit)
    assert (etags, gone) == (await phone.names(), set())
    for number in range(3):
        await phone.write(f"{number}.vcf", card(number, "Other"))
    await phone.remove("5.vcf")
    etags, gone, token = await _all_pages(phone, token, limit)
    assert (set(etags), gone) == ({"0.vcf", "1.vcf", "2.vcf"}, {"5.vcf"})
    assert (await phone.changes(token)).etags == {}


async def test_cards_of_one_transaction_are_cut_apart_too(owner: Owner, settings: Settings) -> None:
    """An import writes thousands with the same transaction id."""
    _, phone = await owner("mei")
    await fill(phone, range(6))
    database = await asyncpg.connect(settings.database_url)
    await database.execute(TOUCH)
    await database.close()
    etags, _, _ = await _all_pages(phone, "", 2)
    assert etags == await phone.names()


async def test_what_is_deleted_between_two_pages_is_told(owner: Owner) -> None:
    _, phone = await owner("mei")
    await fill(phone, range(4))
    first = await phone.changes("", 2)
    assert first.more
    told_already = next(iter(first.etags))
    await phone.remove(told_already)
    etags, gone, _ = await _all_pages(phone, first.token, 2)
    assert gone == {told_already}
    assert set(first.etags) - gone | set(etags) == set(await phone.names())


async def test_a_change_that_commits_late_is_not_missed(owner: Owner, settings: Settings) -> None:
    _, phone = await owner("mei")
    await fill(phone, range(3))
    slow = await asyncpg.connect(settings.database_url)
    transaction = slow.transaction()
    await transaction.start()
    await slow.execute(f"{TOUCH} where uid = 'u0'")
    await phone.write("1.vcf", card(1, "Other"))
    token = (await phone.changes()).token
    limited = await phone.changes("", 3)
    await transaction.commit()
    await slow.close()
    assert "0.vcf" in (await phone.changes(token)).etags
    assert "0.vcf" in (await phone.changes(limited.token)).etags


BAD = "urn:leapfrog:sync:"


async def test_a_change_that_commits_between_two_pages_is_not_missed(
    owner: Owner, settings: Settings
) -> None:
    _, phone = await owner("mei")
    await fill(phone, range(4))
    slow = await asyncpg.connect(settings.database_url)
    transaction = slow.transaction()
    await transaction.start()
    await slow.execute(f"{TOUCH} where uid = 'u0'")
    for number in (1, 2, 3):
        await phone.write(f"{number}.vcf", card(number, "Other"))
    first = await phone.changes("", 2)
    assert set(first.etags) == {"0.vcf", "1.vcf"}
    await transaction.commit()
    await slow.close()
    etags, _, token = await _all_pages(phone, first.token, 2)
    assert set(etags) == {"2.vcf", "3.vcf"}
    assert "0.vcf" in (await phone.changes(token)).etags


TOKENS = [
    "nonsense",
    BAD,
    f"{BAD}x.1",
    f"{BAD}{'0' * 32}.1",
    "{token}.x",
    "{token}.5.x",
    "{token}.-5.{zero}",
    "{token}0000",
    "x{token}",
]


async def test_a_token_that_is_not_ours_is_refused_by_name(owner: Owner) -> None:
    _, phone = await owner("mei")
    good = (await phone.changes()).token
    for pattern in TOKENS:
        refused = await _ask(phone, pattern.format(token=good, zero="0" * 32))
        assert (refused.status_code, condition(refused)) == (403, f"{D}valid-sync-token"), pattern


async def _ask(phone: Phone, token: str, more: str = "") -> httpx.Response:
    return await phone.report(
        f"<sync-collection {NAMESPACES}><sync-token>{token}</sync-token>"
        f"<sync-level>1</sync-level>{more}<prop><getetag/></prop></sync-collection>"
    )


async def test_the_answer_of_a_cut_sync_names_the_book_with_507(owner: Owner) -> None:
    _, phone = await owner("mei")
    await fill(phone, range(2))
    answer = await _ask(phone, "", "<limit><nresults>1</nresults></limit>")
    assert told(answer)[phone.book].status == 507
    assert root(answer).find(f".//{D}number-of-matches-within-limits") is not None


async def test_a_limit_is_a_number(owner: Owner) -> None:
    _, phone = await owner("mei")
    for limit in ("0", "-1", "many", ""):
        more = f"<limit><nresults>{limit}</nresults></limit>"
        assert (await _ask(phone, "", more)).status_code == 400
