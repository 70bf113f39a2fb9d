"""The lines of a text of unknown charset, one at a time."""

from collections.abc import Iterator

from leapfrog.unpacking.charset import Charsets, narrow, peek, unix_blocks, wide_encoding
from leapfrog.unpacking.errors import UnreadableFile
from leapfrog.unpacking.folder import FileBytes

BLOCK = 64 * 1024
# WhatsApp's longest message has 65,536 characters.
LONGEST = 1024 * 1024


def lines(file: FileBytes) -> Iterator[str]:
    """Each line of a file without its end, one at a time. Raises `UnreadableFile` when one is
    absurdly long.
    """
    head, blocks = peek(iter(lambda: file.read(BLOCK), b""), BLOCK)
    if encoding := wide_encoding(head):
        blocks = narrow(blocks, encoding)
    charsets = Charsets(is_utf8=bool(encoding))
    charsets.begin(head)
    for line in _cut(unix_blocks(blocks)):
        yield charsets.decode_line(line).replace("\0", "")


def _cut(blocks: Iterator[bytes]) -> Iterator[bytes]:
    held = b""
    for block in blocks:
        *whole, held = (held + block).split(b"\n")
        yield from whole
        if len(held) > LONGEST:
            raise UnreadableFile("long_line", "This file has a line without any end.")
    if held:
        yield held
