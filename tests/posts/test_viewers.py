"""Who of many may see a post is told by the same rule as when each of them looks."""

from typing import Any
from uuid import UUID

from leapfrog.kernel.http import Town
from leapfrog.posts import posts_for, store
from leapfrog.posts.viewers import who_see
from tests.contacts.conftest import Join
from tests.posts.acts import befriend, follow, ok, posted


async def test_many_see_what_each_of_them_sees(join: Join, town: Town) -> None:
    names = ("amina", "bo_chen", "cleo", "dara", "emil", "femi")
    amina, bo, cleo, dara, emil, femi = [await join(name) for name in names]
    circle = ok(await amina.get("/circles"))[0]["id"]
    await befriend(bo, amina, [circle])
    await befriend(cleo, amina)
    await befriend(femi, amina, [circle])
    await follow(dara, amina)
    ok(await amina.put(f"/moments/rules/{femi.me['id']}", json={"hide_mine": True}))
    ok(await amina.put(f"/blocks/{emil.me['id']}"))
    for wanted, seeing in (
        ({"audience": "public"}, {amina, bo, cleo, dara, femi}),
        ({"audience": "followers"}, {amina, dara}),
        ({"audience": "mentioned"}, {amina, cleo}),
        ({"audience": "contacts"}, {amina, bo, cleo}),
        ({"audience": "circles", "circles": [circle]}, {amina, bo}),
        ({"audience": "me"}, {amina}),
    ):
        more: dict[str, Any] = dict(wanted)
        shown = await posted(amina, "for @cleo, or others", **more)
        if wanted["audience"] != "mentioned":
            shown = await posted(amina, "for some", **more)
        people = [UUID(one.me["id"]) for one in (amina, bo, cleo, dara, emil, femi)]
        async with town.database.reading() as db:
            kept = await store.find(db, UUID(shown["id"]))
            assert kept
            found = await who_see(db, kept, people)
            each = {one for one in people if await posts_for(db, one, [kept.id])}
        assert found == each == {UUID(one.me["id"]) for one in seeing}, wanted
