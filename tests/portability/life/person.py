"""Who she is, how she comes in, how she is told, and her book of people."""

import base64
from typing import Any

import httpx

from leapfrog import push
from leapfrog.identity import Principal
from leapfrog.kernel.ids import new_id
from tests.authenticator import Authenticator
from tests.contact_formats.reading import vcard
from tests.contacts.acts import ask, circle, ok, put_contact, show
from tests.http import Client
from tests.identity.passkey_steps import add
from tests.identity.passkey_steps import ask as challenged
from tests.identity.test_app_passwords import make
from tests.identity.test_device_links import approve, offer
from tests.imports.contacts import files as imports
from tests.portability.life.scene import DIGITS, PHONE, WORD, Scene, marked
from tests.samples import jpeg


async def identity(scene: Scene) -> None:
    """A face, three ways in, a computer that she vouches for, guesses of her password."""
    mara = scene.mara
    ok(await mara.patch("/me", json={"about": marked("about me")}))
    ok(await mara.put("/me/avatar", content=jpeg((301, 301))))
    phone = Authenticator(scene.origin)
    ok(await add(mara, phone, marked("key")))
    await challenged(mara, "add")
    ok(await mara.post("/me/recovery-codes"))
    async with Client(None, scene.origin, "") as computer:
        assert await approve(mara, await offer(computer)) == 204
        await computer.post("/sessions", json={"handle": WORD, "password": "wrong wrong"})


async def devices(scene: Scene) -> None:
    """Her phone is told, by a service that does not answer."""
    handset = scene.pushes.handset()
    handset.path = f"/to/{WORD}"
    handset.endpoint = scene.pushes.origin + handset.path
    handset.answers = [(503, {"retry-after": "600"})]
    scene.pushes.handsets[handset.path] = handset
    ok(await scene.mara.put("/push/subscription", json=handset.subscription))
    ok(await scene.mara.patch("/push", json={"shows_text": False}))


async def looking(scene: Scene) -> None:
    """She has the app in front of her eyes, and has guessed at her PIN."""
    wrong = {"amount": 100, "pin": "000001"}
    assert (await scene.mara.post("/pay/confirmations", json=wrong)).is_error
    async with scene.town.database.transaction() as db:
        session_id = await db.value(
            "select session_id from push_subscription where person_id = $1", scene.me
        )
        await push.in_front(db, Principal(scene.me, session_id))


async def book(scene: Scene) -> None:
    """People of hers in all ways in which they come into a book."""
    mara = scene.mara
    own = str(new_id())
    ok(await mara.put(f"/circles/{own}", json={"name": marked("circle")}))
    fields = (("phone", PHONE), ("email", f"{WORD}@example.org"), ("note", marked("field")))
    more: dict[str, Any] = {
        "org": marked("org"),
        "note": marked("note"),
        "tags": [marked("tag")],
        "circles": [own],
    }
    kept = await put_contact(mara, marked("Contact"), *fields, **more)
    ok(await mara.patch(f"/contacts/{kept['id']}", json={"remark": marked("remark")}))
    home = {"lat": 60.17, "lon": 24.94, "name": marked("home")}
    ok(await mara.put(f"/places/mine/{WORD}", json=home))
    again = await put_contact(mara, marked("Contact twice"), ("phone", PHONE))
    merge = {"keep": kept["id"], "absorb": again["id"]}
    ok(await mara.put(f"/merges/{new_id()}", json=merge))
    await show(mara, "phone", PHONE, circles=[own])
    await show(mara, "address", marked("street"), everyone=True)
    field = {"kind": "url", "label": marked("label"), "value": f"https://{WORD}.example"}
    field |= {"audience": {"everyone": True, "circles": []}}
    ok(await mara.put(f"/me/card/fields/{new_id()}", json=field))
    ok(await mara.put(f"/invitations/{new_id()}", json={"contact_id": kept["id"]}))
    await _in_theirs(scene)
    await _asked(scene)
    await _brought(scene, kept["id"])
    await _by_carddav(scene)


async def _asked(scene: Scene) -> None:
    """She asks Dora, and is asked by Olga; she blocks, and is blocked."""
    ok(await ask(scene.mara, "dora", marked("greeting")))
    ok(await ask(scene.olga, WORD))
    async with Client(None, scene.origin, "") as rude, Client(None, scene.origin, "") as ruder:
        await rude.join("rude")
        await ruder.join("ruder")
        ok(await scene.mara.put(f"/blocks/{rude.me['id']}"))
        ok(await ruder.put(f"/blocks/{scene.mara.me['id']}"))


async def _brought(scene: Scene, known: str) -> None:
    """A file that was let in, and changed somebody; and one that is only looked at."""
    lines = (f"FN:{marked('Brought')}", f"TEL:+49160{DIGITS}", f"NOTE:{marked('brought note')}")
    same = (f"FN:{marked('Contact')}", f"TEL:{PHONE}", f"NICKNAME:{marked('nick')}")
    odd = ("FN:", f"X-{WORD.upper()}:1")
    data = imports.people((*lines, f"CATEGORIES:{marked('category')}", f"ORG:{marked('firm')}"))
    data += vcard(*same) + vcard(*odd)
    looked = await imports.look(scene.mara, data, name=f"{WORD}.vcf")
    for item in await imports.items(scene.mara, looked["id"]):
        if item["decision"] == "add" and item.get("match_id") == known:
            await imports.decide(scene.mara, looked["id"], item["n"], "merge")
    await imports.apply(scene.mara, looked["id"])
    ways = (f"UID:{WORD}-uid", f"TEL:+49152{DIGITS}", f"ORG:{marked('other firm')}")
    more = imports.people((f"FN:{marked('Looked at')}", *ways, f"CATEGORIES:{marked('looked')}"))
    await imports.look(scene.mara, more, name=f"{WORD}-2.vcf")


async def _by_carddav(scene: Scene) -> None:
    """A card that her phone put, under a name that it chose."""
    made = await make(scene.mara, marked("phone"))
    given = base64.b64encode(f"{WORD}:{made['password']}".encode()).decode()
    async with httpx.AsyncClient(headers={"authorization": f"Basic {given}"}) as phone:
        path = f"{scene.origin}/dav/addressbooks/{WORD}/contacts/{WORD}.vcf"
        card = vcard(f"FN:{marked('By phone')}", f"UID:{WORD}-phone", "N:By;Phone;;;")
        headers = {"content-type": "text/vcard"}
        assert (await phone.put(path, content=card, headers=headers)).status_code == 201


async def _in_theirs(scene: Scene) -> None:
    """Bo has written about her into his own book, and put her into a circle of his."""
    friends = await circle(scene.bo, "friends")
    found = ok(await scene.bo.get(f"/people/{WORD}"))
    change = {"circles": [friends], "starred": True}
    ok(await scene.bo.patch(f"/contacts/{found['contact_id']}", json=change))
