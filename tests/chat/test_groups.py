"""Groups: made of contacts, led by an owner and admins; who comes and goes sees what is theirs."""

from typing import Any

import msgspec
import pytest

from leapfrog.chat import append
from leapfrog.kernel.http import Town
from leapfrog.kernel.ids import new_id
from leapfrog.kernel.settings import Settings
from tests.chat.acts import GIF, befriend, code, do, draft, history, listed, made, mark, ok, said
from tests.contacts.conftest import Join
from tests.http import Client
from tests.matrix import unchanged


class Company(msgspec.Struct, frozen=True):
    """Amina owns a group with Bo and Carla; Deniz is her contact and not in it."""

    amina: Client
    bo: Client
    carla: Client
    deniz: Client
    id: str


@pytest.fixture
async def company(join: Join) -> Company:
    amina = await join("amina")
    others = [await join(handle) for handle in ("bo_chen", "carla", "deniz")]
    for other in others:
        await befriend(amina, other)
    return Company(amina, *others, await made(amina, *others[:2]))


async def add(one: Client, group_id: str, *people: Client) -> Any:
    body = {"person_ids": [person.me["id"] for person in people]}
    return await one.put(f"/groups/{group_id}/members", json=body)


async def remove(one: Client, group_id: str, other: Client) -> Any:
    return await one.delete(f"/groups/{group_id}/members/{other.me['id']}")


async def role(one: Client, group_id: str, other: Client, word: str) -> Any:
    path = f"/groups/{group_id}/members/{other.me['id']}/role"
    return await one.put(path, json={"role": word})


async def roles(one: Client, group_id: str) -> dict[str, str]:
    found = ok(await one.get(f"/groups/{group_id}/members"))["members"]
    return {member["person"]["handle"]: member["role"] for member in found}


async def shown(one: Client, group_id: str) -> Any:
    return ok(await one.get(f"/conversations/{group_id}"))


async def happened(one: Client, group_id: str) -> list[Any]:
    """What the log says was done: (what, who did it, to whom)."""
    found = (await history(one, group_id))["messages"]
    return [
        (message["meta"]["what"], message["sender_id"], message["meta"].get("person_ids", []))
        for message in found
        if message["kind"] == "system"
    ]


async def test_a_group_is_made_of_contacts_once(company: Company) -> None:
    for one, word in ((company.amina, "owner"), (company.bo, "member")):
        [row] = await listed(one)
        assert (row["name"], row["kind"], row["member_count"]) == ("Rowing", "group", 3)
        assert (row.get("role", "member"), row["unread"], row["last_seq"]) == (word, 0, 1)
        assert {face["name"] for face in row["members_preview"]} == {"Amina", "Bo_chen", "Carla"}
        assert "person" not in row
    again = await made(company.amina, company.carla, company.bo, id=company.id)
    assert again == company.id
    [(what, who, whom)] = await happened(company.bo, company.id)
    assert (what, who) == ("group_made", company.amina.me["id"])
    assert set(whom) == {company.bo.me["id"], company.carla.me["id"]}
    assert await listed(company.deniz) == []


async def test_without_a_name_it_is_called_by_the_others(company: Company) -> None:
    group_id = await made(company.amina, company.bo, company.carla, name=" ")
    assert (await shown(company.amina, group_id))["name"] == "Bo_chen, Carla"
    assert (await shown(company.bo, group_id))["name"] == "Amina, Carla"


async def test_only_contacts_can_be_added_and_blocks_are_honoured(
    company: Company, settings: Settings
) -> None:
    for one, other in ((company.bo, company.deniz), (company.bo, company.carla)):
        async with unchanged(str(settings.database_url), "identity_session"):
            body = {"person_ids": [other.me["id"]]}
            answer = await one.put(f"/groups/{new_id()}", json=body)
            assert (answer.status_code, code(answer)) == (403, "not_your_contact")
    async with unchanged(str(settings.database_url), "identity_session"):
        assert code(await add(company.bo, company.id, company.deniz)) == "not_your_contact"
    ok(await company.deniz.put(f"/blocks/{company.amina.me['id']}"))
    async with unchanged(str(settings.database_url), "identity_session"):
        assert code(await add(company.amina, company.id, company.deniz)) == "not_your_contact"


async def test_an_id_that_is_used_makes_no_other_group(
    company: Company, settings: Settings
) -> None:
    async with unchanged(str(settings.database_url), "identity_session"):
        for one, people in ((company.amina, []), (company.deniz, [company.amina])):
            body = {"person_ids": [person.me["id"] for person in people]}
            assert code(await one.put(f"/groups/{company.id}", json=body)) == "id_taken"


async def test_what_is_said_reaches_all_and_unread_is_counted_for_each(company: Company) -> None:
    await said(company.amina, company.id, "one", "two")
    await said(company.bo, company.id, "three")
    unread = {}
    for one in (company.amina, company.bo, company.carla):
        [row] = await listed(one)
        unread[one.me["handle"]] = row["unread"]
        assert row["last"]["body"] == "three"
    assert unread == {"amina": 1, "bo_chen": 0, "carla": 3}
    await mark(company.carla, company.id, 3)
    assert [row["unread"] for row in await listed(company.carla)] == [1]


async def test_who_is_mentioned_sees_so_until_they_read_it(company: Company) -> None:
    bo = company.bo.me["id"]
    outside = [company.deniz.me["id"], str(new_id()), company.amina.me["id"]]
    sent = ok(await do(company.amina, company.id, "text", body="@Bo", mentions=[bo, *outside, bo]))
    assert sent["mentions"] == [bo]
    assert [row.get("mentioned", False) for row in await listed(company.carla)] == [False]
    assert [row.get("mentioned", False) for row in await listed(company.bo)] == [True]
    await mark(company.bo, company.id, sent["seq"])
    assert [row.get("mentioned", False) for row in await listed(company.bo)] == [False]
    ok(await do(company.amina, company.id, "text", body="@all", meta={"all": True}))
    for one, expected in ((company.bo, True), (company.carla, True), (company.amina, False)):
        assert [row.get("mentioned", False) for row in await listed(one)] == [expected]
    answer = await do(company.bo, company.id, "text", body="@all", meta={"all": True})
    assert (answer.status_code, code(answer)) == (403, "not_admin")


async def test_who_comes_later_sees_from_then_on(company: Company) -> None:
    await said(company.amina, company.id, "before they came")
    ok(await add(company.amina, company.id, company.deniz))
    await said(company.amina, company.id, "welcome")
    page = await history(company.deniz, company.id)
    assert [message["seq"] for message in page["messages"]] == [3, 4]
    for query in ({"before": 3}, {"after": 0, "limit": 1}, {"around": 1, "limit": 1}):
        assert "before they came" not in str(await history(company.deniz, company.id, **query))
    [row] = await listed(company.deniz)
    assert (row["unread"], row["hidden_to"], row["member_count"]) == (1, 2, 4)
    synced = ok(await company.deniz.get("/sync"))
    assert "before they came" not in str(synced)
    answer = await do(company.deniz, company.id, "text", body="re", ref=2)
    assert code(answer) == "no_message"


@pytest.mark.parametrize("how", ["removed", "left"])
async def test_who_is_gone_keeps_what_they_saw_and_no_more(
    company: Company, settings: Settings, how: str
) -> None:
    await said(company.amina, company.id, "for all")
    ok(await remove(company.amina if how == "removed" else company.bo, company.id, company.bo))
    await said(company.amina, company.id, "a secret")
    for found in (
        await history(company.bo, company.id),
        await history(company.bo, company.id, after=2),
        await listed(company.bo),
        ok(await company.bo.get("/sync")),
    ):
        assert "a secret" not in str(found)
    [row] = await listed(company.bo)
    assert (row["last_seq"], row["writable"], row["why_not"]) == (3, False, "not_member")
    assert (row["unread"], row["last"]["meta"]["what"]) == (0, how)
    async with unchanged(str(settings.database_url), "identity_session"):
        answer = await do(company.bo, company.id, "text", body="still here?")
        assert (answer.status_code, code(answer)) == (403, "not_member")
        assert code(await add(company.bo, company.id, company.amina)) == "not_member"
        answer = await company.bo.get(f"/groups/{company.id}/members")
        assert code(answer) == "not_member"
    ok(await add(company.amina, company.id, company.bo))
    await said(company.amina, company.id, "back again")
    assert "a secret" not in str(await history(company.bo, company.id))
    [row] = await listed(company.bo)
    assert (row["writable"], row["unread"], row["last"]["body"]) == (True, 1, "back again")


async def test_admins_remove_members_and_only_the_owner_removes_admins(
    company: Company, settings: Settings
) -> None:
    ok(await add(company.amina, company.id, company.deniz))
    ok(await role(company.amina, company.id, company.bo, "admin"))
    ok(await role(company.amina, company.id, company.deniz, "admin"))
    for one, other in (
        (company.carla, company.bo),
        (company.bo, company.deniz),
        (company.bo, company.amina),
    ):
        async with unchanged(str(settings.database_url), "identity_session"):
            assert code(await remove(one, company.id, other)) == "not_admin"
    ok(await remove(company.bo, company.id, company.carla))
    ok(await remove(company.amina, company.id, company.deniz))
    assert await roles(company.bo, company.id) == {"amina": "owner", "bo_chen": "admin"}


async def test_only_the_owner_gives_roles_and_can_pass_the_group_on(
    company: Company, settings: Settings
) -> None:
    async with unchanged(str(settings.database_url), "identity_session"):
        assert code(await role(company.bo, company.id, company.carla, "admin")) == "not_owner"
        assert code(await role(company.amina, company.id, company.deniz, "admin")) == "no_member"
    ok(await role(company.amina, company.id, company.bo, "owner"))
    assert await roles(company.carla, company.id) == {
        "bo_chen": "owner",
        "amina": "admin",
        "carla": "member",
    }
    assert code(await role(company.amina, company.id, company.carla, "admin")) == "not_owner"


async def test_an_owner_who_leaves_passes_the_group_on_and_the_last_one_ends_it(
    company: Company,
) -> None:
    link = ok(await company.amina.post(f"/groups/{company.id}/link"))
    ok(await role(company.amina, company.id, company.carla, "admin"))
    ok(await remove(company.amina, company.id, company.amina))
    assert await roles(company.bo, company.id) == {"carla": "owner", "bo_chen": "member"}
    ok(await remove(company.carla, company.id, company.carla))
    assert await roles(company.bo, company.id) == {"bo_chen": "owner"}
    ok(await remove(company.bo, company.id, company.bo))
    answer = await company.deniz.get(f"/group-links/{link['token']}")
    assert (answer.status_code, code(answer)) == (410, "group_link_over")


async def test_admins_name_announce_and_quieten(company: Company, settings: Settings) -> None:
    changes = {"name": "Rowing 赛艇", "announcement": "Sunday at 8", "muted_all": True}
    async with unchanged(str(settings.database_url), "identity_session"):
        answer = await company.bo.patch(f"/groups/{company.id}", json=changes)
        assert code(answer) == "not_admin"
    row = ok(await company.amina.patch(f"/groups/{company.id}", json=changes))
    assert (row["name"], row["announcement"], row["muted_all"]) == tuple(changes.values())
    assert [what for what, _, _ in await happened(company.bo, company.id)][1:] == [
        "named",
        "announced",
        "muted_all",
    ]
    assert [row["why_not"] for row in await listed(company.bo)] == ["muted_all"]
    async with unchanged(str(settings.database_url), "identity_session"):
        answer = await do(company.bo, company.id, "text", body="but")
        assert (answer.status_code, code(answer)) == (403, "muted_all")
    await said(company.amina, company.id, "thank you")
    ok(await company.amina.patch(f"/groups/{company.id}", json={"muted_all": False}))
    await said(company.bo, company.id, "welcome")


async def test_an_admin_can_recall_what_a_member_said_whenever(
    company: Company, settings: Settings
) -> None:
    await said(company.bo, company.id, "spam")
    async with unchanged(str(settings.database_url), "identity_session"):
        assert code(await do(company.carla, company.id, "recall", ref=2)) == "not_yours"
    ok(await do(company.amina, company.id, "recall", ref=2))
    assert (await history(company.bo, company.id))["messages"][1]["recalled"] is True


async def test_a_card_is_what_one_is_called_there(company: Company) -> None:
    await said(company.bo, company.id, "hi")
    path = f"/groups/{company.id}/members/me/name"
    ok(await company.bo.put(path, json={"name": "Captain"}))
    found = (await history(company.carla, company.id))["people"]
    assert {face["name"] for face in found} >= {"Captain"}
    ok(await company.bo.put(path, json={"name": ""}))
    found = (await history(company.carla, company.id))["people"]
    assert "Captain" not in str(found)


async def test_by_a_link_one_asks_and_an_admin_says_yes_or_no(
    company: Company, join: Join, settings: Settings
) -> None:
    token = ok(await company.bo.post(f"/groups/{company.id}/link"))["token"]
    assert ok(await company.amina.post(f"/groups/{company.id}/link"))["token"] == token
    for who, accept in (("emil", True), ("farah", False)):
        asking = await join(who)
        seen = ok(await asking.get(f"/group-links/{token}"))
        assert (seen["name"], seen["member_count"], seen["state"]) == (
            "Rowing",
            3 + (who != "emil"),
            "none",
        )
        for _ in range(2):
            seen = ok(await asking.put(f"/group-links/{token}/join", json={"greeting": "hi"}))
            assert seen["state"] == "asked"
        assert await listed(asking) == []
        [row] = await listed(company.amina)
        assert row["waiting"] == 1
        assert "waiting" not in (await listed(company.bo))[0]
        [asked] = ok(await company.amina.get(f"/groups/{company.id}/requests"))
        assert (asked["person"]["handle"], asked["greeting"]) == (who, "hi")
        path = f"/groups/{company.id}/requests/{asking.me['id']}"
        async with unchanged(str(settings.database_url), "identity_session"):
            assert code(await company.bo.put(path, json={"accept": True})) == "not_admin"
            assert code(await company.bo.get(f"/groups/{company.id}/requests")) == "not_admin"
        ok(await company.amina.put(path, json={"accept": accept}))
        assert bool(await listed(asking)) is accept
        assert ok(await company.amina.get(f"/groups/{company.id}/requests")) == []
    assert "farah" not in await roles(company.bo, company.id)


async def test_a_link_can_let_people_in_at_once_or_nobody_and_can_be_revoked(
    company: Company, settings: Settings
) -> None:
    token = ok(await company.amina.post(f"/groups/{company.id}/link"))["token"]
    ok(await company.amina.patch(f"/groups/{company.id}", json={"joining": "closed"}))
    async with unchanged(str(settings.database_url), "identity_session"):
        answer = await company.deniz.put(f"/group-links/{token}/join", json={})
        assert (answer.status_code, code(answer)) == (403, "group_closed")
    ok(await company.amina.patch(f"/groups/{company.id}", json={"joining": "free"}))
    for _ in range(2):
        seen = ok(await company.deniz.put(f"/group-links/{token}/join", json={}))
        assert seen["state"] == "member"
    assert (await happened(company.bo, company.id))[-1][:2] == ("joined", company.deniz.me["id"])
    assert code(await company.bo.delete(f"/groups/{company.id}/link")) == "not_admin"
    ok(await company.amina.delete(f"/groups/{company.id}/link"))
    for method, path in (("GET", ""), ("PUT", "/join")):
        body = {} if method == "PUT" else None
        answer = await company.deniz.request(method, f"/group-links/{token}{path}", json=body)
        assert (answer.status_code, code(answer)) == (410, "group_link_over")


async def test_where_only_admins_add_members_cannot(company: Company, settings: Settings) -> None:
    ok(await company.amina.patch(f"/groups/{company.id}", json={"adding": "admins"}))
    await befriend(company.bo, company.deniz)
    async with unchanged(str(settings.database_url), "identity_session"):
        assert code(await add(company.bo, company.id, company.deniz)) == "not_admin"
        assert code(await company.bo.post(f"/groups/{company.id}/link")) == "not_admin"
    ok(await add(company.amina, company.id, company.deniz))


async def test_people_who_blocked_each_other_hear_each_other_in_a_group(company: Company) -> None:
    ok(await company.bo.put(f"/blocks/{company.carla.me['id']}"))
    await said(company.bo, company.id, "from Bo")
    await said(company.carla, company.id, "from Carla")
    for one in (company.bo, company.carla):
        found = (await history(one, company.id))["messages"]
        assert [message["body"] for message in found if message["body"]] == [
            "from Bo",
            "from Carla",
        ]


async def test_a_group_has_at_most_two_thousand_people(
    company: Company, town: Town, settings: Settings
) -> None:
    crowd = """
        with crowd as (
            insert into identity_person (id, kind, handle, display_name, created_at)
            select gen_random_uuid(), 'person', 'crowd' || n, 'C' || n, now()
            from generate_series(1, 1997) n returning id
        )
        insert into chat_member (conversation_id, person_id, joined_at)
        select $1::uuid, id, now() from crowd
    """
    async with town.database.transaction() as db:
        await db.run(crowd, company.id)
    async with unchanged(str(settings.database_url), "identity_session"):
        answer = await add(company.amina, company.id, company.deniz)
        assert (answer.status_code, code(answer)) == (409, "group_full")
    found, after = 0, None
    while True:
        query = {"after": after} if after else {}
        page = ok(await company.amina.get(f"/groups/{company.id}/members", params=query))
        found, after = found + len(page["members"]), page["next"]
        if after is None:
            break
    assert found == 2000
    async with town.database.transaction() as db:
        [sent] = await append(db, [draft(company.id, company.bo, "hello all")])
    assert getattr(sent, "seq", None) == 2


async def test_a_group_has_a_picture(company: Company, settings: Settings) -> None:
    path = f"/groups/{company.id}/avatar"
    async with unchanged(str(settings.database_url), "identity_session"):
        assert code(await company.bo.put(path, content=GIF)) == "not_admin"
        assert code(await company.deniz.put(path, content=GIF)) == "no_conversation"
    ok(await company.amina.put(path, content=GIF))
    [row] = await listed(company.carla)
    seen = await company.carla.page(row["avatar"])
    assert (seen.status_code, seen.headers["content-type"]) == (200, "image/webp")
    ok(await company.amina.delete(path))
    [row] = await listed(company.carla)
    assert "avatar" not in row
    assert (
        await company.carla.page(f"{row.get('avatar') or '/media/' + '0' * 64 + '.webp'}")
    ).status_code == 404
