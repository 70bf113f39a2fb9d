-- lowest program version: 1
-- What an organiser says to all who have tickets of a show.
create table ticket_sales_message (
    id uuid primary key, -- made by who says it
    show_id uuid not null references tickets_show,
    by_id uuid not null references identity_person,
    text text not null,
    people integer not null check (people >= 0),
    at timestamptz not null
);
create index ticket_sales_message_show on ticket_sales_message (show_id, at desc);
create index ticket_sales_message_by on ticket_sales_message (by_id);
