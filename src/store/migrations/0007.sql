-- What shops said of the card payments that their terminals have stored and not sent. Rows are added, never changed:
-- 'took' so many more, 'shown' so many now, whatever was said before.
create table stored_payment (
	merchant_id text not null,
	id text not null,
	store_id text not null,
	conversation_id text not null,
	outage_id text,
	terminal_id text,
	kind text not null check (kind in ('took', 'shown')),
	count int not null check (count between 0 and 10000),
	amount_minor bigint check (amount_minor between 0 and 999999999999), -- all of them together
	currency text,
	said_at timestamptz not null,
	oldest_at timestamptz not null, -- none of them was stored before
	primary key (merchant_id, id),
	foreign key (merchant_id, store_id) references store (merchant_id, id),
	check ((amount_minor is null) = (currency is null))
);
create index stored_payment_of_store on stored_payment (merchant_id, store_id, said_at);

-- What the four digits on a paid page are made with: two times 122 random bits, drawn when the merchant is set up.
alter table merchant add column proof_secret text not null
	default replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', '');

-- What came of the one guess at its proof; null before somebody typed one.
alter table payment add column proof text check (proof in ('right', 'wrong'));

-- Drills: a payment practised from the first press to the end, on a page where nothing is money. No sale, no payment.
create table drill (
	merchant_id text not null,
	id text not null,
	store_id text not null,
	conversation_id text not null, -- whose chat practised
	code text not null, -- of its page
	amount_minor bigint not null check (amount_minor between 1 and 999999999999),
	currency text not null,
	started_at timestamptz not null,
	done_at timestamptz check (done_at >= started_at),
	primary key (merchant_id, id),
	foreign key (merchant_id, store_id) references store (merchant_id, id)
);
-- When a chat of the store was last reminded to practise.
alter table store add column reminded_at timestamptz;
create index drill_of_store on drill (merchant_id, store_id, done_at);
alter table address drop constraint address_kind_check;
alter table address add constraint address_kind_check
	check (kind in ('store', 'terminal', 'payment', 'thread', 'audience', 'pairing', 'support', 'drill'));
