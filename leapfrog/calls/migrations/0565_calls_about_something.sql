-- lowest program version: 1
-- A call that is in no conversation: what it is about instead (`ride:` and its id), which writes no line of it.
-- Programs of before never make one, and read one that rings as they read any other.
alter table calls_call alter column conversation_id drop not null;
alter table calls_call add column about text not null default '';
alter table calls_call add check ((conversation_id is null) = (about <> ''));
