-- lowest program version: 1
-- What the hourly sweep forgets of deliveries: it reads only what is there to be forgotten.
create index parcels_delivery_forget on parcels_delivery (ended_at)
where for_name <> '' or for_phone <> '' or for_address <> '' or lat is not null;
