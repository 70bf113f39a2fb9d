"""The values this library speaks in: cards, their properties, and what could not be read."""

from collections.abc import Callable, Iterable, Iterator

import msgspec

from leapfrog.unpacking import Charsets

Params = tuple[tuple[str, tuple[str, ...]], ...]


class Property(msgspec.Struct, frozen=True, gc=False, array_like=True, forbid_unknown_fields=True):
    """One line of a card; in JSON `[name, value, group, [[parameter, [values]], ...]]`.

    `value` is Unicode text in the escaped syntax of RFC 6350 section 3.4 (`\\n`, `\\,`, `\\;`,
    `\\\\`); binary values are `data:` URIs. `name` and parameter names are upper-case.
    """

    name: str
    value: str
    group: str = ""
    params: Params = ()

    def param(self, name: str) -> tuple[str, ...]:
        """All values of one parameter (upper-case name), empty when it is absent."""
        return next((values for key, values in self.params if key == name), ())


# What is said where bytes could not be read.
DAMAGE = "has damaged letters, each of which stands as \ufffd."


class Card(msgspec.Struct, frozen=True, gc=False):
    """Every property of one card in the order of the file, those we do not know included."""

    properties: tuple[Property, ...]

    def named(self, name: str) -> list[Property]:
        """The properties of one name (upper-case), in their order."""
        return [prop for prop in self.properties if prop.name == name]


class CardSkip(msgspec.Struct, frozen=True):
    """Something to tell the person about a line. `kept`: nothing was lost, it is only a remark."""

    line: int
    reason: str
    kept: bool = False


class Field(msgspec.Struct, frozen=True):
    """One thing about a contact as people see it.

    kind: phone, email, address, birthday, url, network, note or org.
    """

    kind: str
    label: str
    value: str


class StructuredName(msgspec.Struct, frozen=True):
    """The five parts of a name (RFC 6350 section 6.2.2); several in one part are space-joined."""

    family: str = ""
    given: str = ""
    additional: str = ""
    prefix: str = ""
    suffix: str = ""


class Identifiers(msgspec.Struct, frozen=True, gc=False):
    """What two cards of one person have in common: phones in E.164, e-mails in lower case."""

    phones: tuple[str, ...]
    emails: tuple[str, ...]
    uid: str
    name: str


class ReadLimits(msgspec.Struct, frozen=True):
    """How much of a file we are willing to read. All sizes in bytes."""

    max_line: int = 9 * 1024 * 1024
    max_card: int = 12 * 1024 * 1024
    max_cards: int = 50_000
    max_properties: int = 2_000
    max_photo: int = 6 * 1024 * 1024
    max_zip: int = 32 * 1024 * 1024
    max_unzipped: int = 256 * 1024 * 1024
    max_zip_ratio: int = 100


class FileHead(msgspec.Struct, frozen=True):
    """The beginning of a file, with LF line ends and in no charset of wide characters. `rows`: its
    first lines as those of a table, their cells without doubled spaces; none of what is no text.
    """

    data: bytes
    rows: list[frozenset[str]]


class ContactFormat(msgspec.Struct, frozen=True):
    """A reader of one app's files. A module in `contact_formats/formats` has one as `FORMAT`.

    - `knows(head)`: whether a file that begins so is such a file.
    - `read(blocks, limits, charsets)` yields its cards, one at a time, from blocks with LF ends.
    - `order`: formats are asked from the lowest to the highest; the surest mark comes first.
    """

    name: str
    knows: Callable[[FileHead], bool]
    read: Callable[[Iterable[bytes], ReadLimits, Charsets], Iterator[Card | CardSkip]]
    order: int


class FormatProblem(ValueError):
    """The whole file cannot be read. `code` is stable, `str()` is a sentence safe to show."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code
