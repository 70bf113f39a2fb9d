-- lowest program version: 1
-- One row for each batch of messages that absent people were not told of yet.
create table chat_news (
    conversation_ids uuid[] not null
);
