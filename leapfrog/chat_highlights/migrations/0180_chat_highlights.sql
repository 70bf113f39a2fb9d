-- lowest program version: 1
-- Messages that somebody starred for themselves.
create table chat_highlights_star (
    person_id uuid not null references identity_person on delete cascade,
    conversation_id uuid not null references chat_conversation on delete cascade,
    seq bigint not null,
    starred_at timestamptz not null,
    primary key (person_id, conversation_id, seq)
);
create index chat_highlights_star_time
    on chat_highlights_star (person_id, starred_at, conversation_id, seq);

-- Messages that stand over a conversation, for all who are in it.
create table chat_highlights_pin (
    conversation_id uuid not null references chat_conversation on delete cascade,
    seq bigint not null,
    pinned_by uuid not null references identity_person on delete cascade,
    pinned_at timestamptz not null,
    primary key (conversation_id, seq)
);
create index chat_highlights_pin_person on chat_highlights_pin (pinned_by);
