"""As much of S3 as a town asks of it, in memory: PUT, HEAD and GET of whole objects."""

from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

BUCKET = "town-media"


class ObjectStore:
    """`objects`: by path; `refuses`: whatever is asked; `loses`: the last bytes of what comes."""

    def __init__(self, port: int) -> None:
        self.objects: dict[str, bytes] = {}
        self.refuses = False
        self.loses = 0
        self.url = f"s3://{BUCKET}/files"
        self.environ = {
            "AWS_ENDPOINT": f"http://127.0.0.1:{port}",
            "AWS_ALLOW_HTTP": "true",
            "AWS_REGION": "eu-central-1",
            "AWS_ACCESS_KEY_ID": "town",
            "AWS_SECRET_ACCESS_KEY": "nine green frogs",
        }

    def blobs(self) -> dict[str, bytes]:
        """By the last part of their path."""
        return {path.rpartition("/")[2]: content for path, content in self.objects.items()}


def _handler(found: list[ObjectStore]) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_PUT(self) -> None:
            content = self.rfile.read(int(self.headers["Content-Length"]))
            if not found[0].refuses:
                found[0].objects[self.path] = content[: len(content) - found[0].loses]
            self._say(403 if found[0].refuses else 200, b"")

        def do_HEAD(self) -> None:
            self.do_GET()

        def do_GET(self) -> None:
            content = found[0].objects.get(self.path)
            status = 403 if found[0].refuses else 404 if content is None else 200
            self._say(status, content or b"")

        def _say(self, status: int, content: bytes) -> None:
            self.send_response(status)
            self.send_header("ETag", '"1"')
            self.send_header("Last-Modified", "Sun, 29 Nov 2026 09:00:00 GMT")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            """Nothing."""

    return Handler


@contextmanager
def running_store() -> Iterator[ObjectStore]:
    """An empty one, at a port of its own."""
    found: list[ObjectStore] = []
    with ThreadingHTTPServer(("127.0.0.1", 0), _handler(found)) as server:
        found.append(ObjectStore(server.server_port))
        Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield found[0]
        finally:
            server.shutdown()
