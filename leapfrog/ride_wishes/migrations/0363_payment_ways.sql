-- lowest program version: 1
-- How drivers want to be paid, where that is not any way that there is. The price that is agreed before and held by
-- the wallet is taken by everybody.
create table ride_wishes_payment (
    person_id uuid primary key references identity_person,
    no_meter boolean not null,
    no_cash boolean not null,
    check (no_meter or no_cash)
);
