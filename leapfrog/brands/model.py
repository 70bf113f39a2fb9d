"""What a verified brand, its page, and its complaints are."""

import unicodedata
from datetime import datetime, timedelta
from typing import Literal
from uuid import UUID

import msgspec

from leapfrog.kernel.ids import derived_id
from leapfrog.search_words import folded

BrandClaim = Literal["owner", "licensee", "dealer"]
BrandState = Literal["draft", "asked", "verified", "refused", "appealed", "ended"]
EndedWhy = Literal["lapsed", "given_up", "withdrawn", "renewed"]
MisuseKind = Literal["counterfeit", "name", "pictures"]
MisuseState = Literal["open", "answered", "upheld", "rejected", "false", "withdrawn"]
# overturned: it was upheld, and the shop's appeal was granted since.
MisuseShown = Literal["open", "answered", "upheld", "overturned", "rejected", "false", "withdrawn"]
Side = Literal["brand", "shop"]

LONGEST_NAME, LONGEST_REGISTER, LONGEST_WORDS, LONGEST_REASON = 60, 200, 2_000, 1_000
MOST_DOCUMENTS, MOST_EVIDENCE = 10, 6
# A mark holds for two years at the most, and who has it hears of its end so long before.
LONGEST_MARK, WARNING = timedelta(days=730), timedelta(days=30)
# How long documents are kept: after the mark ended, after a refusal, while nobody hands them in.
KEPT_AFTER_END = timedelta(days=365)
KEPT_AFTER_REFUSAL = timedelta(days=90)
KEPT_AS_DRAFT = timedelta(days=30)
# So long the shop has to answer; so long pictures are kept after the ruling, in which that can be
# complained about (regulation (EU) 2022/2065, article 20).
ANSWER_WITHIN, EVIDENCE_KEPT = timedelta(days=3), timedelta(days=183)
# Three false complaints within a year, and no more are heard until the first is a year old.
MOST_FALSE, FALSE_WITHIN = 3, timedelta(days=365)
MOST_SHELVES, MOST_ON_A_SHELF, LONGEST_TITLE = 12, 30, 60

# Signs of other scripts, and digits, that look like Latin letters.
LOOKS_LIKE = str.maketrans(
    "авекмнорстухіјѕԁԛԝαβεικνορτυχγ0135",
    "abekmhopctyxijsdqwabeikvoptuxyoles",
)


def alike(name: str) -> str:
    """A name as it is compared with others: what looks the same is the same, whatever signs it is
    written in, and without spaces.
    """
    return folded(unicodedata.normalize("NFKC", name).lower().translate(LOOKS_LIKE)).replace(
        " ", ""
    )


class BrandWishes(msgspec.Struct, frozen=True):
    """Which brand a shop says it is: `claim`: as whose; `register`: where the trade mark is
    registered and under which number; `words`: to the desk.
    """

    name: str
    claim: BrandClaim
    register: str = ""
    words: str = ""


class Brand(msgspec.Struct, frozen=True):
    """A time that a shop asked to be verified, and what became of it. `reason`: what was checked,
    or why not; `first_reason`: why not before the appeal; `forget_at`: when the documents are
    erased.
    """

    id: UUID
    merchant_id: UUID
    name: str
    alike: str
    claim: BrandClaim
    register: str
    words: str
    state: BrandState
    by_id: UUID | None
    made_at: datetime
    asked_at: datetime | None = None
    reason: str = ""
    first_reason: str = ""
    decided_at: datetime | None = None
    decided_by: UUID | None = None
    until: datetime | None = None
    appeal: str | None = None
    appealed_at: datetime | None = None
    ended_at: datetime | None = None
    ended_why: EndedWhy | None = None
    forget_at: datetime | None = None

    def holds(self, now: datetime) -> bool:
        return self.state == "verified" and self.until is not None and now < self.until


class BrandDocument(msgspec.Struct, frozen=True):
    """What shows the right to a name; `size` in bytes."""

    id: UUID
    brand_id: UUID
    name: str
    media_type: str
    size: int
    sha256: bytes
    added_at: datetime


class BrandDecision(msgspec.Struct, frozen=True):
    """`until`: the mark holds so long; None: it is refused. `reason`: what was checked, or why."""

    reason: str
    until: datetime | None


class BrandShelf(msgspec.Struct, frozen=True):
    """Items of a brand in a row, under a title; `titles` in other languages."""

    title: str
    items: list[UUID]
    titles: dict[str, str] = {}


class BrandPage(msgspec.Struct, frozen=True):
    """The page of a brand as it is kept; `head`: the SHA-256 of a public picture; `changed_at`: its
    words and shelves, whatever becomes of the picture.
    """

    merchant_id: UUID
    words: str
    shelves: list[BrandShelf]
    changed_at: datetime
    head: bytes | None = None
    head_width: int = 0
    head_height: int = 0
    head_alt: str = ""


class MisuseWishes(msgspec.Struct, frozen=True):
    """A brand's complaint about a shop, or one of its items; `danger`: the goods may hurt
    somebody.
    """

    merchant_id: UUID
    item_id: UUID | None
    kind: MisuseKind
    words: str
    danger: bool = False


class BrandComplaint(msgspec.Struct, frozen=True):
    """A complaint about the misuse of a brand, as it is kept, with what the shop answered by
    `answer_by` and how the town ruled, to each side.
    """

    id: UUID
    brand_id: UUID
    merchant_id: UUID
    item_id: UUID | None
    kind: MisuseKind
    words: str
    danger: bool
    by_id: UUID | None
    at: datetime
    answer_by: datetime
    state: MisuseState = "open"
    answer: str = ""
    answered_at: datetime | None = None
    for_brand: str = ""
    for_shop: str = ""
    ruled_at: datetime | None = None
    ruled_by: UUID | None = None


def decision_of(complaint_id: UUID) -> UUID:
    """The id of the desk's decision that takes down what a complaint was upheld about."""
    return derived_id(complaint_id, "ruling")


class MisuseRuling(msgspec.Struct, frozen=True):
    """How the town ruled, with a sentence for each side."""

    outcome: Literal["upheld", "rejected", "false"]
    for_brand: str
    for_shop: str


class Evidence(msgspec.Struct, frozen=True):
    """A picture that one side of a complaint shows."""

    id: UUID
    complaint_id: UUID
    side: Side
    sha256: bytes
    width: int
    height: int
    added_at: datetime
