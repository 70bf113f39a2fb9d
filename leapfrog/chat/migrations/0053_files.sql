-- lowest program version: 1
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
