-- A sticker names a terminal too; people have a PIN and may unlock a shared phone for a while.

-- opens the store's chat for this terminal; 12 random base-58 characters
alter table terminal add column code text;
alter table address drop constraint address_kind_check;
alter table address add constraint address_kind_check check (kind in ('store', 'terminal', 'payment'));
-- the one whose sticker opened it
alter table conversation add column terminal_id text;

-- scrypt with a salt of its own; null: no PIN
alter table person add column pin_hash text;

create table pin_failure (
	merchant_id text not null,
	id bigint generated always as identity,
	at timestamptz not null default now(),
	primary key (merchant_id, id)
);
create index pin_failure_at on pin_failure (merchant_id, at);

-- A PIN opens one conversation for its person for some minutes.
create table unlock (
	merchant_id text not null,
	token_hash text not null, -- sha-256, hexadecimal
	conversation_id text not null,
	person_id text not null,
	expires_at timestamptz not null,
	primary key (merchant_id, token_hash)
);

-- A payment at a provider: its object there, and the address the customer pays at.

alter table payment add column provider_id text;
alter table payment add column provider_url text;
-- a webhook comes with the provider's id alone
create index payment_of_provider on payment (provider_id) where provider_id is not null;

-- Decisions on findings, and outages that are closed.

alter table decision drop constraint decision_subject_kind_check;
alter table decision add constraint decision_subject_kind_check check (subject_kind in ('payment', 'finding', 'escalation', 'outage'));
alter table decision add column store_id text;
-- of a link that a person made
alter table decision add column payment_id text;
-- likewise, as the report names it
alter table decision add column row_name text;
create index decision_of_store on decision (merchant_id, store_id, subject_kind);

alter table link drop constraint link_decision_check;
alter table link add constraint link_decision_check check (decision in ('auto', 'review', 'person'));

alter table outage add column closed_at timestamptz;
-- the person
alter table outage add column closed_by text;
