"""The few words on a take-out's pages, in its owner's language."""

from collections.abc import Mapping

WORDS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "contacts": "Contacts",
        "chats": "Chats",
        "records": "All records",
        "phones": "for phones",
        "none": "Nothing yet",
        "map": "Names and points of places: © OpenStreetMap contributors,",
        "promise": "Bring this file to another town and you get all of it back.",
    },
    "zh-CN": {
        "contacts": "联系人",
        "chats": "聊天",
        "records": "全部记录",
        "phones": "供手机使用",
        "none": "还没有内容",
        "map": "地点名称和位置：© OpenStreetMap contributors，",
        "promise": "把这个文件带到另一座镇，一切都会回来。",
    },
}


def words_of(language: str) -> Mapping[str, str]:
    """English for a language that we do not speak."""
    return WORDS.get(language, WORDS["en"])
