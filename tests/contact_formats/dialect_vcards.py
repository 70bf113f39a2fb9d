"""The vCard dialects: iOS and macOS, Android, Google Contacts, Outlook."""

from collections.abc import Iterator

from tests.contact_formats.people import Person, jpeg_text

_HEX = "0123456789ABCDEF"


def _escape(text: str) -> str:
    text = text.replace("\\", "\\\\").replace("\n", "\\n")
    return text.replace(",", "\\,").replace(";", "\\;")


def _folded(line: str, width: int, by: str = "\r\n ") -> str:
    """Fold by octets like Apple and Google do, never inside a character."""
    out: list[str] = [""]
    size = 0
    for char in line:
        weight = len(char.encode())
        if size + weight > width:
            out.append("")
            size = 1
        out[-1] += char
        size += weight
    return by.join(out)


def _file(cards: list[list[str]], version: str, width: int = 75) -> bytes:
    lines: list[str] = []
    for card in cards:
        body = [_folded(line, width) if width else line for line in card]
        lines += ["BEGIN:VCARD", f"VERSION:{version}", *body, "END:VCARD"]
    return "".join(f"{line}\r\n" for line in lines).encode()


def apple(people: list[Person]) -> bytes:
    """iOS and macOS: 3.0, `type=` in lower case, `itemN` groups with labels, base64 photos."""
    return _file([list(_apple_lines(person)) for person in people], "3.0")


def _apple_lines(p: Person) -> Iterator[str]:
    yield "PRODID:-//Apple Inc.//iPhone OS 18.1//EN"
    yield f"N:{_escape(p.family)};{_escape(p.given)};;;"
    yield f"FN:{_escape(p.shown)}"
    if p.nickname:
        yield f"NICKNAME:{_escape(p.nickname)}"
    if p.org:
        yield f"ORG:{_escape(p.org)};{_escape(p.department)}"
    if p.title:
        yield f"TITLE:{_escape(p.title)}"
    if p.email:
        yield f"EMAIL;type=INTERNET;type=HOME;type=pref:{p.email}"
    yield f"TEL;type=CELL;type=VOICE;type=pref:{p.mobile}"
    if p.home:
        yield f"TEL;type=HOME;type=VOICE:{p.home}"
    yield from _apple_items(p)
    if p.birthday.startswith("--"):
        yield f"BDAY;X-APPLE-OMIT-YEAR=1604:1604-{p.birthday[2:]}"
    elif p.birthday:
        yield f"BDAY;value=date:{p.birthday}"
    if p.note:
        yield f"NOTE:{_escape(p.note)}"
    if p.photo:
        yield f"PHOTO;ENCODING=b;TYPE=JPEG:{jpeg_text(p.photo)}"
    yield f"X-ABUID:{p.uid.upper()}:ABPerson"


def _apple_items(p: Person) -> Iterator[str]:
    address = f";;{_escape(p.street)};{_escape(p.city)};;{p.code};{p.country}"
    yield f"item1.ADR;type=HOME;type=pref:{address}"
    yield "item1.X-ABADR:cn"
    if p.work:
        yield f"item2.TEL:{p.work}"
        yield f"item2.X-ABLabel:{_escape(p.label) or '_$!<Other>!$_'}"
    if p.url:
        yield f"item3.URL;type=pref:{p.url}"
        yield "item3.X-ABLabel:_$!<HomePage>!$_"
    if p.email2:
        profile = f"https://social.example/{p.uid}"
        yield f"X-SOCIALPROFILE;type=mastodon;x-user={p.uid}:{profile}"
        yield f"IMPP;X-SERVICE-TYPE=Jabber;type=HOME:xmpp:{p.email2}"


def google_vcf(people: list[Person]) -> bytes:
    """Google Contacts and Takeout: 3.0, groups for labels, photos as links, birthdays `--MMDD`."""
    return _file([list(_google_lines(person)) for person in people], "3.0")


def _google_lines(p: Person) -> Iterator[str]:
    yield f"FN:{_escape(p.shown)}"
    yield f"N:{_escape(p.family)};{_escape(p.given)};;;"
    if p.email:
        yield f"EMAIL;TYPE=INTERNET;TYPE=HOME:{p.email}"
    if p.email2:
        yield f"item1.EMAIL;TYPE=INTERNET:{p.email2}"
        yield f"item1.X-ABLabel:{_escape(p.label)}"
    yield f"TEL;TYPE=CELL:{p.mobile}"
    if p.home:
        yield f"TEL;TYPE=HOME:{p.home}"
    place = f";;{_escape(p.street)};{_escape(p.city)};;{p.code};{p.country};"
    yield f"ADR;TYPE=HOME:{place}{_escape(p.street)}\\n{_escape(p.city)}"
    if p.org:
        yield f"ORG:{_escape(p.org)}"
    if p.title:
        yield f"TITLE:{_escape(p.title)}"
    if p.birthday:
        yield f"BDAY:{p.birthday.replace('-', '') if p.birthday[0] != '-' else p.birthday}"
    if p.url:
        yield f"item2.URL:{p.url}"
        yield "item2.X-ABLabel:PROFILE"
    if p.nickname:
        yield f"NICKNAME:{_escape(p.nickname)}"
    if p.note:
        yield f"NOTE:{_escape(p.note)}"
    if p.photo:
        yield f"PHOTO:https://photos.example/{p.uid}=s100"
    if p.tags:
        yield f"CATEGORIES:{','.join(map(_escape, p.tags))},myContacts"


def android21(people: list[Person]) -> bytes:
    """Android: 2.1, quoted-printable where a letter is foreign, bare types, indented base64."""
    return _file([list(_android_lines(person)) for person in people], "2.1", width=0)


def _quoted(name: str, *texts: str) -> str:
    if all(text.isascii() and text.isprintable() for text in texts):
        return f"{name}:{';'.join(text.replace(';', chr(92) + ';') for text in texts)}"
    head = f"{name};CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:"
    data = ";".join(map(_all_quoted, texts))
    lines: list[str] = []
    while len(data) > 70:
        stop = 70
        while "=" in data[stop - 2 : stop]:
            stop -= 1
        lines.append(data[:stop])
        data = data[stop:]
    return head + "=\r\n".join([*lines, data])


def _all_quoted(text: str) -> str:
    data = text.replace(";", "\\;").replace("\n", "\r\n").encode()
    return "".join(f"={_HEX[byte >> 4]}{_HEX[byte & 15]}" for byte in data)


def _android_lines(p: Person) -> Iterator[str]:
    yield _quoted("N", p.family, p.given, "", "", "")
    yield _quoted("FN", p.shown)
    yield f"TEL;CELL;PREF:{p.mobile}"
    if p.home:
        yield f"TEL;HOME:{p.home}"
    if p.work:
        yield _quoted("TEL;X-Assistant", p.work)
    if p.email:
        yield f"EMAIL;HOME:{p.email}"
    yield _quoted("ADR;HOME", "", "", p.street, p.city, "", p.code, p.country)
    if p.org:
        yield _quoted("ORG", p.org, p.department) if p.department else _quoted("ORG", p.org)
    if p.title:
        yield _quoted("TITLE", p.title)
    if p.url:
        yield f"URL:{p.url}"
    if p.note:
        yield _quoted("NOTE", p.note)
    if p.birthday:
        yield f"BDAY:{p.birthday}"
    if p.nickname:
        kind = "vnd.android.cursor.item/nickname"
        yield _quoted("X-ANDROID-CUSTOM", kind, p.nickname, "1", *[""] * 13)
    if p.photo:
        text = _folded(f"PHOTO;ENCODING=BASE64;JPEG:{jpeg_text(p.photo)}", 74)
        yield f"{text}\r\n"


def outlook_vcf(people: list[Person]) -> bytes:
    """Outlook on Windows: 2.1, LANGUAGE and CHARSET, old-fashioned X-MS names, photos last."""
    return _file([list(_outlook_lines(person)) for person in people], "2.1", width=0)


def _windows(name: str, *texts: str) -> str:
    if all(text.isascii() and text.isprintable() for text in texts):
        return f"{name}:{';'.join(text.replace(';', chr(92) + ';') for text in texts)}"
    head = f"{name};ENCODING=QUOTED-PRINTABLE;CHARSET=utf-8:"
    return head + ";".join(map(_some_quoted, texts))


def _some_quoted(text: str) -> str:
    data = text.replace(";", "\\;").replace("\n", "\r\n").encode()
    quoted = "".join(chr(b) if 32 <= b < 127 and b != 61 else f"={b:02X}" for b in data)
    return quoted.replace("=0D=0A", "=0D=0A=\r\n")


def _outlook_lines(p: Person) -> Iterator[str]:
    yield _windows("N;LANGUAGE=de", p.family, p.given)
    yield _windows("FN", p.shown)
    if p.org:
        yield _windows("ORG", p.org, p.department) if p.department else _windows("ORG", p.org)
    if p.title:
        yield _windows("TITLE", p.title)
    if p.note:
        yield _windows("NOTE", p.note)
    if p.work:
        yield f"TEL;WORK;VOICE:{p.work}"
    yield f"TEL;CELL;VOICE:{p.mobile}"
    if p.home:
        yield f"TEL;HOME;FAX:{p.home}"
    yield _windows("ADR;HOME;PREF", "", "", p.street, p.city, "", p.code, p.country)
    yield _windows("LABEL;HOME;PREF", f"{p.street}\n{p.city} {p.code}")
    yield "X-MS-OL-DEFAULT-POSTAL-ADDRESS:1"
    if p.url:
        yield f"URL;WORK:{p.url}"
    if p.birthday and p.birthday[0] != "-":
        yield f"BDAY:{p.birthday.replace('-', '')}"
    if p.email:
        yield f"EMAIL;PREF;INTERNET:{p.email}"
    if p.photo:
        text = jpeg_text(p.photo)
        lines = "".join(f"\r\n {text[start : start + 72]}" for start in range(0, len(text), 72))
        yield f"PHOTO;TYPE=JPEG;ENCODING=BASE64:{lines}\r\n"
    yield 'X-MS-OL-DESIGN;CHARSET=utf-8:<card xmlns="http://schemas.example/ol" ver="1.0"/>'
    yield "REV:20261124T101112Z"
