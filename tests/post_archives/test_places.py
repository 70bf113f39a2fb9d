"""What is read out of the archives of smaller places, to the last field."""

import io
from datetime import UTC, datetime
from typing import Any

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
from leapfrog.unpacking import Folder
from tests.post_archives import archives
from tests.post_archives.archives.making import damaged


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


def test_reddit_s_lists_are_read_to_the_last_field() -> None:
    assert source(archives.reddit()) == "reddit"
    tea = "https://www.reddit.com/r/tea/comments"
    assert told(archives.reddit()) == [
        ArchiveAccount(""),
        ArchivedPost(
            id="b1",
            at=at(4),
            kind="reply",
            text="Yes",
            link=f"{tea}/z/",
            url=f"{tea}/z/-/b1/",
        ),
        ArchivedPost(id="a1", at=at(1), title="Cups", text="Two\n\ncups, please", url=f"{tea}/a1/"),
        ArchivedPost(id="a2", at=at(2), title="Read", link="https://e.test/a", url=f"{tea}/a2/"),
        PostSkip("posts.csv, 4", "odd_post"),
        ArchivedTrace("save", f"{tea}/z/"),
    ]


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


STAMP = 1500000000
PARTS: list[tuple[dict[str, Any], str]] = [
    ({"note": {"title": "Lake", "text": "Grüße"}}, "Lake\nGrüße"),
    (
        {"event": {"name": "Swim", "start_timestamp": STAMP, "place": {"name": "Pier"}}},
        "📅 Swim\n2017-07-14 02:40 UTC\nPier",
    ),
    (
        {"poll": {"question": "Tea?", "options": [{"option": "Yes"}, {"option": "No"}]}},
        "📊 Tea?\n• Yes\n• No",
    ),
    (
        {"for_sale_item": {"title": "Boat", "price": "€5", "description": "Small"}},
        "🏷️ Boat\n€5\nSmall",
    ),
    (
        {"life_event": {"title": "Moved", "start_date": {"year": 2017, "month": 7, "day": 4}}},
        "⭐ Moved\n2017-07-04",
    ),
]
POSTS = "your_facebook_activity/posts/your_posts__check_ins__photos_and_videos_1.json"


def facebook(*posts: Any, **files: str) -> bytes:
    return archives.zipped({POSTS: damaged(list(posts)), **files})


def test_what_facebook_hangs_on_posts_comes_as_words() -> None:
    posts = [
        {"timestamp": STAMP + n, "attachments": [{"data": [part]}]}
        for n, (part, _) in enumerate(PARTS)
    ]
    found = told(facebook(*posts))
    assert [one.text for one in found if isinstance(one, ArchivedPost)] == [
        text for _, text in PARTS
    ]
    assert not any(isinstance(one, PostSkip) for one in found)


def test_what_facebook_has_and_we_do_not_read_is_counted_and_named() -> None:
    posts = [
        {"timestamp": STAMP, "data": [{"post": "a"}], "attachments": [{"data": [{"hologram": 1}]}]},
        {"timestamp": STAMP},
    ]
    album = POSTS.replace("your_posts__check_ins__photos_and_videos_1", "album/0")
    uncategorized = POSTS.replace("your_posts__check", "your_uncategorized_photos")
    found = told(facebook(*posts, **{uncategorized: "{}", album: "{}"}))
    assert [one for one in found if isinstance(one, PostSkip)] == [
        PostSkip(f"{POSTS}, 1, hologram", "part_not_read"),
        PostSkip(f"{POSTS}, 2", "nothing_in_it"),
        PostSkip(album, "list_not_read"),
        PostSkip(uncategorized, "list_not_read"),
    ]


def test_facebook_s_notes_are_posts_with_a_title() -> None:
    note = {"title": "Lake", "text": "Grüße", "created_timestamp": STAMP, "media": []}
    data = facebook(**{"notes/notes.json": damaged({"notes_v2": [note]})})
    _, found = told(data)
    assert isinstance(found, ArchivedPost)
    assert (found.title, found.text, found.at.timestamp()) == ("Lake", "Grüße", STAMP)


def test_instagram_s_stories_are_for_followers() -> None:
    story = {"uri": "media/stories/1.jpg", "creation_timestamp": STAMP, "title": "Grüße"}
    data = archives.zipped(
        {
            "your_instagram_activity/media/stories.json": damaged({"ig_stories": [story]}),
            "media/stories/1.jpg": b"x",
        }
    )
    assert source(data) == "instagram"
    _, found = told(data)
    assert isinstance(found, ArchivedPost)
    assert (found.audience, found.text) == ("followers", "Grüße")
    assert found.files == (ArchivedFile("media/stories/1.jpg"),)


def test_threads_are_read_with_and_without_pictures() -> None:
    data = archives.threads()
    assert source(data) == "threads"
    _, one, two, odd = told(data)
    assert isinstance(one, ArchivedPost)
    assert isinstance(two, ArchivedPost)
    assert (one.text, one.files) == ("Grüße", (ArchivedFile(""),))
    assert (two.text, two.files) == ("Only words", ())
    assert odd == PostSkip(f"{archives.THREADS}, 3", "nothing_in_it")


def test_bluesky_s_lists_come_and_other_records_are_counted() -> None:
    when = "2023-07-01T12:00:00.000Z"
    of = "at://did:plc:amina/app.bsky.graph.list/3l"
    records = {
        "app.bsky.graph.list/3l": {"name": "Friends, all", "createdAt": when},
        "app.bsky.graph.listitem/3m": {"list": of, "subject": "did:plc:bo", "createdAt": when},
        "app.bsky.actor.profile/self": {"displayName": "Amina"},
        "app.bsky.graph.starterpack/3n": {"name": "Start", "createdAt": when},
    }
    data = archives.car(records)
    assert told(data, "repo.car")[1:] == [
        ArchivedTrace(
            "list",
            "Friends  all,https://bsky.app/profile/did:plc:bo",
            "",
            datetime(2023, 7, 1, 12, tzinfo=UTC),
        ),
        PostSkip("app.bsky.graph.starterpack/3n", "record_not_read"),
    ]
