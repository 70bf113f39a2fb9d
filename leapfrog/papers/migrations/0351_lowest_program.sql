-- lowest program version: 2
-- 0321 gave each series of numbers a kind, in its key: programs before it name the key without one, and could issue no
-- invoice. What is there is never changed, so this says what 0321 should have said.
comment on table papers_series is 'the next numbers of a shop, by year and kind of paper';
