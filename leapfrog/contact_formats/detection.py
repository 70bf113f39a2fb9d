"""Tells what a contacts file is by what is in it; names of files are not to be trusted."""

from leapfrog.contact_formats.model import ContactFormat, FileHead
from leapfrog.contact_formats.tables.headers import columns_of
from leapfrog.contact_formats.zipped import first_bytes, is_zip
from leapfrog.unpacking import Charsets, Formats, narrow, unix_blocks, wide_encoding

HEAD = 64 * 1024
# A new one is a file in this folder: see docs/adding-a-format.md.
FORMATS: Formats[ContactFormat] = Formats("leapfrog.contact_formats.formats")
UNKNOWN = (
    "This is no contacts file that we know. We read vCard (.vcf) and tables (.csv) as common "
    "apps write them."
)
_HEADER_LINES = 12


def sniff(head: bytes, name: str = "") -> str | None:
    """The name of the format of a file that begins with `head` (64 KiB are plenty); None for one
    that we do not know.

    `name` is only for callers' convenience and never decides. Of a zip the first file counts.
    """
    found = format_of(head)
    return found.name if found else None


def format_of(head: bytes) -> ContactFormat | None:
    """What reads a file that begins with `head` (64 KiB are plenty); None for a format that we do
    not know.
    """
    if is_zip(head):
        head = first_bytes(head)
    if encoding := wide_encoding(head):
        head = b"".join(narrow([head[: len(head) // 4 * 4]], encoding))
    data = b"".join(unix_blocks([head]))
    known = FileHead(data, _rows(data, is_utf8=bool(encoding)))
    return next((found for found in FORMATS if found.knows(known)), None)


def _rows(head: bytes, *, is_utf8: bool) -> list[frozenset[str]]:
    if b"\0" in head:
        return []
    charsets = Charsets(is_utf8=is_utf8)
    charsets.note(head)
    return [columns_of(charsets.decode_line(line)) for line in head.split(b"\n")[:_HEADER_LINES]]
