"""Identity: who is who in the town, and how they prove it."""

from leapfrog.identity.access import (
    DeviceIn,
    SignedIn,
    dependencies,
    operator_only,
    own_device,
    require_signed,
    signed_by,
)
from leapfrog.identity.addressing import AddressedPerson, addresses, people_at, person_at
from leapfrog.identity.app_passwords import by_app_password
from leapfrog.identity.archive import RECORD_SETS
from leapfrog.identity.departing import (
    GivenHome,
    come_back,
    depart,
    departed,
    departed_by,
    is_handle,
    known_as,
)
from leapfrog.identity.departing import settle as settle_home
from leapfrog.identity.departing import settled as departure_settled
from leapfrog.identity.errors import (
    AddressKnown,
    HandleMalformed,
    HandleReserved,
    HandleTaken,
    HomeKeyTheirs,
    LivesElsewhere,
    MovedAway,
    NoPerson,
    NotConfirmed,
    NotThatKey,
    NotWhoTheyWere,
    OperatorNeeded,
    OwnDeviceNeeded,
    SignInNeeded,
    WeakPassword,
)
from leapfrog.identity.events import ClientAppsSignedOut, PersonErased, PersonJoined, ProfileChanged
from leapfrog.identity.home_records import HomeSeeds, InvalidHomeRecord, check_signature
from leapfrog.identity.home_records import after as home_after
from leapfrog.identity.home_records import check as check_home
from leapfrog.identity.home_records import hash_text as home_key_hash
from leapfrog.identity.home_records import signed as signed_object
from leapfrog.identity.home_sealing import SealedHomeKey
from leapfrog.identity.home_sealing import opened as opened_home_key
from leapfrog.identity.home_sealing import sealed as sealed_home_key
from leapfrog.identity.homes import (
    HomeSource,
    MetHome,
    home_source_of,
    homes_by_pid,
    lived_in,
)
from leapfrog.identity.homes import by_pid as person_of_pid
from leapfrog.identity.homes import meet as meet_home
from leapfrog.identity.homes import own as own_home
from leapfrog.identity.homes import own_if_made as own_home_of
from leapfrog.identity.homes import pids as pids_of
from leapfrog.identity.homes import seal as seal_home
from leapfrog.identity.homes import seeds_of as home_seeds
from leapfrog.identity.homes import source_of as home_source
from leapfrog.identity.joining import JOINING, JoinCommand, enrol, join, sealed_password
from leapfrog.identity.model import (
    ClientInfo,
    Language,
    Me,
    Person,
    Principal,
    ProfileChange,
    avatar_url,
)
from leapfrog.identity.names import LONGEST_NAME, plain, shown_name
from leapfrog.identity.operators import HandleStatus
from leapfrog.identity.operators import appoint as appoint_operator
from leapfrog.identity.operators import keeps as is_kept_for_operator
from leapfrog.identity.operators import look as operator_status
from leapfrog.identity.operators import named as operator_handles
from leapfrog.identity.operators import people as operator_ids
from leapfrog.identity.own_keys import HomeKeyBox, OwnHomeKey
from leapfrog.identity.own_keys import check_kept as check_home_key_kept
from leapfrog.identity.own_keys import give_back as give_back_home_key
from leapfrog.identity.own_keys import hold as hold_home_key
from leapfrog.identity.own_keys import link_of as home_key_link
from leapfrog.identity.own_keys import of as own_home_key
from leapfrog.identity.own_keys import revived as revived_home
from leapfrog.identity.passkeys import VerifiedPasskey
from leapfrog.identity.passwords import hash_password, matches
from leapfrog.identity.people import (
    LONGEST_ABOUT,
    NewPerson,
    add,
    addressed,
    change,
    check_here,
    erased_remote,
    find,
    is_here,
    known,
    me,
    me_if_changed,
    move,
    named,
    remote,
    remote_among,
    search,
    show_picture,
)
from leapfrog.identity.pictures import new_picture, no_picture, profile_picture, show
from leapfrog.identity.proof import Proof, check_fresh, prove
from leapfrog.identity.store import (
    by_names,
    languages,
    live_here,
    moved,
    nobody_yet,
    person_sql,
    retired,
    set_emojis,
    set_lines,
    set_town,
)
from leapfrog.identity.store_census import census
from leapfrog.identity.store_sessions import drop_expired, session_ends

__all__ = [
    "JOINING",
    "LONGEST_ABOUT",
    "LONGEST_NAME",
    "RECORD_SETS",
    "AddressKnown",
    "AddressedPerson",
    "ClientAppsSignedOut",
    "ClientInfo",
    "DeviceIn",
    "GivenHome",
    "HandleMalformed",
    "HandleReserved",
    "HandleStatus",
    "HandleTaken",
    "HomeKeyBox",
    "HomeKeyTheirs",
    "HomeSeeds",
    "HomeSource",
    "InvalidHomeRecord",
    "JoinCommand",
    "Language",
    "LivesElsewhere",
    "Me",
    "MetHome",
    "MovedAway",
    "NewPerson",
    "NoPerson",
    "NotConfirmed",
    "NotThatKey",
    "NotWhoTheyWere",
    "OperatorNeeded",
    "OwnDeviceNeeded",
    "OwnHomeKey",
    "Person",
    "PersonErased",
    "PersonJoined",
    "Principal",
    "ProfileChange",
    "ProfileChanged",
    "Proof",
    "SealedHomeKey",
    "SignInNeeded",
    "SignedIn",
    "VerifiedPasskey",
    "WeakPassword",
    "add",
    "addressed",
    "addresses",
    "appoint_operator",
    "avatar_url",
    "by_app_password",
    "by_names",
    "census",
    "change",
    "check_fresh",
    "check_here",
    "check_home",
    "check_home_key_kept",
    "check_signature",
    "come_back",
    "depart",
    "departed",
    "departed_by",
    "departure_settled",
    "dependencies",
    "drop_expired",
    "enrol",
    "erased_remote",
    "find",
    "give_back_home_key",
    "hash_password",
    "hold_home_key",
    "home_after",
    "home_key_hash",
    "home_key_link",
    "home_seeds",
    "home_source",
    "home_source_of",
    "homes_by_pid",
    "is_handle",
    "is_here",
    "is_kept_for_operator",
    "join",
    "known",
    "known_as",
    "languages",
    "live_here",
    "lived_in",
    "matches",
    "me",
    "me_if_changed",
    "meet_home",
    "move",
    "moved",
    "named",
    "new_picture",
    "no_picture",
    "nobody_yet",
    "opened_home_key",
    "operator_handles",
    "operator_ids",
    "operator_only",
    "operator_status",
    "own_device",
    "own_home",
    "own_home_key",
    "own_home_of",
    "people_at",
    "person_at",
    "person_of_pid",
    "person_sql",
    "pids_of",
    "plain",
    "profile_picture",
    "prove",
    "remote",
    "remote_among",
    "require_signed",
    "retired",
    "revived_home",
    "seal_home",
    "sealed_home_key",
    "sealed_password",
    "search",
    "session_ends",
    "set_emojis",
    "set_lines",
    "set_town",
    "settle_home",
    "show",
    "show_picture",
    "shown_name",
    "signed_by",
    "signed_object",
]
