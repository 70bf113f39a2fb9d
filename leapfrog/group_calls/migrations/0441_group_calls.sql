-- lowest program version: 3
-- A call of a group, until a day after its end. What the devices say to each other is not kept at all.
create table group_calls_call (
    id uuid primary key,
    conversation_id uuid not null references chat_conversation on delete cascade,
    -- null: they are erased
    starter_id uuid references identity_person on delete set null,
    media text not null check (media in ('voice', 'video')),
    began_at timestamptz not null,
    rings_until timestamptz not null,
    -- when the second one came
    answered_at timestamptz,
    ended_at timestamptz,
    -- raised with each change: which of two tellings is the newer one, and the number of the last seat
    turn integer not null
);
create unique index group_calls_call_live on group_calls_call (conversation_id) where ended_at is null;
create index group_calls_call_ended on group_calls_call (ended_at) where ended_at is not null;
create index group_calls_call_starter on group_calls_call (starter_id);

-- Who is rung, is in it, or was.
create table group_calls_attendee (
    call_id uuid not null references group_calls_call on delete cascade,
    person_id uuid not null references identity_person on delete cascade,
    rings boolean not null,
    -- the number under which one device of theirs is in the call; null: none is
    seat integer,
    session_id uuid,
    device uuid,
    -- when that device last said that it is there
    heard_at timestamptz,
    -- when they were in it first
    joined_at timestamptz,
    primary key (call_id, person_id),
    check ((seat is null) = (session_id is null) and (seat is null) = (heard_at is null)),
    check (seat is null or (joined_at is not null and not rings))
);
create index group_calls_attendee_person on group_calls_attendee (person_id);
