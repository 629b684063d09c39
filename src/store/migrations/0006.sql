-- The support desk: an escalation with its owner, its timers and its timeline; where its card stands; files that go both ways.

alter table escalation drop constraint escalation_state_check;
alter table escalation add constraint escalation_state_check check (state in ('open', 'claimed', 'resolved', 'closed'));
alter table escalation add column store_id text;
alter table escalation add column severity text not null default 'normal' check (severity in ('urgent', 'normal', 'low'));
alter table escalation add column cause text;
create index escalation_open on escalation (opened_at) where state <> 'closed';

-- What the support desk's platform calls the card and the lines of its thread, so that they can be edited there.
create table support_post (
	merchant_id text not null,
	escalation_id text not null,
	name text not null, -- `card`, or what the line is called by us
	posted text not null, -- by the platform
	primary key (merchant_id, escalation_id, name),
	foreign key (merchant_id, escalation_id) references escalation (merchant_id, id)
);

alter table address drop constraint address_kind_check;
alter table address add constraint address_kind_check
	check (kind in ('store', 'terminal', 'payment', 'thread', 'audience', 'pairing', 'support'));

-- What a merchant and an agent sent one another; forgotten after 90 days.
create table file (
	merchant_id text not null,
	id text not null,
	conversation_id text not null,
	name text not null,
	type text not null,
	bytes bytea not null,
	at timestamptz not null default now(),
	primary key (merchant_id, id),
	foreign key (merchant_id, conversation_id) references conversation (merchant_id, id)
);
create index file_old on file (at);
