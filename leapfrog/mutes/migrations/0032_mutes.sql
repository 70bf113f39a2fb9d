-- lowest program version: 1
-- what somebody does not want to see; without `until`, for good
create table mutes_mute (
    owner_id uuid not null references identity_person on delete cascade,
    kind text not null check (kind in ('person', 'word', 'topic', 'domain')),
    value text not null,
    until timestamptz,
    at timestamptz not null,
    primary key (owner_id, kind, value)
);

-- Moments between two: `hide_theirs`: not their posts for me; `hide_mine`: not mine for them
create table mutes_moments_rule (
    owner_id uuid not null references identity_person on delete cascade,
    person_id uuid not null references identity_person on delete cascade,
    hide_theirs boolean not null default false,
    hide_mine boolean not null default false,
    primary key (owner_id, person_id)
);
