"""`leapfrog cluster init`: what it writes, and what it refuses."""

import stat
from configparser import ConfigParser
from ipaddress import ip_address
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import yaml

from leapfrog.cli.main import main
from leapfrog.cli.plan import environment
from leapfrog.kernel.connecting import hosts_of
from leapfrog.kernel.settings import Settings
from leapfrog.nodes import hashes

ASKED = {
    "--origin": "https://lake.town",
    "--nodes": "10.0.0.11,10.0.0.12",
    "--databases": "10.0.0.1,10.0.0.2,10.0.0.3",
    "--proxy": "10.0.0.5",
    "--media": "s3://town-media/files",
}


def init(folder: Path, **changed: str) -> int:
    asked = ASKED | {f"--{name}": value for name, value in changed.items()}
    return main(
        ["cluster", "init", str(folder), *(part for item in asked.items() for part in item)]
    )


def node(folder: Path, name: str) -> Settings:
    """The settings with which a node starts."""
    shared = environment((folder / "nodes" / "town.env").read_text())
    return Settings.from_env(shared | environment((folder / f"nodes/{name}.env").read_text()))


def test_the_settings_of_all_nodes_agree(tmp_path: Path) -> None:
    folder = tmp_path / "cluster"
    assert init(folder) == 0
    one, other = node(folder, "app1"), node(folder, "app2")
    assert hashes(one) == hashes(other)
    assert (one.host, other.host, one.port) == ("10.0.0.11", "10.0.0.12", 8000)
    assert (one.origin, one.town_domain, one.demo) == ("https://lake.town", "lake.town", False)
    assert one.media_url == "s3://town-media/files"
    assert one.trusted_proxies == ("10.0.0.5",)
    assert len(hosts_of(one.database_url or "")) == 3


def test_each_part_has_the_password_that_the_other_one_asks_for(tmp_path: Path) -> None:
    folder = tmp_path / "cluster"
    init(folder)
    settings = node(folder, "app1")
    [bus] = settings.nats_url
    password = bus.removeprefix("nats://town:").partition("@")[0]
    assert f'password: "{password}"' in (folder / "proxy/nats.conf").read_text()
    secret = (settings.database_url or "").removeprefix("postgresql://leapfrog:").partition("@")[0]
    assert f"login password '{secret}'" in (folder / "databases/first.sql").read_text()
    told = [path.read_text() for path in folder.glob("databases/*/patroni.yml")]
    assert len(told) == 3
    for name in ("superuser", "replication"):
        assert (
            len({line for text in told for line in text.splitlines() if f"{name}: {{" in line}) == 1
        )


def test_another_cluster_has_other_passwords(tmp_path: Path) -> None:
    init(tmp_path / "one")
    init(tmp_path / "other")
    assert (
        node(tmp_path / "one", "app1").database_url != node(tmp_path / "other", "app1").database_url
    )


def test_only_this_account_may_read_them(tmp_path: Path) -> None:
    folder = tmp_path / "above" / "cluster"
    assert init(folder) == 0
    paths = [folder, *folder.rglob("*")]
    assert len(paths) > 10
    assert not [path for path in paths if stat.S_IMODE(path.stat().st_mode) & 0o077]


def test_a_folder_that_is_there_stays_as_it_is(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "cluster"
    assert init(folder) == 0
    (folder / "nodes/town.env").write_text("mine")
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    assert init(folder) == 1
    assert "is there already; nothing was changed" in capsys.readouterr().err
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize(
    ("name", "value", "reason"),
    [
        ("databases", "10.0.0.1", "more than half"),
        ("databases", "10.0.0.1,10.0.0.2", "more than half"),
        ("nodes", "10.0.0.11", "two hosts or more"),
        ("origin", "http://lake.town", "https"),
    ],
)
def test_a_cluster_that_would_not_hold_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, value: str, reason: str
) -> None:
    assert init(tmp_path / "cluster", **{name: value}) == 1
    assert reason in capsys.readouterr().err
    assert not (tmp_path / "cluster").exists()


ADDRESSES = "give addresses like 10.0.0.11, no names"
UNREACHED = "is not where other machines reach a host"
REFUSED = [
    ("nodes", "10.0.0.11,10.0.0.11", "names a host twice"),
    ("nodes", "10.0.0.11,app2", f"'app2' is no IPv4 address: {ADDRESSES}"),
    ("nodes", "app 1,app2", ADDRESSES),
    ("nodes", "10.0.0.11,10.0.0.12:8001", ADDRESSES),
    ("nodes", "10.0.0.11,", ADDRESSES),
    ("nodes", "10.0.0.11,127.0.0.1", UNREACHED),
    ("proxy", "proxy1", f"'proxy1' is no IPv4 address: {ADDRESSES}"),
    ("proxy", "proxy.lake.town", ADDRESSES),
    ("proxy", "10.0.0.0/24", ADDRESSES),
    ("proxy", "10.0.5", ADDRESSES),
    ("proxy", "010.0.0.5", ADDRESSES),
    ("proxy", "fd00::5", ADDRESSES),
    ("proxy", "a;b", ADDRESSES),
    ("proxy", "0.0.0.0", UNREACHED),
    ("proxy", "224.0.0.1", UNREACHED),
    ("databases", "db1,db2,db3", f"'db1' is no IPv4 address: {ADDRESSES}"),
    ("databases", "10.0.0.1,10.0.0.2,$(reboot)", ADDRESSES),
    ("databases", "10.0.0.1,10.0.0.2,localhost", ADDRESSES),
    ("backups", "backups", "must be like /mnt/backups"),
    ("backups", "/", "must be like /mnt/backups"),
    ("backups", "/mnt/../etc", "must be like /mnt/backups"),
    ("backups", "/mnt/my backups", "must be like /mnt/backups"),
    ("backups", "/mnt/$(reboot)", "must be like /mnt/backups"),
    ("backups", "/mnt/a\npg1-path=/", "must be like /mnt/backups"),
    ("media", "/var/media", "s3://bucket/folder"),
    ("origin", "lake.town", "--origin"),
]


@pytest.mark.parametrize(("name", "value", "reason"), REFUSED)
def test_what_is_no_address_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, value: str, reason: str
) -> None:
    with pytest.raises(SystemExit):
        init(tmp_path / "cluster", **{name: value})
    assert reason in capsys.readouterr().err
    assert not (tmp_path / "cluster").exists()


@pytest.mark.parametrize("proxy", ["10.0.0.5", "192.168.1.1", "203.0.113.7"])
def test_nodes_start_with_what_was_written(tmp_path: Path, proxy: str) -> None:
    folder = tmp_path / "cluster"
    assert init(folder, proxy=proxy) == 0
    names = [path.stem for path in (folder / "nodes").glob("app*.env")]
    assert sorted(names) == ["app1", "app2"]
    for name in names:
        assert node(folder, name).trusted_proxies == (proxy,)
        # No node has to ask for a name that the others do not know.
        assert ip_address(node(folder, name).host)
    for path in folder.glob("databases/*/etcd.env"):
        listens = {n: v for n, v in environment(path.read_text()).items() if "_LISTEN_" in n}
        assert len(listens) == 2
        assert all(ip_address(urlsplit(url).hostname or "") for url in listens.values())


def patroni(folder: Path) -> list[dict[str, Any]]:
    found = [yaml.safe_load(path.read_text()) for path in folder.glob("databases/*/patroni.yml")]
    assert len(found) == 3
    return found


def test_without_a_folder_for_backups_it_says_that_there_are_none(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "cluster"
    assert init(folder) == 0
    assert "Nothing will be backed up" in capsys.readouterr().out
    assert "**Nothing is backed up.**" in (folder / "README.md").read_text()
    assert not [path for path in folder.rglob("*") if "backup" in path.name]
    for told in patroni(folder):
        assert "pgbackrest" not in str(told)
        assert told["postgresql"]["parameters"]["unix_socket_directories"] == ""


def test_with_one_each_database_puts_its_log_there(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "cluster"
    assert init(folder, backups="/mnt/backups") == 0
    assert "Nothing will be backed up" not in capsys.readouterr().out
    page = (folder / "README.md").read_text()
    assert "Nothing is backed up" not in page
    assert "leapfrog restore --adopt" in page
    for told in patroni(folder):
        shared = told["bootstrap"]["dcs"]["postgresql"]
        assert shared["parameters"]["archive_mode"] == "on"
        assert "archive-push" in shared["parameters"]["archive_command"]
        assert "archive-get" in shared["recovery_conf"]["restore_command"]
        sockets = told["postgresql"]["parameters"]["unix_socket_directories"]
        config = ConfigParser()
        config.read(folder / f"databases/{told['name']}/pgbackrest.conf")
        assert config["global"]["repo1-path"] == "/mnt/backups"
        assert config["leapfrog"]["pg1-path"] == told["postgresql"]["data_dir"]
        assert config["leapfrog"]["pg1-socket-path"] == sockets != ""
        assert told["postgresql"]["pg_hba"][0] == "local all postgres peer"
