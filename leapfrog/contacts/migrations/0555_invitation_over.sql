-- lowest program version: 1
-- who followed an invitation of another town that is no longer valid
alter table contacts_request drop constraint contacts_request_state_check;
alter table contacts_request add constraint contacts_request_state_check
    check (state in ('pending', 'accepted', 'declined', 'undelivered', 'over'));
