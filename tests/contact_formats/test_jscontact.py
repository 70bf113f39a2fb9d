"""JSContact as other programs expect it (RFC 9553), and theirs to our cards."""

import json

from leapfrog.contact_formats import (
    Card,
    Field,
    Property,
    fields,
    fn,
    from_jscontact,
    photo,
    to_jscontact,
    to_vcard4,
)
from tests.contact_formats.people import jpeg, jpeg_text
from tests.contact_formats.reading import card, cards

FULL = card(
    "FN:Dr. Jane Doe",
    "N:Doe;Jane;Q.;Dr.;",
    "UID:urn:uuid:1",
    "TEL;TYPE=cell:+1 212",
    "TEL;TYPE=CELL,pref:+1 213",
    "EMAIL;TYPE=work:a@b.example",
    "ADR;TYPE=home:;;1 St;Town;;123;US",
    "ORG:Firm;R&D",
    "TITLE:Chef",
    "BDAY:--0412",
    "NOTE:a\\nb",
    "CATEGORIES:Friends,Tennis",
    "item1.URL:https://example.org",
    "item1.X-ABLABEL:Blog",
    f"PHOTO;ENCODING=b;TYPE=JPEG:{jpeg_text(jpeg(1))}",
    "X-SHOE;SIZE=eu:42",
)


def test_the_members_are_those_of_the_rfc() -> None:
    value = to_jscontact(FULL)
    photo_uri = f"data:image/jpeg;base64,{jpeg_text(jpeg(1))}"
    assert json.loads(json.dumps(value)) == {
        "@type": "Card",
        "version": "1.0",
        "uid": "urn:uuid:1",
        "name": {
            "full": "Dr. Jane Doe",
            "components": [
                {"kind": "surname", "value": "Doe"},
                {"kind": "given", "value": "Jane"},
                {"kind": "given2", "value": "Q."},
                {"kind": "title", "value": "Dr."},
            ],
        },
        "phones": {
            "p4": {"number": "+1 212", "features": {"mobile": True}},
            "p5": {
                "number": "+1 213",
                "features": {"mobile": True},
                "vCardParams": {"type": ["CELL", "pref"]},
            },
        },
        "emails": {"p6": {"address": "a@b.example", "contexts": {"work": True}}},
        "addresses": {
            "p7": {
                "components": [
                    {"kind": "name", "value": "1 St"},
                    {"kind": "locality", "value": "Town"},
                    {"kind": "postcode", "value": "123"},
                    {"kind": "country", "value": "US"},
                ],
                "contexts": {"private": True},
            }
        },
        "organizations": {"p8": {"name": "Firm", "units": [{"name": "R&D"}]}},
        "titles": {"p9": {"kind": "title", "name": "Chef"}},
        "anniversaries": {
            "p10": {"kind": "birth", "date": {"@type": "PartialDate", "month": 4, "day": 12}}
        },
        "notes": {"p11": {"note": "a\nb"}},
        "keywords": {"Friends": True, "Tennis": True},
        "links": {
            "p13": {
                "uri": "https://example.org",
                "label": "Blog",
                "vCardParams": {"group": "item1"},
            }
        },
        "media": {"p15": {"kind": "photo", "uri": photo_uri}},
        "vCardProps": [
            ["x-ablabel", {"group": "item1"}, "unknown", "Blog"],
            ["x-shoe", {"size": "eu"}, "unknown", "42"],
        ],
    }


def test_a_card_without_uid_has_the_same_one_every_time_and_gets_none_back() -> None:
    plain = card("FN:A", "TEL:1")
    assert to_jscontact(plain)["uid"] == to_jscontact(plain)["uid"]
    assert to_jscontact(plain)["uid"] != to_jscontact(card("FN:B", "TEL:1"))["uid"]
    assert from_jscontact(to_jscontact(plain)) == plain


def test_a_card_of_another_program_is_read() -> None:
    found = from_jscontact(
        {
            "@type": "Card",
            "version": "1.0",
            "uid": "x",
            "name": {"components": [{"kind": "given", "value": "Ann"}, {"kind": "surname",
                     "value": "Li"}]},
            "phones": {"k1": {"@type": "Phone", "number": "+1", "features": {"fax": True},
                       "contexts": {"work": True}, "pref": 1, "label": "Basement"}},
            "anniversaries": {"b": {"kind": "birth", "date": {"year": 1990, "month": 4, "day": 2}}},
            "addresses": {"a": {"full": "1 St\nTown"}},
            "vCardProps": [["x-foo", {}, "text", "a,b"]],
        }
    )  # fmt: skip
    assert fn(found) == "Ann Li"
    assert fields(found)[0].kind == "phone"
    assert Field("birthday", "", "1990-04-02") in fields(found)
    assert Field("address", "", "1 St\nTown") in fields(found)
    assert Property("X-FOO", "a\\,b") in found.properties


def test_a_label_changed_elsewhere_wins_over_the_kept_parameters() -> None:
    value = to_jscontact(FULL)
    value["phones"]["p5"] |= {"contexts": {"work": True}, "features": {}}
    back = from_jscontact(value)
    assert Field("phone", "work", "+1 213") in fields(back)


def test_members_of_wrong_types_are_passed_over() -> None:
    value = {
        "@type": "Card",
        "uid": 5,
        "name": [],
        "phones": [1],
        "emails": {"a": 3, "b": {"address": 1}},
        "addresses": {"a": {"components": "x", "full": None}},
        "anniversaries": {"a": {"date": "x"}, "b": {"date": {"year": True, "month": 4, "day": {}}}},
        "organizations": {"o": {"units": {}}},
        "vCardProps": [1, ["a b", {}, "text", "x"], ["x"], ["x-b", 5, 6, {}]],
        "keywords": "a",
        "media": {"m": {"uri": 1, "vCardParams": [1], "pref": True}},
        "notes": None,
    }
    back = from_jscontact(value)
    assert all(isinstance(prop.value, str) for prop in back.properties)
    assert photo(back) is None


def test_names_that_would_smuggle_lines_into_a_vcard_are_passed_over() -> None:
    value = {"@type": "Card", "uid": "1", "vCardProps": [["x\r\nTEL:1", {}, "text", "v"],
             ["x-a", {"group": "g\r\nTEL", "b\nc": "d"}, "text", "line\r\nTEL:1"]]}  # fmt: skip
    back = from_jscontact(value)
    assert back == Card((Property("UID", "1"), Property("X-A", "line\\nTEL:1")))
    (again,) = cards(to_vcard4(back).encode())
    assert again.properties[:2] == back.properties
