-- Commands of chat platforms: payment links with a note, threads that a command begins, decisions in a chat.

-- What staff wrote beside the amount; the shop's own, not shown to the customer.
alter table sale add column note text;

-- It may have gone out: who carries it out again looks first.
alter table outbox add column is_tried boolean not null default false;

-- Who on a chat platform decides in this conversation, by `platform:person`; null on the web, where a token says it.
alter table unlock add column holder text;

-- Direct messages have a name of their own: only in a channel a thread can be begun.
update audience set name = 'discord:dm/' || substr(name, 17)
	where name like 'discord:channel/%' and substr(name, 17) in (select channel from watermark where server is null);
update address set code = 'audience discord:dm/' || substr(code, 26)
	where kind = 'audience' and code like 'audience discord:channel/%'
		and substr(code, 26) in (select channel from watermark where server is null);
