"""What a program finds out: where the book is, what it can do, what is in it."""

from leapfrog.kernel.settings import Settings
from tests.carddav.conftest import Owner
from tests.carddav.phone import CS, C, D, Phone, condition, hrefs, root, told, vcard
from tests.http import Enter
from tests.matrix import unchanged

LI = vcard("UID:li-1", "FN:Li Wei", "N:Li;Wei;;;", "TEL;TYPE=CELL:+49 151 2345678")
XML = {"content-type": "application/xml"}


async def test_the_well_known_address_leads_to_the_tree(client: Enter) -> None:
    browser = client()
    for method in ("GET", "PROPFIND", "OPTIONS", "PUT"):
        for path in ("/.well-known/carddav", "/.well-known/carddav/"):
            answer = await browser.request(method, f"{browser.origin}{path}")
            assert (answer.status_code, answer.headers["location"]) == (301, "/dav/")


async def test_a_phone_finds_the_book_from_the_root(owner: Owner) -> None:
    _, phone = await owner("mei")
    found = await phone.propfind("/dav", "<current-user-principal/>")
    # Who was told the town's name alone asks at its top.
    top = await phone.propfind("/", "<current-user-principal/>")
    assert hrefs([top["/"].found[f"{D}current-user-principal"]]) == ["/dav/principals/mei/"]
    (principal,) = hrefs([found["/dav/"].found[f"{D}current-user-principal"]])
    found = await phone.propfind(principal, "<C:addressbook-home-set/><displayname/>")
    assert found[principal].text(f"{D}displayname") == "Mei"
    (home,) = hrefs([found[principal].found[f"{C}addressbook-home-set"]])
    found = await phone.propfind(home, "<resourcetype/>", "1")
    books = [
        href
        for href, one in found.items()
        if one.found[f"{D}resourcetype"].find(f"{C}addressbook") is not None
    ]
    assert (set(found), books) == ({home, phone.book}, [phone.book])


ALLOWED = {
    "/dav/": "OPTIONS, PROPFIND, PROPPATCH",
    "/dav/principals/": "OPTIONS, PROPFIND, PROPPATCH",
    "/dav/principals/mei/": "OPTIONS, PROPFIND, PROPPATCH",
    "/dav/addressbooks/mei/": "OPTIONS, PROPFIND, PROPPATCH",
    "/dav/addressbooks/mei/contacts/": "OPTIONS, PROPFIND, PROPPATCH, REPORT",
    "/dav/addressbooks/mei/contacts/li.vcf": "OPTIONS, PROPFIND, PROPPATCH, GET, HEAD, PUT, DELETE",
}


OTHERS = {"GET", "PUT", "DELETE", "REPORT", "POST", "COPY", "MOVE", "LOCK", "PATCH"}


async def test_each_address_says_and_does_what_it_allows(owner: Owner, settings: Settings) -> None:
    _, phone = await owner("mei")
    await phone.write("li.vcf", LI)
    async with unchanged(str(settings.database_url), "identity_app_password"):
        for path, allow in ALLOWED.items():
            answer = await phone.options(path)
            assert (answer.status_code, answer.headers["allow"]) == (200, allow)
            assert answer.headers["dav"] == "1, 3, addressbook"
            for method in OTHERS - set(allow.split(", ")):
                refused = await phone.request(method, path)
                assert (refused.status_code, refused.headers["allow"]) == (405, allow), method


async def test_no_second_book_can_be_made(owner: Owner, settings: Settings) -> None:
    _, phone = await owner("mei")
    async with unchanged(str(settings.database_url), "identity_app_password"):
        assert (await phone.request("MKCOL", phone.book)).status_code == 405
        assert (await phone.request("MKCOL", f"{phone.book}inside")).status_code == 403
        assert (await phone.request("MKCOL", f"{phone.home}second/")).status_code in (403, 404)


async def test_the_book_tells_what_it_can(owner: Owner) -> None:
    _, phone = await owner("mei")
    names = "<supported-report-set/><current-user-privilege-set/><owner/><displayname/>"
    names += "<C:supported-address-data/><C:max-resource-size/><C:supported-collation-set/>"
    book = (await phone.propfind(phone.book, names))[phone.book]
    assert book.missing == ()
    reports = {one[0].tag for one in book.found[f"{D}supported-report-set"].iter(f"{D}report")}
    assert reports == {
        f"{C}addressbook-multiget",
        f"{C}addressbook-query",
        f"{D}sync-collection",
    }
    types = book.found[f"{C}supported-address-data"]
    assert [(one.get("content-type"), one.get("version")) for one in types] == [
        ("text/vcard", "3.0"),
        ("text/vcard", "4.0"),
    ]
    may = {one[0].tag for one in book.found[f"{D}current-user-privilege-set"]}
    assert {f"{D}read", f"{D}write-content", f"{D}bind", f"{D}unbind"} <= may
    assert book.text(f"{C}max-resource-size") == "5000000"
    assert hrefs([book.found[f"{D}owner"]]) == [phone.principal]


async def test_the_tag_of_the_book_changes_with_it_and_only_then(owner: Owner) -> None:
    _, phone = await owner("mei")
    _, other = await owner("zoe")

    async def tag() -> str:
        answer = await phone.request(
            "PROPFIND",
            phone.book,
            content=f'<propfind xmlns="DAV:"><prop><getctag xmlns="{CS[1:-1]}"/></prop></propfind>',
            headers={"depth": "0", **XML},
        )
        return told(answer)[phone.book].text(f"{CS}getctag")

    tags = [await tag()]
    await phone.write("li.vcf", LI)
    tags.append(await tag())
    await other.write("li.vcf", LI)
    assert await tag() == tags[-1]
    await phone.write("li.vcf", LI.replace("Wei", "Mo"))
    tags.append(await tag())
    await phone.remove("li.vcf")
    tags.append(await tag())
    assert len(set(tags)) == 4


async def test_a_card_tells_of_itself(owner: Owner) -> None:
    _, phone = await owner("mei")
    etag = (await phone.write("li.vcf", LI)).headers["etag"]
    names = "<getetag/><getcontenttype/><getcontentlength/><resourcetype/><displayname/>"
    path = f"{phone.book}li.vcf"
    card = (await phone.propfind(path, names + "<C:address-data/><lockdiscovery/>"))[path]
    assert card.text(f"{D}getetag") == etag
    assert card.text(f"{D}getcontenttype") == "text/vcard; charset=utf-8"
    assert card.text(f"{D}getcontentlength") == str(len(LI))
    assert card.text(f"{D}displayname") == "Li Wei"
    assert card.text(f"{C}address-data") == LI.replace("\r\n", "\n")
    assert len(card.found[f"{D}resourcetype"]) == 0
    assert card.missing == (f"{D}lockdiscovery",)


async def test_allprop_is_what_webdav_defines(owner: Owner) -> None:
    _, phone = await owner("mei")
    await phone.write("li.vcf", LI)
    of_cards = ("resourcetype", "displayname", "getetag", "getcontenttype", "getcontentlength")
    for body in ("", '<propfind xmlns="DAV:"><allprop/></propfind>'):
        headers = {"depth": "1", **XML}
        found = told(await phone.request("PROPFIND", phone.book, content=body, headers=headers))
        assert set(found[phone.book].found) == {f"{D}resourcetype", f"{D}displayname"}
        assert set(found[f"{phone.book}li.vcf"].found) == {D + name for name in of_cards}


async def test_allprop_can_include_more(owner: Owner) -> None:
    _, phone = await owner("mei")
    body = '<propfind xmlns="DAV:"><allprop/><include><sync-token/></include></propfind>'
    answer = await phone.request(
        "PROPFIND", phone.book, content=body, headers={"depth": "0", **XML}
    )
    assert f"{D}sync-token" in told(answer)[phone.book].found


async def test_propname_tells_names_without_values(owner: Owner) -> None:
    _, phone = await owner("mei")
    body = '<propfind xmlns="DAV:"><propname/></propfind>'
    answer = await phone.request(
        "PROPFIND", phone.principal, content=body, headers={"depth": "0", **XML}
    )
    found = told(answer)[phone.principal].found
    assert f"{C}addressbook-home-set" in found
    assert all(len(one) == 0 and not one.text for one in found.values())


async def test_missing_properties_are_left_out_when_they_do_not_matter(owner: Owner) -> None:
    _, phone = await owner("mei")
    body = '<propfind xmlns="DAV:"><prop><quota/><displayname/></prop></propfind>'
    for more in ({}, {"prefer": "return=minimal"}, {"brief": "t"}):
        answer = await phone.request(
            "PROPFIND", phone.book, content=body, headers={"depth": "0", **XML, **more}
        )
        assert told(answer)[phone.book].missing == (() if more else (f"{D}quota",))


async def test_the_whole_tree_at_once_is_refused(owner: Owner) -> None:
    _, phone = await owner("mei")
    for headers in ({"depth": "infinity"}, {"depth": "Infinity"}, {}):
        refused = await phone.request("PROPFIND", "/dav/", headers=headers)
        assert (refused.status_code, condition(refused)) == (403, f"{D}propfind-finite-depth")
    assert (await phone.request("PROPFIND", "/dav/", headers={"depth": "2"})).status_code == 400


BOMB = """<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>
<propfind xmlns="DAV:"><prop><displayname>&b;</displayname></prop></propfind>"""
OUTSIDE = """<!DOCTYPE a [<!ENTITY a SYSTEM "file:///etc/passwd">]>
<propfind xmlns="DAV:"><prop><displayname>&a;</displayname></prop></propfind>"""


BODIES: list[tuple[str | bytes, str, int]] = [
    (BOMB, "application/xml", 400),
    (OUTSIDE, "text/xml", 400),
    ("<!DOCTYPE a><propfind xmlns='DAV:'><allprop/></propfind>", "text/xml", 400),
    ("<propfind", "application/xml", 400),
    ("<a/>", "application/json", 415),
    ("<propfind xmlns='DAV:'/>", "application/xml", 400),
    ("<x/>" + " " * 1_000_000, "application/xml", 413),
    (b"\xff\xfe<", "application/xml", 400),
    ("<?xml version='1.0' encoding='nonsense'?><a/>", "application/xml", 400),
]


async def test_bodies_that_are_no_requests_are_refused(owner: Owner) -> None:
    _, phone = await owner("mei")
    for method in ("PROPFIND", "REPORT", "PROPPATCH"):
        for body, content_type, status in BODIES:
            headers = {"depth": "0", "content-type": content_type}
            answer = await phone.request(method, phone.book, content=body, headers=headers)
            known = method == "REPORT" and body == "<propfind xmlns='DAV:'/>"
            assert answer.status_code == (403 if known else status), (method, body)


async def test_properties_are_not_for_programs_to_set(owner: Owner, settings: Settings) -> None:
    _, phone = await owner("mei")
    body = (
        '<propertyupdate xmlns="DAV:"><set><prop><displayname>Mine</displayname></prop></set>'
        "<remove><prop><getetag/></prop></remove></propertyupdate>"
    )
    async with unchanged(str(settings.database_url), "identity_app_password"):
        answer = await phone.request("PROPPATCH", phone.book, content=body, headers=XML)
    assert told(answer)[phone.book].missing == (f"{D}displayname", f"{D}getetag")
    assert "403 Forbidden" in answer.text
    assert root(answer).find(f".//{D}cannot-modify-protected-property") is not None
    nowhere = await phone.request("PROPPATCH", f"{phone.book}no.vcf", content=body)
    assert nowhere.status_code == 404


async def test_a_card_that_is_not_there_has_no_properties(owner: Owner) -> None:
    _, phone = await owner("mei")
    answer = await phone.request("PROPFIND", f"{phone.book}li.vcf", headers={"depth": "0"})
    assert answer.status_code == 404


async def test_letters_that_xml_cannot_say_do_not_break_the_answer(owner: Owner) -> None:
    _, phone = await owner("mei")
    await phone.write("odd.vcf", vcard("UID:odd", "FN:A\x0b\x01B & <C> ]]>", "N:;A;;;"))
    path = f"{phone.book}odd.vcf"
    card = (await phone.propfind(path, "<displayname/><C:address-data/>"))[path]
    assert card.text(f"{D}displayname").endswith("B & <C> ]]>")


async def _book(phone: Phone, count: int) -> None:
    for number in range(count):
        card = vcard(f"UID:u{number}", f"FN:Person {number}", f"N:{number};Person;;;")
        assert (await phone.write(f"{number}.vcf", card)).status_code == 201


async def test_a_listing_has_every_card_once_with_the_etag_it_is_read_with(owner: Owner) -> None:
    _, phone = await owner("mei")
    await _book(phone, 60)
    names = await phone.names()
    assert set(names) == {f"{number}.vcf" for number in range(60)}
    for name in ("0.vcf", "59.vcf"):
        assert (await phone.read(name)).headers["etag"] == names[name]
