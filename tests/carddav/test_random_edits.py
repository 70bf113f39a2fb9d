"""Phones and a browser edit one book in any order; a program that only ever reads changes knows
the whole of it.
"""

from typing import Any

import msgspec
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from leapfrog.kernel.ids import new_id
from tests.carddav.conftest import Owner
from tests.carddav.phone import Phone, vcard
from tests.examples import examples
from tests.http import Client

NAMES = [f"{number}.vcf" for number in range(4)]
OPERATIONS = ("put", "put", "put_known", "delete", "delete_known", "web_add", "web_edit", "web_tag")
MORE_OPERATIONS = ("web_delete", "sync", "sync_page")

operations = st.tuples(
    st.sampled_from((*OPERATIONS, *MORE_OPERATIONS)), st.integers(0, 3), st.sampled_from("ABC")
)


class Reader:
    """Follows changes by token, a page at a time or all at once."""

    def __init__(self, phone: Phone) -> None:
        self.phone, self.token = phone, ""
        self.etags: dict[str, str] = {}

    async def page(self, limit: int | None) -> bool:
        """Whether there is more."""
        found = await self.phone.changes(self.token, limit)
        self.token = found.token
        self.etags = {n: tag for n, tag in self.etags.items() if n not in found.gone}
        self.etags |= found.etags
        return found.more

    async def catch_up(self, limit: int | None = None) -> None:
        while await self.page(limit):
            pass


class Book(msgspec.Struct):
    """The book as it must be, and what a forgetful phone remembers of it."""

    browser: Client
    phone: Phone
    reader: Reader
    cards: dict[str, str] = {}
    known: dict[str, str] = {}

    async def do(self, operation: str, number: int, letter: str) -> None:
        await getattr(self, operation)(NAMES[number], number, letter)

    async def put(self, name: str, number: int, letter: str, **headers: str) -> int:
        card = vcard(f"UID:{name}", f"FN:{letter} {name}", f"N:{name};{letter};;;")
        answer = await self.phone.write(name, card, **headers)
        if answer.status_code != 412:
            assert answer.status_code == (204 if name in self.cards else 201)
            self.cards[name] = letter
            self.known[name] = (await self.phone.read(name)).headers["etag"]
        return answer.status_code

    async def put_known(self, name: str, number: int, letter: str) -> None:
        etag = (await self.phone.names()).get(name)
        known = self.known.get(name, '"never"')
        status = await self.put(name, number, letter, if_match=known)
        assert (status == 204) == (etag is not None and etag == known)

    async def delete(self, name: str, *_: Any, **headers: str) -> int:
        answer = await self.phone.remove(name, **headers)
        if answer.status_code == 204:
            del self.cards[name]
        elif not headers:
            assert (answer.status_code, name in self.cards) == (404, False)
        return answer.status_code

    async def delete_known(self, name: str, *_: Any) -> None:
        etag = (await self.phone.names()).get(name)
        known = self.known.get(name, '"never"')
        status = await self.delete(name, if_match=known)
        assert (status == 204) == (etag is not None and etag == known)

    async def web_add(self, _: str, number: int, letter: str) -> None:
        contact_id = new_id()
        body = {"name": f"{letter} web", "fields": []}
        await self.browser.put(f"/contacts/{contact_id}", json=body)
        self.cards[f"{contact_id}.vcf"] = letter

    async def _a_contact(self, number: int) -> str | None:
        rows: list[Any] = (await self.browser.get("/contacts")).json()["contacts"]
        return rows[number % len(rows)]["id"] if rows else None

    async def _letters(self) -> dict[str, str]:
        """Address to first letter of the name, as the phone reads them."""
        cards = {name: (await self.phone.read(name)).text for name in await self.phone.names()}
        return {name: text.partition("\nFN:")[2][0] for name, text in cards.items()}

    async def web_edit(self, _: str, number: int, letter: str) -> None:
        if contact_id := await self._a_contact(number):
            before = await self._letters()
            body = {"name": f"{letter} edited {number}", "fields": []}
            await self.browser.put(f"/contacts/{contact_id}", json=body)
            self.cards = await self._letters()
            assert set(self.cards) == set(before)
            assert letter in self.cards.values()

    async def web_tag(self, _: str, number: int, letter: str) -> None:
        if contact_id := await self._a_contact(number):
            await self.browser.patch(f"/contacts/{contact_id}", json={"tags": [letter]})

    async def web_delete(self, _: str, number: int, letter: str) -> None:
        if contact_id := await self._a_contact(number):
            before = set(await self.phone.names())
            await self.browser.delete(f"/contacts/{contact_id}")
            (gone,) = before - set(await self.phone.names())
            del self.cards[gone]

    async def sync(self, _: str, number: int, letter: str) -> None:
        await self.reader.catch_up(number or None)
        await self.check()

    async def sync_page(self, _: str, number: int, letter: str) -> None:
        await self.reader.page(number + 1)

    async def check(self) -> None:
        names = await self.phone.names()
        assert self.reader.etags == names
        assert await self._letters() == self.cards


@examples(
    25,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.lists(operations, min_size=5, max_size=25))
async def test_changes_add_up_to_the_whole(
    owner: Owner, script: list[tuple[str, int, str]]
) -> None:
    browser, phone = await owner(f"mei{new_id().hex[-20:]}")
    book = Book(browser, phone, Reader(phone))
    for operation, number, letter in script:
        await book.do(operation, number, letter)
    await book.reader.catch_up(2)
    await book.check()
