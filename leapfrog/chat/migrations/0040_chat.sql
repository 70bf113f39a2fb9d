-- lowest program version: 1
create table chat_conversation (
    id uuid primary key,
    kind text not null,
    -- the two people of a direct conversation, smaller id first
    one_id uuid references identity_person on delete cascade,
    other_id uuid references identity_person on delete cascade,
    last_seq bigint not null default 0,
    last_at timestamptz not null,
    created_at timestamptz not null,
    last_xid xid8 not null default pg_current_xact_id(),
    -- how many rows of the log count as something to read; the last one that a list shows; the last
    -- one that calls everybody
    last_ord bigint not null default 0,
    shown_seq bigint not null default 0,
    all_seq bigint not null default 0,
    -- of a group: only its owner and admins may write
    muted_all boolean not null default false,
    -- of two who are no contacts: who wrote first, from which ord on, and what the other one said to it
    asked_by uuid,
    asked_ord bigint not null default 0,
    asked text check (asked in ('waiting', 'accepted', 'declined')),
    unique (one_id, other_id),
    check (one_id < other_id),
    check (kind in ('direct', 'group', 'archive')),
    check ((kind = 'direct') = (one_id is not null and other_id is not null))
) with (fillfactor = 60);

create table chat_member (
    conversation_id uuid not null references chat_conversation on delete cascade,
    person_id uuid not null references identity_person on delete cascade,
    read_seq bigint not null default 0,
    last_xid xid8 not null default pg_current_xact_id(),
    role text not null default 'member' check (role in ('member', 'admin', 'owner')),
    read_ord bigint not null default 0,
    delivered_seq bigint not null default 0,
    -- what is up to here is not theirs to see: said before they joined, or deleted for themselves
    hidden_to bigint not null default 0,
    -- they left or were removed: what came later is not theirs to see
    until_seq bigint,
    muted boolean not null default false,
    pinned boolean not null default false,
    archived boolean not null default false,
    marked_unread boolean not null default false,
    -- what they call themselves in a group
    name text not null default '',
    joined_at timestamptz,
    primary key (conversation_id, person_id)
) with (fillfactor = 60);
create index chat_member_person on chat_member (person_id);

-- One append-only log for each conversation, numbered without holes. Rows that change an earlier one
-- ('edit', 'recall', 'reaction') name it in `ref`, as a reply does; the earlier one keeps what became of
-- it.
create table chat_message (
    conversation_id uuid not null,
    seq bigint not null,
    client_id uuid not null,
    sender_id uuid not null,
    kind text not null,
    body text not null,
    created_at timestamptz not null,
    -- how many rows up to here count as unread
    ord bigint not null default 0,
    ref bigint,
    mentions uuid[],
    meta jsonb,
    edited_at timestamptz,
    recalled boolean not null default false,
    imported text,
    primary key (conversation_id, seq),
    unique (conversation_id, sender_id, client_id)
) partition by hash (conversation_id);
create index chat_message_edit on chat_message (conversation_id, ref) where kind = 'edit';

do $$
begin
    for part in 0..15 loop
        execute format(
            'create table chat_message_%s partition of chat_message for values with (modulus 16, remainder %s)',
            lpad(part::text, 2, '0'), part
        );
    end loop;
end
$$;

create table chat_reaction (
    conversation_id uuid not null references chat_conversation on delete cascade,
    seq bigint not null,
    person_id uuid not null references identity_person on delete cascade,
    emoji text not null,
    created_at timestamptz not null,
    primary key (conversation_id, seq, person_id)
);

create table chat_mention (
    person_id uuid not null references identity_person on delete cascade,
    conversation_id uuid not null references chat_conversation on delete cascade,
    seq bigint not null,
    primary key (person_id, conversation_id, seq)
);

-- single messages that a person deleted for themselves
create table chat_hidden (
    person_id uuid not null references identity_person on delete cascade,
    conversation_id uuid not null references chat_conversation on delete cascade,
    seq bigint not null,
    -- so that a delta tells the other devices what one of them deleted
    last_xid xid8 not null default pg_current_xact_id(),
    primary key (person_id, conversation_id, seq)
);

-- One row for each batch of messages that the search does not know yet.
create table chat_unindexed (
    conversation_ids uuid[] not null,
    -- something was taken out of what it knows: it forgets these and reads them from their beginning
    anew boolean not null default false
);

-- One row for each batch of messages that absent people were not told of yet.
create table chat_unread_queue (
    conversation_ids uuid[] not null
);

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

-- What somebody uploaded to send it. Its blobs are those of kernel_file that it owns itself: what
-- was sent outlives whoever sent it.
create table chat_file (
    id uuid primary key,
    owner_id uuid not null references identity_person on delete cascade,
    kind text not null check (kind in ('image', 'video', 'voice', 'file')),
    type text not null,
    size bigint not null,
    name text not null,
    -- of a picture or film: width, height, thumb; of a film or voice: duration_ms; of a voice: peaks
    meta jsonb not null,
    created_at timestamptz not null
);
create index chat_file_owner on chat_file (owner_id);
create index chat_file_created on chat_file (created_at);

-- Where it was sent: whoever is there may have it, and while it is anywhere it is kept.
create table chat_attachment (
    file_id uuid not null references chat_file on delete cascade,
    conversation_id uuid not null references chat_conversation on delete cascade,
    seq bigint not null,
    primary key (file_id, conversation_id, seq)
);
create index chat_attachment_place on chat_attachment (conversation_id, seq);

-- A conversation of kind 'archive': one that was spoken elsewhere, and is one person's alone.
create table chat_archive (
    conversation_id uuid primary key references chat_conversation on delete cascade,
    owner_id uuid not null references identity_person on delete cascade,
    title text not null,
    source text not null,
    app text not null,
    external_id text not null,
    is_group boolean not null,
    -- of all that was said: the same history is not taken twice
    digest bytea not null
);
create index chat_archive_owner on chat_archive (owner_id, digest);

-- Who speaks in an archive. `id` is the sender of their messages; the owner's own have the owner.
create table chat_speaker (
    conversation_id uuid not null references chat_archive on delete cascade,
    id uuid not null,
    key text not null,
    -- what they were called there, and what the owner calls them
    name text not null,
    shown text not null,
    contact_id uuid,
    person_id uuid,
    primary key (conversation_id, id)
);

-- What a message of an archive was where it was said, as the program's JSON of an entry.
create table chat_archive_entry (
    conversation_id uuid not null references chat_archive on delete cascade,
    seq bigint not null,
    external_id text not null,
    entry text not null,
    primary key (conversation_id, seq)
);
create index chat_archive_entry_external on chat_archive_entry (conversation_id, external_id)
    where external_id <> '';
