"""A server that speaks S3 (moto), in a process of its own, with one empty bucket."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection

BUCKET = "town-backups"
LISTENS = re.compile(r"Running on http://127\.0\.0\.1:(\d+)")


class S3Server:
    """`url` of the bucket; `environ`: what a town is told of it."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.url = f"s3://{BUCKET}"
        self.environ = {
            "LEAPFROG_BACKUP_ENDPOINT": f"http://127.0.0.1:{port}",
            "LEAPFROG_BACKUP_REGION": "eu-central-1",
            "LEAPFROG_BACKUP_KEY_ID": "town",
            "LEAPFROG_BACKUP_KEY_SECRET": "nine green frogs",
        }

    def ask(self, method: str, path: str, body: bytes = b"") -> tuple[int, dict[str, str], bytes]:
        """Status, headers, body; `path` within the bucket."""
        connection = HTTPConnection("127.0.0.1", self.port)
        try:
            connection.request(method, f"/{BUCKET}/{path}", body)
            answer = connection.getresponse()
            return answer.status, dict(answer.getheaders()), answer.read()
        finally:
            connection.close()


@contextmanager
def s3_server() -> Iterator[S3Server]:
    """At a port of its own."""
    command = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", "0"]
    environ = {**os.environ, "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(
        command, env=environ, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    ) as child:
        assert child.stderr
        try:
            found = next(filter(None, (LISTENS.search(line) for line in child.stderr)))
            server = S3Server(int(found[1]))
            place = b"<CreateBucketConfiguration><LocationConstraint>eu-central-1"
            place += b"</LocationConstraint></CreateBucketConfiguration>"
            status, _, said = server.ask("PUT", "", place)
            assert status == 200, said
            yield server
        finally:
            child.terminate()
