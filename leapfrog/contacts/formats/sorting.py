"""Where a name sorts: Latin by letter, Chinese among them by pinyin, signs and digits last."""

import re
from bisect import bisect_right

from leapfrog.contacts.formats.names import normalised

# GB 2312 holds its 3755 common characters in the order of their pinyin: these are the codes
# at which the next first letter begins, and so the only table we need.
_FIRST_CODES = (
    (0xB0A1, "a"),
    (0xB0C5, "b"),
    (0xB2C1, "c"),
    (0xB4EE, "d"),
    (0xB6EA, "e"),
    (0xB7A2, "f"),
    (0xB8C1, "g"),
    (0xB9FE, "h"),
    (0xBBF7, "j"),
    (0xBFA6, "k"),
    (0xC0AC, "l"),
    (0xC2E8, "m"),
    (0xC4C3, "n"),
    (0xC5B6, "o"),
    (0xC5BE, "p"),
    (0xC6DA, "q"),
    (0xC8BB, "r"),
    (0xC8F6, "s"),
    (0xCBFA, "t"),
    (0xCDDA, "w"),
    (0xCEF4, "x"),
    (0xD1B9, "y"),
    (0xD4D1, "z"),
)
_CODES = [code for code, _ in _FIRST_CODES]
_LAST_COMMON = 0xD7F9
_HAN = re.compile("[\u4e00-\u9fff]")

# Family names outside of those, or read differently in a name, and their sound in one of those.
_SAME_SOUND = str.maketrans(
    "陳張劉楊黃趙吳許鄭馮韓蔣葉蘇鄧蕭呂盧賈鍾譚鄒孫馬羅謝錢陸顏龍萬賴關駱溫莊閻聶倪湯"
    "闫佟郗岑翟隗缪邸邬郝亓逄阮芮茹冼覃單单曾仇解",
    "陈张刘杨黄赵吴许郑冯韩蒋叶苏邓肖吕卢甲中谈走孙马罗谢钱陆言龙万赖关落温庄言聂泥汤"
    "言童西层宅伟妙底乌好其庞软锐如显秦善善增求谢",
)


def sort_key(name: str) -> str:
    """A key to compare as plain bytes. Its first character is the heading: a letter, else `~`."""
    key = normalised(name)
    if not key.isascii():
        key = _HAN.sub(_place, key.translate(_SAME_SOUND))
    return key if key[:1].isalpha() else f"~{key}"


def _place(found: re.Match[str]) -> str:
    char = found[0]
    try:
        code = int.from_bytes(char.encode("gb2312"), "big")
    except UnicodeEncodeError:
        return f"{{{char}"
    if code > _LAST_COMMON:
        return f"{{{char}"
    # The brace sorts after every Latin letter, so Latin names of a letter come first.
    return f"{_FIRST_CODES[bisect_right(_CODES, code) - 1][1]}{{{code:04x}"
