-- lowest program version: 1
-- Since when the shop owes what goes back.
alter table door_cases_case add owed_at timestamptz;
update door_cases_case set owed_at = changed_at where state = 'owed';
