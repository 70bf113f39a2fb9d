"""Only an app password opens the book, and only its owner's."""

import base64

import httpx

from leapfrog.kernel.ids import new_id
from leapfrog.kernel.settings import Settings
from tests.carddav.conftest import Owner
from tests.carddav.phone import Phone, app_password, hrefs, vcard
from tests.http import PASSWORD, App, Enter
from tests.matrix import unchanged

CHALLENGE = 'Basic realm="Leapfrog contacts: your handle and an app password", charset="UTF-8"'
# What every page of the town sends; without it other sites' forms are refused before anything else.
MARK = {"x-leapfrog": "1"}
LI = vcard("UID:li-1", "FN:Li Wei", "N:Li;Wei;;;")


def basic(text: str) -> dict[str, str]:
    return {"authorization": f"Basic {base64.b64encode(text.encode()).decode()}"}


def guess(app: App, settings: Settings, number: int = 0) -> httpx.AsyncClient:
    """A program of a stranger, at one of many addresses."""
    address = f"192.0.2.{number}"
    transport = httpx.ASGITransport(app, raise_app_exceptions=False, client=(address, 9))
    return httpx.AsyncClient(transport=transport, base_url=settings.origin)


METHODS = ("OPTIONS", "PROPFIND", "PROPPATCH", "REPORT", "GET", "PUT", "DELETE", "MKCOL")


WRONG = [
    basic(f"mei:{PASSWORD}"),
    basic("mei:0000-0000-0000-0000-0000"),
    basic("nobody:0000-0000-0000-0000-0000"),
    basic("mei"),
    basic(":"),
    basic("mei:\0"),
    {"authorization": "Basic =="},
    {"authorization": "Basic"},
    {"authorization": "Digest mei"},
    {},
]


async def test_nobody_else_comes_in_and_all_hear_the_same(
    owner: Owner, app: App, settings: Settings
) -> None:
    _, phone = await owner("mei")
    await phone.write("li.vcf", LI)
    async with unchanged(str(settings.database_url)):
        refused = [
            await guess(app, settings, number).request(
                method, f"{phone.book}li.vcf", headers=MARK | headers
            )
            for number, headers in enumerate(WRONG)
            for method in METHODS
        ]
    assert {one.status_code for one in refused} == {401}
    assert {one.headers["www-authenticate"] for one in refused} == {CHALLENGE}
    told = {(one.json()["code"], one.json()["detail"]) for one in refused}
    assert told == {("sign_in_needed", "Sign in with your handle and an app password.")}


async def test_a_session_does_not_open_the_book(owner: Owner) -> None:
    browser, phone = await owner("mei")
    by_cookie = await browser.request("PROPFIND", f"{browser.origin}{phone.book}")
    by_token = await browser.request(
        "PROPFIND",
        f"{browser.origin}{phone.book}",
        headers={"authorization": f"Bearer {browser.token}"},
    )
    assert (by_cookie.status_code, by_token.status_code) == (401, 401)


async def test_the_handle_may_name_the_town(owner: Owner, app: App, settings: Settings) -> None:
    _, phone = await owner("mei")
    for name in ("mei", "MEI", "mei@lake.town"):
        async with Phone(app, settings.origin, name, phone.password) as same:
            found = await same.propfind("/dav/", "<current-user-principal/>")
        principal = found["/dav/"].found["{DAV:}current-user-principal"]
        assert hrefs([principal]) == ["/dav/principals/mei/"]


async def test_an_app_password_that_was_taken_back_opens_nothing(
    owner: Owner, app: App, settings: Settings
) -> None:
    browser, _ = await owner("mei")
    password_id = new_id()
    made = await browser.put(f"/app-passwords/{password_id}", json={"name": "Old phone"})
    async with Phone(app, settings.origin, "mei", made.json()["password"]) as old:
        assert (await old.read("li.vcf")).status_code == 404
        await browser.delete(f"/app-passwords/{password_id}")
        assert (await old.read("li.vcf")).status_code == 401


ELSEWHERE = [
    "/dav/principals/zoe/",
    "/dav/addressbooks/zoe/",
    "/dav/addressbooks/zoe/contacts/",
    "/dav/addressbooks/zoe/contacts/li.vcf",
    "/dav/addressbooks/nobody/contacts/li.vcf",
    "/dav/addressbooks/mei/../zoe/contacts/li.vcf",
    "/dav/addressbooks/mei%2F..%2Fzoe/contacts/li.vcf",
    "/dav/addressbooks/mei/./../zoe/other/",
    "/dav/nothing",
]


async def test_what_is_another_persons_is_as_if_it_were_not(
    owner: Owner, settings: Settings
) -> None:
    _, phone = await owner("mei")
    _, theirs = await owner("zoe")
    await theirs.write("li.vcf", LI)
    headers = {"depth": "0", "content-type": "text/vcard"}
    async with unchanged(str(settings.database_url), "identity_app_password"):
        for path in ELSEWHERE:
            for method in METHODS:
                answer = await phone.request(method, path, content=LI, headers=headers)
                assert answer.status_code == 404, (method, path)


async def test_guessing_is_slowed_down(owner: Owner, app: App, settings: Settings) -> None:
    _, phone = await owner("mei")
    stranger = guess(app, settings)
    seen = set()
    for _ in range(25):
        answer = await stranger.request("PROPFIND", "/dav/", headers=basic("mei:guess"))
        seen.add(answer.status_code)
    assert seen == {401, 429}
    assert int(answer.headers["retry-after"]) > 0
    assert (await phone.read("li.vcf")).status_code == 404


async def test_each_phone_of_a_person_sees_the_same_book(
    owner: Owner, app: App, settings: Settings, client: Enter
) -> None:
    browser, phone = await owner("mei")
    await phone.write("li.vcf", LI)
    async with Phone(app, settings.origin, "mei", await app_password(browser)) as second:
        assert await second.names() == await phone.names()
