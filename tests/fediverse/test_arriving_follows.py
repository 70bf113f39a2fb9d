"""Whom an arrival follows is asked, though nothing but an address came along."""

from leapfrog.kernel.ids import new_id
from tests.fediverse.conftest import Person, until


def taken_out(person: Person) -> bytes:
    """All that they have, as a zip."""
    copy = f"/takeouts/{new_id()}"
    person.put(copy)
    until(lambda: person.get(copy)["state"] == "ready", "the copy")
    return person.http.get(f"{copy}/file").content


def arrive(person: Person, zipped: bytes) -> dict[str, dict[str, object]]:
    """Lets it in; answers what became of each set."""
    place = f"/arrivals/{new_id()}"
    Person.told(person.http.put(place, params={"name": "a.zip"}, content=zipped))
    done = Person.told(person.http.post(f"{place}/application"))
    return {one["name"]: one for one in done["sets"]}


def test_an_arrival_follows_again_whom_it_followed(origin: str, hill: str) -> None:
    vera, amina = Person(origin, "vera"), Person(origin, "amina")
    there = Person(hill, "amina")
    amina.put(f"/follows/{vera.id}")
    assert amina.follows(vera.id)
    assert arrive(there, taken_out(amina))["post_follows"]["new"] == 1
    following = f"/profiles/{there.id}/following"
    [them] = until(lambda: there.get(following)["people"], "an answer")
    assert them["person"]["address"] == vera.address
    known = vera.get(f"/profiles/{vera.id}/followers")["people"]
    assert {one["person"]["address"] for one in known} == {amina.address, there.address}
    vera.show("Good morning, Hill")
    there.sees("Good morning, Hill")
