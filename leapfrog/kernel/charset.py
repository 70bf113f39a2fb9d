"""From bytes of an unknown time and place to text: declared charset, UTF-8, then the best guess."""

import codecs
from collections.abc import Callable, Iterable, Iterator

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


def peek(chunks: Iterable[bytes], size: int) -> tuple[bytes, Iterator[bytes]]:
    """The first `size` bytes (or all there are), and the whole again in blocks of bounded size."""
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
    """The encoding told by a byte order mark, or by NUL in every other byte; empty if none."""
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
    """A UTF-16/32 (or marked UTF-8) stream as plain UTF-8; broken units become U+FFFD."""
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    if encoding == "utf-8-sig":
        yield from _without_mark(blocks)
        return
    for block in blocks:
        yield decoder.decode(block).encode()
    yield decoder.decode(b"", True).encode()


def _without_mark(blocks: Iterable[bytes]) -> Iterator[bytes]:
    rest = iter(blocks)
    yield next(rest, b"").removeprefix(codecs.BOM_UTF8)
    yield from rest


def unix_blocks(blocks: Iterable[bytes]) -> Iterator[bytes]:
    """The same stream with every CRLF and lone CR as LF, pairs cut by a block border too."""
    held = b""
    for block in blocks:
        data = held + block
        held = data[-1:] if data.endswith(b"\r") else b""
        data = data.removesuffix(b"\r")
        yield data.replace(b"\r\n", b"\n").replace(b"\r", b"\n") if b"\r" in data else data
    if held:
        yield b"\n"


class Charsets:
    """Decodes the values of one file; remembers its best guess so that a file stays consistent."""

    def __init__(self) -> None:
        self._guess = ""

    def learn(self, sample: bytes) -> None:
        """Look at a piece of the file that is not UTF-8, once."""
        if not self._guess:
            self._guess = guess(sample)

    def decode(self, data: bytes, declared: str = "") -> tuple[str, bool]:
        """The text, and whether the declared charset (if any) was right."""
        wanted = _DECLARED.get(declared.strip("\"' ").lower().replace("_", "-"), "") or (
            _DECLARED.get(declared.lower(), "")
        )
        as_utf8 = _try(data, "utf-8")
        if as_utf8 is not None and _surely_utf8(as_utf8, wanted):
            return as_utf8, not declared or wanted == "utf-8" or data.isascii()
        if wanted and (text := _try(data, wanted)) is not None:
            return text, True
        if as_utf8 is not None:
            return as_utf8, not wanted
        self.learn(data)
        for encoding in (self._guess, guess(data), "cp1252"):
            if (text := _try(data, encoding)) is not None:
                return text, not declared
        return data.decode("latin-1"), not declared


def _try(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _surely_utf8(text: str, declared: str) -> bool:
    # Two-character names in GB or Big5 can be valid UTF-8 of two-byte letters by accident;
    # three-byte sequences cannot, nor can text of one-byte charsets.
    if declared in _SEVERAL_BYTES:
        return text.isascii() or max(text) >= "\u0800"
    return True


def guess(sample: bytes) -> str:
    """The likeliest charset of bytes that are not UTF-8: the one that reads as common words."""
    sample = b"\n".join(line for line in sample[:65536].split(b"\n") if not line.isascii())
    best, best_score = "cp1252", _latin_score(sample)
    for encoding, score in _SCORES.items():
        text = _try(sample, encoding)
        if text is None:
            text = sample.decode(encoding, "ignore") if len(sample) > 2048 else None
        if text and (found := score(text)) > best_score:
            best, best_score = encoding, found
    return best


def _share(text: str, common: Callable[[str], bool]) -> float:
    foreign = [char for char in text if char > "\x7f"]
    return sum(map(common, foreign)) / len(foreign) if foreign else 0.0


def _lead(char: str, encoding: str) -> int:
    try:
        return char.encode(encoding)[0]
    except UnicodeEncodeError:
        return 0


def _common_simplified(char: str) -> bool:
    return 0xB0 <= _lead(char, "gb2312") <= 0xD7


def _common_traditional(char: str) -> bool:
    return 0xA4 <= _lead(char, "big5") <= 0xC6


def _common_japanese(char: str) -> bool:
    return "\u3041" <= char <= "\u30fe" or 0x88 <= _lead(char, "shift_jis") <= 0x97


def _common_korean(char: str) -> bool:
    return 0xB0 <= _lead(char, "euc_kr") <= 0xC8


def _is_long(text: str) -> bool:
    """Enough letters to tell Korean from Chinese: all Korean bytes are Chinese ones, too."""
    return sum(map(_common_korean, text)) >= 8


def _latin_score(sample: bytes) -> float:
    """High bytes that are letters standing next to plain letters: the look of western words."""
    high = [place for place, byte in enumerate(sample) if byte > 0x7F]
    alone = [place for place in high if sample[place] >= 0xC0 and _stands_alone(sample, place)]
    return len(alone) / len(high) if high else 1.0


def _stands_alone(sample: bytes, place: int) -> bool:
    around = sample[max(0, place - 1) : place] + sample[place + 1 : place + 2]
    return around.isascii() and any(chr(byte).isalpha() for byte in around)


_SCORES: dict[str, Callable[[str], float]] = {
    "gb18030": lambda text: _share(text, _common_simplified),
    "big5hkscs": lambda text: _share(text, _common_traditional) * 0.98,
    "cp932": lambda text: _share(text, _common_japanese) * 0.97,
    "cp949": lambda text: _share(text, _common_korean) * (1.01 if _is_long(text) else 0.9),
}
