"""Who sees what: a model of audiences, circles, blocks and Moments' rules, against the town."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from leapfrog.contacts import RelationshipRow
from leapfrog.posts.audience import visible
from leapfrog.posts.model import Audience
from tests.contacts.conftest import Join, Settle
from tests.http import Client
from tests.posts.acts import befriend, follow, home, moments, ok, posted, texts

NOW = datetime(2026, 11, 25, tzinfo=UTC)
AUTHOR, OTHER = UUID(int=1), UUID(int=2)
CIRCLES = [UUID(int=10), UUID(int=11)]


class Facts(msgspec.Struct, frozen=True):
    author_id: UUID
    under_id: UUID | None
    at: datetime
    audience: Audience
    circles: list[UUID]
    removed: bool
    follows: bool
    mentioned: bool
    kept_from: bool
    days: int | None


audiences = st.sampled_from(
    ["public", "unlisted", "followers", "mentioned", "contacts", "circles", "me", "thread"]
)
facts = st.builds(
    Facts,
    st.just(AUTHOR),
    st.sampled_from([None, UUID(int=3)]),
    st.sampled_from([NOW, NOW - timedelta(days=4), NOW - timedelta(days=200)]),
    audiences,
    st.lists(st.sampled_from(CIRCLES), unique=True),
    *(st.booleans() for _ in range(4)),
    st.sampled_from([None, 3, 180]),
)
relationships = st.builds(
    RelationshipRow,
    st.booleans(),
    st.booleans(),
    st.lists(st.sampled_from(CIRCLES), unique=True),
    st.none(),
)


@given(facts, relationships, st.sampled_from([None, AUTHOR, OTHER]))
def test_nobody_sees_more_than_the_author_wants(
    one: Facts, tie: RelationshipRow, viewer: UUID | None
) -> None:
    seen = visible(viewer, one, tie, NOW)
    if viewer == AUTHOR:
        assert seen
        return
    if one.removed or tie.apart or one.audience == "me":
        assert not seen
        return
    if one.audience == "thread":
        # Whether they see what it stands under is another question.
        assert seen == (one.under_id is not None)
        return
    if viewer is None:
        assert seen == (one.audience in ("public", "unlisted"))
        return
    young = one.days is None or NOW - one.at <= timedelta(days=one.days)
    near = tie.connected and young and not one.kept_from
    assert (
        seen
        == {
            "public": True,
            "unlisted": True,
            "followers": one.follows or one.mentioned,
            "mentioned": one.mentioned,
            "contacts": near,
            "circles": near and bool(set(one.circles) & set(tie.circles)),
        }[one.audience]
    )


async def circle_of(one: Client, *people: Client) -> str:
    """A circle with these contacts in it."""
    circle = ok(await one.get("/circles"))[0]["id"]
    rows = ok(await one.get("/contacts"))["contacts"]
    for person in people:
        row = next(r for r in rows if r["person"]["id"] == person.me["id"])
        ok(await one.patch(f"/contacts/{row['id']}", json={"circles": [circle]}))
    return str(circle)


async def sees(one: Client, post_id: str) -> bool:
    return (await one.get(f"/posts/{post_id}")).status_code == 200


async def test_each_audience_is_seen_by_whom_it_is_for_and_by_nobody_else(join: Join) -> None:
    amina, near, friend, fan, stranger = [
        await join(name) for name in ("amina", "near", "friend", "fan", "stranger")
    ]
    await befriend(amina, near)
    await befriend(amina, friend)
    await follow(fan, amina)
    circle = await circle_of(amina, near)
    expected = {
        "public": (True, True, True, True),
        "unlisted": (True, True, True, True),
        "followers": (False, False, True, False),
        "mentioned": (False, False, False, True),
        "contacts": (True, True, False, False),
        "circles": (True, False, False, False),
        "me": (False, False, False, False),
    }
    for audience, who in expected.items():
        more = {"circles": [circle]} if audience == "circles" else {}
        text = "for @stranger" if audience == "mentioned" else f"for {audience}"
        shown = await posted(amina, text, audience=audience, **more)
        found = [await sees(one, shown["id"]) for one in (near, friend, fan, stranger)]
        assert tuple(found) == who, audience
        assert await sees(amina, shown["id"])
    assert texts(await moments(near)) == ["for circles", "for contacts"]
    assert texts(await moments(friend)) == ["for contacts"]
    assert texts(await moments(fan)) == []
    assert texts(await home(fan)) == ["for followers", "for unlisted", "for public"]


async def test_moments_follow_the_wishes_of_both(join: Join, settle: Settle) -> None:
    amina, bo, cleo = await join("amina"), await join("bo_chen"), await join("cleo")
    await befriend(amina, bo)
    await befriend(bo, cleo)
    shown = await posted(bo, "a moment", audience="contacts")
    ok(await cleo.put(f"/posts/{shown['id']}/like"))
    ok(await amina.put(f"/posts/{shown['id']}/like"))
    [moment] = (await moments(amina))["posts"]
    assert [one["id"] for one in moment["likers"]] == [amina.me["id"]]
    path = f"/moments/rules/{bo.me['id']}"
    await amina.put(path, json={"hide_theirs": True})
    assert texts(await moments(amina)) == []
    assert await sees(amina, shown["id"])
    await amina.put(path, json={})
    await bo.put(f"/moments/rules/{amina.me['id']}", json={"hide_mine": True})
    assert texts(await moments(amina)) == []
    assert not await sees(amina, shown["id"])
    await bo.put(f"/moments/rules/{amina.me['id']}", json={})
    assert texts(await moments(amina)) == ["a moment"]
    assert (await bo.put(f"/blocks/{amina.me['id']}")).is_success
    await settle()
    assert texts(await moments(amina)) == []
    assert not await sees(amina, shown["id"])


async def test_who_is_blocked_sees_nothing_and_follows_no_longer(
    join: Join, settle: Settle
) -> None:
    amina, bo = await join("amina"), await join("bo_chen")
    await follow(bo, amina)
    shown = await posted(amina, "for everybody")
    assert (await amina.put(f"/blocks/{bo.me['id']}")).is_success
    assert not await sees(bo, shown["id"])
    await settle()
    assert texts(await home(bo)) == []
    assert (await bo.put(f"/follows/{amina.me['id']}", json={})).status_code == 403
    assert (await bo.get(f"/profiles/{amina.me['id']}")).status_code == 404
