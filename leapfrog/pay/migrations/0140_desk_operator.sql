-- lowest program version: 1
-- What the operator does beside taking money: looks into wallets, limits and freezes them, looks
-- through the books, says how red packets may be sent.
alter table pay_desk_deed drop constraint pay_desk_deed_what_check;
alter table pay_desk_deed add constraint pay_desk_deed_what_check check (what in (
    'top_up', 'statement', 'matched', 'resolved', 'paid_out', 'payout_returned', 'payout_file',
    'clerk_added', 'clerk_removed', 'credit', 'looked', 'limits', 'frozen', 'unfrozen', 'books',
    'packets'
));

-- No row: as the settings say.
create table pay_packet_rules (
    only_one boolean primary key default true check (only_one),
    allowed boolean not null,
    most bigint not null check (most > 0),
    daily bigint not null check (daily > 0),
    shares int not null check (shares between 1 and 500)
);
