"""A tar as a list of its files: ustar (POSIX.1-1988), pax (POSIX.1-2001) and GNU's long names.

Nothing of it is believed before it is checked, and nothing but plain files is in it: links, devices
and files with holes are refused.
"""

from typing import BinaryIO

import msgspec

from leapfrog.unpacking.errors import UnreadableFile

BLOCK = 512
MARK, MARK_AT = b"ustar", 257
MOST_ENTRIES = 200_000
# A path or what else a header in a block of its own says.
LARGEST_HEADER = 64 * 1024
_FILES, _FOLDER = (b"0", b"\0", b"7"), b"5"
_PAX, _PAX_OF_ALL, _LONG_NAME, _LONG_LINK = b"x", b"g", b"L", b"K"


class TarEntry(msgspec.Struct, frozen=True, gc=False):
    """Where a file's bytes are in the tar."""

    at: int
    size: int


def is_tar(head: bytes) -> bool:
    """Whether these are the first bytes of one."""
    return head[MARK_AT : MARK_AT + len(MARK)] == MARK


def tar_entries(file: BinaryIO, size: int) -> dict[str, TarEntry]:
    """The plain files of a tar of `size` bytes by their paths. Raises `UnreadableFile`."""
    found: dict[str, TarEntry] = {}
    told: dict[str, str] = {}
    at = count = 0
    while at + BLOCK <= size:
        file.seek(at)
        header = file.read(BLOCK)
        if not any(header):
            return found
        _check_sum(header)
        kind, length = header[156:157], _number(header[124:136])
        count += 1
        if count > MOST_ENTRIES:
            raise UnreadableFile("zip_too_full", "There are too many files in this archive.")
        length = int(told.get("size", length)) if kind in _FILES else length
        begins = at + BLOCK
        at = begins + (length + BLOCK - 1) // BLOCK * BLOCK
        if length < 0 or begins + length > size:
            raise _broken()
        if kind in (_PAX, _PAX_OF_ALL, _LONG_NAME, _LONG_LINK):
            _note(told, kind, _header(file, length))
            continue
        path = _safe(told.get("path") or _path(header))
        if kind in _FILES:
            found[path] = TarEntry(begins, length)
        elif kind != _FOLDER:
            raise UnreadableFile("zip_unsafe", "A file in this archive has an unsafe name or kind.")
        told = {}
    raise _broken()


def _check_sum(header: bytes) -> None:
    """The sum of all bytes, of which those of the sum itself count as spaces."""
    if sum(header[:148]) + 8 * 32 + sum(header[156:]) != _number(header[148:156]):
        raise _broken()


def _number(field: bytes) -> int:
    """Octal digits; or, of more than eight gigabytes, the bytes of the number itself."""
    if field[:1] == b"\x80":
        return int.from_bytes(field[1:], "big")
    try:
        return int(field.strip(b" \0") or b"0", 8)
    except ValueError as cause:
        raise _broken() from cause


def _header(file: BinaryIO, length: int) -> bytes:
    if length > LARGEST_HEADER:
        raise UnreadableFile("zip_unsafe", "A file in this archive has an unsafe name or kind.")
    return file.read(length)


def _note(told: dict[str, str], kind: bytes, data: bytes) -> None:
    """What such a header says of the next file: its path and size. Of all files it says nothing
    that is needed here.
    """
    if kind == _LONG_NAME:
        told["path"] = data.rstrip(b"\0").decode("utf-8", "replace")
    elif kind == _PAX:
        for key, value in _records(data):
            if key == "GNU.sparse.major":
                raise UnreadableFile("zip_unsafe", "A file in this archive has holes.")
            if key == "path" or (key == "size" and value.isascii() and value.isdigit()):
                told[key] = value


def _records(data: bytes) -> list[tuple[str, str]]:
    """`25 path=folder/name.txt` with its own length, and a line end."""
    found, at = [], 0
    while at < len(data):
        digits, _, _ = data[at : at + 20].partition(b" ")
        if not digits.isdigit() or int(digits) <= len(digits) + 1:
            raise _broken()
        line = data[at : at + int(digits)]
        key, is_there, value = line[len(digits) + 1 :].rstrip(b"\n").partition(b"=")
        if not is_there:
            raise _broken()
        found.append((key.decode("utf-8", "replace"), value.decode("utf-8", "replace")))
        at += int(digits)
    return found


def _path(header: bytes) -> str:
    name, prefix = (_text(header[:100]), _text(header[345:500]))
    is_posix = header[MARK_AT : MARK_AT + 6] == b"ustar\0"
    return f"{prefix}/{name}" if prefix and is_posix else name


def _text(field: bytes) -> str:
    return field.partition(b"\0")[0].decode("utf-8", "replace")


def _safe(path: str) -> str:
    """The path without what leads nowhere. Raises `UnreadableFile` for one that leads outside."""
    path = path.replace("\\", "/").removeprefix("./")
    parts = path.split("/")
    if path.startswith("/") or ".." in parts or ":" in parts[0][1:2] or "\0" in path:
        raise UnreadableFile("zip_unsafe", "A file in this archive has an unsafe name or kind.")
    return path


def _broken() -> UnreadableFile:
    return UnreadableFile("zip_broken", "This archive is damaged. Please make it again.")
