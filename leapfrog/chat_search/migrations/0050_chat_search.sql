-- lowest program version: 1
-- What is said in 32 rows of a log (block = seq / 32), as hashes of its bigrams and trigrams: small,
-- and exact enough to find the few blocks that are then read. Filled behind the log.
create table chat_search (
    conversation_id uuid not null references chat_conversation on delete cascade,
    block bigint not null,
    last_at timestamptz not null,
    tokens integer[] not null,
    primary key (conversation_id, block)
);
create index chat_search_tokens on chat_search using gin (tokens);

-- how far each log is in it
create table chat_search_indexed (
    conversation_id uuid primary key references chat_conversation on delete cascade,
    seq bigint not null
);
