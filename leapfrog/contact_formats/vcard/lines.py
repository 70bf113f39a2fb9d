"""Reads one raw card into properties: unfolding, versions, codings and charsets of all devices."""

import re
from functools import partial

from leapfrog.contact_formats.model import DAMAGE, CardSkip, Property, ReadLimits
from leapfrog.contact_formats.text import escape, unix_lines
from leapfrog.contact_formats.vcard.cut import RawCard
from leapfrog.contact_formats.vcard.heads import (
    AGENT,
    BASE64,
    FRAME,
    PLAIN,
    QUOTED,
    STRAY,
    STRAY_HEAD,
    PropertyHead,
    parse_head,
    split_line,
)
from leapfrog.contact_formats.vcard.values import (
    base64_bytes,
    data_uri,
    is_modern,
    modern_text,
    quoted_printable,
    set_aside,
)
from leapfrog.unpacking import Charsets, is_damaged

_VERSION = re.compile(r"\nVERSION[^:\n]{0,40}:[ \t]*2\.1", re.IGNORECASE)
# A line that begins with a space goes on with the one before, be it a head or a value.
_SOFT_BREAKS = re.compile(
    r"^(?![ \t])[^:\n]*(?:\n[ \t][^:\n]*)*;(?:ENCODING=)?QUOTED-PRINTABLE[^:\n]*:(?:[^\n]*=\n)+",
    re.IGNORECASE | re.MULTILINE,
)
_NESTED = re.compile(r"\n(?:BEGIN|END)[ \t]*:[ \t]*VCARD[ \t]*$", re.IGNORECASE | re.MULTILINE)
_MANY_LINES = frozenset({"NOTE", "ADR", "LABEL", "ORG", "TITLE", "X-LEAPFROG-TEXT"})
_MOST_LINES = 300_000  # base64 of a big picture may stand on lines that are not indented
_HEADS_KEPT = 2_000
_HEAD_LENGTH_KEPT = 300
_LONGEST_HEAD = 32_768


class CardReader:
    """Reads the cards of one file; remembers the heads it met, as they repeat in every card."""

    def __init__(self, limits: ReadLimits, charsets: Charsets) -> None:
        self._limits = limits
        self._charsets = charsets
        self._modern_heads: dict[str, PropertyHead] = {}
        self._old_heads: dict[str, PropertyHead] = {}

    def read(self, raw: RawCard) -> tuple[tuple[Property, ...], list[CardSkip]]:
        """All properties of a card and what is to be said about it.

        No properties at all: the card is empty or was refused, and the remarks say why.
        """
        text, legacy, remarks = self._text(raw)
        old = _VERSION.search(text) is not None
        unfolded = _unfold(_fold_agents(text), old=old)
        if unfolded.count("\n") > _MOST_LINES:
            return (), [*remarks, CardSkip(raw.line, "This card has far too many lines.")]
        lines = unfolded.split("\n")
        if len(text) > self._limits.max_line and self._too_long(lines):
            return (), [*remarks, CardSkip(raw.line, "This card has a line too long to read.")]
        reading = _Reading(self, raw.line, legacy=legacy, old=old)
        reading.all(lines)
        if len(reading.properties) > self._limits.max_properties:
            most = self._limits.max_properties
            return (), [*remarks, CardSkip(raw.line, f"This card has more than {most} lines.")]
        return tuple(reading.properties), remarks + reading.remarks + _damage(raw, reading)

    def _too_long(self, lines: list[str]) -> bool:
        return max(map(len, lines)) > self._limits.max_line

    def _text(self, raw: RawCard) -> tuple[str, bool, list[CardSkip]]:
        data, remarks = raw.data, []
        if b"\0" in data:
            data = data.replace(b"\0", b"")
            remarks.append(CardSkip(raw.line, "Zero bytes were taken out of this card.", kept=True))
        if (text := self._charsets.text_of(data)) is not None:
            return text, False, remarks
        # Letters one to one with bytes: each value finds its own charset after unfolding.
        self._charsets.learn(data)
        return data.decode("latin-1"), True, remarks


def _damage(raw: RawCard, reading: "_Reading") -> list[CardSkip]:
    if not reading.decoded:
        # The bytes were UTF-8 as they stood, so a U+FFFD among them was meant.
        return []
    names = dict.fromkeys(
        prop.name for prop in reading.properties if is_damaged(_text_of(prop), raw.data)
    )
    return [CardSkip(raw.line, f"The {name} of this card {DAMAGE}") for name in names]


def _text_of(prop: Property) -> str:
    said = [value for _, values in prop.params for value in values]
    return "\n".join([prop.value, *said]) if said else prop.value


def _fold_agents(text: str) -> str:
    """A nested card (AGENT) as one line; its own line ends become CR, which occur nowhere else."""
    if not _NESTED.search(text):
        return text
    out: list[str] = []
    depth = 0
    for line in text.split("\n"):
        bare = line.replace(" ", "").replace("\t", "").upper()
        if out and bare == "BEGIN:VCARD":
            depth += 1
            out.append(line if depth == 1 else "\r" + line)
        elif depth:
            out.append("\r" + line)
            depth -= bare == "END:VCARD"
        else:
            out.append("\n" + line if out else line)
    return "".join(out)


def _unfold(text: str, *, old: bool) -> str:
    if "QUOTED" in text or "quoted" in text or "Quoted" in text:
        text = _SOFT_BREAKS.sub(lambda found: found[0].replace("=\n", ""), text)
    if old:
        # 2.1 folds before a white space that is part of the text; base64 ignores it anyway.
        return text.replace("\n ", " ").replace("\n\t", "\t")
    return text.replace("\n ", "").replace("\n\t", "")


class _Reading:
    """The reading of one card, line after line."""

    def __init__(self, reader: CardReader, line: int, *, legacy: bool, old: bool) -> None:
        self.properties: list[Property] = []
        # Whether bytes were read as something that they may not be.
        self.decoded = legacy
        self.remarks: list[CardSkip] = []
        self._line = line
        self._legacy = legacy
        self._old = old
        self._heads = reader._old_heads if old else reader._modern_heads
        self._charsets = reader._charsets
        self._limits = reader._limits
        self._open: tuple[PropertyHead, str] | None = None
        self._tail: list[str] = []

    def all(self, lines: list[str]) -> None:
        """Read all unfolded lines; stops early when there are more properties than allowed."""
        known, add, legacy = self._heads.get, self.properties.append, self._legacy
        most = self._limits.max_properties
        for line in lines:
            head_text, colon, value = line.partition(":")
            head = known(head_text)
            if head is None or not colon:
                if not line:
                    continue
                head, value = self._new_head(line)
            name, group, params, coding, charset = head
            if coding == STRAY:
                self._tail.append(line)
                continue
            if self._open:
                self._close()
            elif self._tail:
                self._append_tail()
            if coding == PLAIN and not legacy and not charset:
                add(Property(name, value, group, params))
            elif coding == BASE64:
                self._open = head, value
            elif coding != FRAME:
                add(Property(name, self._value(head, value), group, params))
            if len(self.properties) > most:
                return
        if self._open:
            self._close()
        elif self._tail:
            self._append_tail()

    def _new_head(self, line: str) -> tuple[PropertyHead, str]:
        head_text, colon, value = line.partition(":")
        if head_text.count('"') % 2:
            head_text, colon, value = split_line(line, _LONGEST_HEAD)
        if not colon or len(head_text) > _LONGEST_HEAD:
            return STRAY_HEAD, line
        shown = head_text
        if self._legacy and not shown.isascii():
            shown = self._charsets.decode(shown.encode("latin-1"))[0]
        head = parse_head(shown, old=self._old)
        if head.coding != STRAY and len(head_text) < _HEAD_LENGTH_KEPT and head_text.isascii():
            if len(self._heads) >= _HEADS_KEPT:
                self._heads.clear()
            self._heads[head_text] = head
        return head, value

    def _value(self, head: PropertyHead, value: str) -> str:
        if head.coding == AGENT and "\r" in value:
            return escape(self._decode(value, head))
        if head.coding == QUOTED:
            decode = partial(self._decode_quoted, head)
            if not self._old:
                return unix_lines(decode(value)).replace("\n", "\\n")
            return modern_text(head.name, value, decode)
        text = self._decode(value, head)
        return text if not self._old or is_modern(text) else modern_text(head.name, text, str)

    def _decode_quoted(self, head: PropertyHead, value: str) -> str:
        data = quoted_printable(value.encode("latin-1" if self._legacy else "utf-8"))
        return self._decode_bytes(data, head)

    def _decode(self, value: str, head: PropertyHead) -> str:
        if value.isascii() and not head.charset.upper().startswith("ISO-2022"):
            return value
        if not self._legacy and not head.charset:
            return value
        return self._decode_bytes(value.encode("latin-1" if self._legacy else "utf-8"), head)

    def _decode_bytes(self, data: bytes, head: PropertyHead) -> str:
        self.decoded = True
        text, right = self._charsets.decode(data, head.charset)
        if not right:
            self._say(f"{head.name} is not in the charset it names; it was read another way.")
        return text.replace("\0", "")

    def _say(self, reason: str, *, kept: bool = True) -> None:
        self.remarks.append(CardSkip(self._line, reason, kept))

    def _append_tail(self) -> None:
        """Lines that are no properties belong to the text before: a line break nobody escaped."""
        lines = [line for line in self._tail if line.strip()]
        self._tail = []
        if not lines:
            return
        text = "".join(self._decode("\n" + line, STRAY_HEAD) for line in lines)
        if not self.properties or self.properties[-1].name not in _MANY_LINES:
            self.properties.append(Property("X-LEAPFROG-TEXT", escape(text[1:])))
        else:
            last = self.properties.pop()
            self.properties.append(
                Property(last.name, last.value + escape(text), last.group, last.params)
            )
        self._say("This card has text on lines of its own; it was kept.")

    def _close(self) -> None:
        """End an open base64 value, which may have gone on over lines that are not indented."""
        if self._open is None:
            return
        head, value = self._open
        self._open = None
        text = "".join("".join([value, *self._tail]).split())
        self._tail = []
        self.properties.extend(self._binary(head, text))

    def _binary(self, head: PropertyHead, text: str) -> list[Property]:
        if len(text) * 3 // 4 > self._limits.max_photo + 3:
            megabytes = self._limits.max_photo // (1024 * 1024)
            self._say(f"A {head.name} bigger than {megabytes} MB was left out.", kept=False)
            return []
        padded = text + "=" * (-len(text) % 4)
        data = base64_bytes(padded)
        if data is None:
            self._say(f"The {head.name} of this card is damaged; it was kept as it is.")
            return [Property(set_aside(head.name), text, head.group, head.params)]
        if padded != text:
            self._say(f"The {head.name} of this card may be cut off.")
        params, uri = data_uri(head.params, padded, data)
        return [Property(head.name, uri, head.group, params)]
