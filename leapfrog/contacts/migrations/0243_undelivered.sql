-- lowest program version: 1
-- who was asked in a town that is not there
alter table contacts_request drop constraint contacts_request_state_check;
alter table contacts_request add constraint contacts_request_state_check
    check (state in ('pending', 'accepted', 'declined', 'undelivered'));
