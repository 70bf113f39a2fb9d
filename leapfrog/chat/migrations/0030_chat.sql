-- lowest program version: 1
create table chat_conversation (
    id uuid primary key,
    kind text not null check (kind in ('direct')),
    -- the two people of a direct conversation, smaller id first
    one_id uuid not null references identity_person on delete cascade,
    other_id uuid not null references identity_person on delete cascade,
    last_seq bigint not null default 0,
    last_at timestamptz not null,
    created_at timestamptz not null,
    last_xid xid8 not null default pg_current_xact_id(),
    unique (one_id, other_id),
    check (one_id < other_id)
) with (fillfactor = 60);

create table chat_member (
    conversation_id uuid not null references chat_conversation on delete cascade,
    person_id uuid not null references identity_person on delete cascade,
    read_seq bigint not null default 0,
    last_xid xid8 not null default pg_current_xact_id(),
    primary key (conversation_id, person_id)
) with (fillfactor = 60);
create index chat_member_person on chat_member (person_id);

-- one append-only log for each conversation, numbered without holes
create table chat_message (
    conversation_id uuid not null,
    seq bigint not null,
    client_id uuid not null,
    sender_id uuid not null,
    kind text not null,
    body text not null,
    created_at timestamptz not null,
    primary key (conversation_id, seq),
    unique (conversation_id, sender_id, client_id)
) partition by hash (conversation_id);

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
