"""Words in a text that lead somewhere: topics in both forms, and people by @name."""

import re
import unicodedata

LONGEST_TOPIC = 32
MOST_TOPICS, MOST_MENTIONS = 10, 30
URL = re.compile(r"https?://[^\s<>\"]+")
# As Weibo has it: closed by a second hash on the same line, spaces allowed within, not at the ends.
CLOSED_TOPIC = re.compile(r"#((?!\s)[^#\n]{1,32}(?<!\s))#")
# As everybody else has it: until the word ends.
OPEN_TOPIC = re.compile(r"(?<![\w#&/])#(\w{1,32})(?![\w#])")
# People of other towns may have names that nobody has here.
MENTION = re.compile(
    r"(?<![\w@/.])@(?:([a-z0-9_][a-z0-9_.-]{0,63})"
    r"@([a-z0-9.-]+\.[a-z]{2,}(?::\d{1,5})?|[a-z0-9.-]+:\d{1,5})|([a-z][a-z0-9_]{2,29}))(?!\w)",
    re.I,
)
DIGITS = re.compile(r"\d+")


def topic_name(shown: str) -> str:
    """The name under which a topic is kept, of how it was written: NFKC, small letters, single
    spaces; empty for none.
    """
    return " ".join(unicodedata.normalize("NFKC", shown).casefold().split())[: LONGEST_TOPIC * 2]


def topics_in(text: str) -> list[str]:
    """The topics (hashtags) of a text as they are written there, each once, in order;
    ten at most.
    """
    plain = URL.sub(" ", text)
    found = [(match.start(), match[1].strip()) for match in CLOSED_TOPIC.finditer(plain)]
    rest = CLOSED_TOPIC.sub(lambda closed: " " * len(closed[0]), plain)
    found += [(match.start(), match[1]) for match in OPEN_TOPIC.finditer(rest)]
    named: dict[str, str] = {}
    for _, shown in sorted(found):
        name = topic_name(shown)
        if name and not DIGITS.fullmatch(name):
            named.setdefault(name, shown)
    return list(named.values())[:MOST_TOPICS]


def mentions_in(text: str) -> list[tuple[str, str]]:
    """The (handle, domain) of people who are named in a text, each once, in order, 30 at most;
    without a domain for this town.
    """
    plain = URL.sub(" ", text)
    found = (named_by(match) for match in MENTION.finditer(plain))
    return list(dict.fromkeys(found))[:MOST_MENTIONS]


def named_by(mention: re.Match[str]) -> tuple[str, str]:
    """The (handle, domain) that a match of `MENTION` names, in small letters; without a domain for
    this town.
    """
    there, domain, here = mention.groups()
    return (there or here).lower(), (domain or "").lower()


def first_link(text: str) -> str | None:
    """The first URL in a text, without punctuation that ends the sentence around it;
    None for none.
    """
    match = URL.search(text)
    return match[0].rstrip(".,;:!?)]}'”’。，；：！？）】》、") if match else None
