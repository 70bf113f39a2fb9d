"""Parameters between vCard and JSContact: contexts, features and preference where they fit,
`vCardParams` (RFC 9555 section 3.1) where they do not."""

from typing import Any

from leapfrog.contact_formats.model import Params
from leapfrog.contact_formats.text import NAME

Json = dict[str, Any]

_CONTEXTS = {"home": "private", "work": "work"}
_FEATURES = {
    "cell": "mobile",
    "voice": "voice",
    "fax": "fax",
    "pager": "pager",
    "text": "text",
    "textphone": "textphone",
    "video": "video",
    "main-number": "main-number",
}
_TYPES = {js: token for token, js in (_CONTEXTS | _FEATURES).items()}


def meaning(params: Params) -> Json:
    """What the parameters say in words of JSContact: contexts, features, pref."""
    out: Json = {}
    for name, values in params:
        for value in values if name == "TYPE" else ():
            word = value.lower()
            if word in _CONTEXTS:
                out.setdefault("contexts", {})[_CONTEXTS[word]] = True
            elif word in _FEATURES:
                out.setdefault("features", {})[_FEATURES[word]] = True
        if name == "PREF" and values[0].isdecimal() and 1 <= int(values[0]) <= 100:
            out["pref"] = int(values[0])
    return out


def from_meaning(entry: Json) -> Params:
    """The parameters that contexts, features and pref amount to."""
    words = [*_flags(entry.get("contexts")), *_flags(entry.get("features"))]
    types = tuple(_TYPES[word] for word in words if word in _TYPES)
    params: Params = (("TYPE", types),) if types else ()
    pref = entry.get("pref")
    if isinstance(pref, int) and not isinstance(pref, bool):
        params = (*params, ("PREF", (str(pref),)))
    return params


def _flags(value: object) -> list[str]:
    return [str(key) for key, on in value.items() if on] if isinstance(value, dict) else []


def to_json(params: Params, group: str = "") -> Json:
    """Parameters (and group) as the object of jCard (RFC 7095 section 3.4)."""
    out: Json = {"group": group} if group else {}
    for name, values in params:
        out[name.lower()] = values[0] if len(values) == 1 else list(values)
    return out


def from_json(value: object) -> tuple[Params, str]:
    """Parameters and group of a jCard object; whatever is not of its form is left out."""
    if not isinstance(value, dict):
        return (), ""
    params: list[tuple[str, tuple[str, ...]]] = []
    for name, found in value.items():
        values = found if isinstance(found, list) else [found]
        texts = tuple(text for text in values if isinstance(text, str))
        if isinstance(name, str) and NAME.match(name) and name != "group" and texts:
            params.append((name.upper(), texts))
    group = value.get("group", "")
    return tuple(params), group if isinstance(group, str) else ""


def exact_params(entry: Json) -> tuple[Params, str]:
    """The parameters of an entry: those kept in vCardParams unless somebody changed the meaning."""
    kept, group = from_json(entry.get("vCardParams"))
    said = from_meaning(entry)
    if "vCardParams" not in entry:
        return said, group
    now = {key: entry[key] for key in ("contexts", "features", "pref") if key in entry}
    if meaning(kept) == now:
        return kept, group
    return (*said, *(param for param in kept if param[0] not in ("TYPE", "PREF"))), group
