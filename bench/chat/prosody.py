"""Prosody, with its archive in files (it never calls fsync) or in PostgreSQL."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.chat import machine
from bench.chat.machine import Cluster
from bench.chat.processes import Server
from bench.chat.waiting import stopped, until_xmpp
from bench.start import free_port

PROGRAM = "/usr/bin/prosody"
PACKAGES = ("prosody", "prosody-modules", "lua-dbi-postgresql", "lua-event", "lua-sec")
IN_FILES = 'storage="internal"'
IN_DATABASE = """
default_storage="internal"; storage={{archive="sql",muc_log="sql"}}
sql={{driver="PostgreSQL",database="prosody",host="127.0.0.1",port={port},username="bench",
  password="{password}"}}
"""
CONFIGURATION = """
daemonize=false; pidfile="{home}/prosody.pid"; data_path="{home}/data"
run_as_root=true; prosody_user="root"; prosody_group="root"
interfaces={{"127.0.0.1"}}; c2s_ports={{{port}}}; s2s_ports={{}}; http_ports={{}}; https_ports={{}}
c2s_direct_tls_ports={{}}
modules_enabled={{"disco","roster","saslauth","blocklist","bookmarks","carbons","pep","private",
  "smacks","vcard4","vcard_legacy","account_activity","csi_simple","ping","time","uptime","version",
  "mam"}}
modules_disabled={{"s2s","tls"}}
c2s_require_encryption=false; allow_unencrypted_plain_auth=true; authentication="internal_plain"
default_archive_policy=true; archive_expires_after="never"
network_backend="epoll"; gc={{mode="generational"}}
{storage}
log={{warn="{home}/prosody.log"}}
VirtualHost "localhost"
Component "conference.localhost" "muc"
  modules_enabled={{"muc_mam"}}; muc_log_by_default=true; muc_log_expires_after="never"
  restrict_room_creation=false; muc_room_default_persistent=true
"""


class Prosody:
    """One of the two."""

    def __init__(self, home: Path, people: int, cluster: Cluster | None) -> None:
        """Raises `MissingPeer`."""
        machine.from_debian(PROGRAM, PACKAGES)
        self.home, self.cluster, self.port = home, cluster, free_port()
        self.name = "Prosody, PostgreSQL" if cluster else "Prosody, files"
        accounts = home / "data" / "localhost" / "accounts"
        accounts.mkdir(parents=True)
        for n in range(people):
            (accounts / f"u{n}.dat").write_text('return { ["password"] = "p"; };\n')
        storage = IN_FILES
        if cluster:
            cluster.make("prosody")
            storage = IN_DATABASE.format(port=cluster.port, password=machine.PASSWORD)
        (home / "cfg.lua").write_text(
            CONFIGURATION.format(home=home, port=self.port, storage=storage)
        )

    @property
    def version(self) -> str:
        return machine.version("dpkg-query", "-W", "prosody")

    @contextmanager
    def running(self) -> Iterator[Server]:
        with (self.home / "out.log").open("ab") as log:
            command = [PROGRAM, "--config", str(self.home / "cfg.lua"), "-F"]
            process = subprocess.Popen(command, stdout=log, stderr=log)
        with stopped(process):
            until_xmpp(self.port, process)
            yield Server(process.pid, self.port, self.cluster and self.cluster.postmaster)
