"""Runs among the packages of `bench.peer_pretix`: `pretix_carts.py DSN FOLDER TRIES` makes an event
with a quarter as many tickets as tries in the empty database `pretix`, puts one ticket into a cart
of its own with each try, and prints tries a CPU second.
"""

import logging
import os
import sys
import time
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

DSN, FOLDER, TRIES = sys.argv[1], sys.argv[2], int(sys.argv[3])
QUERY = parse_qs(urlsplit(DSN).query)
os.environ |= {
    "DJANGO_SETTINGS_MODULE": "pretix.settings",
    "DATA_DIR": FOLDER,
    "PRETIX_PRETIX_URL": "http://localhost",
    "PRETIX_DATABASE_BACKEND": "postgresql",
    "PRETIX_DATABASE_NAME": "pretix",
    "PRETIX_DATABASE_USER": "leapfrog",
    "PRETIX_DATABASE_HOST": QUERY["host"][0],
    "PRETIX_DATABASE_PORT": QUERY["port"][0],
}

import django  # noqa: E402

django.setup()

from django.apps import apps  # noqa: E402
from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.test import Client  # noqa: E402
from django.utils.timezone import now  # noqa: E402
from django_scopes import scopes_disabled  # noqa: E402
from pretix.base.models import CartPosition, Event, Organizer  # noqa: E402

# The widget's address, which takes a cart without a form before it.
ADD = "/bench/sale/w/aaaaaaaaaaaaaaaa/cart/add"


def prepare(tickets: int) -> str:
    """The tables from the models, since the history of their migrations takes minutes; an event
    that sells one thing. Answers the name of that in the form.
    """
    settings.MIGRATION_MODULES = {app.label: None for app in apps.get_app_configs()}
    call_command("migrate", run_syncdb=True, verbosity=0)
    organizer = Organizer.objects.create(name="Bench", slug="bench")
    event = Event.objects.create(
        organizer=organizer,
        name="Sale",
        slug="sale",
        currency="EUR",
        date_from=now() + timedelta(days=365),
        live=True,
        plugins="",
    )
    item = event.items.create(name="One", default_price=12)
    event.quotas.create(name="All", size=tickets).items.add(item)
    return f"item_{item.pk}"


def main() -> None:
    with scopes_disabled():
        item = prepare(TRIES // 4)
    # A line for each refusal is not what is measured; whoever comes first finds routes unread.
    logging.disable()
    Client(HTTP_HOST="localhost").get(ADD)
    before = time.process_time()
    for _ in range(TRIES):
        Client(HTTP_HOST="localhost").post(ADD, {item: "1"})
    spent = time.process_time() - before
    with scopes_disabled():
        held = CartPosition.objects.count()
    assert held == TRIES // 4, f"{held} are in carts, of {TRIES // 4}"
    print(TRIES / spent)


if __name__ == "__main__":
    main()
