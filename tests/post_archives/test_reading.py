"""What is read out of each place's archive: nothing is lost, and nothing that was not there."""

import io
import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from leapfrog.post_archives.formats import (
    ArchiveAccount,
    ArchivedPost,
    ArchivedTrace,
    PostSkip,
    read,
    source_of,
)
from leapfrog.unpacking import Folder, UnreadableFile
from tests.post_archives import archives
from tests.unpacking.tars import tarred, unzipped


def told(
    content: bytes, name: str = "archive.zip"
) -> tuple[list[ArchivedPost], list[ArchivedTrace]]:
    found = list(read(Folder(io.BytesIO(content), name)))
    skipped = [one.reason for one in found if isinstance(one, PostSkip)]
    # Facebook's archive has what others wrote, too.
    assert set(skipped) <= {"list_not_read"}
    sent = sorted(
        (one for one in found if isinstance(one, ArchivedPost)), key=lambda one: (one.at, one.id)
    )
    return sent, [one for one in found if isinstance(one, ArchivedTrace)]


def account(content: bytes) -> str:
    [one] = [it for it in read(Folder(io.BytesIO(content))) if isinstance(it, ArchiveAccount)]
    return one.name


# (archive, source, posts, replies, reposts, private, files, missing, traces): the table of
# docs/post-archives.md.
COUNTS: list[tuple[Callable[[], bytes], str, tuple[int, ...]]] = [
    (archives.mastodon, "mastodon", (5, 1, 1, 1, 1, 1, 7)),
    (archives.x, "x", (4, 1, 1, 1, 2, 0, 3)),
    (archives.facebook, "facebook", (4, 0, 0, 0, 1, 0, 0)),
    (archives.instagram, "instagram", (3, 0, 0, 0, 3, 1, 2)),
    (archives.weibo_crawler, "weibo", (2, 0, 1, 0, 2, 0, 0)),
    (archives.weibo_csv, "weibo", (1, 0, 1, 0, 0, 0, 0)),
    (archives.weibo_spider, "weibo", (1, 0, 1, 0, 0, 0, 0)),
    (archives.bluesky, "bluesky", (2, 1, 1, 0, 1, 0, 2)),
]


@pytest.mark.parametrize(
    ("make", "source", "counts"), COUNTS, ids=[make.__name__ for make, _, _ in COUNTS]
)
def test_everything_in_an_archive_is_read(
    make: Callable[[], bytes], source: str, counts: tuple[int, ...]
) -> None:
    content = make()
    name = {"weibo_csv": "7.csv", "weibo_spider": "7.json"}.get(make.__name__, "a.zip")
    assert source_of(Folder(io.BytesIO(content), name))[0] == source
    sent, traces = told(content, name)
    kinds = [
        sum(one.kind == kind for one in sent) for kind in ("post", "reply", "repost", "private")
    ]
    files = [file for one in sent for file in one.files]
    here = sum(bool(file.path) for file in files)
    assert (*kinds, here, len(files) - here, len(traces)) == counts
    # The same file again is the same, to the last id.
    assert told(content, name) == (sent, traces)
    assert len({one.id for one in sent}) == len(sent)


def test_mastodon_tells_who_may_see_it_and_what_was_typed() -> None:
    assert account(archives.mastodon()) == "amina@masto.test"
    one, two, three, four, five, six, seven, eight = told(archives.mastodon())[0]
    assert one.text == "Read https://example.com/a/long/path\nand <this> #lake\n\nTwice"
    assert (two.kind, two.text) == ("reply", "@bo@b.test hi")
    assert [(bool(file.path), file.alt) for file in three.files] == [(True, "Two cups")] * 1 + [
        (False, "Two cups")
    ]
    assert three.warning == "⚠"
    assert (four.kind, four.audience) == ("private", "mentioned")
    assert (five.audience, five.warning) == ("followers", "Food")
    assert (six.audience, six.edited_at) == ("unlisted", datetime(2019, 6, 1, tzinfo=UTC))
    assert seven.of
    assert seven.of.url == "https://c.test/users/cleo/statuses/9"
    assert eight.poll
    assert (eight.poll.options, eight.poll.votes) == (("Tea", "Coffee"), (3, 1))


def test_x_tells_long_texts_whole_and_links_as_they_lead() -> None:
    one, two, three, four, five, six, seven = told(archives.x())[0]
    assert one.text == "Ben & I at https://example.com/page?a=1&b=2"
    assert one.at == datetime(2006, 11, 1, 13, 18, 50, tzinfo=UTC)
    assert (two.text, [file.path[-9:] for file in two.files]) == ("Two", ["2-one.jpg", "2-two.jpg"])
    assert three.kind == "reply"
    assert four.of
    assert (four.text, four.of.name, four.of.text) == ("", "kofi", "Look at the lake")
    assert five.text.endswith("lake. https://e.test/l and its end 🐸")
    assert six.kind == "post"
    assert (seven.kind, seven.audience) == ("private", "mentioned")
    values = {one.kind: one for one in told(archives.x())[1]}
    assert values["like"].text == "so <true>"
    follows = [one.value for one in told(archives.x())[1] if one.kind == "follow"]
    assert follows == ["https://x.com/kofi", "https://x.com/i/user/78"]


def test_what_facebook_and_instagram_garbled_is_whole_again() -> None:
    one, two, three, four = told(archives.facebook())[0]
    assert (one.text, four.text) == ("Grüße vom See 🐸", "Amina is with Bo.")
    assert two.place
    assert (two.text, two.place.name) == ("Zwei Tassen", "Café am See")
    assert two.edited_at
    assert (three.text, three.link) == ("读这个", "https://example.com/a")
    assert [one.text for one in told(archives.instagram())[0]] == ["Crêpes 🥞 #lake", "Zwei", "Wir"]
    assert [one.value for one in told(archives.instagram())[1]] == [
        "https://www.instagram.com/bo",
        "https://ig.test/p/1",
    ]


def test_weibo_tells_the_same_in_each_of_its_forms() -> None:
    one, two, three = told(archives.weibo_crawler())[0]
    assert one.at.astimezone(UTC) == datetime(2020, 5, 1, 0, 30, tzinfo=UTC)
    assert one.text == "早上好 #湖边 面馆#\n📍 瑞士"
    assert two.link == "https://weibo.test/a"
    assert three.of
    assert (three.text, three.of.name) == ("想吃！", "湖边面馆")
    for content, name in ((archives.weibo_csv(), "7.csv"), (archives.weibo_spider(), "7.json")):
        first, last = told(content, name)[0]
        # A post is known again, whichever of the programs fetched it.
        assert (first.id, last.id) == (one.id, three.id)
        assert first.at == one.at
        assert last.of
        assert (last.text, last.of) == ("想吃！", last.of)
        assert (last.of.name, last.of.text) == ("湖边面馆", "今天有牛肉面")


def test_bluesky_s_tree_is_walked_and_its_links_are_whole() -> None:
    sent, traces = told(archives.bluesky())
    by_id = {one.id.rpartition("/")[2]: one for one in sent}
    assert by_id["3aaa"].text == "Seen at https://example.com/a/b 🐸 @bo"
    assert by_id["3bbb"].files[0].alt == "Cups"
    assert by_id["3ccc"].kind == "reply"
    assert by_id["3ddd"].of
    assert by_id["3ddd"].of.url == "https://bsky.app/profile/did:plc:cleo/post/1"
    assert {one.kind for one in traces} == {"like", "follow"}


def test_a_tar_is_read_as_a_zip_is() -> None:
    for mode, name in (("w:gz", "archive-20190601.tar.gz"), ("w", "archive.tar")):
        packed = tarred(unzipped(archives.mastodon()), mode)
        assert source_of(Folder(io.BytesIO(packed), name))[0] == "mastodon"
        assert told(packed, name) == told(archives.mastodon())


def reason(content: bytes, name: str = "archive.zip") -> Any:
    with pytest.raises(UnreadableFile) as caught:
        list(read(Folder(io.BytesIO(content), name)))
    return caught.value.reason


def test_what_is_no_archive_says_why() -> None:
    assert reason(b"nothing at all", "a.txt") == "unknown_posts"
    assert reason(archives.zipped({"index.html": "<p>", "a/b.html": ""})) == "only_pages"
    assert reason(b"\x1f\x8b\x08", "archive.tar.gz") == "zip_broken"
    good = archives.mastodon()
    assert reason(good[: len(good) // 2]) == "zip_broken"
    outbox = '{"orderedItems": [{"type": "Create"'
    assert reason(archives.zipped({"outbox.json": outbox})) == "json_broken"
    deep = '{"orderedItems": [' + "[" * 5_000 + "]" * 5_000 + "]}"
    assert reason(archives.zipped({"outbox.json": deep})) == "json_deep"
    huge = archives.zipped({"outbox.json": '{"orderedItems": ["' + "a" * 60_000_000 + '"]}'})
    assert reason(huge) == "zip_bomb"
    assert reason(archives.zipped({"../outbox.json": "{}"})) == "zip_unsafe"


def test_a_repository_that_was_tampered_with_is_refused() -> None:
    whole = archives.car({"app.bsky.feed.post/3aaa": {"text": "mine", "createdAt": "2023-07-01"}})
    assert reason(whole.replace(b"mine", b"his!"), "repo.car") == "car_broken"
    assert reason(whole[:-20], "repo.car") == "car_broken"
    assert reason(whole[:40], "repo.car") == "car_broken"


def test_what_is_odd_is_told_and_the_rest_comes() -> None:
    outbox = {
        "orderedItems": [{"type": "Create", "object": {"type": "Note"}}, archives.note(1, "a")]
    }
    content = archives.zipped({"outbox.json": json.dumps(outbox)})
    found = list(read(Folder(io.BytesIO(content))))
    assert [one.reason for one in found if isinstance(one, PostSkip)] == ["odd_post"]
    assert [one.text for one in found if isinstance(one, ArchivedPost)] == ["a"]
