"""Text messages and calls as SMS Backup & Restore writes them."""

import io
from datetime import UTC, datetime

import pytest

from leapfrog.chat_formats import (
    HistoryEntry,
    HistoryMedia,
    HistorySkip,
    HistoryThread,
    Speaker,
)
from leapfrog.unpacking import UnreadableFile, elements, xml_elements
from tests.chat_formats.reading import entries, format_name, skipped, told, zipped

STAMP = 1703001600000


def sms(minute: int, kind: int, body: str, **more: str) -> str:
    plain = {
        "protocol": "0",
        "address": "+1 555-0101",
        "date": str(STAMP + minute * 60000),
        "type": str(kind),
        "subject": "null",
        "body": body,
        "readable_date": "x",
        "contact_name": "Ben",
    }
    return "<sms " + " ".join(f'{key}="{value}"' for key, value in {**plain, **more}.items()) + "/>"


MMS = f"""<mms date="{STAMP + 120000}" msg_box="1" address="+15550101~+15550102" sub="Trip"
  contact_name="Ben, Cara" m_type="132"><parts>
  <part seq="-1" ct="application/smil" name="null" cl="smil.xml" text="&lt;smil/&gt;"/>
  <part seq="0" ct="image/jpeg" name="a.jpg" cl="null" text="null" data="AAAA"/>
  <part seq="0" ct="text/plain" name="null" cl="t.txt" text="Look &#55357;&#56832;&#10;here"/>
  </parts><addrs><addr address="+15550102" type="137" charset="106"/>
  <addr address="+15550101" type="151" charset="106"/></addrs></mms>"""
BACKUP = (
    "<?xml version='1.0' encoding='UTF-8' standalone='yes' ?>\n<!--File Created-->\n"
    '<?xml-stylesheet type="text/xsl" href="sms.xsl"?>\n<smses count="5">'
    + sms(3, 2, "Later &amp; last", address="+15550101")
    + sms(0, 1, "First &#55357;&#56397;")
    + sms(1, 3, "A draft")
    + sms(1, 5, "Not heard")
    + MMS
    + "</smses>"
)


def at(minute: int) -> datetime:
    return datetime(2023, 12, 19, 16, minute, tzinfo=UTC)


def test_messages_are_put_together_by_number_and_time() -> None:
    assert format_name(BACKUP, "sms-2023.xml") == "sms"
    picture = HistoryMedia(kind="image", name="a.jpg", type="image/jpeg")
    assert told(BACKUP, "sms.xml") == [
        HistorySkip("sms.xml, sms 3", "draft"),
        HistoryThread(source="sms", id="+15550101", title="Ben"),
        Speaker("+15550101", "Ben"),
        HistoryEntry(at=at(0), kind="text", sender="+15550101", body="First 👍"),
        Speaker("me", ""),
        HistoryEntry(
            at=at(1), kind="text", sender="me", body="Not heard", extra={"state": "failed"}
        ),
        HistoryEntry(at=at(3), kind="text", sender="me", body="Later & last"),
        HistoryThread(source="sms", id="+15550101~+15550102", title="Ben, Cara", group=True),
        Speaker("+15550102", "+15550102"),
        HistoryEntry(
            at=at(2),
            kind="image",
            sender="+15550102",
            body="Trip\nLook 😀\nhere",
            media=(picture,),
        ),
    ]


CALLS = (
    f'<calls count="2"><call number="+15550101" duration="83" date="{STAMP}" type="1" '
    'presentation="1" readable_date="x" contact_name="Ben" />'
    f'<call number="+15550101" duration="0" date="{STAMP + 60000}" type="3" contact_name="Ben"/>'
    "</calls>"
)


def test_calls_are_calls_of_who_called() -> None:
    assert [(one.kind, one.sender, one.body) for one in entries(CALLS)] == [
        ("call", "+15550101", "incoming 1:23"),
        ("call", "+15550101", "missed"),
    ]
    data = zipped({"sms.xml": BACKUP, "calls.xml": CALLS, "other.xml": "<a/>"})
    assert len(entries(data)) == len(entries(BACKUP)) + len(entries(CALLS))


def test_an_emoji_in_halves_is_whole_wherever_a_block_ends() -> None:
    for more in range(40):
        text = BACKUP.replace("<!--File", f"<!--{'x' * (xml_elements.BLOCK - 420 + more)}")
        assert entries(text)[0].body == "First 👍"
    half = BACKUP.replace("&#55357;&#56397;", "&#55357;!&#10;&#56397;")
    assert entries(half)[0].body == "First \ufffd!\n\ufffd"


def test_a_message_that_is_none_is_told_with_its_place() -> None:
    text = BACKUP.replace(f'date="{STAMP}"', 'date="soon"')
    assert skipped(told(text)) == ["odd_message", "draft"]


@pytest.mark.parametrize(
    ("head", "reason"),
    [
        ('<!DOCTYPE smses [<!ENTITY a "aaaa">]>', "xml_unsafe"),
        ('<!DOCTYPE smses SYSTEM "file:///etc/passwd">', "xml_unsafe"),
        ("<a>" * 70, "xml_deep"),
        ("<a></b>", "xml_broken"),
    ],
)
def test_xml_made_to_hurt_is_refused(head: str, reason: str) -> None:
    text = f"{head}<smses count='1'>{sms(0, 1, 'x')}</smses>"
    with pytest.raises(UnreadableFile) as raised:
        told(text)
    assert raised.value.reason == reason


def test_one_endless_element_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("leapfrog.unpacking.xml_elements.LARGEST_ELEMENT", 200_000)
    for text in (f"<smses><sms body='{'x' * 400_000}", f"<smses><sms>{'<a/>' * 100_000}"):
        with pytest.raises(UnreadableFile) as raised:
            list(elements(io.BytesIO(text.encode()), {"sms"}))
        assert raised.value.reason == "long_value"
    # Many small ones are no large one.
    many = f"<smses>{'<mms><part/><part/></mms>' * 50_000}</smses>"
    assert len(list(elements(io.BytesIO(many.encode()), {"mms"}))) == 50_000
