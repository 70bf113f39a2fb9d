"""The demo town behind the browser tests, and every place in the app that somebody can go to."""

import re
import time
from base64 import urlsafe_b64decode
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

import httpx

from leapfrog import vending
from leapfrog.demo import PASSWORD, play
from leapfrog.demo.groups import FAMILY
from leapfrog.demo.money import DINNER
from leapfrog.kernel.ids import new_id
from leapfrog.kernel.settings import Settings
from tests.chat_archives.acts import NAME, whatsapp
from tests.lockers.acts import LOCKER
from tests.post_archives.archives import mastodon

ROUTES = Path(__file__).parents[2] / "client" / "src" / "routes"
ROUTE = re.compile(r'^  "(/[^"]*)": [\w{]', re.M)
TABS = {"/", "/contacts", "/town", "/square", "/me"}
PARTS = ("info", "search", "members", "qr", "rules", "joining")
CARD = "BEGIN:VCARD\nVERSION:3.0\nFN:New One\nTEL:+49 151 42\nEND:VCARD\n"


def registry() -> set[str]:
    """The patterns of all screens, as the client's `routes.ts` files and `first.ts` list them."""
    files = [ROUTES / "first.ts", *ROUTES.glob("*/routes.ts")]
    listed = (ROUTE.findall(file.read_text()) for file in files)
    return TABS.union(*listed)


def play_in(settings: Settings) -> None:
    """Plays the demo story, in a thread: this one's event loop is Playwright's. Nobody serves that
    town meanwhile: to its timers all that the story tells is long over.
    """
    with ThreadPoolExecutor(1) as thread:
        assert thread.submit(play, settings).result()


def sign_in(origin: str, handle: str) -> httpx.Client:
    """Somebody of the cast, who speaks to the API."""
    api = httpx.Client(base_url=f"{origin}/api/v1", headers={"X-Leapfrog": "1"}, timeout=120)
    answer = api.post("/sessions", json={"handle": handle, "password": PASSWORD})
    assert answer.status_code == 201, answer.text
    return api


def places(amina: httpx.Client, mei: httpx.Client) -> dict[str, str]:
    """For each pattern of the registry a place where Amina finds something; makes what is not
    in the story: an import, a copy brought back, an invitation of Mei's, a computer that waits.
    """
    brought = put(amina, f"/imports/{new_id()}", params={"name": "a.vcf"}, content=CARD)
    history = put(
        amina, f"/imports/{new_id()}", params={"name": NAME, "zone": "UTC"}, content=whatsapp()
    )
    posts = put(amina, f"/imports/{new_id()}", content=mastodon())
    link = put(mei, f"/invitations/{new_id()}", json={})["url"]
    computer = amina.post("/device-links", json={"id": str(new_id())}).json()
    group = put(amina, f"/groups/{new_id()}", json={"person_ids": [mei.get("/me").json()["id"]]})
    talk = f"/chat/{group['id']}"
    door = amina.post(f"/groups/{group['id']}/link").json()
    family = first(amina, "/conversations", "conversations", name=FAMILY)
    living = first(amina, "/contacts", "contacts", connected=True)
    noted = first(amina, "/contacts", "contacts", connected=False)
    shown = first(amina, "/square/home", "posts", form="post")
    author = f"/u/{shown['author']['id']}"
    reading = str(new_id())
    put(amina, f"/lists/{reading}", json={"name": "Lake people"})
    return {
        "/post/:id": f"/post/{shown['id']}",
        "/post/:id/likes": f"/post/{shown['id']}/likes",
        "/topic/:name": "/topic/lake",
        "/u/:id": author,
        "/u/:id/:which(followers|following)": f"{author}/followers",
        "/people/:which(requests|asked|suggested)": "/people/suggested",
        "/square/:which(saved|liked|nearby)": "/square/saved",
        "/square/lists/:id": f"/square/lists/{reading}",
        "/chat/:id": f"/chat/{family['id']}",
        "/chat/:id/merged/:key": f"{talk}/merged/{merged(amina, group['id'])}",
        **{f"/chat/:id/{one}": f"{talk}/{one}" for one in PARTS},
        "/g/:token": f"/g/{door['token']}",
        "/link/:code": f"/link/{computer['code']}",
        "/contacts/:id": f"/contacts/{living['id']}",
        "/contacts/:id/edit": f"/contacts/{noted['id']}/edit",
        "/contacts/:id/merge": f"/contacts/{noted['id']}/merge",
        "/@:handle": "/@jianguo",
        "/i/:token": "/i/" + link.rpartition("/")[2],
        "/me/circles/:id": f"/me/circles/{amina.get('/circles').json()[0]['id']}",
        "/me/imports/:id": f"/me/imports/{history['id']}",
        "/me/import/:id": f"/me/import/{brought['id']}",
        "/me/histories/:id": f"/me/histories/{history['id']}",
        "/me/posts/:id": f"/me/posts/{posts['id']}",
        **payments(amina),
        **gifts(amina, family["id"]),
        **trade_places(amina),
    }


def trade_places(amina: httpx.Client) -> dict[str, str]:
    """Amina's own shop with a payment that waits, a machine and a taxi of hers; what she paid, did
    not get, and rode in the story.
    """
    shop, machine = new_id(), new_id()
    code = put(amina, f"/merchants/{shop}", json={"name": "Amina's garden"})["code"]
    asked = put(amina, f"/merchants/{shop}/intents/{new_id()}", json={"amount": 450})
    told = {"merchant_id": str(shop), "name": "Garden gate", "place": "Uferweg 4"}
    key = put(amina, f"/vending/machines/{machine}", json=told)["key"]
    for label, name, price in (("A1", "Eggs", 300), ("A2", "Honey", 650)):
        given = {"name": name, "price": price, "capacity": 9}
        slot = put(amina, f"/vending/machines/{machine}/slots/{label}", json=given)
        put(amina, f"/vending/slots/{slot['id']}/units", json={"units": 6})
    secret = urlsafe_b64decode(key + "=")
    offer = vending.offer(secret, machine, ("A1", "A2"), 950, "Ga4dEn77", int(time.time()))
    taxi = put(amina, "/rides/driver", json={"plate": "LT 7", "car": "Blue bus"})["link"]
    [account] = amina.get("/wallet").json()["accounts"]
    statement = amina.get(f"/wallet/accounts/{account['id']}/statement").json()["lines"]
    paid = next(
        one for one in statement if (one["with_kind"], one["kind"]) == ("merchant", "transfer")
    )
    held = next(one for one in statement if one["kind"] == "hold")
    ride = first(amina, "/rides", "rides")
    invited = put(amina, f"/merchants/{shop}/invitations/{new_id()}", json={"role": "agent"})
    garden = put(amina, f"/market/fronts/{shop}", json={"sign": "Amina's garden"})["merchant_id"]
    return {
        **shows(amina, str(shop)),
        **own_locker(amina, str(shop)),
        **market(amina),
        "/market/mine/:id": f"/market/mine/{garden}",
        "/market/mine/:id/catalogue": f"/market/mine/{garden}/catalogue",
        "/market/mine/:id/news": f"/market/mine/{garden}/news",
        **{
            f"/market/mine/:id/{one}": f"/market/mine/{garden}/{one}"
            for one in ("brand", "shelves", "complaints")
        },
        "/market/mine/:id/:item": f"/market/mine/{garden}/{new_id()}",
        "/pay/scanned": f"/pay/scanned?{urlencode({'text': code})}",
        "/pay/i/:token": urlsplit(asked["code"]).path,
        "/pay/together/:id": f"/pay/together/{asked['id']}",
        "/pay/paid/:id": f"/pay/paid/{paid['ref']}",
        "/pay/receipt/:id": f"/pay/receipt/{paid['id']}",
        **of_shop(str(shop)),
        "/shops/join/:token": urlsplit(invited["link"]).path,
        "/vend/:token": f"/vend/{offer}",
        "/vended/:id": f"/vended/{held['ref']}",
        "/machines/:id": f"/machines/{machine}",
        "/machine": f"/machine?of={machine}.{key}",
        "/ride/:code": urlsplit(taxi).path,
        "/rides/:id": f"/rides/{ride['id']}",
    }


def of_shop(shop: str) -> dict[str, str]:
    """All that who leads a shop sees of it."""
    return {
        "/shops/:id": f"/shops/{shop}",
        **{
            f"/shops/:id/{one}": f"/shops/{shop}/{one}"
            for one in (
                *("edit", "till", "sales", "days", "staff", "sending", "parcels", "orders"),
                *("parcels/new", "point", "point/edit", "coupons", "packing", "programs"),
                *("stock", "fetch"),
                *("stock/count", "stock/transfers", "stock/purchases", "door-orders"),
            )
        },
        "/shops/:id/programs/:hook": f"/shops/{shop}/programs/{new_id()}",
    }


def own_locker(amina: httpx.Client, shop: str) -> dict[str, str]:
    locker = new_id()
    put(amina, f"/lockers/{locker}", json=LOCKER | {"merchant_id": shop})
    return {"/lockers/:id": f"/lockers/{locker}", "/lockers/:id/edit": f"/lockers/{locker}/edit"}


def present(amina: httpx.Client) -> str:
    """Amina asks somebody in her chats where a present shall go; answers its id."""
    tariq = first(amina, "/conversations", "conversations", name="Tariq Haddad")
    about = {"person_id": tariq["person"]["id"], "message": "For your new room"}
    return str(put(amina, f"/presents/{new_id()}", json=about)["id"])


def market(amina: httpx.Client) -> dict[str, str]:
    """What is for sale, what Amina bought and waits for, and what went by lottery in the story."""
    item = first(amina, "/market/search", "items")
    order = amina.get(f"/orders/{first(amina, '/orders', 'orders')['id']}").json()
    drop = first(amina, "/drops", "drops")["id"]
    presale = first(amina, "/presales", "presales")["id"]
    parcel = order["parcels"][0]["id"]
    stew = first(amina, "/door-orders", "orders", state="done")
    return {
        "/market/items/:id": f"/market/items/{item['id']}",
        "/market/items/:id/reviews": f"/market/items/{item['id']}/reviews",
        "/market/barcode/:gtin": "/market/barcode/4006381333931",
        "/presents/:id": f"/presents/{present(amina)}",
        "/market/shops/:id": f"/market/shops/{item['merchant_id']}",
        "/market/shops/:id/reviews": f"/market/shops/{item['merchant_id']}/reviews",
        "/pay/shop/:id": f"/pay/shop/{item['merchant_id']}",
        "/orders/:id": f"/orders/{order['id']}",
        "/orders/:id/ask": f"/orders/{order['id']}/ask",
        "/reviews/:order/:item": f"/reviews/{order['id']}/{order['lines'][0]['item_id']}",
        "/parcels/:id": f"/parcels/{parcel}",
        "/parcels/:id/label": f"/parcels/{parcel}/label",
        "/parcels/:id/locker": f"/parcels/{in_locker(amina)}/locker",
        "/drops/:id": f"/drops/{drop}",
        "/drops/:id/check": f"/drops/{drop}/check",
        "/presales/:id": f"/presales/{presale}",
        "/door-orders/:id/ask": f"/door-orders/{stew['id']}/ask",
        "/door-orders/:id": f"/door-orders/{first(amina, '/door-orders', 'orders')['id']}",
    }


def in_locker(amina: httpx.Client) -> str:
    """The parcel of Amina's that waits in a compartment in the story."""
    bought = amina.get("/orders").json()["orders"]
    orders = [amina.get(f"/orders/{one['id']}").json() for one in bought]
    waits = (one for order in orders for one in order["parcels"] if one["state"] == "at_point")
    return str(next(one["id"] for one in waits if one["point"]["is_locker"]))


def shows(amina: httpx.Client, shop: str) -> dict[str, str]:
    """What Amina bought for the cinema in the story, and a concert in her own garden."""
    venue, event, show = (str(new_id()) for _ in range(3))
    put(amina, f"/tickets/venues/{venue}", json={"merchant_id": shop, "name": "Garden"})
    told = {"merchant_id": shop, "name": "Songs at dusk", "minutes": 90, "kind": "concert"}
    put(amina, f"/tickets/events/{event}", json=told)
    starts = (datetime.now(UTC) + timedelta(hours=5)).isoformat()
    room = {"name": "Lawn", "price": 500, "capacity": 40}
    told = {"event_id": event, "venue_id": venue, "starts_at": starts}
    put(amina, f"/tickets/shows/{show}", json={**told, "standing": [room]})
    [order] = amina.get("/tickets/orders").json()["orders"]
    later = seated(amina, venue, event)
    return {
        "/tickets/show/:id": f"/tickets/show/{order['show']['id']}",
        "/tickets/:what(event|venue|organiser)/:id": f"/tickets/venue/{venue}",
        "/tickets/order/:id": f"/tickets/order/{order['id']}",
        "/tickets/at/:id": f"/tickets/at/{order['show']['id']}",
        "/tickets/work/:id": f"/tickets/work/{show}",
        **{
            f"/tickets/work/:id/{one}": f"/tickets/work/{show}/{one}"
            for one in ("products", "vouchers", "figures", "counter", "gate")
        },
        **{
            f"/tickets/work/:id/{one}": f"/tickets/work/{later}/{one}"
            for one in ("desk", "house", "reseat")
        },
        "/tickets/draw/:id": f"/tickets/draw/{later}",
        "/tickets/draw/:id/check": f"/tickets/draw/{later}/check",
        "/gate/:id": f"/gate/{show}",
    }


def seated(amina: httpx.Client, venue: str, event: str) -> str:
    """The same with seats, of which it is drawn who chooses first; answers the show."""
    hall, show = str(new_id()), str(new_id())
    grid = {"rows": 4, "seats": 9, "category": "Chair"}
    put(amina, f"/tickets/halls/{hall}", json={"venue_id": venue, "name": "Barn", "grid": grid})
    starts, opens, closes = (
        (datetime.now(UTC) + timedelta(days=days)).isoformat() for days in (9, 8, 7)
    )
    told = {"event_id": event, "venue_id": venue, "hall_id": hall, "prices": {"Chair": 900}}
    told |= {"starts_at": starts, "sale_opens_at": opens}
    put(amina, f"/tickets/shows/{show}", json=told)
    draw = {"rights": 4, "each": 2, "closes_at": closes, "commitment": "ab" * 32}
    put(amina, f"/tickets/shows/{show}/draw", json=draw)
    return show


def payments(amina: httpx.Client) -> dict[str, str]:
    """What Tariq sent in the story and Omar asked for, and others whom she may pay."""
    tariq = first(amina, "/conversations", "conversations", name="Tariq Haddad")
    omar = first(amina, "/conversations", "conversations", name="Omar Said")
    return {
        "/pay/send/:id": f"/pay/send/{tariq['person']['id']}",
        "/pay/to/:handle": "/pay/to/omar",
        "/pay/transfer/:id": f"/pay/transfer/{carded(amina, tariq['id'], 'pay:transfer')}",
        "/pay/request/:id": f"/pay/request/{carded(amina, omar['id'], 'pay:request')}",
    }


def gifts(amina: httpx.Client, family: str) -> dict[str, str]:
    """The red packet and the dinner of the story, and where others like them are made."""
    dinner = first(amina, "/conversations", "conversations", name=DINNER)["id"]
    return {
        "/pay/packets/new/:id": f"/pay/packets/new/{family}",
        "/pay/packets/:id": f"/pay/packets/{carded(amina, family)}",
        "/pay/splits/new/:id": f"/pay/splits/new/{dinner}",
        "/pay/splits/:id": f"/pay/splits/{carded(amina, dinner)}",
        "/pay/debts/:id": f"/pay/debts/{dinner}",
    }


def carded(one: httpx.Client, talk: str, kind: str = "") -> str:
    """The id of what a conversation's card of that kind shows."""
    said = one.get(f"/conversations/{talk}/messages").json()["messages"]
    refs = (row["meta"]["ref"] for row in said if row["kind"] == "card")
    return str(next(ref for ref in refs if ref.startswith(kind)).rpartition(":")[2])


def merged(one: httpx.Client, talk: str) -> str:
    """Passes two messages on as one; answers its key."""
    said = {"name": "林美", "kind": "text", "body": "牛肉面", "at": "2026-11-24T10:00:00Z"}
    meta = {"title": "林美 Lin Mei", "items": [said, said | {"name": "Amina", "body": "🍜"}]}
    key = str(new_id())
    put(one, f"/conversations/{talk}/messages/{key}", json={"kind": "merged", "meta": meta})
    return key


def put(api: httpx.Client, path: str, **more: Any) -> Any:
    answer = api.put(path, **more)
    assert answer.is_success, answer.text
    return answer.json()


def first(api: httpx.Client, path: str, rows_of: str, /, **like: object) -> Any:
    """The first of a list whose members are like that."""
    rows = api.get(path).json()[rows_of]
    return next(row for row in rows if all(row[key] == value for key, value in like.items()))
