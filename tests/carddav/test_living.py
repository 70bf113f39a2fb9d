"""A connected person's card is alive on the phone, and stays that person's."""

from uuid import UUID

import pytest

from leapfrog.contacts import connected
from leapfrog.kernel.http import Town
from leapfrog.kernel.ids import new_id
from tests.carddav.conftest import Owner, quiet
from tests.carddav.phone import Phone, lines_of
from tests.http import Client

MOBILE = "TEL;TYPE=cell;X-LEAPFROG-SHARED="


async def share(browser: Client, kind: str, label: str, value: str, field_id: str = "") -> str:
    """A field of one's own card, for all contacts."""
    field_id = field_id or str(new_id())
    audience = {"everyone": True, "circles": []}
    body = {"kind": kind, "label": label, "value": value, "audience": audience}
    made = await browser.put(f"/me/card/fields/{field_id}", json=body)
    assert made.status_code in (200, 201), made.text
    return field_id


class Friends:
    """Mei, her phone, and Zoe, who is in her book."""

    def __init__(self, mei: Client, phone: Phone, zoe: Client, town: Town) -> None:
        self.mei, self.phone, self.zoe, self.town = mei, phone, zoe, town
        self.name = self.contact_id = ""

    async def connect(self) -> None:
        invited = await self.zoe.put(f"/invitations/{new_id()}", json={})
        token = invited.json()["url"].rpartition("/")[2]
        accepted = await self.mei.post(f"/invitations/{token}/acceptance", json={})
        assert accepted.status_code in (200, 201), accepted.text
        (row,) = (await self.mei.get("/contacts")).json()["contacts"]
        self.contact_id = row["id"]
        (self.name,) = await self.phone.names()
        await quiet(self.town)

    async def lines(self) -> list[str]:
        return lines_of(await self.phone.read(self.name))

    async def send(self, lines: list[str]) -> None:
        """The phone writes these lines over the card."""
        etag = (await self.phone.names())[self.name]
        card = "\r\n".join(["BEGIN:VCARD", "VERSION:3.0", *lines, "END:VCARD", ""])
        assert (await self.phone.write(self.name, card, if_match=etag)).status_code == 204

    async def page(self) -> dict[str, object]:
        page: dict[str, object] = (await self.mei.get(f"/contacts/{self.contact_id}")).json()
        return page


@pytest.fixture
async def friends(owner: Owner, town: Town) -> Friends:
    mei, phone = await owner("mei")
    zoe, _ = await owner("zoe")
    made = Friends(mei, phone, zoe, town)
    await made.connect()
    return made


async def test_what_a_friend_shares_is_on_the_phone_and_changes_there(friends: Friends) -> None:
    token = (await friends.phone.changes()).token
    field_id = await share(friends.zoe, "phone", "mobile", "+49 151 1")
    assert set((await friends.phone.changes(token)).etags) == {friends.name}
    assert {"FN:Zoe", "N:;Zoe;;;"} < set(await friends.lines())
    assert [line for line in await friends.lines() if line.startswith(MOBILE)]
    etag = (await friends.phone.names())[friends.name]
    await share(friends.zoe, "phone", "mobile", "+49 151 2", field_id)
    assert (await friends.phone.names())[friends.name] != etag
    assert [line[-9:] for line in await friends.lines() if line.startswith("TEL")] == ["+49 151 2"]
    await friends.zoe.delete(f"/me/card/fields/{field_id}")
    assert not [line for line in await friends.lines() if line.startswith("TEL")]


async def test_a_friends_new_name_is_on_the_phone(friends: Friends) -> None:
    token = (await friends.phone.changes()).token
    await friends.zoe.patch("/me", json={"display_name": "Zoe Wang"})
    await quiet(friends.town)
    assert set((await friends.phone.changes(token)).etags) == {friends.name}
    assert {"FN:Zoe Wang", "N:Wang;Zoe;;;"} < set(await friends.lines())


async def test_what_is_shared_does_not_become_the_owners_own(friends: Friends) -> None:
    field_id = await share(friends.zoe, "phone", "mobile", "+49 151 1")
    await share(friends.zoe, "email", "Brown's", "zoe@lake.town")
    await friends.send([*await friends.lines(), "NOTE:likes chess"])
    page = await friends.page()
    assert page["fields"] == [{"kind": "note", "label": "", "value": "likes chess"}]
    assert page["unknown"] == 0
    await friends.zoe.delete(f"/me/card/fields/{field_id}")
    assert not [line for line in await friends.lines() if line.startswith("TEL")]
    assert "FN:Zoe" in await friends.lines()


async def test_a_phone_that_writes_lines_its_own_way_is_understood(friends: Friends) -> None:
    await share(friends.zoe, "phone", "mobile", "+49 (151) 1")
    await share(friends.zoe, "email", "work", "zoe@lake.town")
    await share(friends.zoe, "address", "home", "1 Lake Road\nLake Town")
    sent = [
        "FN:Zoe",
        "N:;Zoe;;;",
        "TEL;type=CELL;type=VOICE;type=pref:+49-151-1",
        "item1.EMAIL;type=INTERNET:ZOE@lake.town",
        "item1.X-ABLabel:Office",
        "item2.ADR;type=HOME:;;1 Lake Road\\nLake Town;;;;",
        "item2.X-ABADR:cn",
    ]
    await friends.send(sent)
    page = await friends.page()
    assert (page["fields"], page["unknown"]) == ([], 0)


async def test_a_shared_line_that_is_stale_on_the_phone_is_not_kept(friends: Friends) -> None:
    field_id = await share(friends.zoe, "phone", "mobile", "+49 151 1")
    old = await friends.lines()
    await share(friends.zoe, "phone", "mobile", "+49 151 2", field_id)
    await friends.send(old)
    assert (await friends.page())["fields"] == []


async def test_a_shared_line_that_is_edited_on_the_phone_is_the_owners(friends: Friends) -> None:
    await share(friends.zoe, "phone", "mobile", "+49 151 1")
    await friends.send([line.replace("+49 151 1", "+49 151 9") for line in await friends.lines()])
    fields = [{"kind": "phone", "label": "mobile", "value": "+49 151 9"}]
    assert (await friends.page())["fields"] == fields
    numbers = [line.rpartition(":")[2] for line in await friends.lines() if line[:3] == "TEL"]
    assert numbers == ["+49 151 9", "+49 151 1"]


async def test_the_owners_own_line_is_not_doubled_and_stays(friends: Friends) -> None:
    await friends.send([*await friends.lines(), "TEL;TYPE=WORK:0049 151 1", "BDAY:1990-01-02"])
    field_id = await share(friends.zoe, "phone", "mobile", "0049151 1")
    await share(friends.zoe, "birthday", "", "1991-03-04")
    lines = await friends.lines()
    assert [line for line in lines if line[:3] in ("TEL", "BDA")] == [
        "TEL;TYPE=WORK:0049 151 1",
        "BDAY:1990-01-02",
    ]
    await friends.send(lines)
    await friends.zoe.delete(f"/me/card/fields/{field_id}")
    assert await friends.lines() == lines


async def test_a_remark_is_the_name_on_the_phone_and_stays_a_remark(friends: Friends) -> None:
    remarked = await friends.mei.patch(f"/contacts/{friends.contact_id}", json={"remark": "Sis"})
    assert remarked.status_code == 200
    assert {"FN:Sis", "N:;Sis;;;"} < set(await friends.lines())
    await friends.send([*await friends.lines(), "NOTE:likes chess"])
    assert (await friends.page())["remark"] == "Sis"
    await friends.mei.patch(f"/contacts/{friends.contact_id}", json={"remark": ""})
    assert "FN:Zoe" in await friends.lines()


async def test_another_name_on_the_phone_is_another_remark(friends: Friends) -> None:
    await friends.mei.patch(f"/contacts/{friends.contact_id}", json={"remark": "Sis"})
    renamed = [line.replace("Sis", "Little Sis") for line in await friends.lines()]
    await friends.send(renamed)
    assert (await friends.page())["remark"] == "Little Sis"
    await friends.mei.patch(f"/contacts/{friends.contact_id}", json={"remark": ""})
    assert {"FN:Zoe", "N:;Zoe;;;"} < set(await friends.lines())


async def test_notes_of_the_owner_are_not_touched_by_the_phone(friends: Friends) -> None:
    notes = {"remark": "Sis", "note": "owes me 5", "tags": ["chess"], "starred": True}
    await friends.mei.patch(f"/contacts/{friends.contact_id}", json=notes)
    lines = await friends.lines()
    assert "CATEGORIES:chess" in lines
    assert not [line for line in lines if "owes me" in line]
    await friends.send([line for line in lines if not line.startswith("CATEGORIES")])
    page = await friends.page()
    assert {key: page[key] for key in notes} == notes


async def test_categories_are_tags(friends: Friends) -> None:
    await friends.send([*await friends.lines(), "CATEGORIES:chess,old\\, friends"])
    assert (await friends.page())["tags"] == ["chess", "old, friends"]
    await friends.mei.patch(f"/contacts/{friends.contact_id}", json={"tags": ["go"]})
    lines = await friends.lines()
    assert [line for line in lines if line.startswith("CATEGORIES")] == ["CATEGORIES:go"]
    await friends.send(["CATEGORIES:" if "CATEG" in line else line for line in lines])
    assert (await friends.page())["tags"] == []


async def test_the_etag_follows_what_the_phone_gets_and_nothing_else(friends: Friends) -> None:
    seen = [(await friends.phone.names())[friends.name]]
    unseen: list[dict[str, object]] = [{"starred": True}, {"note": "owes me 5"}]
    for notes in unseen:
        await friends.mei.patch(f"/contacts/{friends.contact_id}", json=notes)
        assert (await friends.phone.names())[friends.name] == seen[0]
    visible: list[dict[str, object]] = [{"tags": ["chess"]}, {"remark": "Sis"}]
    for notes in visible:
        await friends.mei.patch(f"/contacts/{friends.contact_id}", json=notes)
        seen.append((await friends.phone.names())[friends.name])
    await share(friends.zoe, "phone", "mobile", "+49 151 1")
    seen.append((await friends.phone.names())[friends.name])
    assert len(set(seen)) == 4


async def test_deleting_on_the_phone_ends_the_connection(friends: Friends) -> None:
    await share(friends.zoe, "phone", "mobile", "+49 151 1")
    assert (await friends.phone.remove(friends.name)).status_code == 204
    assert (await friends.mei.get("/contacts")).json()["contacts"] == []
    people = [UUID(one.me["id"]) for one in (friends.zoe, friends.mei)]
    async with friends.town.database.glance() as db:
        assert not await connected(db, *people)
