"""An invitation of one town, followed by somebody who lives in another one."""

from typing import Any

from leapfrog.kernel.ids import new_id
from tests.towns.conftest import Dweller, amina, hill, origin, tariq, until

__all__ = ["amina", "hill", "origin", "tariq"]


def invites(who: Dweller, **more: Any) -> Any:
    """A link, with its secret."""
    made = who.put(f"/invitations/{new_id()}", more)
    return {**made, "secret": made["url"].rpartition("/")[2]}


def opens(who: Dweller, of: Dweller, secret: str) -> Any:
    domain = of.address.rpartition("@")[2]
    return who.http.get(f"/towns/{domain}/invitations/{secret}")


def follows(who: Dweller, of: Dweller, secret: str) -> Any:
    body = {"handle": of.address, "greeting": "", "invitation": secret}
    return who.put(f"/contact-requests/{new_id()}", body)


def state_of(who: Dweller, request: Any) -> str:
    found: str = next(one["state"] for one in who.sent() if one["id"] == request["id"])
    return found


def test_who_follows_an_invitation_is_a_contact_at_once(amina: Dweller, tariq: Dweller) -> None:
    link = invites(tariq)
    shown = opens(amina, tariq, link["secret"]).json()
    assert (shown["address"], shown["name"]) == (tariq.address, "Tariq")
    asked = follows(amina, tariq, link["secret"])
    assert asked["state"] == "pending"
    there, here = amina.is_tied(tariq.address), tariq.is_tied(amina.address)
    assert here["source"] == "invitation"
    assert tariq.asked() == [], "nobody had to say yes"
    assert state_of(amina, asked) == "accepted"
    # The inviter finds them among their chats, as anybody who followed a link.
    his = tariq.talk(here["person"]["id"])
    until(lambda: [one for one in tariq.log(his["id"]) if one["kind"] == "system"], "a line")
    hers = amina.talk(there["person"]["id"])
    amina.says(hers["id"], "Your link works")
    assert tariq.hears(his["id"], "Your link works")
    again = amina.http.put(
        f"/contact-requests/{new_id()}",
        json={"handle": tariq.address, "greeting": "", "invitation": link["secret"]},
    )
    assert again.json()["code"] == "already_contacts"


def test_what_is_over_is_said(amina: Dweller, tariq: Dweller, origin: str) -> None:
    zoe = Dweller(origin, "zoe")
    revoked, once = invites(tariq), None
    contact = str(new_id())
    tariq.put(f"/contacts/{contact}", {"name": "Amina of Lake", "fields": []})
    once = invites(tariq, contact_id=contact)
    tariq.delete(f"/invitations/{revoked['id']}")
    refused = opens(amina, tariq, revoked["secret"])
    assert (refused.status_code, refused.json()["code"]) == (410, "invitation_over")
    late = follows(amina, tariq, revoked["secret"])
    until(lambda: state_of(amina, late) == "over", "that it is over")
    assert tariq.contact(amina.address) is None
    # What waited in vain hinders nobody from following another one, which is for one contact.
    follows(amina, tariq, once["secret"])
    amina.is_tied(tariq.address)
    living = tariq.get(f"/contacts/{contact}")
    assert living["person"]["address"] == amina.address
    assert opens(zoe, tariq, once["secret"]).status_code == 410
    used = follows(zoe, tariq, once["secret"])
    until(lambda: state_of(zoe, used) == "over", "that it was used")
    assert tariq.contact(zoe.address) is None
    # A link of somebody else of that town is none of his.
    hers = Dweller(tariq.origin, "bruno")
    another = follows(zoe, tariq, invites(hers)["secret"])
    until(lambda: state_of(zoe, another) == "over", "that it is another one's")
    nowhere = amina.http.get("/towns/localhost:9/invitations/abc")
    assert nowhere.json()["code"] == "town_not_reached"


def test_who_is_blocked_hears_what_all_hear(amina: Dweller, tariq: Dweller) -> None:
    amina.befriends(tariq)
    link = invites(tariq)
    tariq.put(f"/blocks/{tariq.id_of(amina)}")
    until(lambda: not amina.contact(tariq.address)["connected"], "the end of the tie")
    asked = follows(amina, tariq, link["secret"])
    until(lambda: state_of(amina, asked) == "over", "that it is over")
    assert not tariq.contact(amina.address)["connected"]
