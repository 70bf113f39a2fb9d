"""What pages say, in the languages of the town."""

from collections.abc import Mapping
from types import MappingProxyType

Words = Mapping[str, str]

_ALL: Mapping[str, Words] = MappingProxyType(
    {
        "en": {
            "chats": "Chats",
            "deleted": "This message was deleted",
            "edited": "edited",
            "forwarded": "Forwarded",
            "from": "Imported from",
            "left_out": "not in this copy",
            "messages": "messages",
            "newer": "Newer",
            "older": "Older",
            "page": "Page",
            "place": "Place",
        },
        "zh": {
            "chats": "聊天",
            "deleted": "这条消息已删除",
            "edited": "已编辑",
            "forwarded": "转发",
            "from": "导入自",
            "left_out": "不在此副本中",
            "messages": "条消息",
            "newer": "较新",
            "older": "较早",
            "page": "第",
            "place": "位置",
        },
    }
)


def words_of(language: str) -> Words:
    """The words of exported pages in this language (a tag such as `en` or `zh-CN`); English where
    there are none.
    """
    return _ALL.get(language.partition("-")[0], _ALL["en"])
