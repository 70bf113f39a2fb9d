"""Settings: read once, refused with a reason, documented."""

import re
from pathlib import Path

import pytest

from leapfrog.kernel.settings import VARIABLES, Settings, SettingsError

PAGE = Path(__file__).parents[2] / "docs" / "settings.md"


def test_nothing_needs_to_be_set() -> None:
    settings = Settings.from_env({})
    assert settings.port == 8000
    assert settings.origin == "http://localhost:8000"
    assert settings.database_url is None
    assert settings.home.is_absolute()


def test_the_origin_follows_the_port_unless_it_is_said() -> None:
    assert Settings.from_env({"LEAPFROG_PORT": "81"}).origin == "http://localhost:81"
    said = Settings.from_env({"LEAPFROG_PORT": "81", "LEAPFROG_ORIGIN": "https://Lake.Town/"})
    assert said.origin == "https://lake.town"


def test_an_empty_variable_counts_as_not_set() -> None:
    assert Settings.from_env({"LEAPFROG_PORT": " ", "DATABASE_URL": ""}).port == 8000


def test_every_field_can_be_set_but_what_the_program_alone_knows() -> None:
    assert set(Settings.__struct_fields__) - {field for field, _ in VARIABLES.values()} == {"alone"}


GOOD = [
    ("LEAPFROG_HOME", "/srv/our town", "home", Path("/srv/our town")),
    ("LEAPFROG_DEMO", "no", "demo", False),
    ("LEAPFROG_REGION", "ke", "region", "KE"),
    ("LEAPFROG_TOWN_DOMAIN", "Lake.Town", "town_domain", "lake.town"),
    ("LEAPFROG_TOWN_DOMAIN", "localhost:8000", "town_domain", "localhost:8000"),
    ("LEAPFROG_TRUSTED_PROXIES", "10.0.0.0/8, ::1", "trusted_proxies", ("10.0.0.0/8", "::1")),
    ("LEAPFROG_MEDIA_URL", "s3://town/media/", "media_url", "s3://town/media"),
    (
        "LEAPFROG_NATS_URL",
        "nats://a:b@one:4222, tls://two",
        "nats_url",
        ("nats://a:b@one:4222", "tls://two"),
    ),
    ("LEAPFROG_LOG_FORMAT", "JSON", "log_format", "json"),
    ("LEAPFROG_STUN", "stun:a.town, stuns:[::1]:5349", "stun", ("stun:a.town", "stuns:[::1]:5349")),
]


@pytest.mark.parametrize(("name", "text", "field", "value"), GOOD)
def test_a_good_value_is_read(name: str, text: str, field: str, value: object) -> None:
    assert getattr(Settings.from_env({name: text}), field) == value


BAD = [
    ("LEAPFROG_STUN", "stun.lake.town"),
    ("LEAPFROG_STUN", "turn:lake.town"),
    ("LEAPFROG_TURN_URL", "turn:lake.town/x"),
    ("LEAPFROG_PORT", "http"),
    ("LEAPFROG_PORT", "70000"),
    ("LEAPFROG_PORT", "８０"),
    ("LEAPFROG_PROCESSES", "0"),
    ("LEAPFROG_POOL_SIZE", "-1"),
    ("LEAPFROG_ORIGIN", "lake.town"),
    ("LEAPFROG_ORIGIN", "https://lake.town/app"),
    ("LEAPFROG_TOWN_DOMAIN", "lake town"),
    ("LEAPFROG_REGION", "Germany"),
    ("LEAPFROG_DEMO", "perhaps"),
    ("LEAPFROG_MEDIA_URL", "/var/media"),
    ("LEAPFROG_TRUSTED_PROXIES", "10.0.0.0/8, proxy"),
    ("LEAPFROG_NATS_URL", "nats://one,http://two"),
    ("LEAPFROG_NATS_URL", "nats://"),
    ("LEAPFROG_METRICS_TOKEN", "too short"),
    ("LEAPFROG_METRICS_TOKEN", "with a space in it, and long"),
    ("LEAPFROG_LOG_LEVEL", "loud"),
    ("DATABASE_URL", "mysql://town"),
]


@pytest.mark.parametrize(("name", "text"), BAD)
def test_a_bad_value_is_refused_by_name(name: str, text: str) -> None:
    with pytest.raises(SettingsError, match=re.escape(f"{name}={text!r}: ")):
        Settings.from_env({name: text})


@pytest.mark.parametrize("alone", [("TURN_URL", "turn:lake.town"), ("TURN_SECRET", "x")])
def test_a_relay_and_its_secret_need_each_other(alone: tuple[str, str]) -> None:
    with pytest.raises(SettingsError, match="one needs the other"):
        Settings.from_env({f"LEAPFROG_{alone[0]}": alone[1]})


STRIPE = {"LEAPFROG_STRIPE_KEY": "sk", "LEAPFROG_STRIPE_WEBHOOK_SECRET": "whsec"}


@pytest.mark.parametrize("missing", list(STRIPE))
def test_a_provider_needs_its_key_and_its_secret(missing: str) -> None:
    environ = {"LEAPFROG_MONEY": "Provider", **STRIPE}
    assert Settings.from_env(environ).money == "provider"
    for empty in ("", "  "):
        with pytest.raises(SettingsError, match=missing):
            Settings.from_env({**environ, missing: empty})


def test_all_bad_values_are_told_at_once() -> None:
    with pytest.raises(SettingsError) as caught:
        Settings.from_env({"LEAPFROG_PORT": "x", "LEAPFROG_REGION": "x"})
    assert len(str(caught.value).splitlines()) == 2


def test_the_page_and_the_program_know_the_same_variables() -> None:
    documented = re.findall(r"^\| `([A-Z_]+)` \|", PAGE.read_text("utf-8"), re.MULTILINE)
    assert documented == list(VARIABLES)


def test_the_page_tells_the_right_defaults() -> None:
    page = PAGE.read_text("utf-8")
    defaults = Settings(home=Path("/"))
    for name, (field, _) in VARIABLES.items():
        told = re.search(rf"^\| `{name}` \| ([^|]*) \|", page, re.MULTILINE)
        value = getattr(defaults, field)
        if told and field not in ("home", "origin") and value not in (None, (), ""):
            expected = str(value).lower() if isinstance(value, bool) else str(value)
            assert told[1].strip() == f"`{expected}`", name
