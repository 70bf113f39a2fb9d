-- lowest program version: 1
-- Goods of one variant in one warehouse can lie there in lots, each with its day of expiry and a pool of its own: what
-- expires first is sold first, and what has expired is not sold.
alter table market_stocked
    add lot text not null default '', -- as it stands on the box
    add expires_on date, -- the first day on which it is not sold any more
    add check (lot <> '' or expires_on is null);
alter table market_stocked drop constraint market_stocked_pkey, add primary key (variant_id, warehouse_id, lot);
create index market_stocked_expires on market_stocked (expires_on) where expires_on is not null;
