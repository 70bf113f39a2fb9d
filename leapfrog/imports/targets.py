"""All targets, in the order in which a file is shown to them: those whose mark is surest first."""

from collections.abc import Mapping
from types import MappingProxyType

from leapfrog.imports.chats import ChatsTarget
from leapfrog.imports.contacts import ContactsTarget
from leapfrog.imports.goods import GoodsTarget
from leapfrog.imports.model import TargetName
from leapfrog.imports.posts import PostsTarget
from leapfrog.imports.target import ImportTarget

TARGETS: Mapping[TargetName, ImportTarget] = MappingProxyType(
    {
        "chats": ChatsTarget(),
        "posts": PostsTarget(),
        "goods": GoodsTarget(),
        "contacts": ContactsTarget(),
    }
)
