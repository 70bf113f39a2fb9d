-- lowest program version: 1
-- It answers one thing more: whether a text is for somebody elsewhere. Put in anew with the functions.
drop function if exists chat_say(uuid[], uuid[], uuid[], text[], timestamptz);
