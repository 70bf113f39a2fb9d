"""What these programs call the kinds of messages."""

import html
import re
from collections.abc import Mapping

from leapfrog.chat_formats.model import GeoPoint, Kind, MediaKind

# By their names, with or without "message" behind.
_NAMED: dict[str, Kind] = {
    "文本": "text",
    "图片": "image",
    "语音": "voice",
    "视频": "video",
    "动画表情": "sticker",
    "表情包": "sticker",
    "文件": "file",
    "名片": "contact",
    "位置": "location",
    "通话": "call",
    "音视频通话": "call",
    "系统": "system",
    "撤回": "system",
    "拍一拍": "system",
}
# By WeChat's own numbers.
NUMBERED: Mapping[int, Kind] = {
    1: "text",
    3: "image",
    34: "voice",
    42: "contact",
    43: "video",
    47: "sticker",
    48: "location",
    50: "call",
    10000: "system",
}
MEDIA: Mapping[str, MediaKind] = {
    "image": "image",
    "voice": "voice",
    "video": "video",
    "sticker": "sticker",
    "file": "file",
}
_STAND_IN = re.compile(r"[\[【][^\[\]【】\n]{1,12}[\]】]\Z")
_PLACE = re.compile(r'<location\b[^>]*?\bx="(-?\d+\.?\d*)"\s+y="(-?\d+\.?\d*)"')


def kind_named(name: str) -> Kind | None:
    """The kind that is called so; None for one that is only words here, as a red packet is."""
    return _NAMED.get(name.strip().removesuffix("消息"))


def is_stand_in(text: str) -> bool:
    """Whether `[图片]` or the like only says of what kind the message is."""
    return bool(_STAND_IN.match(text.strip()))


def place_of(text: str) -> GeoPoint | None:
    """The place in WeChat's own XML of one; only its attributes are looked at."""
    found = _PLACE.search(text)
    if found is None:
        return None
    name, address = attribute(text, "poiname"), attribute(text, "label")
    return GeoPoint(float(found[1]), float(found[2]), name, address)


def attribute(text: str, name: str) -> str:
    """What an attribute of WeChat's XML says; empty where there is none."""
    found = re.search(rf'\b{name}="([^"]*)"', text)
    return html.unescape(found[1]) if found else ""
