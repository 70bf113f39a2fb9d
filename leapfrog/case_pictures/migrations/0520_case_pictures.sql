-- lowest program version: 1
-- Pictures that both sides show of a question about an order, whether that was paid before or at the door.
create table case_pictures_picture (
    id uuid primary key, -- made by who shows it; owns the file
    case_id uuid not null, -- in orders_case or door_cases_case
    side text not null check (side in ('buyer', 'shop')),
    -- for whom the file counts: the buyer, or who owns the shop
    person_id uuid not null references identity_person,
    sha256 bytea not null,
    width integer not null,
    height integer not null,
    added_at timestamptz not null
);
create index case_pictures_picture_case on case_pictures_picture (case_id, added_at, id);
create index case_pictures_picture_person on case_pictures_picture (person_id);
