"""The HTML of shows for passers-by, and what programs read of them: JSON-LD of schema.org
(`Event`, `Offer`, `Place`).
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from html import escape
from typing import Any

from leapfrog.places import TownPlace
from leapfrog.ticket_pages import ShowsPage
from leapfrog.tickets import EventShown, ShowShown
from leapfrog.web.market_page import decimal
from leapfrog.web.place_still import place_still
from leapfrog.web.public_page import PageMetadata, PageSite, whole_page

WORDS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "on": "What's on",
        "none": "Nothing is on now.",
        "doors": "Doors open at {time}",
        "left": "{n} of {of} free",
        "gone": "Sold out: who joins can wait for a ticket",
        "cancelled": "This show does not take place. Who paid gets their money back.",
        "buy": "Join {town} to choose seats",
        "calendar": "Into your calendar",
        "age": "from {n} years",
        "minutes": "{n} min",
        "back": "Tickets can be given back until {time}.",
        "never": "Tickets cannot be given back. If the show is cancelled, everybody is refunded.",
        "by": "Shown by",
    },
    "zh-CN": {
        "on": "正在上演",
        "none": "现在没有演出。",
        "doors": "{time} 开门",
        "left": "余 {n} / {of}",
        "gone": "已售完，加入后可候补",
        "cancelled": "这一场不再举行，票款将退还付款人。",
        "buy": "加入{town}选座",
        "calendar": "添加到日历",
        "age": "{n} 岁以上",
        "minutes": "{n} 分钟",
        "back": "{time} 前可退票。",
        "never": "不可退票。如演出取消，将全额退款。",
        "by": "主办",
    },
}
# As schema.org calls what is shown.
TYPES = {
    "film": "ScreeningEvent",
    "concert": "MusicEvent",
    "theatre": "TheaterEvent",
    "match": "SportsEvent",
}


class ShowSite:
    """The shows of a town as its pages show them; amounts have `exponent` digits after the
    point.
    """

    def __init__(self, site: PageSite, exponent: int) -> None:
        self.site, self.exponent = site, exponent
        self.words = WORDS[site.language]

    def money(self, amount: int, currency: str) -> str:
        return f"{decimal(amount, self.exponent)} {currency}"


def page_of_show(pages: ShowSite, show: ShowShown, place: TownPlace | None) -> str:
    """One show: when and where, what it costs, what is left, and by which rule money goes back.
    `place`: the venue, where the town's map shows it.
    """
    words, event = pages.words, show.event
    head = PageMetadata(
        title=f"{event.name} · {show.venue.name}",
        about=" ".join(event.about.split())[:200] or event.name,
        place=f"/tickets/show/{show.id}",
        kind="event",
        picture=event.poster.url if event.poster else None,
        data=event_data(pages, show),
    )
    rows = "".join(
        f'<p><span dir="auto">{escape(one.name)}</span> <b>'
        f"{pages.money(one.price, show.currency)}</b></p>"
        for one in show.categories
    )
    back = words["never"]
    if show.returnable_until:
        back = words["back"].format(time=moment(show.returnable_until))
    inside = (
        f'{_poster(event)}<h1 dir="auto">{escape(event.name)}</h1>'
        f'<p class="soft">{_facts(pages, show)}</p>'
        f"<p><b>{_time(show.starts_at)}</b><br><small>"
        f"{words['doors'].format(time=show.doors_at.strftime('%H:%M UTC'))}</small></p>"
        f"<p>{_venue(show)}</p>{place_still(place)}{rows}<p><b>{_left(pages, show)}</b></p>"
        f'<p dir="auto">{escape(event.about)}</p><p class="soft">{back}</p>'
        f'<p><a href="/tickets/show/{show.id}/calendar.ics">{words["calendar"]}</a></p>'
        f'<p class="soft">{words["by"]} <a href="/tickets/organiser/{show.merchant_id}" '
        f'dir="auto">{escape(show.organiser)}</a></p>'
    )
    return whole_page(pages.site, head, f"<article>{inside}</article>{_join(pages)}")


def page_of_shows(pages: ShowSite, page: ShowsPage, place: str) -> str:
    """What is on: of an event, in a venue, of an organiser, or of all."""
    shows = page.shows
    name, about = pages.words["on"], ""
    if page.event:
        name, about = page.event.name, page.event.about
    elif page.venue:
        name, about = page.venue.name, page.venue.address
    elif page.organiser:
        name = page.organiser
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "ItemList",
        "name": name,
        "itemListElement": [
            {"@type": "ListItem", "position": n, "item": event_data(pages, one)}
            for n, one in enumerate(shows, 1)
        ],
    }
    title = f"{name} · {pages.site.town}"
    head = PageMetadata(title, about[:200] or name, place, "website", None, data)
    top = f'<section><h1 dir="auto">{escape(name)}</h1><p dir="auto">{escape(about)}</p></section>'
    return whole_page(pages.site, head, top + _list(pages, shows) + _join(pages))


def event_data(pages: ShowSite, show: ShowShown) -> dict[str, Any]:
    """The show as schema.org has it, prices and what is left as on the page."""
    site, event = pages.site, show.event
    state = "EventCancelled" if show.state == "cancelled" else "EventScheduled"
    found: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": TYPES.get(event.kind, "Event"),
        "name": event.name,
        "url": f"{site.origin}/tickets/show/{show.id}",
        "startDate": show.starts_at.isoformat(),
        "endDate": show.ends_at.isoformat(),
        "doorTime": show.doors_at.isoformat(),
        "eventStatus": f"https://schema.org/{state}",
        "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
        "location": {
            "@type": "Place",
            "name": show.venue.name,
            "address": show.venue.address,
            "url": f"{site.origin}/tickets/venue/{show.venue.id}",
        },
        "organizer": {
            "@type": "Organization",
            "name": show.organiser,
            "url": f"{site.origin}/tickets/organiser/{show.merchant_id}",
        },
        "offers": [
            {
                "@type": "Offer",
                "name": one.name,
                "price": decimal(one.price, pages.exponent),
                "priceCurrency": show.currency,
                "availability": f"https://schema.org/{_there(show, one.left)}",
                "url": f"{site.origin}/tickets/show/{show.id}",
            }
            for one in show.categories
        ],
    }
    if event.poster:
        found["image"] = [site.origin + event.poster.url]
    if event.about:
        found["description"] = event.about
    if event.language:
        found["inLanguage"] = event.language
    if event.age:
        found["typicalAgeRange"] = f"{event.age}-"
    return found


def moment(when: datetime) -> str:
    return when.strftime("%Y-%m-%d %H:%M UTC")


def _there(show: ShowShown, left: int | None) -> str:
    free = show.left if left is None else left
    return "InStock" if free > 0 and show.state == "on_sale" else "SoldOut"


def _time(when: datetime) -> str:
    return f'<time datetime="{when.isoformat()}">{moment(when)}</time>'


def _facts(pages: ShowSite, show: ShowShown) -> str:
    event, words = show.event, pages.words
    age = words["age"].format(n=event.age) if event.age else ""
    minutes = words["minutes"].format(n=event.minutes)
    return " · ".join(filter(None, (minutes, escape(event.language), age)))


def _poster(event: EventShown) -> str:
    if event.poster is None:
        return ""
    one = event.poster
    return (
        f'<div class="pics"><img src="{one.url}" alt="{escape(one.alt)}" width="{one.width}" '
        f'height="{one.height}"></div>'
    )


def _venue(show: ShowShown) -> str:
    hall = f" · {escape(show.hall)}" if show.hall else ""
    return (
        f'<a href="/tickets/venue/{show.venue.id}" dir="auto">{escape(show.venue.name)}</a>'
        f'<span dir="auto">{hall}<br><small>{escape(show.venue.address)}</small></span>'
    )


def _left(pages: ShowSite, show: ShowShown) -> str:
    if show.state == "cancelled":
        return f"{pages.words['cancelled']} {escape(show.why)}"
    if not show.left:
        return pages.words["gone"]
    return pages.words["left"].format(n=show.left, of=show.places)


def _list(pages: ShowSite, shows: Sequence[ShowShown]) -> str:
    if not shows:
        return f'<p class="soft">{pages.words["none"]}</p>'
    return "".join(
        f'<article><a href="/tickets/show/{one.id}"><b dir="auto">{escape(one.event.name)}</b></a>'
        f'<br>{_time(one.starts_at)}<br><small dir="auto">{escape(one.venue.name)}'
        f" · {_left(pages, one)}</small></article>"
        for one in shows
    )


def _join(pages: ShowSite) -> str:
    words = pages.words["buy"].format(town=escape(pages.site.town))
    return f'<section><a class="join" href="/join">{words}</a></section>'
