-- Discord repeats no message to a new session: what was stored last in each channel, from where the next session asks on.

-- Of the program and not of a merchant: a channel is heard of before it belongs to one.
create table watermark (
	channel text primary key,
	server text, -- null: a direct message
	parent text, -- the channel that a thread hangs in
	seen bigint not null, -- Discord's ids grow with time
	seen_at timestamptz not null default now()
);
create index watermark_newest on watermark (seen_at desc);
