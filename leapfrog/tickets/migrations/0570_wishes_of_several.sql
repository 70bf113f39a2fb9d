-- lowest program version: 1
-- Whoever waits says what a ticket may cost at most, may wait for several shows at once, of which the first that has
-- something ends the others, and is told at once with all others shortly before the doors. Programs of before keep to
-- neither a price nor the end of the others, until they are gone.
alter table tickets_wish
    add column at_most bigint check (at_most >= 0),
    -- the same of wishes that were asked for at once
    add column ask_id uuid,
    -- when they were told last that something is there for who is first
    add column told_at timestamptz;
