-- lowest program version: 1
-- Up to so much a payment code pays without asking, once and in sum a day; null: the town's own.
alter table pay_safety
    add column code_once bigint check (code_once >= 0),
    add column code_daily bigint check (code_daily >= 0);
