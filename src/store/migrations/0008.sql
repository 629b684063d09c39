-- Since when a customer's bank has to confirm what they ordered at a provider; null for what is paid at once or not at all.
alter table payment add column at_bank_since timestamptz;

-- Money that a person ordered back through the rail that took it. The number is the provider's key against doing it twice;
-- one that was refused may be asked again under its own.
create table refund (
	merchant_id text not null,
	number text not null,
	payment_id text not null,
	amount_minor bigint not null check (amount_minor > 0),
	currency text not null,
	state text not null check (state in ('asked', 'pending', 'refunded', 'refused')),
	because text, -- why it was refused
	provider_id text,
	person_id text not null,
	asked_at timestamptz not null,
	primary key (merchant_id, number),
	foreign key (merchant_id, payment_id) references payment (merchant_id, id)
);
-- No payment is given back twice, whoever decides.
create unique index refund_once on refund (merchant_id, payment_id) where state <> 'refused';

-- A payment link of the shop's at Stripe, for any amount: it hangs at the till and works when we do not.
alter table store add column card_link text;

-- Who practised, where the platform says so, and what they found hard.
alter table drill add column person text;
alter table drill add column hard text check (hard in ('nothing', 'steps', 'scan', 'slow'));

-- Whether an amount is free, where a rail gives each sale of a store an amount of its own.
create index payment_of_amount on payment (merchant_id, amount_minor, created_at);
