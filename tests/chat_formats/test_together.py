"""Several exports that somebody chose together, in one upload."""

import pytest

from leapfrog.chat_formats import HistoryEntry, HistorySkip
from leapfrog.unpacking import TOGETHER, UnreadableFile
from tests.chat_formats import test_kakaotalk, test_line
from tests.chat_formats.reading import folder, format_name, names, threads, told, zipped
from tests.unpacking.tars import tarred

CHAT = "27/12/2020, 18:51 - {0}: IMG-1.jpg (file attached)\n27/12/2020, 18:52 - {0}: x\n"


def chat(who: str, picture: bytes) -> bytes:
    return zipped({"_chat.txt": CHAT.format(who), "IMG-1.jpg": picture})


def together(files: dict[str, bytes]) -> bytes:
    return tarred({TOGETHER: b"", **files})


FILES = {
    "WhatsApp Chat - Anna.zip": chat("Anna", b"1"),
    "WhatsApp Chat - Ben.zip": chat("Ben", b"22"),
    "line.txt": test_line.ENGLISH.encode(),
    "kakao.txt": test_kakaotalk.ANDROID.encode(),
    "holiday.jpg": b"\xff\xd8",
    "broken.zip": chat("Cara", b"3")[:90],
}


def test_each_file_is_read_as_what_it_is() -> None:
    data = together(FILES)
    assert format_name(data, "6 files.tar") == "whatsapp"
    found = told(data)
    assert [(one.source, one.title) for one in threads(found)] == [
        ("whatsapp", "Anna"),
        ("whatsapp", "Ben"),
        ("line", "Ben Okafor"),
        ("kakaotalk", "독서 모임"),
    ]
    assert names(found)[:2] == ["Anna", "Ben"]
    assert [one for one in found if isinstance(one, HistorySkip)] == [
        HistorySkip("holiday.jpg", "unknown_format"),
        HistorySkip("broken.zip", "zip_broken"),
    ]


def test_files_in_them_are_found_again_by_their_paths() -> None:
    data = together(FILES)
    paths = [
        media.path
        for one in told(data)
        if isinstance(one, HistoryEntry)
        for media in one.media
        if media.path
    ]
    assert paths == ["WhatsApp Chat - Anna.zip/IMG-1.jpg", "WhatsApp Chat - Ben.zip/IMG-1.jpg"]
    whole = folder(data)
    assert [whole.open(path).read() for path in paths] == [b"1", b"22"]
    assert [whole.size(path) for path in paths] == [1, 2]
    assert whole.has(paths[0])
    assert not whole.has("WhatsApp Chat - Anna.zip/IMG-2.jpg")


def test_a_tar_without_the_mark_is_one_export() -> None:
    text = CHAT.format("Anna").encode()
    found = told(tarred({"WhatsApp Chat with Anna.txt": text, "IMG-1.jpg": b"1"}))
    said = [one for one in found if isinstance(one, HistoryEntry)]
    assert said[0].media[0].path == "IMG-1.jpg"


@pytest.mark.parametrize("files", [{"a.jpg": b"x"}, {}])
def test_where_nothing_is_known_that_is_told(files: dict[str, bytes]) -> None:
    with pytest.raises(UnreadableFile) as raised:
        format_name(together(files))
    assert raised.value.reason == "unknown_format"
