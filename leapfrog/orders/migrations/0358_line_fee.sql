-- lowest program version: 1
-- What the town takes of a line, in hundredths of a percent, as it was when the order was paid; null: it was paid
-- before this was kept, and the order's mean stays as it is.
alter table orders_line add column fee_bp integer check (fee_bp between 0 and 10000);
