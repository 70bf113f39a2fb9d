-- lowest program version: 3
-- where a machine stands, in degrees, where its owner has said so
alter table vending_machine add column lat double precision, add column lon double precision,
    add constraint vending_machine_pin check ((lat is null) = (lon is null));
