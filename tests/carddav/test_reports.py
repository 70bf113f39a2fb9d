"""Many cards at once: by address, by what is in them."""

import httpx

from leapfrog.kernel.ids import new_id
from tests.carddav.conftest import Owner
from tests.carddav.phone import NAMESPACES, C, D, Phone, condition, lines_of, told, vcard
from tests.contacts.acts import put_contact

LI = vcard(
    "UID:li",
    "FN:Li Wei",
    "N:Li;Wei;;;",
    "TEL;TYPE=CELL:+49 151 2345678",
    "EMAIL;TYPE=WORK:Li@Lake.town",
    "CATEGORIES:Chess,Family",
)
MO = vcard("UID:mo", "FN:Mo Straße", "N:Straße;Mo;;;", "item1.TEL:0711 1", "NICKNAME:Momo")
WEI = vcard("UID:wei", "FN:李伟", "N:李;伟;;;", "NOTE:a\\, b", "EMAIL;TYPE=HOME:wei@home.cn")


async def _three(owner: Owner) -> Phone:
    _, phone = await owner("mei")
    for name, card in (("li", LI), ("mo", MO), ("wei", WEI)):
        assert (await phone.write(f"{name}.vcf", card)).status_code == 201
    return phone


async def _multiget(
    phone: Phone, paths: list[str], data: str = "<C:address-data/>"
) -> httpx.Response:
    listed = "".join(f"<href>{path}</href>" for path in paths)
    return await phone.report(
        f"<C:addressbook-multiget {NAMESPACES}><prop><getetag/>{data}</prop>{listed}"
        "</C:addressbook-multiget>"
    )


async def test_cards_are_read_by_their_addresses(owner: Owner) -> None:
    phone = await _three(owner)
    paths = [f"{phone.book}li.vcf", f"http://localhost:8000{phone.book}mo%2Evcf"]
    found = told(await _multiget(phone, paths))
    assert set(found) == {f"{phone.book}li.vcf", f"{phone.book}mo.vcf"}
    card = found[f"{phone.book}li.vcf"]
    assert card.text(f"{C}address-data") == LI.replace("\r\n", "\n")
    assert card.text(f"{D}getetag") == (await phone.read("li.vcf")).headers["etag"]


async def test_addresses_without_a_card_are_answered_as_gone(owner: Owner) -> None:
    phone = await _three(owner)
    _, theirs = await owner("zoe")
    await theirs.write("secret.vcf", LI)
    lost = [f"{phone.book}no.vcf", f"{theirs.book}secret.vcf", "/else", phone.book, "http://[/"]
    found = told(await _multiget(phone, [*lost, f"{phone.book}li.vcf"]))
    assert {href: one.status for href, one in found.items() if not one.found} == dict.fromkeys(
        lost, 404
    )
    assert len(found) == len(lost) + 1


async def test_version_and_properties_are_chosen(owner: Owner) -> None:
    phone = await _three(owner)
    paths = [f"{phone.book}li.vcf"]

    async def read(data: str) -> str:
        return told(await _multiget(phone, paths, data))[paths[0]].text(f"{C}address-data")

    assert "VERSION:3.0" in await read('<C:address-data content-type="text/vcard"/>')
    assert "VERSION:4.0" in await read('<C:address-data Content-Type="text/vcard" version="4.0"/>')
    part = await read(
        '<C:address-data><C:prop name="UID"/><C:prop name="FN"/><C:prop name="N"/>'
        '<C:prop name="TEL" novalue="yes"/></C:address-data>'
    )
    assert part.splitlines() == [
        "BEGIN:VCARD",
        "VERSION:3.0",
        "UID:li",
        "FN:Li Wei",
        "N:Li;Wei;;;",
        "TEL;TYPE=CELL:",
        "END:VCARD",
    ]


async def test_a_version_that_is_not_written_is_refused(owner: Owner) -> None:
    phone = await _three(owner)
    for data in ('version="2.1"', 'content-type="application/json"'):
        refused = await _multiget(phone, [f"{phone.book}li.vcf"], f"<C:address-data {data}/>")
        assert (refused.status_code, condition(refused)) == (403, f"{C}supported-address-data")


def _text(text: str, **attributes: str) -> str:
    named = " ".join(f'{key.replace("_", "-")}="{value}"' for key, value in attributes.items())
    return f"<C:text-match {named}>{text}</C:text-match>"


def _prop(name: str, *inside: str, test: str = "anyof") -> str:
    return f'<C:prop-filter name="{name}" test="{test}">{"".join(inside)}</C:prop-filter>'


def _param(name: str, inside: str = "") -> str:
    return f'<C:param-filter name="{name}">{inside}</C:param-filter>'


NOT_DEFINED = "<C:is-not-defined/>"


async def _query(
    phone: Phone, conditions: str, test: str = "anyof", more: str = ""
) -> httpx.Response:
    return await phone.report(
        f"<C:addressbook-query {NAMESPACES}><prop><getetag/></prop>"
        f'<C:filter test="{test}">{conditions}</C:filter>{more}</C:addressbook-query>'
    )


FILTERS = [
    ("", "anyof", "li mo wei"),
    (_prop("FN", _text("li")), "anyof", "li"),
    (_prop("fn", _text("WEI")), "anyof", "li"),
    (_prop("FN", _text("STRASSE")), "anyof", "mo"),
    (_prop("FN", _text("STRASSE", collation="i;ascii-casemap")), "anyof", ""),
    (_prop("FN", _text("mo", collation="i;octet")), "anyof", ""),
    (_prop("FN", _text("李", match_type="starts-with")), "anyof", "wei"),
    (_prop("FN", _text("Wei", match_type="ends-with")), "anyof", "li"),
    (_prop("FN", _text("Wei", match_type="equals")), "anyof", ""),
    (_prop("FN", _text("li wei", match_type="equals")), "anyof", "li"),
    (_prop("FN", _text("li", negate_condition="yes")), "anyof", "mo wei"),
    (_prop("NOTE", _text("a, b")), "anyof", "wei"),
    (_prop("EMAIL"), "anyof", "li wei"),
    (_prop("EMAIL", NOT_DEFINED), "anyof", "mo"),
    (_prop("X-NONE"), "anyof", ""),
    (_prop("X-NONE", NOT_DEFINED), "anyof", "li mo wei"),
    (_prop("TEL", _text("1")), "anyof", "li mo"),
    (_prop("ITEM1.TEL"), "anyof", "mo"),
    (_prop("EMAIL", _param("TYPE", _text("work"))), "anyof", "li"),
    (_prop("TEL", _param("TYPE", NOT_DEFINED)), "anyof", "mo"),
    (_prop("TEL", _param("TYPE")), "anyof", "li"),
    (_prop("EMAIL", _text("wei"), _param("TYPE", _text("work"))), "anyof", "li wei"),
    (_prop("EMAIL", _text("wei"), _param("TYPE", _text("work")), test="allof"), "anyof", ""),
    (_prop("EMAIL", _text("li@"), _text("lake"), test="allof"), "anyof", "li"),
    (_prop("EMAIL") + _prop("NICKNAME"), "anyof", "li mo wei"),
    (_prop("EMAIL") + _prop("NOTE"), "allof", "wei"),
    (_prop("CATEGORIES", _text("chess")), "anyof", "li"),
]


async def test_filters_find_what_they_describe(owner: Owner) -> None:
    phone = await _three(owner)
    for conditions, test, expected in FILTERS:
        found = told(await _query(phone, conditions, test))
        names = [f"{phone.book}{name}.vcf" for name in expected.split()]
        assert sorted(found) == names, conditions


async def test_a_limit_cuts_the_answer_and_says_so(owner: Owner) -> None:
    phone = await _three(owner)
    limit = "<C:limit><C:nresults>2</C:nresults></C:limit>"
    found = told(await _query(phone, "", more=limit))
    assert found[phone.book].status == 507
    assert len(found) == 3
    exactly = told(await _query(phone, _prop("EMAIL"), more=limit))
    assert phone.book not in exactly
    assert len(exactly) == 2


async def test_what_cannot_be_tested_is_refused(owner: Owner) -> None:
    phone = await _three(owner)
    for conditions, name in (
        (_prop("FN", _text("a", collation="i;klingon")), "supported-collation"),
        (_prop("FN", "<C:time-range/>"), "supported-filter"),
        ("<C:comp-filter/>", "supported-filter"),
    ):
        refused = await _query(phone, conditions)
        assert (refused.status_code, condition(refused)) == (403, C + name)


async def test_a_filter_that_makes_no_sense_is_malformed(owner: Owner) -> None:
    phone = await _three(owner)
    for conditions in (
        "<C:prop-filter/>",
        _prop("FN", _text("a", match_type="like")),
        _prop("FN", test="noneof"),
    ):
        assert (await _query(phone, conditions)).status_code == 400


async def test_a_report_that_is_not_supported_is_refused_by_name(owner: Owner) -> None:
    phone = await _three(owner)
    refused = await phone.report('<expand-property xmlns="DAV:"/>')
    assert (refused.status_code, condition(refused)) == (403, f"{D}supported-report")


async def test_a_contact_that_comes_back_has_its_own_name_again(owner: Owner) -> None:
    """While it was deleted, a program gave its name to another card. One address is one card."""
    mei, phone = await owner("mei")
    first = str(new_id())
    name = f"{first}.vcf"
    await put_contact(mei, "Li Wei", id=first)
    assert (await phone.remove(name)).status_code == 204
    assert (await phone.write(name, vcard("UID:mo", "FN:Mo"))).status_code == 201
    assert "FN:Mo" in lines_of(await phone.read(name))
    await put_contact(mei, "Li Wei", id=first)
    assert "FN:Li Wei" in lines_of(await phone.read(name))
    assert set(told(await _multiget(phone, [f"{phone.book}{name}"]))) == {f"{phone.book}{name}"}
