"""What people elsewhere have of her, and she of them; and what she takes along."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from leapfrog import contacts, identity
from leapfrog.clearing import agreements, hearing, paying, requests, store_partners
from leapfrog.clearing.paying import NewTownPayment
from leapfrog.clearing.requests import NewTownRequest
from leapfrog.contacts import store_sharing
from leapfrog.contacts.model import ContactDetail, StoredRequest
from leapfrog.fediverse import site
from leapfrog.identity import HomeSource
from leapfrog.kernel.ids import new_id
from leapfrog.pay import VOUCHED
from leapfrog.portability import takeouts
from leapfrog.towns import TownSaidOfMoney, dispatches, store
from leapfrog.towns.model import Dispatch
from leapfrog.towns.talk import said as said_there
from tests.contacts.acts import ok
from tests.fediverse.in_process import read_all
from tests.pay.acts import IBAN
from tests.portability.life.scene import WORD, Scene, marked
from tests.posts.acts import posted
from tests.towns.stranger import Key, Person, b64, key


async def tied(scene: Scene) -> None:
    """Tariq of Hill, a town that does not answer, asked her; she said yes, and wrote."""
    mara, hill, tariq = scene.mara, key(2), Person(key(21), key(22))
    async with scene.town.database.transaction() as db:
        await dispatches.line_to(db, "hill.town")
        pinned = {b64(hill.public)[:16]: b64(hill.public)}
        await store.pin(db, "hill.town", "https://hill.town", pinned)
        home, source = tariq.record(1, "tariq@hill.town", hill), HomeSource("hill.town", hill.hash)
        met = (await identity.meet_home(db, home, source, "Tariq")).person_id
        assert met
        asked = StoredRequest(new_id(), met, scene.me, "", "pending", db.now)
        await contacts.ask_contact(db, asked)
    ok(await mara.post(f"/contact-requests/{asked.id}/acceptance", json={}))
    await scene.settle()
    talk = ok(await mara.put(f"/conversations/direct/{met}"))["id"]
    said = {"body": marked("to another town")}
    ok(await mara.put(f"/conversations/{talk}/messages/{new_id()}", json=said))
    await _files(scene, tariq, source, talk)
    await _money(scene, met, hill)
    ok(await mara.put("/me/home/key", json={"passphrase": marked("a long passphrase")}))
    await scene.settle()


async def _files(scene: Scene, tariq: Person, source: HomeSource, talk: str) -> None:
    """She sends Tariq a file, which his town may fetch; he sends her one that has not come."""
    mara, file_id = scene.mara, str(new_id())
    name = {"kind": "file", "name": f"{WORD}.txt"}
    sent = await mara.put(f"/chat/files/{file_id}", content=WORD.encode(), params=name)
    assert sent.is_success, sent.text
    said = {"kind": "file", "body": "", "meta": {"file": file_id}}
    ok(await mara.put(f"/conversations/{talk}/messages/{new_id()}", json=said))
    his = str(new_id())
    about = {"file": his, "type": "text/plain", "size": 9, "name": f"{WORD}.txt"}
    async with scene.town.database.transaction() as db:
        pid = (await identity.pids_of(db, [scene.me]))[scene.me]
        body = {
            "i": str(new_id()),
            "kind": "file",
            "body": "",
            "meta": about,
            "files": {his: {"sha256": "ab" * 32, "size": 9}},
        }
        await said_there(db, source, Dispatch(new_id(), "say", db.now, tariq.pid, pid, body))


async def _money(scene: Scene, tariq: UUID, hill: Key) -> None:
    """She pays Tariq and asks him for money; he offers her some."""
    async with scene.town.database.transaction() as db:
        here = await site(db)
        assert here
        terms: dict[str, Any] = {"a": min(here.domain, "hill.town"), "v": 1, "netting_day": 1}
        terms |= {"b": max(here.domain, "hill.town"), "currency": "EUR", "exponent": 2}
        terms |= {"a_may_owe": 5_000, "b_may_owe": 5_000, "once": 3_000, "daily": 9_000}
        terms |= {"a_iban": IBAN, "b_iban": IBAN, "a_name": "One", "b_name": "Other"}
        sig = hill.sign({"kind": "leapfrog.pay.terms", "terms": terms})["sig"]
        said = {"terms": terms, "sig": sig}
        await hearing.word_is_heard(db, TownSaidOfMoney("hill.town", "pay.terms", said))
        found = await store_partners.one(db, "hill.town")
        assert found
        assert found.theirs
        await agreements.sign(db, scene.me, "hill.town", agreements.digest_of(found.theirs))
    note = marked("for another town")
    async with scene.town.database.transaction() as db:
        sent = NewTownPayment(new_id(), scene.me, tariq, 100, "EUR", note, consent=VOUCHED)
        await paying.send(db, sent)
    async with scene.town.database.transaction() as db:
        await requests.ask(db, NewTownRequest(new_id(), scene.me, tariq, 100, "EUR", note))
    until = scene.town.clock.now() + timedelta(hours=20)
    body = {"id": str(new_id()), "amount": 50, "currency": "EUR", "until": until.isoformat()}
    async with scene.town.database.transaction() as db:
        offer = TownSaidOfMoney("hill.town", "pay.offer", body, tariq, scene.me)
        await hearing.word_is_heard(db, offer)
    await scene.settle()


async def neighbours(scene: Scene) -> None:
    """She follows Vera, who follows, likes, answers and quotes her."""
    mara, vera = scene.mara, scene.vera
    hers = f"{scene.origin}/ap/people/{mara.me['id']}"
    ok(await mara.put("/fediverse/aliases", json={"addresses": []}))
    async with scene.town.database.transaction() as db:
        await db.run(
            "insert into fediverse_account (person_id, also_known_as, moved_to, moved_at) "
            "values ($1, $2, $3, $4) on conflict (person_id) do update "
            "set also_known_as = excluded.also_known_as, moved_to = excluded.moved_to, "
            "moved_at = excluded.moved_at",
            scene.me,
            [f"https://{WORD}.example/users/mara"],
            f"https://{WORD}.example/users/next",
            db.now,
        )
    ok(await mara.put(f"/follows/{vera.actor.person_id}", json={}))
    await scene.settle()
    asked = {"type": "Follow", "actor": hers, "object": vera.uri}
    await _brings(scene, vera.act("Accept", asked))
    await _brings(scene, vera.act("Follow", hers))
    ok(await mara.put(f"/follow-requests/{vera.actor.person_id}", json={"accept": True}))
    shown = await posted(mara, marked("for others"))
    await scene.settle()
    uri = f"{scene.origin}/ap/posts/{shown['id']}"
    await _brings(scene, vera.act("Like", uri))
    note = vera.note("Vera answers", inReplyTo=uri)
    await _brings(scene, vera.act("Create", note))
    await _brings(scene, vera.act("QuoteRequest", uri, instrument=vera.note("Q", quote=uri)))
    theirs = vera.note("What Vera says")
    await _brings(scene, vera.act("Create", theirs))
    await _quoting(scene)
    rule = {"rule": "blocked", "reason": marked("rule")}
    ok(await mara.put("/fediverse/hosts/bad.example", json=rule))
    await scene.settle()


async def _quoting(scene: Scene) -> None:
    """She quotes what Vera says, with consent."""
    [theirs] = [
        one
        for one in ok(await scene.mara.get("/square/home"))["posts"]
        if one["text"] == "What Vera says"
    ]
    quote = await posted(scene.mara, marked("quoting"), form="quote", of=theirs["id"])
    uri = f"{scene.origin}/ap/posts/{quote['id']}"
    consent = f"{scene.vera.uri}/consents/1"
    asked = {
        "type": "QuoteRequest",
        "id": f"{uri}#asks",
        "instrument": uri,
        "object": theirs["uri"],
    }
    await _brings(scene, scene.vera.act("Accept", asked, result=consent))


async def _brings(scene: Scene, activity: dict[str, Any]) -> None:
    answer = await scene.door.bring(scene.vera, activity)
    assert answer.status_code == 202, answer.text
    await read_all(scene.town)


async def taken_along(scene: Scene) -> None:
    """A take-out that is ready, one that was never built, and two arrivals of it."""
    mara = scene.mara
    first = new_id()
    ok(await mara.put(f"/takeouts/{first}"))
    await scene.settle()
    zipped = await mara.get(f"/takeouts/{first}/file")
    assert zipped.status_code == 200, zipped.text
    for n in range(2):
        path = f"/arrivals/{new_id()}"
        ok(await mara.put(path, content=zipped.content, params={"name": f"{WORD}{n}.zip"}))
        if n:
            ok(await mara.post(f"{path}/application"))
    async with scene.town.database.transaction() as db:
        await takeouts.store.add(db, new_id(), scene.me)


async def moved(scene: Scene) -> None:
    """Her friends see where she lives now; one of hers lives where she came from."""
    [row, *_] = ok(await scene.mara.get("/contacts"))["contacts"]
    shown = [ContactDetail("phone", "", marked("phone"))]
    async with scene.town.database.transaction() as db:
        await store_sharing.keep_shown(db, scene.me, {UUID(row["id"]): shown})
        await identity.move(db, scene.me, f"{WORD}@{WORD}.example")
