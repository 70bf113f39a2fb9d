-- lowest program version: 1
-- What is agreed with another town stands in the desk's book, too.
alter table pay_desk_entry drop constraint pay_desk_entry_what_check;
alter table pay_desk_entry add constraint pay_desk_entry_what_check check (what in (
    'top_up', 'statement', 'matched', 'resolved', 'paid_out', 'payout_returned', 'payout_file',
    'clerk_added', 'clerk_removed', 'credit', 'looked', 'limits', 'frozen', 'unfrozen', 'books', 'packets', 'partner'
));
