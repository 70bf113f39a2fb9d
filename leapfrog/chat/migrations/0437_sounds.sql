-- lowest program version: 3
-- The search finds Chinese by how it sounds: it reads what was said before anew.
insert into chat_unindexed (conversation_ids, anew) select array[id], true from chat_conversation where last_seq > 0;
