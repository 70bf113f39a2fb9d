-- lowest program version: 1
-- what a post through a program is when the program does not say
create table mastodon_defaults (
    person_id uuid primary key references identity_person on delete cascade,
    privacy text not null check (privacy in ('public', 'unlisted', 'private', 'direct')),
    sensitive boolean not null,
    -- as BCP 47 has it; empty: not said
    language text not null
);
