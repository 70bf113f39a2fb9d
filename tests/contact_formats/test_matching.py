"""What identifies a person, and where a name sorts."""

from leapfrog.contact_formats import Card, identifiers, normalised, sort_key, unknown
from tests.contact_formats.reading import card


def test_numbers_are_compared_in_one_form() -> None:
    found = card(
        "TEL:138-0013-8000",
        "TEL:+86 138 0013 8000",
        "TEL;VALUE=uri:tel:+49-221-5550100",
        "TEL:12",
        "TEL:ask him",
    )
    assert identifiers(found, "CN").phones == ("+8613800138000", "+492215550100")
    assert identifiers(card("TEL:0221 5550100"), region="DE").phones == ("+492215550100",)


def test_addresses_uid_and_name_are_compared_plainly() -> None:
    found = card("FN:José  O'NEILL", "EMAIL: Jo@Example.ORG", "EMAIL:none", "UID:urn:uuid:1")
    it = identifiers(found)
    assert (it.emails, it.uid, it.name) == (("jo@example.org",), "urn:uuid:1", "jose o neill")


def test_an_empty_card_has_no_identifiers() -> None:
    it = identifiers(Card(()))
    assert (it.phones, it.emails, it.uid, it.name) == ((), (), "", "")


def test_width_case_and_accents_do_not_matter() -> None:
    assert normalised("Ｊürgen-MÜLLER") == normalised("jurgen muller")
    assert normalised("张三") != normalised("张四")


def test_chinese_names_stand_by_their_sound_among_the_others() -> None:
    names = ["Zoë", "张三", "王小明", "Anna", "欧阳娜娜", "Élodie", "李雷", "Wang", "陳美玲",
             "42nd St", "岑夫子", "阿明", "Иван"]  # fmt: skip
    headings = {name: sort_key(name)[0] for name in names}
    assert headings == {
        "Zoë": "z", "张三": "z", "王小明": "w", "Anna": "a", "欧阳娜娜": "o", "Élodie": "e",
        "李雷": "l", "Wang": "w", "陳美玲": "c", "42nd St": "~", "岑夫子": "c", "阿明": "a",
        "Иван": "и",
    }  # fmt: skip
    ordered = sorted(["周", "张", "赵", "郑", "Zoë", "安", "Adam"], key=sort_key)
    assert ordered == ["Adam", "安", "Zoë", "张", "赵", "郑", "周"]


def test_only_what_is_shown_nowhere_is_unknown() -> None:
    found = card("FN:A", "UID:1", "TEL:1", "X-SHOE:42", "GENDER:F", "item1.X-ABLABEL:lonely")
    assert [prop.name for prop in unknown(found)] == ["X-SHOE", "GENDER", "X-ABLABEL"]
