"""Mastodon's archive."""

import json

from tests.post_archives.archives.making import Json, zipped
from tests.samples import jpeg

HERE = "https://masto.test/users/amina"
PUBLIC = "https://www.w3.org/ns/activitystreams#Public"
FOLLOWERS = f"{HERE}/followers"


def note(number: int, content: str, **more: Json) -> Json:
    to = more.pop("to", [PUBLIC])
    cc = more.pop("cc", [FOLLOWERS])
    what = {
        "id": f"{HERE}/statuses/{number}",
        "type": "Note",
        "url": f"https://masto.test/@amina/{number}",
        "published": f"2019-05-{number:02}T10:00:00Z",
        "content": content,
        "inReplyTo": None,
        "summary": None,
        "sensitive": False,
        "to": to,
        "cc": cc,
        "attachment": [],
        "tag": [],
        **more,
    }
    activity = {"id": f"{what['id']}/activity", "type": "Create", "actor": HERE, "to": to, "cc": cc}
    return {**activity, "published": what["published"], "object": what}


def shown() -> list[Json]:
    """Eight things."""
    link = (
        '<p>Read <a href="https://example.com/a/long/path"><span class="invisible">https://</span>'
        '<span class="ellipsis">example.com/a/lo</span><span class="invisible">ng/path</span></a>'
        "<br>and &lt;this&gt; #lake</p><p>Twice</p>"
    )
    hello = (
        '<p><span class="h-card"><a href="https://b.test/@bo">@<span>bo</span></a></span> hi</p>'
    )
    bo = {"type": "Mention", "href": "https://b.test/@bo", "name": "@bo@b.test"}
    picture = {
        "type": "Document",
        "mediaType": "image/jpeg",
        "url": "/masto/media_attachments/files/000/001/original/a.jpg",
        "name": "Two cups",
    }
    lost = {**picture, "url": "/masto/media_attachments/files/000/002/original/lost.jpg"}
    poll = {
        "type": "Question",
        "oneOf": [
            {"type": "Note", "name": "Tea", "replies": {"type": "Collection", "totalItems": 3}},
            {"type": "Note", "name": "Coffee", "replies": {"type": "Collection", "totalItems": 1}},
        ],
        "endTime": "2019-05-08T10:00:00Z",
        "votersCount": 4,
    }
    announce = {
        "id": f"{HERE}/statuses/7/activity",
        "type": "Announce",
        "actor": HERE,
        "published": "2019-05-07T10:00:00Z",
        "to": [PUBLIC],
        "cc": [FOLLOWERS],
        "object": "https://c.test/users/cleo/statuses/9",
    }
    return [
        note(1, link),
        note(2, hello, inReplyTo="https://b.test/1", tag=[bo]),
        note(3, "<p>Look</p>", attachment=[picture, lost], sensitive=True),
        note(4, "<p>Secret</p>", to=["https://b.test/users/bo"], cc=[]),
        note(5, "<p>Among us</p>", to=[FOLLOWERS], cc=[], summary="Food"),
        note(6, "<p>Quietly</p>", to=[FOLLOWERS], cc=[PUBLIC], updated="2019-06-01T00:00:00Z"),
        announce,
        note(8, "<p>Which?</p>", **poll),
    ]


def mastodon() -> bytes:
    """Eight things that were shown, and a like, a bookmark, follows, blocks, mutes, a list."""
    items = shown()
    outbox = {"id": "outbox.json", "type": "OrderedCollection", "orderedItems": items}
    actor = {"id": HERE, "type": "Person", "preferredUsername": "amina", "followers": FOLLOWERS}
    likes = {"orderedItems": ["https://c.test/users/cleo/statuses/9"]}
    return zipped(
        {
            "outbox.json": json.dumps(outbox),
            "actor.json": json.dumps(actor),
            "likes.json": json.dumps(likes),
            "bookmarks.json": json.dumps({"orderedItems": ["https://c.test/@cleo/10"]}),
            "media_attachments/files/000/001/original/a.jpg": jpeg((60, 40)),
            "following_accounts.csv": "Account address,Show boosts\nbo@b.test,1\ncleo@c.test,1\n",
            "blocked_accounts.csv": "troll@bad.test\n",
            "muted_accounts.csv": "Account address,Hide notifications\nloud@b.test,true\n",
            "lists.csv": "Friends,bo@b.test\n",
        }
    )
