-- lowest program version: 1
-- a conversation of two that goes by private notes, since when, and who began it; `told_seq`: up to
-- where what the one here said was sent
create table private_notes_talk (
    conversation_id uuid primary key references chat_conversation on delete cascade,
    host text not null,
    begun_there boolean not null,
    told_seq bigint not null default 0,
    at timestamptz not null
);
create index private_notes_talk_host on private_notes_talk (host, at) where begun_there;

-- a note that came: its text is a message, and each file of `files` one more
create table private_notes_note (
    uri text primary key,
    conversation_id uuid not null references chat_conversation on delete cascade,
    files jsonb not null,
    edited_at timestamptz,
    gone boolean not null default false,
    at timestamptz not null
);
create index private_notes_note_conversation on private_notes_note (conversation_id);

-- what was sent, and may yet be lost
create table private_notes_sent (
    activity_id uuid primary key,
    conversation_id uuid not null references chat_conversation on delete cascade,
    client_id uuid not null,
    at timestamptz not null
);
create index private_notes_sent_conversation on private_notes_sent (conversation_id);

-- under which secret somebody elsewhere fetches a file, until its message is taken back
create table private_notes_file (
    token text primary key,
    conversation_id uuid not null references chat_conversation on delete cascade,
    seq bigint not null,
    unique (conversation_id, seq)
);
