"""Weibo, which gives its people no archive: the files of the two crawlers that many use, with the
pictures that they fetched.

weibo-crawler writes JSON (`text`, `created_at`) or CSV (`正文`), weiboSpider the same of its own
kind (`content`, `publish_time`; `微博正文`). Their times are of China.
"""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from functools import partial

from leapfrog.post_archives.formats.model import (
    ArchiveAccount,
    ArchivedFile,
    ArchivedOriginal,
    ArchivedPost,
    PostFormat,
    Source,
    Told,
)
from leapfrog.post_archives.formats.reading import Record, each, named, safely, tidy
from leapfrog.unpacking import FileFormat, Folder, first_bytes, rows

CHINA = timezone(timedelta(hours=8))
_JSON, _CSV = re.compile(r"\.json\Z"), re.compile(r"\.csv\Z")
_MARK = re.compile(rb'"weibo"\s*:\s*\[|"user"\s*:\s*\{.*"(screen_name|nickname)"', re.S)
_HEAD = re.compile('\\A\ufeff?"?(id|微博id)"?,.*正文')
_PICTURE = re.compile(r"(?:^|[/_])(\w+?)(?:_(\d+))?\.(?:jpe?g|png|gif|webp|mp4|mov)\Z", re.I)
# What weiboSpider makes of a repost.
_PASSED = re.compile(
    r"(?:转发理由[:：]\s*)?(?P<own>.*?)\s*原始用户[:：]\s*(?P<name>.*?)\s*转发内容[:：]\s*(?P<text>.*)\Z",
    re.S,
)
# How each of the columns is called in JSON.
COLUMNS = {
    "id": "id",
    "bid": "bid",
    "正文": "text",
    "头条文章url": "article_url",
    "原始图片url": "pics",
    "视频url": "video_url",
    "位置": "location",
    "日期": "created_at",
    "完整日期": "full_created_at",
    "源用户昵称": "of_name",
    "源微博正文": "of_text",
    "源微博bid": "of_bid",
    "微博id": "id",
    "微博正文": "content",
    "微博视频url": "video_url",
    "发布位置": "publish_place",
    "发布时间": "publish_time",
}
NONE = ("", "无", "无\n")


def knows(folder: Folder) -> Source | None:
    return "weibo" if _json(folder) or _csv(folder) else None


def _json(folder: Folder) -> list[str]:
    return [name for name in named(folder, _JSON) if _MARK.search(first_bytes(folder, name))]


def _csv(folder: Folder) -> list[str]:
    found = []
    for name in named(folder, _CSV):
        head = first_bytes(folder, name).decode("utf-8", "replace").partition("\n")[0]
        if _HEAD.match(head):
            found.append(name)
    return found


def read(folder: Folder) -> Iterator[Told]:
    """The JSON when it is there: it holds what the CSV holds, and more."""
    files = _json(folder)
    yield ArchiveAccount(_name(folder, files))
    reader = _Reader(folder)
    for name in files:
        for place, item in each(folder, name, "weibo.item"):
            yield from safely(place, partial(reader.told, item))
    for name in [] if files else _csv(folder):
        lines = rows(folder, name)
        head = [COLUMNS.get(cell.strip("\ufeff"), "") for cell in next(lines, [])]
        for number, row in enumerate(lines, 2):
            item = dict(zip(head, row, strict=False))
            yield from safely(f"{name}, {number}", partial(reader.told, item))


def _name(folder: Folder, files: list[str]) -> str:
    for name in files:
        for _, user in each(folder, name, "user"):
            return str(user.get("screen_name") or user.get("nickname") or "")
    return ""


class _Reader:
    """`pictures`: what was fetched, by the id of the post in its name, in order."""

    def __init__(self, folder: Folder) -> None:
        self.pictures: dict[str, list[tuple[int, str]]] = {}
        for path in folder.names:
            # What others showed is not one's own to show.
            found = None if "转发微博" in path else _PICTURE.search(path)
            if found:
                order = int(found[2] or 0)
                self.pictures.setdefault(found[1].rpartition("_")[2], []).append((order, path))

    def told(self, item: Record) -> Iterator[Told]:
        number, bid = str(item["id"]).strip(), str(item.get("bid") or "").strip()
        text, of = _passed(item)
        place = _said(item, "location") or _said(item, "publish_place")
        yield ArchivedPost(
            id=bid or number,
            at=_time(item),
            kind="repost" if of else "post",
            text="\n".join(filter(None, (text, f"📍 {place}" if place else ""))),
            files=tuple(self._files(number, bid, item)),
            link=_said(item, "article_url"),
            of=of,
            url=f"https://weibo.com/detail/{number}" if number.isdigit() else "",
        )

    def _files(self, number: str, bid: str, item: Record) -> Iterator[ArchivedFile]:
        here = sorted({*self.pictures.get(number, ()), *self.pictures.get(bid, ())})
        pictures = _said(item, "pics") or _said(item, "original_pictures")
        films = re.split("[;,]", _said(item, "video_url"))
        told = [one for one in (*pictures.split(","), *films) if one.strip()]
        yield from (ArchivedFile(path) for _, path in here)
        yield from (ArchivedFile("") for _ in told[len(here) :])


def _said(item: Record, key: str) -> str:
    value = item.get(key)
    said = tidy(value) if isinstance(value, str) else ""
    return "" if said in NONE else said


def _passed(item: Record) -> tuple[str, ArchivedOriginal | None]:
    """One's own words, and what was passed on with them."""
    text = _said(item, "text") or _said(item, "content")
    of = item.get("retweet")
    if isinstance(of, dict):
        link = f"https://weibo.com/detail/{of['id']}" if of.get("id") else ""
        return text, ArchivedOriginal(str(of.get("screen_name") or ""), _said(of, "text"), link)
    if _said(item, "of_text"):
        return text, ArchivedOriginal(_said(item, "of_name"), _said(item, "of_text"))
    found = _PASSED.match(text) if "content" in item else None
    return (found["own"], ArchivedOriginal(found["name"], found["text"])) if found else (text, None)


def _time(item: Record) -> datetime:
    said = (_said(item, key) for key in ("full_created_at", "created_at", "publish_time"))
    at = datetime.fromisoformat(next(filter(None, said), ""))
    return at if at.tzinfo else at.replace(tzinfo=CHINA)


FORMAT: PostFormat = FileFormat("weibo", knows, read, order=40)
