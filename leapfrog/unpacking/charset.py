"""From bytes of an unknown time and place to text: declared charset, UTF-8, then the best guess."""

import codecs
from collections.abc import Iterable, Iterator

from leapfrog.unpacking.charset_guess import (
    foreign_bytes,
    guess,
    mostly,
    reads_well,
    strictly,
    utf8_bytes,
)

BLOCK = 256 * 1024
_SMALL = 64 * 1024

# Only these may be asked for by a file: Python knows codecs that are slow or no charsets at all.
_DECLARED = {
    "utf-8": "utf-8",
    "utf8": "utf-8",
    "us-ascii": "utf-8",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "gb18030": "gb18030",
    "big5": "big5hkscs",
    "big5-hkscs": "big5hkscs",
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "sjis": "cp932",
    "windows-31j": "cp932",
    "euc-jp": "euc_jp",
    "iso-2022-jp": "iso2022_jp",
    "euc-kr": "cp949",
    "ks_c_5601-1987": "cp949",
    "iso-8859-1": "cp1252",
    "latin1": "cp1252",
    "iso-8859-15": "iso8859_15",
    "iso-8859-2": "iso8859_2",
    "windows-1250": "cp1250",
    "windows-1251": "cp1251",
    "windows-1252": "cp1252",
    "windows-1256": "cp1256",
    "koi8-r": "koi8_r",
}
_SEVERAL_BYTES = {"gb18030", "big5hkscs", "cp932", "euc_jp", "cp949"}
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_BROKEN = "leapfrog.broken"
codecs.register_error(_BROKEN, lambda error: ("\udcff", error.end))  # type: ignore[attr-defined]
# What stands for bytes that cannot be told any more, and how it is written by those who mean it.
DAMAGED = "\ufffd"
_MEANT = DAMAGED.encode()


def is_damaged(text: str, data: bytes) -> bool:
    """Whether something in the bytes of a text could not be read, so that U+FFFD stands in it."""
    return DAMAGED in text and _MEANT not in data


def peek(chunks: Iterable[bytes], size: int) -> tuple[bytes, Iterator[bytes]]:
    """The first `size` bytes of a stream (or all there are), and the whole again in blocks of
    bounded size.
    """
    blocks = _blocks(chunks)
    first: list[bytes] = []
    got = 0
    for block in blocks:
        first.append(block)
        got += len(block)
        if got >= size:
            break
    head = b"".join(first)
    return head[:size], _after(head, blocks)


def _after(head: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
    yield head
    yield from rest


def _blocks(chunks: Iterable[bytes]) -> Iterator[bytes]:
    held: list[bytes] = []
    size = 0
    for chunk in chunks:
        held.append(chunk)
        size += len(chunk)
        if size >= _SMALL:
            yield from _cut(b"".join(held))
            held, size = [], 0
    yield from _cut(b"".join(held))


def _cut(data: bytes) -> Iterator[bytes]:
    for start in range(0, len(data), BLOCK):
        yield data[start : start + BLOCK]


def wide_encoding(head: bytes) -> str:
    """The encoding that the beginning of a file tells, by a byte order mark or by NUL in every
    other byte; empty if none.
    """
    for mark, encoding in _BOMS:
        if head.startswith(mark):
            return encoding
    sample = head[:64]
    if len(sample) < 8:
        return ""
    half = len(sample) // 2
    if sample[1::2].count(0) > half * 0.8 and not sample[0::2].count(0):
        return "utf-16-le"
    if sample[0::2].count(0) > half * 0.8 and not sample[1::2].count(0):
        return "utf-16-be"
    return ""


def narrow(blocks: Iterable[bytes], encoding: str) -> Iterator[bytes]:
    """A UTF-16/32 (or marked UTF-8) stream as plain UTF-8; a broken unit becomes a byte FF, which
    is no UTF-8 either.
    """
    decoder = codecs.getincrementaldecoder(encoding)(_BROKEN)
    if encoding == "utf-8-sig":
        yield from _without_mark(blocks)
        return
    for block in blocks:
        yield decoder.decode(block).encode("utf-8", "surrogateescape")
    yield decoder.decode(b"", True).encode("utf-8", "surrogateescape")


def _without_mark(blocks: Iterable[bytes]) -> Iterator[bytes]:
    rest = iter(blocks)
    yield next(rest, b"").removeprefix(codecs.BOM_UTF8)
    yield from rest


def unix_blocks(blocks: Iterable[bytes]) -> Iterator[bytes]:
    """A stream with every CRLF and lone CR as LF, pairs cut by a block border too."""
    held = b""
    for block in blocks:
        data = held + block
        held = data[-1:] if data.endswith(b"\r") else b""
        data = data.removesuffix(b"\r")
        yield data.replace(b"\r\n", b"\n").replace(b"\r", b"\n") if b"\r" in data else data
    if held:
        yield b"\n"


class Charsets:
    """Decodes the values of one file, and remembers what it saw so that a file stays consistent.

    A file that is mostly UTF-8 is UTF-8 with some bytes damaged: each of those becomes U+FFFD, and
    all else is read as it was written. Only a value that reads well in an old charset, as when
    somebody put two files together, is taken for one of that.
    """

    def __init__(self, *, is_utf8: bool = False) -> None:
        """`is_utf8`: a mark says so, or it was made UTF-8 when it was read."""
        self._is_marked = is_utf8
        self._guess = ""
        self._whole = 0
        self._broken = 0

    def note(self, sample: bytes) -> None:
        """Counts how much of a piece of the file is UTF-8, such as of its beginning."""
        if not sample.isascii():
            whole, broken = utf8_bytes(sample)
            self._whole += whole
            self._broken += broken

    def text_of(self, data: bytes) -> str | None:
        """A piece of the file that is UTF-8 as text, None for any other; counts it as `note` does,
        and looks at it once.
        """
        text = strictly(data, "utf-8")
        if text is None:
            self.note(data)
        else:
            self._whole += foreign_bytes(data)
        return text

    def begin(self, head: bytes) -> None:
        """Looks at the beginning of a file: how much of it is UTF-8, and else what it is."""
        self.note(head)
        if self._broken > self._whole:
            self.learn(head)

    def learn(self, sample: bytes) -> None:
        """Look at a piece of the file that is not UTF-8, once."""
        if not self._guess:
            self._guess = guess(sample)

    def decode(self, data: bytes, declared: str = "") -> tuple[str, bool]:
        """The text, and whether the declared charset (if any) was right."""
        wanted = _DECLARED.get(declared.strip("\"' ").lower().replace("_", "-"), "") or (
            _DECLARED.get(declared.lower(), "")
        )
        as_utf8 = strictly(data, "utf-8")
        if as_utf8 is not None and _surely_utf8(as_utf8, wanted):
            return as_utf8, not declared or wanted == "utf-8" or data.isascii()
        if wanted and wanted != "utf-8" and (text := mostly(data, wanted)) is not None:
            return text, True
        if as_utf8 is not None:
            return as_utf8, not wanted
        if self._is_damaged(data, is_utf8=wanted == "utf-8" or self._is_utf8()):
            return data.decode("utf-8", "replace"), not declared or wanted == "utf-8"
        return self._guessed(data), not declared

    def decode_line(self, data: bytes) -> str:
        """A line of a file that a program wrote in one charset, whatever stands in that line."""
        if (text := strictly(data, "utf-8")) is not None:
            if data.isascii():
                return text
            self.note(data)
            if _surely_utf8(text, self._guess if self._broken > self._whole else ""):
                return text
        else:
            self.note(data)
        # What little of an old charset is UTF-8 by accident may be most of a short line.
        if self._is_marked or self._is_utf8():
            return data.decode("utf-8", "replace")
        return self._guessed(data)

    def _is_utf8(self) -> bool:
        return self._whole > 0 and self._whole >= self._broken

    def _is_damaged(self, data: bytes, *, is_utf8: bool) -> bool:
        whole, broken = utf8_bytes(data)
        return self._is_marked or whole >= broken or (is_utf8 and not reads_well(data))

    def _guessed(self, data: bytes) -> str:
        self.learn(data)
        for encoding in (self._guess, guess(data), "cp1252"):
            if (text := mostly(data, encoding)) is not None:
                return text
        return data.decode("latin-1")


def _surely_utf8(text: str, declared: str) -> bool:
    # Two-character names in GB or Big5 can be valid UTF-8 of two-byte letters by accident;
    # three-byte sequences cannot, nor can text of one-byte charsets.
    if declared in _SEVERAL_BYTES:
        return text.isascii() or max(text) >= "\u0800"
    return True
