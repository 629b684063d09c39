/** A turn: what waits in one actor's mailbox is decided and written in one transaction, or not at all. */

import { type ActorKind, isActorKind, type Moment } from "../actor.ts";
import { escalationId } from "../helpdesk/escalation.ts";
import { asJson, type Database, type Queryable } from "../store/database.ts";
import type { BoundKind, Effect } from "./kind.ts";
import type { Claim } from "./lease.ts";

const MAILBOX_LIMIT = 20;
// After this many turns that failed on one event it is set aside and shown to a person.
const TRIES_LIMIT = 5;
const RETRY_MS = 100;
const RETRY_DOUBLINGS_LIMIT = 10;

export type TurnTools = {
	readonly database: Database;
	readonly kinds: ReadonlyMap<ActorKind, BoundKind>;
	/** Time and chance for one event. */
	readonly moment: () => Moment;
};

type Actor = { readonly state: unknown; readonly attempts: number };
type Mail = { readonly id: number; readonly payload: unknown };

/** Takes one turn of a claimed actor. Throws what the decision or the database threw; `failTurn` then says what next. */
export async function takeTurn(tools: TurnTools, claim: Claim): Promise<number> {
	return tools.database.transaction(async (tx) => {
		// Locked before the mailbox is read: a message that commits in between would lose its wake-up.
		const actor = await lockActor(tx, claim);
		if (actor === null) return 0; // the lease ran out, and another worker has this actor now
		// After a failure one event at a time, so that the one that cannot be handled shows itself.
		const limit = actor.attempts > 0 ? 1 : MAILBOX_LIMIT;
		const mailbox = await readInbox(tx, claim, limit);
		const events = mailbox.map((mail) => mail.payload);
		const kind = kindOf(tools, claim.id);
		const { state, effects, wakeAtMs } = await kind(tx, claim.merchantId, actor.state, events, tools.moment);

		const { nowMs, seed } = tools.moment();
		await writeOutbox(tx, claim, effects, seed, nowMs);
		if (mailbox.length > 0) await markHandled(tx, claim, mailbox);
		await release(tx, claim, state, mailbox.length === limit ? nowMs : wakeAtMs);
		return mailbox.length;
	});
}

function kindOf(tools: TurnTools, actorId: string): BoundKind {
	const name = actorId.slice(0, actorId.indexOf("/"));
	const kind = isActorKind(name) ? tools.kinds.get(name) : undefined;
	if (kind === undefined) throw new Error(`no kind of actor is called ${name}`);
	return kind;
}

async function lockActor(tx: Queryable, { merchantId, id, lease }: Claim): Promise<Actor | null> {
	const [actor] = await tx.query<Actor>(
		"select state, attempts from actor where merchant_id = $1 and id = $2 and lease = $3::uuid for update",
		[merchantId, id, lease],
	);
	return actor ?? null;
}

function readInbox(tx: Queryable, { merchantId, id }: Claim, limit: number): Promise<readonly Mail[]> {
	return tx.query<Mail>(
		"select id, payload from inbox where merchant_id = $1 and actor_id = $2 and handled_at is null order by id limit $3",
		[merchantId, id, limit],
	);
}

async function writeOutbox(
	tx: Queryable,
	{ merchantId, id }: Claim,
	effects: readonly Effect[],
	seed: string,
	nowMs: number,
): Promise<void> {
	if (effects.length === 0) return;
	const rows = effects.map((effect, index) => ({
		lane: laneOf(id, effect),
		key: `${seed}.${index}`,
		payload: effect,
	}));
	// Lanes in one order everywhere, so that two turns never wait for each other.
	// One whose head has failed keeps its time: more to say must not hurry a platform that asked to wait.
	await tx.query(
		`with effect as (
			select * from rows from (jsonb_to_recordset($3::jsonb) as (lane text, key text, payload jsonb))
				with ordinality as e (lane, key, payload, place)
		), woken as (
			insert into lane (merchant_id, id, due_at)
			select distinct $1, lane, $4::timestamptz from effect order by lane
			on conflict (merchant_id, id) do update set
				due_at = case when lane.attempts > 0 then lane.due_at else least(lane.due_at, excluded.due_at) end
		)
		insert into outbox (merchant_id, lane_id, actor_id, key, payload)
		select $1, lane, $2, key, payload from effect order by place`,
		[merchantId, id, asJson(rows), new Date(nowMs).toISOString()],
	);
}

// Mail keeps its order between two actors; everything else within its kind and receiver.
const laneOf = (actorId: string, { kind, to }: Effect): string =>
	kind === "mail" ? `mail ${actorId} ${to}` : `${kind} ${to}`;

async function markHandled(tx: Queryable, { merchantId }: Claim, mailbox: readonly Mail[]): Promise<void> {
	await tx.query(
		`update inbox set handled_at = now()
		where merchant_id = $1 and id in (select value::bigint from jsonb_array_elements_text($2::jsonb))`,
		[merchantId, asJson(mailbox.map((mail) => mail.id))],
	);
}

async function release(tx: Queryable, claim: Claim, state: unknown, wakeAtMs: number | null): Promise<void> {
	await tx.query(
		`update actor set state = $3::jsonb, wake_at = $4::timestamptz, lease = null, leased_until = null, attempts = 0
		where merchant_id = $1 and id = $2`,
		[claim.merchantId, claim.id, asJson(state), wakeAtMs === null ? null : new Date(wakeAtMs).toISOString()],
	);
}

/** What a failed turn leads to. `attempts` in a row; `setAside` when the event was given up. */
export type Failed = { readonly attempts: number; readonly setAside: boolean };

/**
 * Books a failed turn. It is tried again, ever more slowly; at the fifth failure a person is told and the event that
 * cannot be handled is set aside, so that the rest goes on. `reason` names the error and holds no text of a person.
 */
export function failTurn(tools: TurnTools, claim: Claim, reason: string): Promise<Failed> {
	return tools.database.transaction(async (tx) => {
		const actor = await lockActor(tx, claim);
		if (actor === null) return { attempts: 0, setAside: false };
		const attempts = actor.attempts + 1;
		const setAside = attempts >= TRIES_LIMIT && (await setHeadAside(tx, tools, claim, reason, attempts));
		const { nowMs } = tools.moment();
		const againMs = setAside ? nowMs : nowMs + RETRY_MS * 2 ** Math.min(attempts, RETRY_DOUBLINGS_LIMIT);
		await tx.query(
			`update actor set lease = null, leased_until = null, attempts = $3, wake_at = $4::timestamptz
			where merchant_id = $1 and id = $2`,
			[claim.merchantId, claim.id, setAside ? 0 : attempts, new Date(againMs).toISOString()],
		);
		return { attempts, setAside };
	});
}

/** False when the mailbox is empty: then it is the alarm that fails. It cannot be set aside, and a person is told once. */
async function setHeadAside(
	tx: Queryable,
	tools: TurnTools,
	claim: Claim,
	reason: string,
	attempts: number,
): Promise<boolean> {
	const [event] = await readInbox(tx, claim, 1);
	if (event === undefined && attempts > TRIES_LIMIT) return false;
	const { nowMs, seed } = tools.moment();
	const isApology = (event?.payload as { readonly kind?: unknown } | null | undefined)?.kind === "set-aside";
	const told: (Effect & { readonly event: object })[] = [];
	// An escalation that cannot even be opened is left to the log: one more would fail alike, without end.
	const isEscalation = claim.id.startsWith("escalation/");
	if (!isEscalation || (event !== undefined && !isApology)) {
		const id = escalationId(seed);
		const shown = { kind: "set-aside", id, actor: claim.id, reason };
		told.push({ kind: "mail", to: `escalation/${id}`, event: shown });
	}
	if (event !== undefined) {
		await tx.query("update inbox set handled_at = now(), failure = $3 where merchant_id = $1 and id = $2", [
			claim.merchantId,
			event.id,
			reason,
		]);
		// The actor hears of it, but not of an apology that failed too: that would never end. An escalation has nobody to tell.
		if (!isApology && !isEscalation) told.push({ kind: "mail", to: claim.id, event: { kind: "set-aside" } });
	}
	await writeOutbox(tx, claim, told, seed, nowMs);
	return event !== undefined;
}
