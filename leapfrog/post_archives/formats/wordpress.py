"""WordPress's export (WXR): RSS with namespaces of its own, versions 1.0 to 1.2.

Known from the namespaces and fields that WXR is generally known to have, not from a blog of ours.
Pictures are addresses: they come where a zip has them beside it (`wp-content/uploads`).
"""

import re
from collections.abc import Iterator, Mapping
from contextlib import closing
from functools import partial
from html.parser import HTMLParser
from xml.etree.ElementTree import Element

from leapfrog.post_archives.formats.html import text_of
from leapfrog.post_archives.formats.model import (
    ArchiveAccount,
    ArchivedFile,
    ArchivedPost,
    PostFormat,
    PostSkip,
    Source,
    Told,
)
from leapfrog.post_archives.formats.reading import named, of_iso, safely, tidy
from leapfrog.unpacking import FileFormat, Folder, PathTails, elements, first_bytes

_XML = re.compile(r"\.xml\Z", re.I)
_KNOWN = re.compile(rb'xmlns:wp="http://wordpress\.org/export/1\.[0-2]/"')
_SITE = re.compile(rb"<wp:base_blog_url>([^<]{1,500})</wp:base_blog_url>")
SHOWN = frozenset(("post", "page"))
# What there is of these besides posts; they are no posts of their own.
DRAFTS = frozenset(("draft", "auto-draft", "pending", "future", "trash", "inherit"))
ITEM = frozenset(("item",))


def knows(folder: Folder) -> Source | None:
    return "wordpress" if _files(folder) else None


def _files(folder: Folder) -> list[str]:
    names = named(folder, _XML) if folder.is_packed else folder.names
    return [name for name in names if _KNOWN.search(first_bytes(folder, name))]


def read(folder: Folder) -> Iterator[Told]:
    files, tails = _files(folder), PathTails(folder)
    yield ArchiveAccount(_site(folder, files).partition("://")[2].strip("/"))
    several = len(_creators(folder, files)) > 1
    for name in files:
        site = _site(folder, [name])
        for place, item in _items(folder, name):
            told = partial(_told, place, item, tails, site=site, several=several)
            yield from safely(place, told)


def _site(folder: Folder, files: list[str]) -> str:
    for name in files:
        if found := _SITE.search(first_bytes(folder, name)):
            return found[1].decode(errors="replace")
    return ""


def _items(folder: Folder, name: str) -> Iterator[tuple[str, Element]]:
    with closing(folder.open(name)) as content:
        for number, item in enumerate(elements(content, ITEM), 1):
            yield f"{name}, {number}", item


def _creators(folder: Folder, files: list[str]) -> set[str]:
    """Who wrote what is shown: a blog may be of several."""
    found = set()
    for name in files:
        for _, item in _items(folder, name):
            said = _fields(item)
            if said.get("post_type") in SHOWN and said.get("status") not in DRAFTS:
                found.add(said.get("creator", ""))
    return found


def _fields(item: Element) -> Mapping[str, str]:
    """What stands in an item, by names without their namespaces; `excerpt` apart from `encoded`."""
    found: dict[str, str] = {}
    for child in item:
        space, _, name = child.tag.removeprefix("{").rpartition("}")
        key = "excerpt" if "/excerpt/" in space else name
        found.setdefault(key, child.text or "")
    return found


def _told(
    place: str, item: Element, tails: PathTails, *, site: str, several: bool
) -> Iterator[Told]:
    said = _fields(item)
    if said["post_type"] not in SHOWN:
        # Files, menus, revisions: parts of a blog, and nothing that was said.
        yield PostSkip(
            place, f"wordpress_{'file' if said['post_type'] == 'attachment' else 'part'}"
        )
        return
    if said["status"] in DRAFTS:
        yield PostSkip(place, "draft")
        return
    is_private = said["status"] == "private" or bool(said.get("post_password"))
    pages = _PictureReader()
    pages.feed(said.get("encoded", ""))
    text = tidy(text_of(said.get("encoded", ""), {}))
    tags = [f"#{tag}" for tag in _tags(item) if f"#{tag}" not in text]
    by = f"{said['creator']}:" if several and said.get("creator") else ""
    yield ArchivedPost(
        id=f"{site} {said['post_id']}",
        at=of_iso(said["post_date_gmt"]),
        kind="private" if is_private else "post",
        audience="mentioned" if is_private else "public",
        text="\n\n".join(filter(None, (by, text, " ".join(tags)))),
        title=tidy(said.get("title", "")),
        files=tuple(ArchivedFile(tails.find(src), tidy(alt)) for src, alt in pages.found),
        url=said.get("link", ""),
    )


def _tags(item: Element) -> Iterator[str]:
    for child in item.iterfind("category"):
        if child.get("domain") == "post_tag" and child.text:
            yield "".join(child.text.split())


class _PictureReader(HTMLParser):
    """The pictures of a page: where each is, and what is said of it."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "img" and given.get("src"):
            self.found.append(((given["src"] or "").partition("?")[0], given.get("alt") or ""))


FORMAT: PostFormat = FileFormat("wordpress", knows, read, order=46)
