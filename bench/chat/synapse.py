"""Synapse with PostgreSQL, as its own guide sets it up for one process; no limits, no presence."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.chat import machine
from bench.chat.machine import Cluster
from bench.chat.processes import Server
from bench.chat.waiting import stopped, until_http
from bench.start import free_port

PACKAGE = "matrix-synapse[postgres]==1.163.2"
CONFIGURATION = """
server_name: "localhost"
pid_file: {home}/synapse.pid
listeners:
  - port: {port}
    type: http
    tls: false
    x_forwarded: false
    bind_addresses: ['127.0.0.1']
    resources: [{{names: [client], compress: true}}]
database:
  name: psycopg2
  args: {{user: bench, password: "{password}", dbname: synapse, host: 127.0.0.1, port: {sql_port},
    cp_min: 5, cp_max: 10}}
log_config: "{home}/log.yaml"
media_store_path: {home}/media
signing_key_path: "{home}/signing.key"
registration_shared_secret: "x"
macaroon_secret_key: "a"
form_secret: "b"
enable_registration: true
enable_registration_without_verification: true
bcrypt_rounds: 4
report_stats: false
trusted_key_servers: []
presence: {{enabled: false}}
federation_domain_whitelist: []
caches: {{global_factor: 2.0}}
rc_message: &free {{per_second: 1000000, burst_count: 1000000}}
rc_registration: *free
rc_login: {{address: *free, account: *free, failed_attempts: *free}}
rc_joins: {{local: *free, remote: *free}}
rc_joins_per_room: *free
rc_invites: {{per_room: *free, per_user: *free, per_issuer: *free}}
rc_admin_redaction: *free
rc_presence: {{per_user: *free}}
"""
LOG = """
version: 1
handlers: {{file: {{class: logging.FileHandler, filename: {home}/synapse.log}}}}
root: {{level: WARNING, handlers: [file]}}
disable_existing_loggers: false
"""


class Synapse:
    name = "Synapse, PostgreSQL"

    def __init__(self, home: Path, cluster: Cluster) -> None:
        """Raises `MissingPeer`."""
        self.bin = machine.from_pypi("synapse", PACKAGE)
        self.home, self.cluster, self.port = home, cluster, free_port()
        home.mkdir()
        cluster.make("synapse")
        given = {"home": home, "port": self.port, "sql_port": cluster.port}
        (home / "hs.yaml").write_text(CONFIGURATION.format(password=machine.PASSWORD, **given))
        (home / "log.yaml").write_text(LOG.format(home=home))
        key = [str(self.bin / "generate_signing_key"), "-o", str(home / "signing.key")]
        subprocess.run(key, check=True)

    @property
    def version(self) -> str:
        return PACKAGE.replace("==", " ")

    @contextmanager
    def running(self) -> Iterator[Server]:
        command = [str(self.bin / "python"), "-m", "synapse.app.homeserver"]
        command += [f"--config-path={self.home / 'hs.yaml'}"]
        with (self.home / "out.log").open("ab") as log:
            process = subprocess.Popen(command, cwd=self.home, stdout=log, stderr=log)
        with stopped(process):
            until_http(f"http://127.0.0.1:{self.port}/_matrix/client/versions", process)
            yield Server(process.pid, self.port, self.cluster.postmaster)
