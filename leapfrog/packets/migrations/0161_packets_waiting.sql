-- lowest program version: 1
-- Those of a conversation that can still be opened.
create index packets_packet_open on packets_packet (conversation_id) where state = 'open';
