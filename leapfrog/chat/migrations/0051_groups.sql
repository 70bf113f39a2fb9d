-- lowest program version: 1
create table chat_group (
    conversation_id uuid primary key references chat_conversation on delete cascade,
    name text not null default '',
    announcement text not null default '',
    -- a public picture (kernel_file); without one the faces of its first members stand for it
    avatar bytea,
    joining text not null default 'approval' check (joining in ('free', 'approval', 'closed')),
    adding text not null default 'all' check (adding in ('all', 'admins')),
    -- of the link by which one joins; kept as it is, so that it can be shown again
    token text unique,
    -- how many are in it, and the first nine of them
    members integer not null default 0,
    preview uuid[] not null default '{}',
    made_by uuid not null,
    made_of uuid[] not null
);

-- who asks to join by the link
create table chat_join (
    conversation_id uuid not null references chat_conversation on delete cascade,
    person_id uuid not null references identity_person on delete cascade,
    greeting text not null,
    created_at timestamptz not null,
    primary key (conversation_id, person_id)
);
