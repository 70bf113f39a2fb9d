"""Django's ORM on the same PostgreSQL: one gunicorn worker with threads, in an environment of its
own that is made from the registry.
"""

import json
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.chat.machine import Cluster, from_pypi
from bench.chat.processes import Server
from bench.start import free_port, until_answered

HERE = Path(__file__).parent
PACKAGES = ("django>=5,<6", "psycopg[binary]>=3.2", "gunicorn>=23")
THREADS = 8


class Django:
    def __init__(self, cluster: Cluster) -> None:
        self.programs = from_pypi("posts-django", *PACKAGES)
        self.cluster = cluster
        command = [self.programs / "python", HERE / "django_square.py", cluster.dsn]
        done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
        self.session = str(json.loads(done.stdout)["session"])

    @contextmanager
    def running(self) -> Iterator[Server]:
        port = free_port()
        workers = ("--workers", "1", "--threads", str(THREADS), "--log-level", "error")
        command = [
            *(self.programs / "gunicorn", "--bind", f"127.0.0.1:{port}", "--chdir", HERE),
            *(*workers, "--keep-alive", "60", "django_square:application"),
        ]
        environ = os.environ | {"BENCH_DSN": self.cluster.dsn}
        process = subprocess.Popen(command, env=environ)
        try:
            until_answered(f"http://127.0.0.1:{port}/healthz", process)
            yield Server(process.pid, port, self.cluster.postmaster)
        finally:
            process.terminate()
            process.wait(30)
