"""Where things are for the world: the one place that makes their addresses."""

import hmac
from hashlib import sha256
from urllib.parse import quote
from uuid import UUID

from leapfrog import post_text
from leapfrog.identity import Person
from leapfrog.mastodon import ids

FILES = "/files/posts"
# For whom an address of a file is, when it is for nobody in particular.
EVERYBODY = "all"


class Addresses:
    """Of one town; `secret` signs addresses of files."""

    def __init__(self, origin: str, domain: str, secret: bytes) -> None:
        self.origin, self.domain, self._secret = origin, domain, secret

    def acct(self, person: Person) -> str:
        """`name` for people of this town, `name@domain` for others."""
        return person.address if person.kind == "remote" else person.handle

    def person(self, person: Person) -> str:
        """Somebody's page, as `web/public_pages.py` serves it."""
        return f"{self.origin}/@{self.acct(person)}"

    def post(self, post_id: UUID) -> str:
        """A post's page by its id as client apps know it; `web/public_pages.py` leads on."""
        return f"{self.origin}/post/{ids.shown(post_id)}"

    def topic(self, shown: str) -> str:
        return f"{self.origin}/topic/{quote(post_text.topic_name(shown), safe='')}"

    def here(self, path: str) -> str:
        return self.origin + path

    def file(self, file_id: UUID, part: str, viewer: UUID | None) -> str:
        """A file as `viewer` may see it. Client apps load pictures without saying for whom, so the
        address says it, and is signed.
        """
        who = viewer.hex if viewer else EVERYBODY
        return f"{self.origin}{FILES}/{file_id}/{part}/{who}/{self.mark(file_id, part, who)}"

    def mark(self, file_id: UUID, part: str, who: str) -> str:
        """The signature of a file's address: HMAC-SHA-256, 128 bits of it."""
        text = f"{file_id.hex}/{part}/{who}".encode()
        return hmac.new(self._secret, text, sha256).hexdigest()[:32]
