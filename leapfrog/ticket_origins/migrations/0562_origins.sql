-- lowest program version: 1
-- Where buyers of a show came from: a row for each order that was paid, and not whose.
create table ticket_origins_sale (
    id bigint generated always as identity primary key,
    show_id uuid not null,
    origin text not null check (origin in (
        'programme', 'event', 'venue', 'organiser', 'map', 'search', 'chat', 'link', 'other'
    )),
    tickets smallint not null check (tickets > 0)
);
create index ticket_origins_sale_show on ticket_origins_sale (show_id);
