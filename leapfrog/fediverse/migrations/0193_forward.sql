-- lowest program version: 1
-- Where somebody lives who moved away and was erased here: told, for three years after the move, to whoever
-- looks for them. `moved_to`: their actor there.
create table fediverse_forward (
    person_id uuid primary key references identity_person on delete cascade,
    -- SHA-256, as of all handles of erased people
    handle_hash bytea not null unique,
    moved_to text not null,
    until timestamptz not null
);
