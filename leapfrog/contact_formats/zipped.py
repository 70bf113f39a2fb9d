"""The single contacts file in a zip, with guards against zips made to hurt."""

import io
import stat
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath
from typing import IO

from leapfrog.contact_formats.model import FormatProblem, ReadLimits
from leapfrog.unpacking import BLOCK

MAGIC = b"PK\x03\x04"
_MOST_ENTRIES = 1_000
_SUFFIXES = (".vcf", ".vcard", ".csv")
_UNPACK_FIRST = "Please unpack it first and choose the contacts file in it."


def is_zip(head: bytes) -> bool:
    """Whether a file beginning with `head` is a zip with something in it."""
    return head.startswith(MAGIC)


def first_bytes(head: bytes) -> bytes:
    """The beginning of the first file in a zip of which only the beginning is at hand."""
    start = 30 + int.from_bytes(head[26:28], "little") + int.from_bytes(head[28:30], "little")
    method = int.from_bytes(head[8:10], "little")
    if method == zipfile.ZIP_STORED:
        return head[start : start + 4096]
    try:
        return zlib.decompressobj(-15).decompress(head[start:], 4096)
    except zlib.error:
        return b""


def unzipped(chunks: Iterable[bytes], limits: ReadLimits) -> Iterator[bytes]:
    """The bytes of the one .vcf or .csv file in a zip; FormatProblem if it is not so simple."""
    try:
        file = _collected(chunks, limits)
        if file.getvalue().count(b"PK\x01\x02") > _MOST_ENTRIES:
            raise FormatProblem("zip_not_one_file", f"This zip is too full. {_UNPACK_FIRST}")
        archive = zipfile.ZipFile(file)
        info = _only_file(archive)
        _check_size(info, limits)
        with archive.open(info) as content:
            yield from _guarded(content, info, limits)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError) as broken:
        raise FormatProblem("zip_broken", f"This zip is damaged. {_UNPACK_FIRST}") from broken


def _collected(chunks: Iterable[bytes], limits: ReadLimits) -> io.BytesIO:
    file = io.BytesIO()
    for chunk in chunks:
        if file.tell() + len(chunk) > limits.max_zip:
            raise FormatProblem("zip_too_big", f"This zip is too big. {_UNPACK_FIRST}")
        file.write(chunk)
    return file


def _only_file(archive: zipfile.ZipFile) -> zipfile.ZipInfo:
    found = [info for info in archive.infolist() if _is_contacts(info)]
    if len(found) != 1:
        many = (
            f"There are {len(found)} contacts files in this zip."
            if found
            else ("There is no contacts file in this zip.")
        )
        raise FormatProblem("zip_not_one_file", f"{many} {_UNPACK_FIRST}")
    if _is_tricky(found[0]):
        raise FormatProblem(
            "zip_unsafe", f"The file in this zip has an unsafe name or kind. {_UNPACK_FIRST}"
        )
    return found[0]


def _is_contacts(info: zipfile.ZipInfo) -> bool:
    path = PurePosixPath(info.filename.replace("\\", "/"))
    hidden = any(part == "__MACOSX" or part.startswith("._") for part in path.parts)
    return not info.is_dir() and not hidden and path.suffix.lower() in _SUFFIXES


def _is_tricky(info: zipfile.ZipInfo) -> bool:
    name = info.orig_filename.replace("\\", "/")
    outside = name.startswith("/") or ".." in name.split("/") or ":" in name.split("/")[0]
    kind = stat.S_IFMT(info.external_attr >> 16)
    return outside or "\0" in name or kind not in (0, stat.S_IFREG) or bool(info.flag_bits & 1)


def _check_size(info: zipfile.ZipInfo, limits: ReadLimits) -> None:
    allowed = min(limits.max_unzipped, _allowed_by_ratio(info, limits))
    if info.file_size > allowed:
        raise FormatProblem(
            "zip_bomb", f"The file in this zip unpacks to far more than usual. {_UNPACK_FIRST}"
        )


def _allowed_by_ratio(info: zipfile.ZipInfo, limits: ReadLimits) -> int:
    return max(1024 * 1024, info.compress_size * limits.max_zip_ratio)


def _guarded(file: IO[bytes], info: zipfile.ZipInfo, limits: ReadLimits) -> Iterator[bytes]:
    # The sizes in the header are claims of whoever made the zip: count what really comes out.
    left = min(limits.max_unzipped, _allowed_by_ratio(info, limits))
    while block := file.read(BLOCK):
        left -= len(block)
        if left < 0:
            _check_size_failed()
        yield block


def _check_size_failed() -> None:
    raise FormatProblem("zip_bomb", f"This zip unpacks to far more than it says. {_UNPACK_FIRST}")
