-- lowest program version: 1
-- Sold at the box office, by whom; what was paid there in cash never was in the escrow.
alter table tickets_order add column sold_by uuid references identity_person;
alter table tickets_order add column cash bigint not null default 0 check (cash >= 0);
alter table tickets_order add column cash_back bigint not null default 0;
alter table tickets_order add check (cash_back between 0 and cash);
-- Instead of which it was taken: another show of the same event, once.
alter table tickets_order add column changed_from uuid references tickets_order;
create index tickets_order_sold_by on tickets_order (sold_by) where sold_by is not null;
