"""Pixelfed's."""

import json

from tests.post_archives.archives.making import Json, zipped
from tests.samples import jpeg

HERE = "https://pix.test"


def _status(number: int, text: str, **more: Json) -> Json:
    plain = {
        "_v": 1,
        "id": str(number),
        "shortcode": f"s{number}",
        "uri": f"{HERE}/p/amina/{number}",
        "url": f"{HERE}/p/amina/{number}",
        "in_reply_to_id": "",
        "reblog": None,
        "content": f"<p>{text}</p>",
        "content_text": text,
        "created_at": f"2023-05-0{number}T10:00:00.000Z",
        "sensitive": False,
        "spoiler_text": "",
        "visibility": "public",
        "pf_type": "photo",
        "media_attachments": [],
        "account": {"username": "amina", "url": f"{HERE}/amina"},
        "poll": None,
    }
    return {**plain, **more}


def pixelfed() -> bytes:
    """Five posts, of which one is a share, a follow, a mute and a block."""
    picture = {"url": f"{HERE}/storage/m/a.jpg", "description": "Two cups", "type": "image"}
    lost = {"url": f"{HERE}/storage/m/b.jpg", "description": None, "type": "image"}
    statuses = [
        _status(1, "Cups & more", media_attachments=[picture, lost], sensitive=True),
        _status(2, "", content="<p>Only <b>HTML</b></p>", visibility="private", spoiler_text="CW"),
        _status(3, "Yes", in_reply_to_id="77", visibility="unlisted"),
        _status(4, "", content="", pf_type="share"),
        _status(5, "Psst", visibility="direct"),
    ]
    away = {"muted": ["https://b.test/loud"], "blocked": ["https://b.test/troll"]}
    return zipped(
        {
            "pixelfed-statuses.json": json.dumps(statuses, indent=4),
            "pixelfed-following.json": json.dumps(["https://b.test/bo"]),
            "muted-and-blocked-accounts.json": json.dumps(away),
            "a.jpg": jpeg((60, 40)),
        }
    )
