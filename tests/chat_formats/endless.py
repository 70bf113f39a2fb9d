"""Files of any size that are nowhere, to see how much memory reading them takes."""

import io
import json
import resource
import sys

from leapfrog.chat_formats import Folder, read
from tests.chat_formats.reading import OPTIONS

MB = 1024 * 1024
CHAT = b"27/12/2020, 18:51 - Anna: hello there how are you\n"
TELEGRAM = b'{"name":"A","type":"personal_chat","id":1,"messages":['


class Endless(io.RawIOBase):
    """A file of any size that is nowhere: `head`, then `fill` again and again, then `tail`."""

    def __init__(self, head: bytes, fill: bytes, size: int, tail: bytes = b"") -> None:
        block = fill * (MB // len(fill))
        self.parts = [head, *[block] * (size // MB), tail]
        self.starts = [0]
        for part in self.parts:
            self.starts.append(self.starts[-1] + len(part))
        self.at = 0

    def seekable(self) -> bool:
        return True

    def readable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = 0) -> int:
        self.at = offset if whence == 0 else self.starts[-1] + offset
        return self.at

    def read(self, size: int = -1) -> bytes:
        n = next((n for n, end in enumerate(self.starts[1:]) if end > self.at), None)
        if n is None:
            return b""
        start = self.at - self.starts[n]
        data = self.parts[n][start:][:size] if size >= 0 else self.parts[n][start:]
        self.at += len(data)
        return data


def telegram_message(n: int) -> bytes:
    said = {
        "id": n,
        "type": "message",
        "date_unixtime": "1704103200",
        "from": "A",
        "text": "x" * 80,
    }
    return json.dumps(said).encode()


def history(app: str, size: int) -> Endless:
    if app == "whatsapp":
        return Endless(b"", CHAT * 100, size)
    block = b"".join(telegram_message(n) + b"," for n in range(100))
    return Endless(TELEGRAM, block, size, telegram_message(1) + b"]}")


def main(app: str, size: int) -> None:
    counts, grown = [], []
    for part in (max(1, size // 10), size):
        file = history(app, part * MB)
        counts.append(sum(1 for _ in read(Folder(file, "x"), OPTIONS)))  # type: ignore[arg-type]
        grown.append(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
    print(counts[1], grown[1] - grown[0])


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
