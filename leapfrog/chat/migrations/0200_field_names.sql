-- lowest program version: 4
-- The words of the field for what these tables hold (docs/glossary.md).
alter table chat_news rename to chat_unread_queue;
