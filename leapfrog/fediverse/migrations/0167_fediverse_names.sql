-- lowest program version: 1
-- how others call their likes and blocks, the last time, so that they can be taken back by that
-- name alone
create table fediverse_deed (
    actor_id uuid not null references identity_person on delete cascade,
    kind text not null,
    object text not null,
    uri text not null,
    primary key (actor_id, kind, object)
);
create index fediverse_deed_uri on fediverse_deed (actor_id, uri);

-- which job carries a letter: should it die, it goes on where it was
alter table fediverse_delivery add column leased_by uuid;
