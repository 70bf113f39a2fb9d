"""What is read out of the archives of smaller places, to the last field."""

import io
from datetime import UTC, datetime
from typing import Any

from leapfrog.kernel.unpacking import Folder
from leapfrog.post_archives.formats import (
    ArchiveAccount,
    ArchivedFile,
    ArchivedOriginal,
    ArchivedPoll,
    ArchivedPost,
    ArchivedTrace,
    PostSkip,
    Told,
    read,
    source_of,
)
from tests.post_archives import archives


def told(content: bytes | str, name: str = "a.zip") -> list[Told]:
    data = content.encode() if isinstance(content, str) else content
    return list(read(Folder(io.BytesIO(data), name)))


def source(content: bytes, name: str = "a.zip") -> str:
    return source_of(Folder(io.BytesIO(content), name))[0]


def at(day: int, year: int = 2023) -> datetime:
    return datetime(year, 5, day, 10, tzinfo=UTC)


def test_misskey_s_notes_are_read_to_the_last_field() -> None:
    assert source(archives.misskey()) == "misskey"
    cups = ArchivedFile("files/cups.jpg", "Two cups")
    poll = ArchivedPoll(("Tea", "Coffee"), (3, 1), 4, at(9))
    assert told(archives.misskey()) == [
        ArchiveAccount(""),
        ArchivedPost(id="91", at=at(1), text="Hello $[x2 world]", warning="Food"),
        # An answer to oneself is a post.
        ArchivedPost(id="92", at=at(2), text="More"),
        ArchivedPost(id="93", at=at(3), kind="reply", audience="unlisted", text="Yes"),
        ArchivedPost(id="94", at=at(4), audience="followers", text="Look", files=(cups,)),
        ArchivedPost(id="95", at=at(5), kind="private", audience="mentioned", text="Psst"),
        PostSkip("notes-2023.json, 6", "repost_unknown"),
        ArchivedPost(id="97", at=at(7), text="Which?", poll=poll),
    ]


PIXELFED = "https://pix.test/p/amina"


def test_pixelfed_s_statuses_are_read_to_the_last_field() -> None:
    assert source(archives.pixelfed()) == "pixelfed"

    def post(number: int, text: str, **more: Any) -> ArchivedPost:
        url = f"{PIXELFED}/{number}"
        return ArchivedPost(id=url, at=at(number), text=text, url=url, **more)

    files = (ArchivedFile("a.jpg", "Two cups"), ArchivedFile(""))
    assert told(archives.pixelfed()) == [
        ArchiveAccount("amina@pix.test"),
        post(1, "Cups & more", files=files, warning="⚠"),
        post(2, "Only HTML", audience="followers", warning="CW"),
        post(3, "Yes", kind="reply", audience="unlisted"),
        PostSkip("pixelfed-statuses.json, 4", "repost_unknown"),
        post(5, "Psst", kind="private", audience="mentioned"),
        ArchivedTrace("follow", "https://b.test/bo"),
        ArchivedTrace("mute", "https://b.test/loud"),
        ArchivedTrace("block", "https://b.test/troll"),
    ]


def test_linkedin_s_lists_are_read_to_the_last_field() -> None:
    assert source(archives.linkedin()) == "linkedin"
    found = told(archives.linkedin())
    shares = [
        ArchivedPost(
            id="https://li.test/1",
            at=at(1),
            audience="followers",
            text='First "line"\n\nLast',
            url="https://li.test/1",
        ),
        ArchivedPost(
            id="https://li.test/2",
            at=at(2),
            text="Read",
            files=(ArchivedFile(""),),
            link="https://e.test/a",
            url="https://li.test/2",
        ),
        ArchivedPost(
            id="https://li.test/3",
            at=at(3),
            audience="followers",
            link="https://li.test/3",
            url="https://li.test/3",
        ),
        PostSkip("Shares.csv, 5", "odd_post"),
    ]
    comment = ArchivedPost(
        id="https://li.test/9 2023-05-04 10:00:00",
        at=at(4),
        kind="reply",
        audience="followers",
        text="Well, done",
        link="https://li.test/9",
        url="https://li.test/9",
    )
    repost = ArchivedPost(
        id="https://li.test/8 2023-05-05 10:00:00",
        at=at(5),
        kind="repost",
        audience="followers",
        of=ArchivedOriginal(url="https://li.test/8"),
    )
    assert found == [ArchiveAccount(""), comment, repost, *shares]


def test_wordpress_s_blog_is_read_to_the_last_field() -> None:
    assert source(archives.wordpress()) == "wordpress"

    def post(number: int, text: str, **more: Any) -> ArchivedPost:
        return ArchivedPost(
            id=f"https://blog.test {number}",
            at=at(number, 2019),
            text=text,
            title=f"Title {number}",
            url=f"https://blog.test/{number}/",
            **more,
        )

    files = (ArchivedFile("uploads/2019/05/a.jpg", "Cups"), ArchivedFile(""))
    assert told(archives.wordpress()) == [
        ArchiveAccount("blog.test"),
        post(1, "Hello & welcome\n\n#Deeplake", files=files),
        post(2, "About"),
        post(3, "Mine", kind="private", audience="mentioned"),
        post(4, "Locked", kind="private", audience="mentioned"),
        PostSkip("blog.xml, 5", "draft"),
        PostSkip("blog.xml, 6", "wordpress_file"),
        PostSkip("blog.xml, 7", "wordpress_part"),
    ]


def test_a_blog_of_several_says_who_wrote_what() -> None:
    several = archives.wxr(archives.item(1, "<p>One</p>"), archives.item(2, "<p>Two</p>", by="bo"))
    found = [one for one in told(several, "b.xml") if isinstance(one, ArchivedPost)]
    assert [one.text for one in found] == ["amina:\n\nOne", "bo:\n\nTwo"]
