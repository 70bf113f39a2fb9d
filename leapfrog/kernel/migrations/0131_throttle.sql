-- lowest program version: 1
-- guesses of secrets, counted by all processes together. `id` is a hash of who and what; a row that
-- is not due any more says nothing. Unlogged: a crash forgets them, and nobody waits for the disk
create unlogged table kernel_throttle (
    id bytea primary key,
    due timestamptz not null
);
create index kernel_throttle_due on kernel_throttle (due);
