"""Tells what a contacts file is by what is in it; names of files are not to be trusted."""

import csv
import re

from leapfrog.contact_formats.model import Format
from leapfrog.contact_formats.tables.headers import delimiter_of, format_of_header
from leapfrog.contact_formats.zipped import first_bytes, is_zip
from leapfrog.kernel.charset import Charsets, narrow, unix_blocks, wide_encoding

HEAD = 64 * 1024
_VCARD = re.compile(rb"(?:\A|\n)[ \t]*BEGIN[ \t]*:[ \t]*VCARD[ \t]*(?:\n|\Z)", re.IGNORECASE)
_HEADER_LINES = 12


def sniff(head: bytes, name: str = "") -> Format:
    """The format of a file that begins with `head` (64 KiB are plenty).

    `name` is only for callers' convenience and never decides. Of a zip the first file counts.
    """
    if is_zip(head):
        head = first_bytes(head)
    if encoding := wide_encoding(head):
        head = b"".join(narrow([head[: len(head) // 4 * 4]], encoding))
    head = b"".join(unix_blocks([head]))
    if _VCARD.search(head):
        return Format.VCARD
    return _table_format(head, is_utf8=bool(encoding))


def _table_format(head: bytes, *, is_utf8: bool) -> Format:
    if b"\0" in head:
        return Format.UNKNOWN
    charsets = Charsets(is_utf8=is_utf8)
    charsets.note(head)
    lines = [charsets.decode_line(line) for line in head.split(b"\n")[:_HEADER_LINES]]
    for line in lines:
        row = next(csv.reader([line[:32768]], delimiter=delimiter_of(line)), [])
        if (found := format_of_header(row)) is not Format.UNKNOWN:
            return found
    return Format.UNKNOWN
