"""Tables of Google, Outlook and LinkedIn become full cards; unknown columns stay."""

from pathlib import Path

from leapfrog.contact_formats import (
    Card,
    CardSkip,
    Field,
    categories,
    fields,
    fn,
    sniff,
    structured_name,
)
from tests.contact_formats.reading import cards, read

FIXTURES = Path(__file__).parent / "fixtures"


def _columns(card: Card) -> dict[str, str]:
    return {p.param("COLUMN")[0]: p.value for p in card.properties if p.name == "X-LEAPFROG-CSV"}


def test_google_of_today() -> None:
    header = (
        "First Name,Last Name,Organization Name,Organization Department,Birthday,Labels,"
        "E-mail 1 - Label,E-mail 1 - Value,Phone 1 - Label,Phone 1 - Value,"
        "Custom Field 1 - Label,Custom Field 1 - Value,Favourite,Event 1 - Label,Event 1 - Value\n"
    )
    row = (
        "Zoë,Smith,Firm,R&D, --04-12,* myContacts ::: Tennis,* Work,a@b.example ::: c@d.example,"
        "Grandma's,+1 212,Shoe,42,blue,Anniversary,2010-06-05\n"
    )
    (card,) = cards((header + row).encode())
    assert fn(card) == "Zoë Smith"
    assert categories(card) == ["myContacts", "Tennis"]
    assert fields(card) == [
        Field("birthday", "", "--04-12"),
        Field("org", "", "Firm, R&D"),
        Field("email", "work", "a@b.example"),
        Field("email", "work", "c@d.example"),
        Field("phone", "Grandma's", "+1 212"),
        Field("note", "Anniversary", "2010-06-05"),
    ]
    assert _columns(card) == {"Favourite": "blue", "Shoe": "42"}


def test_several_addresses_in_one_cell_stay_apart() -> None:
    header = "Given Name,Family Name,Address 1 - Type,Address 1 - Street,Address 1 - City\n"
    (card,) = cards((header + "A,B,Home,1 St ::: 2 Rd,X ::: Y\n").encode())
    assert [f.value for f in fields(card)] == ["1 St, X", "2 Rd, Y"]


def test_outlook_in_german_and_semicolons() -> None:
    first, second = cards((FIXTURES / "outlook_de.csv").read_bytes())
    assert structured_name(first).prefix == "Dr."
    assert Field("birthday", "", "1975-03-09") in fields(first)
    assert Field("address", "home", "Hauptstraße 5, Köln, 50667") in fields(first)
    assert Field("note", "", "Zwei\nZeilen") in fields(first)
    assert _columns(first) == {"E-Mail-Typ": "SMTP", "Vertraulichkeit": "Normal"}
    assert fields(second) == [Field("phone", "mobile", "0170 5550101")]


def test_outlook_in_chinese_and_gb18030() -> None:
    first, second = cards((FIXTURES / "outlook_zh.csv").read_bytes())
    assert [fn(first), fn(second)] == ["张三丰", "欧阳娜娜"]
    assert Field("phone", "work", "021-50501111") in fields(first)
    assert Field("birthday", "", "1975-03-09") in fields(first)
    assert categories(first) == ["朋友", "同事"]
    assert _columns(first) == {"工作证号码": "A-17"}


def test_linkedin_behind_its_notes() -> None:
    (card,) = cards(
        b'Notes:\r\n"Some ""notes"", with commas,\nand lines"\r\n\r\n'
        b"First Name,Last Name,URL,Email Address,Company,Position,Connected On\r\n"
        b"Ada,Li,https://l.example/in/ada,,Firm,Chef,24 Nov 2026\r\n"
    )
    assert fn(card) == "Ada Li"
    assert Field("network", "linkedin", "https://l.example/in/ada") in fields(card)
    assert _columns(card) == {"Connected On": "24 Nov 2026"}


def test_cells_beyond_the_header_are_kept() -> None:
    (card,) = cards(b"First Name,Last Name,Company,Position,URL\nA,B,C,D,u,more,most\n")
    assert [p.value for p in card.properties if p.name == "X-LEAPFROG-CSV"] == ["more", "most"]


def test_a_cell_never_closed_is_told_and_the_rows_before_are_there() -> None:
    head = b"First Name,Last Name,Company,Position,URL\nA,B,C,D,u\n"
    items = read(head + b'E,"' + b"x\n" * 200_000)
    assert isinstance(items[0], Card)
    assert isinstance(items[1], CardSkip)
    assert items[1].line == 3


def test_a_short_head_is_enough_to_tell() -> None:
    data = (FIXTURES / "outlook_zh.csv").read_bytes()
    assert sniff(data, "") == "outlook_csv"
