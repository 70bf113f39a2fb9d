-- lowest program version: 3
-- In what kind of car, and with what; the tariff of each is a module of its own (ride_terms).
alter table rides_hail add column car_class text not null default 'taxi'
check (car_class in ('taxi', 'car', 'van', 'bike', 'accessible'));
alter table rides_hail add column seats smallint not null default 1 check (seats between 1 and 8);
alter table rides_hail add column child_seat boolean not null default false;
alter table rides_hail add column wheelchair boolean not null default false;
alter table rides_hail add column pet boolean not null default false;
alter table rides_hail add column luggage boolean not null default false;
