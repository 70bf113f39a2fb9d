"""Ten calls with a client that was generated from the town's description of its API.

    pip install openapi-python-client
    openapi-python-client generate --url http://localhost:8000/api/v1/openapi/openapi.json \
        --config examples/clients/python.yml --meta none --output-path town_client
    TOWN=http://localhost:8000 HANDLE=amina python examples/clients/ten_calls.py

See docs/clients.md.
"""

import os
import secrets
import time
from typing import TypeVar
from uuid import UUID

from town_client import Client
from town_client.api.chat import chat_list_conversations
from town_client.api.contacts import contacts_list_contacts, contacts_put_contact
from town_client.api.identity import (
    identity_change_me,
    identity_join,
    identity_me,
    identity_sign_out,
)
from town_client.api.posts import posts_like_post, posts_publish
from town_client.api.town import town_about_town
from town_client.models import (
    ContactInput,
    JoinInput,
    JoinInputLanguage,
    PostInput,
    ProblemDetails,
    ProfileInput,
)

Answer = TypeVar("Answer")


def new_id() -> UUID:
    """A UUIDv7 (RFC 9562): the time in milliseconds, then chance. Python 3.14 has one."""
    moment, chance = time.time_ns() // 1_000_000, secrets.randbits(74)
    high, low = chance >> 62, chance & ((1 << 62) - 1)
    return UUID(int=moment << 80 | 7 << 76 | high << 64 | 2 << 62 | low)


def main() -> None:
    # The header goes with whatever changes something: a form on another site cannot send it.
    with Client(os.environ["TOWN"], headers={"X-Leapfrog": "1"}) as client:
        town = answered(town_about_town.sync(client=client))
        print(f"This is {town.name}.")
        joined = JoinInput(
            id=new_id(),
            handle=os.environ["HANDLE"],
            display_name="Amina",
            language=JoinInputLanguage.EN,
            password="nine green frogs",
        )
        answered(identity_join.sync(client=client, body=joined))
        answered(identity_change_me.sync(client=client, body=ProfileInput(about="Bakes bread.")))
        me = answered(identity_me.sync(client=client))
        print(f"{me.display_name}: {me.about}")
        baker = ContactInput(name="Jun", fields=[], note="Flour on Tuesdays.")
        answered(contacts_put_contact.sync(new_id(), client=client, body=baker))
        found = answered(contacts_list_contacts.sync(client=client, q="jun"))
        print(f"Contacts found: {found.total}")
        text = PostInput(text="Fresh bread at seven.")
        post = answered(posts_publish.sync(new_id(), client=client, body=text))
        liked = answered(posts_like_post.sync(post.id, client=client))
        print(f"Likes: {liked.likes}")
        talks = answered(chat_list_conversations.sync(client=client))
        print(f"Conversations: {len(talks.conversations)}")
        identity_sign_out.sync_detailed(client=client)
        refused = identity_me.sync(client=client)
        assert isinstance(refused, ProblemDetails)
        print(f"Then: {refused.code}")


def answered(answer: Answer | ProblemDetails | None) -> Answer:
    """The answer, where it is no refusal."""
    if answer is None or isinstance(answer, ProblemDetails):
        raise SystemExit(f"The town refused: {answer}")
    return answer


if __name__ == "__main__":
    main()
