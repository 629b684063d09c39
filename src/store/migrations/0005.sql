-- Commands of chat platforms: payment links with a note, threads that a command begins, decisions in a chat.

-- What staff wrote beside the amount; the shop's own, not shown to the customer.
alter table sale add column note text;

-- It may have gone out: who carries it out again looks first.
alter table outbox add column is_tried boolean not null default false;

-- Who on a chat platform decides in this conversation, by `platform:person`; null on the web, where a token says it.
alter table unlock add column holder text;
