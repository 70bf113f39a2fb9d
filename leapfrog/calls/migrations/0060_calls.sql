-- lowest program version: 1
-- A call, until a day after its end. What the two devices say to each other is not kept at all.
create table calls_call (
    id uuid primary key,
    conversation_id uuid not null references chat_conversation on delete cascade,
    caller_id uuid not null references identity_person on delete cascade,
    callee_id uuid not null references identity_person on delete cascade,
    media text not null check (media in ('voice', 'video')),
    -- the devices that talk: their sessions, and the names that they gave themselves
    caller_session uuid not null,
    caller_device uuid,
    callee_session uuid,
    callee_device uuid,
    began_at timestamptz not null,
    answered_at timestamptz,
    ended_at timestamptz,
    outcome text check (outcome in ('answered', 'missed', 'declined', 'cancelled', 'busy')),
    -- when one of the devices that talk last said that it is there
    heard_at timestamptz not null,
    check ((outcome is null) = (ended_at is null))
);
create index calls_call_ended on calls_call (ended_at) where ended_at is not null;

-- Who is in a call that has not ended: one at a time.
create table calls_engaged (
    person_id uuid primary key references identity_person on delete cascade,
    call_id uuid not null references calls_call on delete cascade
);
create index calls_engaged_call on calls_engaged (call_id);
