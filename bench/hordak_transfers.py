"""Runs among the packages of `bench.peer_hordak`: `hordak_transfers.py DSN` makes a database
`hordak` with accounts, `hordak_transfers.py DSN SECONDS` pays and prints transfers a second.
"""

import random
import sys
import threading
import time
from urllib.parse import parse_qs, urlsplit

import django
import psycopg
from django.conf import settings
from django.core.management import call_command

THREADS, ACCOUNTS = 8, 1_000
DSN = sys.argv[1]
QUERY = parse_qs(urlsplit(DSN).query)

settings.configure(
    INSTALLED_APPS=["django.contrib.contenttypes", "django.contrib.auth", "mptt", "hordak"],
    DATABASES={
        "default": {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": "hordak",
            "USER": "leapfrog",
            "HOST": QUERY["host"][0],
            "PORT": QUERY["port"][0],
            "CONN_MAX_AGE": None,
        }
    },
    DEFAULT_AUTO_FIELD="django.db.models.AutoField",
    USE_TZ=True,
    DEFAULT_CURRENCY="EUR",
    CURRENCIES=["EUR"],
)
django.setup()

# What has models can only be imported now.
from hordak.models import Account  # noqa: E402
from moneyed import Money  # noqa: E402


def prepare() -> None:
    with psycopg.connect(DSN, autocommit=True) as connection:
        connection.execute("drop database if exists hordak")
        connection.execute("create database hordak")
    call_command("migrate", verbosity=0)
    for n in range(ACCOUNTS):
        Account.objects.create(name=f"{n}", code=f"{n}", type="IN", currencies=["EUR"])


def pay(seconds: float) -> float:
    accounts = list(Account.objects.all())
    until, counts = time.perf_counter() + seconds, [0] * THREADS

    def payer(n: int) -> None:
        while time.perf_counter() < until:
            one, other = random.sample(accounts, 2)
            one.transfer_to(other, Money(1, "EUR"))
            counts[n] += 1

    threads = [threading.Thread(target=payer, args=(n,)) for n in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(counts) / seconds


if __name__ == "__main__":
    if len(sys.argv) > 2:
        print(pay(float(sys.argv[2])))
    else:
        prepare()
