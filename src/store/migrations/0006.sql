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

-- Ids come alone, from a shell or a button.
create index escalation_by_id on escalation (id);
-- The support desk asks which stores sell on fallback now, whoever's they are.
create index outage_going_on on outage (started_at) where restored_at is null and closed_at is null;
create index sale_newest on sale (created_at);

-- Requests from before the support desk, in the middle of whatever they are.

create function upgraded_card(card jsonb, merchant text, conversation text) returns jsonb language sql stable as $$
	select case when jsonb_typeof(card) = 'object' then (card - 'openSales') || jsonb_build_object(
		'playbook', null, 'lastWords', null, 'exposure', null,
		'steps', (select coalesce(jsonb_agg(case when step ->> 'answer' = '(not answered)'
			then step || '{"answer": null}' else step end order by place), '[]')
			from jsonb_array_elements(card -> 'steps') with ordinality as s (step, place)),
		'rails', (select coalesce(jsonb_agg(r.id order by r.position), '[]') from rail r where r.merchant_id = merchant),
		'hotline', (select s.hotline from conversation c join store s on s.merchant_id = c.merchant_id and s.id = c.store_id
			where c.merchant_id = merchant and c.id = conversation)
	) end
$$;

-- Whoever has it is reminded anew, and whoever nobody has is called for anew, from now on.
create function upgraded_escalation(old jsonb, merchant text) returns jsonb language sql stable as $$
	select jsonb_build_object(
		'id', old -> 'id', 'conversation', old -> 'conversation', 'state', old -> 'state', 'severity', 'normal',
		'storeId', (select c.store_id from conversation c
			where c.merchant_id = merchant and 'conversation/' || c.id = old ->> 'conversation'),
		'owner', case when old ->> 'claimedBy' is not null
			then jsonb_build_object('id', 'api:' || lower(old ->> 'claimedBy'), 'name', old -> 'claimedBy') end,
		'openedAtMs', old -> 'openedAtMs', 'closedAtMs', old -> 'closedAtMs',
		'firstReplyAtMs', (select min((line ->> 'atMs')::bigint) from jsonb_array_elements(old -> 'log') as l (line)
			where line ->> 'from' = 'agent' and not (old ->> 'state' = 'closed' and line ->> 'text' ~ '^closed(: |$)')),
		'restoredAtMs', null, 'resolution', null, 'snoozedUntilMs', null, 'linkedTo', null,
		'card', upgraded_card(old -> 'card', merchant, substr(old ->> 'conversation', 14)),
		'sales', null, 'translation', null, 'isPosted', false,
		'chain', case old ->> 'state' when 'open' then jsonb_build_object(
			'tier', 0, 'reminders', 0, 'rounds', 0, 'dueAtMs', floor(extract(epoch from now()) * 1000)::bigint,
			'isCalled', false) end,
		'claim', case old ->> 'state' when 'claimed' then jsonb_build_object(
			'sinceMs', floor(extract(epoch from now()) * 1000)::bigint, 'isReminded', false) end,
		'timeline', jsonb_build_array(jsonb_build_object('kind', 'opened', 'atMs', old -> 'openedAtMs', 'by', null,
				'text', coalesce(old -> 'card' -> 'reason', '""')))
			|| (select coalesce(jsonb_agg(jsonb_build_object('atMs', line -> 'atMs', 'by', line -> 'by', 'text', line -> 'text',
				'kind', case
					when line ->> 'from' = 'merchant' then 'merchant-wrote'
					when line ->> 'from' = 'program' and old ->> 'conversation' is null then 'set-aside'
					when line ->> 'from' = 'program' then 'noted'
					when old ->> 'state' = 'closed' and line ->> 'text' ~ '^closed(: |$)' then 'closed'
					else 'replied'
				end) order by place), '[]')
				from jsonb_array_elements(old -> 'log') with ordinality as l (line, place))
	)
$$;

update escalation set card = upgraded_escalation(card, merchant_id) where card ? 'log';
update escalation set store_id = card ->> 'storeId', cause = card -> 'card' ->> 'cause';
update actor set state = upgraded_escalation(state, merchant_id),
	wake_at = case when state ->> 'state' = 'closed' then wake_at else least(wake_at, now()) end
	where starts_with(id, 'escalation/') and state ? 'log';

-- What was on its way to one, or to its merchant.
create function upgraded_request(event jsonb, merchant text, key text) returns jsonb language sql stable as $$
	select case event ->> 'kind'
		when 'open' then event || jsonb_build_object(
			'card', upgraded_card(event -> 'card', merchant, substr(event ->> 'conversation', 14)),
			'storeId', (select c.store_id from conversation c
				where c.merchant_id = merchant and 'conversation/' || c.id = event ->> 'conversation'))
		when 'merchant-wrote' then event || '{"name": null}'
		when 'answer' then jsonb_build_object('kind', 'act',
			'by', jsonb_build_object('id', 'api:' || lower(event ->> 'by'), 'name', event -> 'by'),
			'act', jsonb_build_object('kind', 'reply', 'name', key, 'text', event -> 'text', 'file', null))
		when 'close' then jsonb_build_object('kind', 'act',
			'by', jsonb_build_object('id', 'api:' || lower(event ->> 'by'), 'name', event -> 'by'),
			'act', jsonb_build_object('kind', 'close', 'note', event -> 'note'))
		else event
	end
$$;
create function upgraded_notice(event jsonb, key text) returns jsonb language sql immutable as $$
	select case event ->> 'did'
		when 'answered' then event || jsonb_build_object('name', key, 'file', null)
		when 'closed' then (event - 'text') || jsonb_build_object('note', event -> 'text')
		else event - 'text'
	end
$$;

update inbox set payload = upgraded_request(payload, merchant_id, event_key)
	where handled_at is null and starts_with(actor_id, 'escalation/');
update inbox set payload = upgraded_notice(payload, event_key)
	where handled_at is null and payload ->> 'kind' = 'escalation' and payload ? 'text';
update outbox set payload = payload || jsonb_build_object('event', upgraded_request(payload -> 'event', merchant_id, key))
	where sent_at is null and payload ->> 'kind' = 'mail' and starts_with(payload ->> 'to', 'escalation/');
update outbox set payload = payload || jsonb_build_object('event', upgraded_notice(payload -> 'event', key))
	where sent_at is null and payload ->> 'kind' = 'mail' and payload -> 'event' ->> 'kind' = 'escalation'
		and payload -> 'event' ? 'text';

drop function upgraded_notice(jsonb, text);
drop function upgraded_request(jsonb, text, text);
drop function upgraded_escalation(jsonb, text);
drop function upgraded_card(jsonb, text, text);
