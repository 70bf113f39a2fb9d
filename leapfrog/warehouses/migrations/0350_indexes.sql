-- lowest program version: 1
-- What of a shop is watched, on its way and ordered is looked up at each scan.
drop index warehouses_watch_low;
create index warehouses_watch_merchant on warehouses_watch (merchant_id);
create index warehouses_transfer_moving on warehouses_transfer (merchant_id) where arrived_at is null;
create index warehouses_purchase_open on warehouses_purchase (merchant_id) where state = 'open';
