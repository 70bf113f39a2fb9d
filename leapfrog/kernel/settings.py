"""The town's settings, read once from the environment and passed down; see docs/settings.md."""

import os
import re
from collections.abc import Callable, Mapping
from ipaddress import ip_network
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

import msgspec

DOMAIN = re.compile(r"(?!-)[a-z0-9-]{1,63}(\.[a-z0-9-]{1,63})*(:\d{1,5})?")
ICE_HOST = re.compile(
    r"([A-Za-z0-9.-]+|\[[0-9A-Fa-f:]+\])(:\d{1,5})?(\?transport=(udp|tcp))?", re.ASCII
)
# Where phone numbers without country code are dialled (ISO 3166), unless the town says otherwise.
DEFAULT_REGION, SHORTEST_SECRET = "DE", 16
TRANSCRIPTS, FEDERATION = ("off", "pocketsphinx"), ("auto", "on", "listed", "off")
MONEY = ("units", "credit", "provider", "none")
LOG_LEVELS, LOG_FORMATS = ("debug", "info", "warning", "error"), ("json", "text")


class SettingsError(Exception):
    """One line for each variable that cannot be used, with the reason."""


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """All that can be configured. `home` is absolute; `origin` has no trailing slash; `alone`: one
    process on a database of its own. `largest_file`, `storage`, `free_disk`, `mirror_room` in MB;
    `credit_line` in whole units, `packet_most` and `packet_daily` in minor ones. `stun`, `turn_url`
    are of servers that help calls.
    """

    home: Path
    host: str = "0.0.0.0"
    port: int = 8000
    origin: str = "http://localhost:8000"
    database_url: str | None = None
    database_direct_url: str | None = None
    database_standby_url: str | None = None
    alone: bool = False
    pool_size: int = 10
    processes: int = 1
    town_name: str = "Lake Town"
    town_domain: str = "lake.town"
    region: str = DEFAULT_REGION
    tax_rates: tuple[tuple[str, int], ...] = ()
    demo: bool = True
    money: Literal["units", "credit", "provider", "none"] = "units"
    currency: str = "EUR"
    credit_line: int = 100
    packets: bool = True
    packet_most: int = 20_000
    packet_daily: int = 100_000
    packet_shares: int = 100
    shop_news: int = 4
    bank_iban: str = ""
    driver_rest: bool = True
    women_wish: bool = True
    stripe_key: str = ""
    stripe_webhook_secret: str = ""
    stripe_url: str = "https://api.stripe.com"
    federation: Literal["auto", "on", "listed", "off"] = "auto"
    authorised_fetch: bool = False
    media_url: str | None = None
    nats_url: tuple[str, ...] = ()
    largest_file: int = 100
    storage: int = 5_000
    free_disk: int = 500
    drain_seconds: int = 0
    ring_seconds: int = 45
    stun: tuple[str, ...] = ()
    turn_url: tuple[str, ...] = ()
    turn_secret: str | None = None
    transcripts: str = "off"
    transcripts_model: Path | None = None
    pg_bin: Path | None = None
    pg_user: str | None = None
    archive: Path | None = None
    backup_log: str | None = None
    backup_seal: tuple[str, ...] = ()
    backup_endpoint: str | None = None
    backup_region: str | None = None
    backup_key_id: str | None = None
    backup_key_secret: str | None = None
    trusted_proxies: tuple[str, ...] = ()
    operators: tuple[str, ...] = ()
    rate_limits: bool = True
    mirror_room: int = 0
    mirror_most: int = 100
    private_calls: bool = False
    metrics_token: str | None = None
    log_level: str = "info"
    log_format: str = "text"

    @classmethod
    def from_env(cls, environ: Mapping[str, str]) -> "Settings":
        """Reads all of `VARIABLES`; an empty one counts as not set. Raises `SettingsError`."""
        found: dict[str, Any] = {"home": default_home()}
        wrong = []
        for name, (field, read) in VARIABLES.items():
            text = environ.get(name, "").strip()
            if not text:
                continue
            try:
                found[field] = read(text)
            except ValueError as reason:
                wrong.append(f"{name}={text!r}: {reason}")
        if bool(found.get("turn_url")) != bool(found.get("turn_secret")):
            wrong.append("LEAPFROG_TURN_URL and LEAPFROG_TURN_SECRET: one needs the other")
        if found.get("money") == "provider":
            wrong += [
                f"LEAPFROG_MONEY='provider' needs {name}"
                for name in ("LEAPFROG_STRIPE_KEY", "LEAPFROG_STRIPE_WEBHOOK_SECRET")
                if not found.get(VARIABLES[name][0])
            ]
        if wrong:
            raise SettingsError("\n".join(wrong))
        found.setdefault("origin", f"http://localhost:{found.get('port', 8000)}")
        # Who runs a real town chooses, and reads what the law says of it first.
        found.setdefault("money", "units" if found.get("demo", True) else "none")
        return cls(**found)


def default_home() -> Path:
    """Where the town lives when nothing is said."""
    if os.geteuid() == 0:
        return Path("/var/lib/leapfrog")
    return Path.home() / ".local" / "share" / "leapfrog"


def folder(text: str) -> Path:
    try:
        return Path(text).expanduser().absolute()
    except RuntimeError:
        raise ValueError("there is no home folder to put for ~") from None


def whole(low: int, high: int) -> Callable[[str], int]:
    """Reads a whole number of `low` to `high`."""

    def read(text: str) -> int:
        if not text.isascii() or not text.isdigit() or not low <= int(text) <= high:
            raise ValueError(f"must be a whole number from {low} to {high}")
        return int(text)

    return read


def one_of(*words: str) -> Callable[[str], str]:
    def read(text: str) -> str:
        if text.lower() not in words:
            raise ValueError(f"must be one of {', '.join(words)}")
        return text.lower()

    return read


def yes_or_no(text: str) -> bool:
    if text.lower() in ("1", "true", "yes", "on"):
        return True
    if text.lower() in ("0", "false", "no", "off"):
        return False
    raise ValueError("must be true or false")


def postgres_url(text: str) -> str:
    if urlsplit(text).scheme not in ("postgresql", "postgres"):
        raise ValueError("must begin with postgresql://")
    return text


def web_origin(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError("must be like https://lake.town")
    if parts.path not in ("", "/") or parts.query or parts.fragment or parts.username:
        raise ValueError("must have nothing after the host and port")
    return f"{parts.scheme}://{parts.netloc.lower()}"


def domain(text: str) -> str:
    if not DOMAIN.fullmatch(text.lower()):
        raise ValueError("must be a domain like lake.town")
    return text.lower()


def region(text: str) -> str:
    if not re.fullmatch(r"[A-Za-z]{2}", text):
        raise ValueError("must be a two-letter country code like DE")
    return text.upper()


def tax_rates(text: str) -> tuple[tuple[str, int], ...]:
    """`standard=19,reduced=7`: per cents by class, as hundredths of a per cent."""
    found: dict[str, int] = {}
    for part in filter(None, (each.strip() for each in text.split(","))):
        name, _, rate = part.partition("=")
        known = name.strip() in ("standard", "reduced", "reduced2")
        if not known or not re.fullmatch(r"[0-9]{1,2}(\.[0-9]{1,2})?", rate.strip()):
            raise ValueError("must be like standard=19,reduced=7")
        whole, _, rest = rate.strip().partition(".")
        found[name.strip()] = int(whole) * 100 + int(rest.ljust(2, "0"))
    return tuple(found.items())


def currency(text: str) -> str:
    if not re.fullmatch(r"[A-Za-z]{3}", text):
        raise ValueError("must be three letters like EUR")
    return text.upper()


def iban(text: str) -> str:
    plain = "".join(text.split()).upper()
    if not re.fullmatch(r"[A-Z]{2}\d{2}[A-Z0-9]{11,30}", plain):
        raise ValueError("must be an IBAN")
    return plain


def proxies(text: str) -> tuple[str, ...]:
    listed = tuple(part.strip() for part in text.split(",") if part.strip())
    for address in listed:
        ip_network(address, strict=False)
    return listed


def handles(text: str) -> tuple[str, ...]:
    listed = tuple(part.strip().lower().removeprefix("@") for part in text.split(","))
    if not all(re.fullmatch(r"[a-z][a-z0-9_]{2,29}", one) for one in listed):
        raise ValueError("must be names like amina, with commas")
    return listed


def secret(text: str) -> str:
    if len(text) < SHORTEST_SECRET or not text.isascii() or not text.isprintable() or " " in text:
        raise ValueError(f"must have at least {SHORTEST_SECRET} letters, digits or signs")
    return text


def media(text: str) -> str:
    if urlsplit(text).scheme != "s3" or not urlsplit(text).netloc:
        raise ValueError("must be like s3://bucket/folder")
    return text.rstrip("/")


def endpoint(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.query:
        raise ValueError("must be like https://s3.store.example")
    return text.rstrip("/")


def backup_place(text: str) -> str:
    return media(text) if text.startswith("s3:") else str(folder(text))


def seals(text: str) -> tuple[str, ...]:
    """Public keys of age; whether each is one is looked at where it is used."""
    listed = tuple(part.strip() for part in text.split(",") if part.strip())
    if not all(re.fullmatch(r"age1[a-z0-9]{50,}", one) for one in listed):
        raise ValueError("must be like age1…, with commas, as leapfrog backup-key tells")
    return listed


def nats(text: str) -> tuple[str, ...]:
    servers = tuple(part.strip() for part in text.split(",") if part.strip())
    if not all(
        urlsplit(one).scheme in ("nats", "tls") and urlsplit(one).hostname for one in servers
    ):
        raise ValueError("must be like nats://bus.lake.town:4222")
    return servers


def ice(*schemes: str) -> Callable[[str], tuple[str, ...]]:
    """Reads addresses of RFC 7064 and 7065."""

    def read(text: str) -> tuple[str, ...]:
        servers = tuple(part.strip() for part in text.split(",") if part.strip())
        for one in servers:
            scheme, _, rest = one.partition(":")
            if scheme not in schemes or not ICE_HOST.fullmatch(rest):
                raise ValueError(f"must be like {schemes[0]}:calls.lake.town:3478")
        return servers

    return read


VARIABLES: dict[str, tuple[str, Callable[[str], Any]]] = {
    "LEAPFROG_HOME": ("home", folder),
    "LEAPFROG_HOST": ("host", str),
    "LEAPFROG_PORT": ("port", whole(1, 65535)),
    "LEAPFROG_ORIGIN": ("origin", web_origin),
    "DATABASE_URL": ("database_url", postgres_url),
    "DATABASE_DIRECT_URL": ("database_direct_url", postgres_url),
    "DATABASE_STANDBY_URL": ("database_standby_url", postgres_url),
    "LEAPFROG_POOL_SIZE": ("pool_size", whole(1, 500)),
    "LEAPFROG_PROCESSES": ("processes", whole(1, 64)),
    "LEAPFROG_TOWN_NAME": ("town_name", str),
    "LEAPFROG_TOWN_DOMAIN": ("town_domain", domain),
    "LEAPFROG_REGION": ("region", region),
    "LEAPFROG_TAX_RATES": ("tax_rates", tax_rates),
    "LEAPFROG_DEMO": ("demo", yes_or_no),
    "LEAPFROG_MONEY": ("money", one_of(*MONEY)),
    "LEAPFROG_CURRENCY": ("currency", currency),
    "LEAPFROG_CREDIT_LINE": ("credit_line", whole(0, 1_000_000)),
    "LEAPFROG_PACKETS": ("packets", yes_or_no),
    "LEAPFROG_PACKET_MOST": ("packet_most", whole(1, 10**9)),
    "LEAPFROG_PACKET_DAILY": ("packet_daily", whole(1, 10**9)),
    "LEAPFROG_PACKET_SHARES": ("packet_shares", whole(1, 500)),
    "LEAPFROG_SHOP_NEWS": ("shop_news", whole(0, 100)),
    "LEAPFROG_BANK_IBAN": ("bank_iban", iban),
    "LEAPFROG_DRIVER_REST": ("driver_rest", yes_or_no),
    "LEAPFROG_WOMEN_WISH": ("women_wish", yes_or_no),
    "LEAPFROG_STRIPE_KEY": ("stripe_key", str),
    "LEAPFROG_STRIPE_WEBHOOK_SECRET": ("stripe_webhook_secret", str),
    "LEAPFROG_STRIPE_URL": ("stripe_url", web_origin),
    "LEAPFROG_FEDERATION": ("federation", one_of(*FEDERATION)),
    "LEAPFROG_AUTHORISED_FETCH": ("authorised_fetch", yes_or_no),
    "LEAPFROG_MEDIA_URL": ("media_url", media),
    "LEAPFROG_NATS_URL": ("nats_url", nats),
    "LEAPFROG_LARGEST_FILE": ("largest_file", whole(1, 4000)),
    "LEAPFROG_STORAGE": ("storage", whole(0, 100_000_000)),
    "LEAPFROG_FREE_DISK": ("free_disk", whole(0, 100_000_000)),
    "LEAPFROG_DRAIN_SECONDS": ("drain_seconds", whole(0, 600)),
    "LEAPFROG_RING_SECONDS": ("ring_seconds", whole(1, 600)),
    "LEAPFROG_STUN": ("stun", ice("stun", "stuns")),
    "LEAPFROG_TURN_URL": ("turn_url", ice("turn", "turns")),
    "LEAPFROG_TURN_SECRET": ("turn_secret", str),
    "LEAPFROG_TRANSCRIPTS": ("transcripts", one_of(*TRANSCRIPTS)),
    "LEAPFROG_TRANSCRIPTS_MODEL": ("transcripts_model", folder),
    "LEAPFROG_PG_BIN": ("pg_bin", folder),
    "LEAPFROG_PG_USER": ("pg_user", str),
    "LEAPFROG_ARCHIVE": ("archive", folder),
    "LEAPFROG_BACKUP_LOG": ("backup_log", backup_place),
    "LEAPFROG_BACKUP_SEAL": ("backup_seal", seals),
    "LEAPFROG_BACKUP_ENDPOINT": ("backup_endpoint", endpoint),
    "LEAPFROG_BACKUP_REGION": ("backup_region", str),
    "LEAPFROG_BACKUP_KEY_ID": ("backup_key_id", str),
    "LEAPFROG_BACKUP_KEY_SECRET": ("backup_key_secret", str),
    "LEAPFROG_TRUSTED_PROXIES": ("trusted_proxies", proxies),
    "LEAPFROG_OPERATORS": ("operators", handles),
    "LEAPFROG_RATE_LIMITS": ("rate_limits", yes_or_no),
    "LEAPFROG_MIRROR_ROOM": ("mirror_room", whole(0, 1_000_000)),
    "LEAPFROG_MIRROR_MOST": ("mirror_most", whole(1, 1_000_000)),
    "LEAPFROG_PRIVATE_CALLS": ("private_calls", yes_or_no),
    "LEAPFROG_METRICS_TOKEN": ("metrics_token", secret),
    "LEAPFROG_LOG_LEVEL": ("log_level", one_of(*LOG_LEVELS)),
    "LEAPFROG_LOG_FORMAT": ("log_format", one_of(*LOG_FORMATS)),
}
