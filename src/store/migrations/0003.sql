-- Chat platforms: where a conversation is there, what the platform calls what was said, and which audiences belong to a store.

alter table address drop constraint address_kind_check;
alter table address add constraint address_kind_check
	check (kind in ('store', 'terminal', 'payment', 'thread', 'audience', 'pairing'));

-- The platform's own name of the thread; null on the web and in a shell, where the reader comes to us.
alter table conversation add column thread text;

-- What a platform calls a reply, so that it can be edited there.
create table sent (
	merchant_id text not null,
	conversation_id text not null,
	seq int not null,
	name text not null,
	primary key (merchant_id, conversation_id, seq)
);

-- A channel, a server or a person of a platform that belongs to a store.
create table audience (
	merchant_id text not null,
	name text not null, -- platform:id, as in address
	store_id text not null,
	linked_by text not null, -- the person whose code it was
	linked_at timestamptz not null,
	primary key (merchant_id, name),
	foreign key (merchant_id, store_id) references store (merchant_id, id)
);

-- A code that a manager hands out: whoever sends it links where they are to the store.
create table pairing (
	merchant_id text not null,
	code_hash text not null, -- sha-256, hexadecimal
	store_id text not null,
	person_id text not null,
	expires_at timestamptz not null,
	primary key (merchant_id, code_hash)
);

-- Why a file was not taken, in every language.
alter table batch add column refused jsonb;

-- Whoever writes from where no store is linked yet: they can talk, and take no payment.
insert into merchant (id, name) values ('unlinked', 'Not linked yet');
insert into store (merchant_id, id, code, name, country, currency, time_zone, locale)
	values ('unlinked', 'unlinked', '-', 'Not linked yet', 'ZZ', 'XXX', 'UTC', 'en');
