"""ejabberd with PostgreSQL."""

import json
import shutil
import subprocess
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from bench.chat import machine
from bench.chat.machine import Cluster
from bench.chat.processes import Server
from bench.chat.waiting import stopped, until_xmpp
from bench.start import free_port

PROGRAM = "/usr/sbin/ejabberdctl"
SCHEMA = Path("/usr/share/ejabberd/sql/pg.sql")
USER = "ejabberd"
CONFIGURATION = """
loglevel: warning
log_rotate_count: 0
hosts: [localhost]
default_db: sql
sql_type: pgsql
sql_server: 127.0.0.1
sql_port: {sql_port}
sql_database: ejabberd
sql_username: bench
sql_password: "{password}"
sql_pool_size: 10
auth_method: mnesia
auth_password_format: plain
listen:
  - {{port: {port}, ip: "127.0.0.1", module: ejabberd_c2s, max_stanza_size: 262144,
      starttls: false, starttls_required: false}}
  - {{port: {api}, ip: "127.0.0.1", module: ejabberd_http, tls: false,
      request_handlers: {{/api: mod_http_api}}}}
disable_sasl_mechanisms: ["digest-md5", "X-OAUTH2"]
acl: {{local: {{user_regexp: ""}}, loopback: {{ip: [127.0.0.0/8]}}}}
access_rules: {{local: {{allow: local}}, c2s: {{allow: all}}}}
api_permissions:
  "all": {{from: [mod_http_api, ejabberd_ctl], who: all, what: "*"}}
modules:
  mod_adhoc: {{}}
  mod_admin_extra: {{}}
  mod_blocking: {{}}
  mod_caps: {{}}
  mod_carboncopy: {{}}
  mod_client_state: {{}}
  mod_disco: {{}}
  mod_http_api: {{}}
  mod_last: {{}}
  mod_mam: {{assume_mam_usage: true, default: always}}
  mod_muc: {{history_size: 20, min_message_interval: 0, min_presence_interval: 0,
    default_room_options: {{mam: true, persistent: true, max_users: 2000}}, max_users: 2000}}
  mod_muc_admin: {{}}
  mod_offline: {{}}
  mod_ping: {{}}
  mod_privacy: {{}}
  mod_private: {{}}
  mod_pubsub: {{plugins: [flat, pep]}}
  mod_push: {{}}
  mod_roster: {{}}
  mod_stream_mgmt: {{resend_on_timeout: if_offline}}
  mod_time: {{}}
  mod_vcard: {{}}
  mod_version: {{}}
"""
CONTROL = """
ERLANG_NODE=leapfrogbench{port}@localhost
INET_DIST_INTERFACE=127.0.0.1
ERL_DIST_PORT={distribution}
ERL_OPTIONS="-env ERL_CRASH_DUMP_BYTES 0 -pa {driver}"
EJABBERD_BYPASS_WARNINGS=true
"""


class Ejabberd:
    name = "ejabberd, PostgreSQL"

    def __init__(self, home: Path, people: int, cluster: Cluster) -> None:
        """Raises `MissingPeer`."""
        machine.from_debian(PROGRAM, ["ejabberd"])
        self.home, self.cluster, self.people = home, cluster, people
        self.port, self.api = free_port(), free_port()
        self.registered = False
        for folder in ("spool", "log", "pgsql"):
            (home / folder).mkdir(parents=True)
        driver = home / "pgsql"
        found = next(machine.unpacked("erlang-p1-pgsql").rglob("pgsql.beam")).parent
        shutil.copytree(found, driver, dirs_exist_ok=True)
        cluster.make("ejabberd")
        machine.run_script(cluster.url("ejabberd"), SCHEMA.read_text())
        given = {"sql_port": cluster.port, "password": machine.PASSWORD}
        (home / "ejabberd.yml").write_text(
            CONFIGURATION.format(port=self.port, api=self.api, **given)
        )
        (home / "ejabberdctl.cfg").write_text(
            CONTROL.format(port=self.port, distribution=free_port(), driver=driver)
        )
        subprocess.run(["chown", "-R", USER, str(home)], check=True)

    @property
    def version(self) -> str:
        return machine.version("dpkg-query", "-W", "ejabberd")

    @contextmanager
    def running(self) -> Iterator[Server]:
        home = self.home
        command = ["setpriv", f"--reuid={USER}", f"--regid={USER}", "--clear-groups", "env"]
        command += [f"HOME={home}", "PATH=/usr/sbin:/usr/bin:/bin", PROGRAM]
        for option, path in (
            ("spool", home / "spool"),
            ("logs", home / "log"),
            ("config", home / "ejabberd.yml"),
            ("ctl-config", home / "ejabberdctl.cfg"),
            ("config-dir", home),
        ):
            command += [f"--{option}", str(path)]
        with (home / "out.log").open("ab") as log:
            process = subprocess.Popen([*command, "foreground"], cwd=home, stdout=log, stderr=log)
        with stopped(process):
            until_xmpp(self.port, process)
            if not self.registered:
                self._register()
            yield Server(process.pid, self.port, self.cluster.postmaster)

    def _register(self) -> None:
        def one(n: int) -> None:
            body = json.dumps({"user": f"u{n}", "host": "localhost", "password": "p"}).encode()
            url = f"http://127.0.0.1:{self.api}/api/register"
            urllib.request.urlopen(urllib.request.Request(url, body, method="POST"), timeout=30)

        with ThreadPoolExecutor(8) as pool:
            list(pool.map(one, range(self.people)))
        self.registered = True
