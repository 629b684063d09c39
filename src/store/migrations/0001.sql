-- Shops. Every table is keyed by merchant, so that a distributed PostgreSQL can spread it.

create table merchant (
	id text primary key,
	name text not null,
	is_demo boolean not null default false,
	created_at timestamptz not null default now()
);

create table store (
	merchant_id text not null references merchant (id),
	id text not null,
	code text not null, -- opens the store's chat; 12 random base-58 characters
	name text not null,
	country text not null, -- ISO 3166-1 alpha-2
	currency text not null, -- ISO 4217
	time_zone text not null, -- IANA
	locale text not null,
	hotline text, -- of the acquirer, for when nobody is at the support desk
	primary key (merchant_id, id),
	unique (merchant_id, code)
);

create table terminal (
	merchant_id text not null,
	id text not null,
	store_id text not null,
	tid text not null,
	mid text,
	vendor text not null,
	model text not null,
	acquirer text,
	primary key (merchant_id, id),
	foreign key (merchant_id, store_id) references store (merchant_id, id)
);

create table rail (
	merchant_id text not null references merchant (id),
	id text not null,
	position int not null, -- the first one is shown first
	scheme text not null,
	settings jsonb not null,
	primary key (merchant_id, id)
);

create table person (
	merchant_id text not null references merchant (id),
	id text not null,
	name text not null,
	role text not null check (role in ('cashier', 'manager', 'finance')),
	token_hash text not null, -- sha-256 of the personal token, hexadecimal
	primary key (merchant_id, id)
);

-- What comes in from outside under a code alone finds its merchant here: stickers and pay pages.
create table address (
	code text primary key,
	merchant_id text not null,
	kind text not null check (kind in ('store', 'payment')),
	target_id text not null
);

-- Runtime: the durable actor.

create table actor (
	merchant_id text not null,
	id text not null, -- kind/…
	state jsonb,
	wake_at timestamptz, -- of the runtime's clock, which a test may set
	lease uuid,
	leased_until timestamptz, -- of the database's clock
	attempts int not null default 0,
	primary key (merchant_id, id)
);
create index actor_due on actor (wake_at) where wake_at is not null;

create table inbox (
	merchant_id text not null,
	id bigint generated always as identity,
	actor_id text not null,
	event_key text not null,
	payload jsonb not null,
	received_at timestamptz not null default now(),
	handled_at timestamptz,
	failure text, -- why it was set aside
	primary key (merchant_id, id),
	unique (merchant_id, event_key)
);
create index inbox_waiting on inbox (merchant_id, actor_id, id) where handled_at is null;
create index inbox_handled on inbox (handled_at) where handled_at is not null;

-- What must stay in order goes out on one lane; lanes do not wait for each other.
create table lane (
	merchant_id text not null,
	id text not null,
	due_at timestamptz, -- of the runtime's clock
	lease uuid,
	leased_until timestamptz,
	attempts int not null default 0,
	primary key (merchant_id, id)
);
create index lane_due on lane (due_at) where due_at is not null;

create table outbox (
	merchant_id text not null,
	id bigint generated always as identity,
	lane_id text not null,
	actor_id text not null, -- who hears the outcome
	key text not null,
	payload jsonb not null,
	sent_at timestamptz,
	failure text, -- why it was given up
	primary key (merchant_id, id),
	unique (merchant_id, key)
);
create index outbox_waiting on outbox (merchant_id, lane_id, id) where sent_at is null;
create index outbox_sent on outbox (sent_at) where sent_at is not null;

-- Conversations.

create table conversation (
	merchant_id text not null,
	id text not null,
	store_id text not null,
	platform text not null,
	token_hash text not null,
	created_at timestamptz not null default now(),
	primary key (merchant_id, id),
	foreign key (merchant_id, store_id) references store (merchant_id, id)
);
-- A token comes with the conversation's id alone.
create index conversation_by_id on conversation (id);

create table message (
	merchant_id text not null,
	conversation_id text not null,
	seq int not null,
	direction text not null check (direction in ('in', 'out')),
	body jsonb not null,
	at timestamptz not null,
	primary key (merchant_id, conversation_id, seq)
);

create table playbook (
	hash text primary key,
	id text not null,
	body jsonb not null,
	stored_at timestamptz not null default now()
);

create table outage (
	merchant_id text not null,
	id text not null,
	store_id text not null,
	conversation_id text not null,
	cause text,
	started_at timestamptz not null,
	restored_at timestamptz,
	primary key (merchant_id, id)
);

create table escalation (
	merchant_id text not null,
	id text not null,
	conversation_id text,
	state text not null check (state in ('open', 'claimed', 'closed')),
	card jsonb not null,
	opened_at timestamptz not null,
	claimed_by text,
	closed_at timestamptz,
	primary key (merchant_id, id)
);

-- Money.

create table sale (
	merchant_id text not null,
	id text not null,
	ref text not null,
	store_id text not null,
	asked_by text, -- the actor that hears of it
	amount_minor bigint not null check (amount_minor > 0),
	currency text not null,
	state text not null check (state in ('open', 'part-paid', 'paid', 'overpaid', 'refunded', 'written-off', 'cancelled')),
	is_practice boolean not null,
	created_at timestamptz not null,
	primary key (merchant_id, id),
	unique (merchant_id, ref)
);
create index sale_of_store on sale (merchant_id, store_id, created_at);

create table payment (
	merchant_id text not null,
	id text not null,
	sale_id text not null,
	attempt int not null check (attempt > 0),
	rail_id text not null,
	code text not null, -- of its pay page
	state text not null check (state in ('created', 'shown', 'claimed', 'paid', 'refunded', 'failed', 'expired', 'cancelled')),
	amount_minor bigint not null check (amount_minor > 0),
	currency text not null,
	is_practice boolean not null,
	payload text not null, -- what its QR says
	created_at timestamptz not null,
	shown_at timestamptz,
	claimed_at timestamptz,
	paid_at timestamptz,
	paid_by text, -- the rail, the statement or the person that says so; never the customer
	primary key (merchant_id, id),
	unique (merchant_id, sale_id, attempt),
	foreign key (merchant_id, sale_id) references sale (merchant_id, id),
	check ((state in ('paid', 'refunded')) = (paid_at is not null and paid_by is not null))
);
-- A sale has one open payment at the most, whatever crashes in between.
create unique index payment_open on payment (merchant_id, sale_id) where state in ('created', 'shown', 'claimed');

-- Reconciliation.

create table batch (
	merchant_id text not null,
	id text not null,
	conversation_id text not null,
	store_id text not null,
	name text not null,
	sha256 text not null,
	state text not null check (state in ('uploaded', 'read', 'refused')),
	format text,
	role text check (role in ('terminal', 'money')),
	content text, -- as uploaded, card numbers masked; forgotten once it is read
	uploaded_at timestamptz not null default now(),
	primary key (merchant_id, id)
);

create table batch_row (
	merchant_id text not null,
	batch_id text not null,
	row_id text not null, -- upload/row: unique within the file
	position int not null,
	amount_minor bigint not null,
	currency text not null,
	body jsonb not null,
	primary key (merchant_id, batch_id, row_id),
	foreign key (merchant_id, batch_id) references batch (merchant_id, id)
);

-- Links and findings are derived anew from payments and rows whenever a batch of the store is read; `at` says from when on.
create table link (
	merchant_id text not null,
	id text not null,
	store_id text not null,
	at timestamptz not null,
	role text not null check (role in ('terminal', 'money')),
	decision text not null check (decision in ('auto', 'review')),
	body jsonb not null,
	primary key (merchant_id, id)
);
create index link_of_store on link (merchant_id, store_id, at);

-- A row, and a payment, is in one link of a role at the most.
create table link_row (
	merchant_id text not null,
	link_id text not null,
	store_id text not null,
	role text not null,
	row_name text not null, -- upload/row, as the report names it
	primary key (merchant_id, store_id, role, row_name),
	foreign key (merchant_id, link_id) references link (merchant_id, id) on delete cascade
);
create index link_row_of_link on link_row (merchant_id, link_id);

create table link_payment (
	merchant_id text not null,
	link_id text not null,
	role text not null,
	payment_id text not null,
	primary key (merchant_id, role, payment_id),
	foreign key (merchant_id, link_id) references link (merchant_id, id) on delete cascade,
	foreign key (merchant_id, payment_id) references payment (merchant_id, id)
);
create index link_payment_of_link on link_payment (merchant_id, link_id);

create table finding (
	merchant_id text not null,
	id text not null, -- follows from what it says, so that a decision about it finds it again
	store_id text not null,
	at timestamptz not null,
	class text not null,
	decision text not null check (decision in ('auto', 'review')),
	amount_minor bigint not null,
	currency text not null,
	body jsonb not null,
	primary key (merchant_id, id)
);
create index finding_of_store on finding (merchant_id, store_id, at);

-- What a person decided. Append-only: undo is a new decision.
create table decision (
	merchant_id text not null,
	id bigint generated always as identity,
	subject_kind text not null check (subject_kind in ('payment', 'finding', 'escalation')),
	subject_id text not null,
	act text not null,
	person_id text not null,
	note text,
	decided_at timestamptz not null,
	primary key (merchant_id, id)
);

create function refuse_change() returns trigger language plpgsql as $$ begin raise exception '% is append-only', tg_table_name; end $$;

create trigger decision_is_append_only before update or delete on decision for each row execute function refuse_change();
