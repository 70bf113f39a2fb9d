"""Tars and gzips as folders: what is in them, and that those made to hurt are refused."""

import gzip
import io
import tarfile

import pytest

from leapfrog.unpacking import Folder, UnreadableFile
from tests.unpacking.tars import odd, tarred

LONG = "folder/" * 30 + "ä" * 40 + ".txt"
FILES = {
    "a.txt": b"one",
    "b/c.txt": b"",
    LONG: b"x" * 1000,
    "__MACOSX/a.txt": b"",
    "b/._c.txt": b"",
}
FORMATS = [tarfile.USTAR_FORMAT, tarfile.GNU_FORMAT, tarfile.PAX_FORMAT]


def folder(data: bytes, name: str = "a.tar") -> Folder:
    return Folder(io.BytesIO(data), name)


def reason(data: bytes) -> str:
    with pytest.raises(UnreadableFile) as raised:
        folder(data)
    return raised.value.reason


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("mode", ["w", "w:gz"])
def test_files_of_a_tar_are_there_with_their_paths(form: int, mode: str) -> None:
    files = {
        name: data for name, data in FILES.items() if form != tarfile.USTAR_FORMAT or name != LONG
    }
    found = folder(tarred(files, mode, format=form))
    assert (found.is_packed, found.is_zip) == (True, False)
    meant = {name: data for name, data in files.items() if "_" not in name}
    assert found.names == list(meant)
    for name, data in meant.items():
        assert found.has(name)
        assert found.size(name) == len(data)
        assert found.open(name).read() == data
    assert not found.has("missing")


def test_files_of_a_tar_are_read_side_by_side_and_never_beyond_their_ends() -> None:
    found = folder(tarred({"a": b"x" * 700, "b": b"y" * 700}))
    one, other = found.open("a"), found.open("b")
    assert one.read(500) + other.read(600) + one.read(500) + other.read() == (
        b"x" * 500 + b"y" * 600 + b"x" * 200 + b"y" * 100
    )
    assert one.read() == b""


def test_a_gzip_of_one_file_is_that_file() -> None:
    found = folder(gzip.compress(b"hello"), "notes.txt.gz")
    assert (found.names, found.is_packed) == (["notes.txt"], False)
    assert found.open("notes.txt").read() == b"hello"


@pytest.mark.parametrize(
    "kind",
    [
        tarfile.SYMTYPE,
        tarfile.LNKTYPE,
        tarfile.CHRTYPE,
        tarfile.BLKTYPE,
        tarfile.FIFOTYPE,
        tarfile.GNUTYPE_SPARSE,
        b"V",
    ],
)
def test_links_devices_and_files_with_holes_are_refused(kind: bytes) -> None:
    assert reason(odd(kind, linkname="/etc/passwd")) == "zip_unsafe"


@pytest.mark.parametrize("name", ["../a.txt", "/etc/a.txt", "a/../../b.txt", "C:\\a.txt", "..\\a"])
def test_a_path_that_leads_outside_is_refused(name: str) -> None:
    assert reason(tarred({name: b"x"})) == "zip_unsafe"
    assert reason(tarred({name: b"x"}, format=tarfile.PAX_FORMAT)) == "zip_unsafe"
    long = "x/" * 60 + "../" * 61 + "a.txt"
    assert reason(tarred({long: b"x"}, format=tarfile.GNU_FORMAT)) == "zip_unsafe"


def test_a_folder_may_be_called_as_one_likes() -> None:
    assert folder(odd(tarfile.DIRTYPE, "./")).names == ["b.txt"]


def test_what_is_cut_or_changed_is_broken() -> None:
    data = tarred({"a.txt": b"x" * 2000})
    assert reason(data[:1024]) == "zip_broken"
    assert reason(data[:512] + b"\1" * 512) == "zip_broken"
    assert reason(data[:10] + b"!" + data[11:]) == "zip_broken"
    assert reason(gzip.compress(data)[:-20]) == "zip_broken"
    assert reason(b"\x1f\x8b\x08 no gzip") == "zip_broken"


def test_a_size_beyond_the_end_or_below_nothing_is_broken() -> None:
    data = bytearray(tarred({"a.txt": b"x"}))
    for field in (b"77777777777\0", b"-0000000001\0", b"\x80" + b"\xff" * 11):
        data[124:136] = field
        data[148:156] = b" " * 8
        data[148:156] = b"%06o\0 " % sum(data[:512])
        assert reason(bytes(data)) == "zip_broken"


def test_headers_of_its_own_are_short(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("leapfrog.unpacking.tar.LARGEST_HEADER", 200)
    assert reason(tarred({"x" * 300: b"x"}, format=tarfile.PAX_FORMAT)) == "zip_unsafe"
    assert reason(tarred({"x" * 300: b"x"}, format=tarfile.GNU_FORMAT)) == "zip_unsafe"


def test_too_many_files_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("leapfrog.unpacking.tar.MOST_ENTRIES", 3)
    assert reason(tarred({str(n): b"" for n in range(4)})) == "zip_too_full"
    assert len(folder(tarred({str(n): b"" for n in range(3)})).names) == 3


def test_a_gzip_that_unpacks_to_far_more_is_a_bomb() -> None:
    assert reason(gzip.compress(b"\0" * 300 * 1024 * 1024)) == "zip_bomb"
