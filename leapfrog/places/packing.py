"""How tiles are compressed in an archive (PMTiles 3, 3.3), and what HTTP calls that."""

import gzip
from collections.abc import Mapping

import brotli
import msgspec
from pmtiles.tile import Compression

# Those that browsers read.
ENCODINGS: Mapping[Compression, str] = {
    Compression.NONE: "",
    Compression.GZIP: "gzip",
    Compression.BROTLI: "br",
}


class PackedTile(msgspec.Struct, frozen=True):
    """A tile as it lies in the archive. `encoding`: as in `Content-Encoding`; empty for none."""

    content: bytes
    encoding: str

    def unpacked(self) -> bytes:
        """For who cannot read that: of brotli browsers cannot without TLS."""
        if self.encoding == "br":
            plain: bytes = brotli.decompress(self.content)
            return plain
        return gzip.decompress(self.content) if self.encoding else self.content
