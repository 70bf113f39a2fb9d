"""People of archives, by their address: here, elsewhere, or nobody."""

from leapfrog.identity import AddressedPerson, addresses, people_at, person_at
from leapfrog.kernel.http import Town
from tests.http import Enter


async def test_people_are_found_or_noted_by_their_addresses(client: Enter, town: Town) -> None:
    me = await client().join("amina")
    own, there = me["address"], "known@far.example"
    nobody = f"nobody@{own.rpartition('@')[2]}"
    async with town.database.transaction() as db:
        known = await person_at(db, there, "Known")
        wanted = [own, own.upper(), there, "new@far.example", "nobody@", "x", nobody]
        found = await people_at(db, [AddressedPerson(one, "Nora") for one in wanted])
        assert set(found) == {own, own.upper(), there, "new@far.example"}
        assert str(found[own]) == str(found[own.upper()]) == me["id"]
        assert found[there] == known
        faces = await addresses(db, list(found.values()))
        assert faces[found["new@far.example"]] == AddressedPerson("new@far.example", "Nora")
        refused = [
            AddressedPerson("blank@far.example", "\u200b"),
            AddressedPerson("a\0@b.example", ""),
        ]
        assert await people_at(db, refused) == {}
        again = await people_at(db, [AddressedPerson("new@far.example", "Other")])
        assert again == {"new@far.example": found["new@far.example"]}
