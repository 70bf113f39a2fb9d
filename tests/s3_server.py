"""A server that speaks S3 (moto), in a process of its own, with one empty bucket."""

import os
import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection

from tests.packages import installed

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
            heads = {name.lower(): value for name, value in answer.getheaders()}
            return answer.status, heads, answer.read()
        finally:
            connection.close()


@contextmanager
def s3_server() -> Iterator[S3Server]:
    """At a port of its own. Debian's, since that of PyPI wants older packages than the town."""
    program = installed("moto_server", "python3-moto", "python3-flask-cors")
    command = [program, "-H", "127.0.0.1", "-p", "0"]
    environ = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
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
