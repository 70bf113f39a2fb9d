"""The client and the server know by the same table how Chinese characters sound."""

from leapfrog.contact_formats import pinyin
from tests.tidy.sources import ROOT


def test_the_client_has_the_servers_table() -> None:
    text = (ROOT / "client/src/lib/kernel/pinyin.ts").read_text("utf-8")
    assert pinyin._SYLLABLES.split() == text.split("SYLLABLES = `")[1].split("`")[0].split()
    quoted = text.split("const OTHERS =")[1].split("\n\n")[0].split('"')[1::2]
    whole = "".join(quoted)
    others, alike = whole[: len(whole) // 2], whole[len(whole) // 2 :]
    assert str.maketrans(others, alike) == pinyin.SAME_SOUND
