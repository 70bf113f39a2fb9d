"""Chat files: what people send, looked at, made anew and given out; voices written down."""

from leapfrog.chat_files.archive import RECORD_SETS
from leapfrog.chat_files.jobs import works
from leapfrog.chat_files.uploads import UploadInfo, receive, take_in

__all__ = ["RECORD_SETS", "UploadInfo", "receive", "take_in", "works"]
