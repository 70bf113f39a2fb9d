-- lowest program version: 1
-- Since when nobody tries any more to give money back that its account does not take: from then on
-- people of the town see to it.
alter table tickets_order add column given_up_at timestamptz;
create index tickets_order_given_up on tickets_order (given_up_at, id)
where given_up_at is not null;
