-- lowest program version: 1
alter table chat_conversation
    drop constraint chat_conversation_kind_check,
    add check (kind in ('direct', 'group', 'archive')),
    alter column one_id drop not null,
    alter column other_id drop not null,
    add check ((kind = 'direct') = (one_id is not null and other_id is not null)),
    -- how many rows of the log count as something to read; the last one that a list shows; the last
    -- one that calls everybody
    add column last_ord bigint not null default 0,
    add column shown_seq bigint not null default 0,
    add column all_seq bigint not null default 0,
    -- of a group: only its owner and admins may write
    add column muted_all boolean not null default false,
    -- of two who are no contacts: who wrote first, from which ord on, and what the other one said to it
    add column asked_by uuid,
    add column asked_ord bigint not null default 0,
    add column asked text check (asked in ('waiting', 'accepted', 'declined'));

alter table chat_member
    add column role text not null default 'member' check (role in ('member', 'admin', 'owner')),
    add column read_ord bigint not null default 0,
    add column delivered_seq bigint not null default 0,
    -- what is up to here is not theirs to see: said before they joined, or deleted for themselves
    add column hidden_to bigint not null default 0,
    -- they left or were removed: what came later is not theirs to see
    add column until_seq bigint,
    add column muted boolean not null default false,
    add column pinned boolean not null default false,
    add column archived boolean not null default false,
    add column marked_unread boolean not null default false,
    -- what they call themselves in a group
    add column name text not null default '',
    add column joined_at timestamptz;

-- Rows that change an earlier one ('edit', 'recall', 'reaction') name it in `ref`, as a reply does;
-- the earlier one keeps what became of it. `ord`: how many rows up to here count as unread.
alter table chat_message
    add column ord bigint not null default 0,
    add column ref bigint,
    add column mentions uuid[],
    add column meta jsonb,
    add column edited_at timestamptz,
    add column recalled boolean not null default false,
    add column imported text;
create index chat_message_edit on chat_message (conversation_id, ref) where kind = 'edit';

update chat_message set ord = seq;
update chat_conversation set last_ord = last_seq, shown_seq = last_seq;
update chat_member set read_ord = read_seq;

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
    primary key (person_id, conversation_id, seq)
);

-- One row for each batch of messages that the search does not know yet.
create table chat_unindexed (
    conversation_ids uuid[] not null
);
