"""Misskey's."""

import json

from tests.post_archives.archives.making import Json, zipped
from tests.samples import jpeg


def _note(number: int, text: str | None, **more: Json) -> Json:
    plain = {
        "id": f"9{number}",
        "text": text,
        "createdAt": f"2023-05-0{number}T10:00:00.000Z",
        "fileIds": [],
        "files": [],
        "replyId": None,
        "renoteId": None,
        "poll": None,
        "cw": None,
        "visibility": "public",
        "visibleUserIds": [],
        "localOnly": False,
        "reactionAcceptance": None,
    }
    return {**plain, **more}


def misskey() -> bytes:
    """Seven notes, of which one only passes something on."""
    poll = {
        "choices": ["Tea", "Coffee"],
        "votes": [3, 1],
        "multiple": False,
        "expiresAt": "2023-05-09T10:00:00.000Z",
    }
    picture = {"id": "f1", "name": "cups.jpg", "type": "image/jpeg", "comment": "Two cups"}
    notes = [
        _note(1, "Hello $[x2 world]", cw="Food"),
        _note(2, "More", replyId="91"),
        _note(3, "Yes", replyId="8x", visibility="home"),
        _note(4, "Look", files=[picture], fileIds=["f1", "f2"], visibility="followers"),
        _note(5, "Psst", visibility="specified", visibleUserIds=["u2"]),
        _note(6, None, renoteId="7x"),
        _note(7, "Which?", poll=poll, renoteId="7y"),
    ]
    return zipped(
        {
            "notes-2023.json": json.dumps(notes, ensure_ascii=False),
            "files/cups.jpg": jpeg((60, 40)),
        }
    )
