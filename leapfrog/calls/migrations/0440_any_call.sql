-- lowest program version: 3
-- Somebody is in one call at a time, be it of two or of a group: a call of a group is a row of another module.
alter table calls_engaged drop constraint calls_engaged_call_id_fkey;
