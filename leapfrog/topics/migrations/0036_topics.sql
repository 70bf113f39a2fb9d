-- lowest program version: 1
-- `name` in small letters and one width, `shown` as it was written first
create table topics_topic (
    name text primary key,
    shown text not null,
    category text not null default 'talk',
    host_id uuid references identity_person on delete set null,
    about text not null default '',
    heat double precision not null default 0,
    posts integer not null default 0,
    hidden boolean not null default false,
    made_at timestamptz not null
);
create index topics_topic_heat on topics_topic (heat desc) where heat > 0 and not hidden;

create table topics_follow (
    person_id uuid not null references identity_person on delete cascade,
    name text not null references topics_topic on delete cascade,
    at timestamptz not null,
    primary key (person_id, name)
);
