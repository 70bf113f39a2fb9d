-- lowest program version: 1
-- Where somebody is, shown in one conversation for a while: the last place alone, which goes when it ends.
create table live_location_share (
    id uuid primary key,
    person_id uuid not null references identity_person,
    conversation_id uuid not null,
    began_at timestamptz not null,
    until timestamptz not null,
    ended_at timestamptz,
    lat double precision,
    lon double precision,
    -- of the place, in metres
    accuracy real,
    at timestamptz,
    check (until > began_at),
    check ((lat is null) = (lon is null) and (lat is null) = (at is null)),
    check (ended_at is null or lat is null)
);
create unique index live_location_share_open on live_location_share (person_id, conversation_id)
where ended_at is null;
