/** Outbox: effects are carried out in the order of their lane, at least once, each under its key. */

import type { Address } from "../actor.ts";
import { DeliveryError } from "../errors.ts";
import type { Database, Queryable } from "../store/database.ts";
import type { Effect } from "./kind.ts";
import { type Claim, renew } from "./lease.ts";
import { isEdit, isSeen, markTried, readWaiting, tick, tickOutdated, unmarkTried, type Waiting } from "./outbox.ts";
import { receive } from "./receive.ts";

const RETRY_MS = 1_000;
const RETRY_LIMIT_MS = 60_000;
/** Twice before a lease runs out. */
const RENEW_MS = 20_000;
/** A carrier that fails for a reason of its own, a bug that is, gets this many tries. */
const BUG_TRIES_LIMIT = 5;

/** What came of an effect: an event for the actor that wanted it, and rows that are written together with it. */
export type Outcome = {
	readonly event?: object;
	write?(tx: Queryable): Promise<void>;
};

/** Carries one effect out in the world. May be called again with the same `key` after a crash: `isRepeat` says that it may be done. */
export type Carrier = (merchantId: string, effect: Effect, key: string, isRepeat: boolean) => Promise<Outcome>;

export type DeliverTools = {
	readonly database: Database;
	/** By the effect's kind; `mail` is the runtime's own. */
	readonly carriers: ReadonlyMap<string, Carrier>;
	readonly nowMs: () => number;
	readonly failed: (claim: Claim, error: unknown, next: "again" | "given up") => void;
	/** How often the lease of a lane is renewed while a carrier works. */
	readonly renewMs?: number;
};

/** Delivers what waits on one claimed lane, in order, until it is empty or something fails. Gives how many went out. */
export async function deliverLane(tools: DeliverTools, claim: Claim): Promise<number> {
	const read = await readWaiting(tools.database, claim);
	const isOutdated = read.some(isEdit) && (await tickOutdated(tools.database, claim));
	const waiting = isOutdated ? await readWaiting(tools.database, claim) : read;
	for (const [index, effect] of waiting.entries()) {
		// Slow carriers may outlast a lease: what follows must not go out beside another worker's.
		if (index > 0 && !(await renew(tools.database, "lane", claim))) return index;
		// Failures are counted for the effect at the head: one that follows a success begins anew.
		const again = await kept(tools, claim, () => deliver(tools, claim, effect, index === 0));
		if (again === null) continue;
		await releaseLane(tools, claim, again);
		return index;
	}
	await releaseLane(tools, claim, { atMs: tools.nowMs(), attempts: 0 });
	return waiting.length;
}

/** While a slow carrier works, no other worker shall take its lane. */
async function kept<T>(
	{ database, renewMs = RENEW_MS }: DeliverTools,
	claim: Claim,
	work: () => Promise<T>,
): Promise<T> {
	// What fails here is seen when the work is done: the effect is ticked off once, whoever did it.
	const beat = setInterval(() => void renew(database, "lane", claim).catch(() => {}), renewMs);
	try {
		return await work();
	} finally {
		clearInterval(beat);
	}
}

type Again = { readonly atMs: number; readonly attempts: number };

/** Null when the effect is done with; else when to try it again. */
async function deliver(tools: DeliverTools, claim: Claim, effect: Waiting, isHead: boolean): Promise<Again | null> {
	try {
		if (effect.payload.kind === "mail") await post(tools, claim, effect);
		else await carryOut(tools, claim, effect);
		return null;
	} catch (error) {
		const failures = isHead ? await laneAttempts(tools.database, claim) : 0;
		return afterFailure(tools, claim, effect, error, failures + 1);
	}
}

/** Mail stays in the database: posted and ticked off in one transaction. */
function post(tools: DeliverTools, { merchantId }: Claim, { id, key, payload }: Waiting): Promise<void> {
	return tools.database.transaction(async (tx) => {
		if (!(await tick(tx, merchantId, id, null))) return;
		const envelope = { merchantId, to: payload.to as Address, key: `mail ${key}`, event: payload.event ?? {} };
		await receive(tx, envelope, tools.nowMs());
	});
}

async function carryOut(tools: DeliverTools, { merchantId }: Claim, effect: Waiting): Promise<void> {
	const carrier = tools.carriers.get(effect.payload.kind);
	if (carrier === undefined) throw new Error(`nobody carries out ${effect.payload.kind}`);
	const isRepeat = isSeen(effect) && !(await markTried(tools.database, merchantId, effect.id));
	const outcome = await carrier(merchantId, effect.payload, effect.key, isRepeat).catch(async (error: unknown) => {
		// Of this try it is certain that it did not go out. Of a repeated one that says nothing: an earlier one may have.
		const isCertain = error instanceof DeliveryError && error.code === "rate-limited";
		if (isSeen(effect) && isCertain && !isRepeat) await unmarkTried(tools.database, merchantId, effect.id);
		throw error;
	});
	if (outcome.event === undefined && outcome.write === undefined) {
		await tick(tools.database, merchantId, effect.id, null);
		return;
	}
	await tools.database.transaction(async (tx) => {
		if (!(await tick(tx, merchantId, effect.id, null))) return;
		await outcome.write?.(tx);
		if (outcome.event === undefined) return;
		const envelope = { merchantId, to: effect.actor_id, key: `done ${effect.key}`, event: outcome.event };
		await receive(tx, envelope, tools.nowMs());
	});
}

async function afterFailure(
	tools: DeliverTools,
	claim: Claim,
	effect: Waiting,
	error: unknown,
	attempts: number,
): Promise<Again | null> {
	const waitMs = waitAfter(error, attempts);
	tools.failed(claim, error, waitMs === null ? "given up" : "again");
	if (waitMs !== null) return { atMs: tools.nowMs() + waitMs, attempts };
	const failure = error instanceof DeliveryError ? error.code : "failed";
	await tools.database.transaction(async (tx) => {
		if (!(await tick(tx, claim.merchantId, effect.id, failure))) return;
		const { kind, to, subject, thread } = effect.payload;
		const because = error instanceof DeliveryError && error.isClosed ? "closed" : failure;
		const given = { kind: "not-delivered", effect: kind, to, because };
		const event = { ...given, ...(subject === undefined ? {} : { subject }), ...(thread ? { thread } : {}) };
		const envelope = { merchantId: claim.merchantId, to: effect.actor_id, key: `done ${effect.key}`, event };
		await receive(tx, envelope, tools.nowMs());
	});
	return null;
}

/** How long to wait before the next try; null when there is none. */
function waitAfter(error: unknown, attempts: number): number | null {
	const backOffMs = Math.min(RETRY_MS * 2 ** (attempts - 1), RETRY_LIMIT_MS);
	if (!(error instanceof DeliveryError)) return attempts < BUG_TRIES_LIMIT ? backOffMs : null;
	switch (error.code) {
		case "rate-limited":
			return Math.max(error.retryAfterMs || 0, RETRY_MS); // a platform may forget to say how long
		case "unreachable":
			return backOffMs;
		case "rejected":
			return null;
	}
}

async function laneAttempts(database: Database, { merchantId, id }: Claim): Promise<number> {
	const [lane] = await database.query<{ attempts: number }>(
		"select attempts from lane where merchant_id = $1 and id = $2",
		[merchantId, id],
	);
	return lane?.attempts ?? 0;
}

/** An empty lane is removed; one with more to do is due again. The row is locked first, as in a turn and for the same reason. */
async function releaseLane(tools: DeliverTools, { merchantId, id, lease }: Claim, again: Again): Promise<void> {
	await tools.database.transaction(async (tx) => {
		const mine = await tx.query(
			"select 1 from lane where merchant_id = $1 and id = $2 and lease = $3::uuid for update",
			[merchantId, id, lease],
		);
		if (mine.length === 0) return;
		const due = new Date(again.atMs).toISOString();
		const [left] = await tx.query(
			`update lane set lease = null, leased_until = null, attempts = $4,
				due_at = case when $4 > 0 then $3::timestamptz else least(due_at, $3::timestamptz) end
			where merchant_id = $1 and id = $2
				and exists (select from outbox where merchant_id = $1 and lane_id = $2 and sent_at is null)
			returning 1`,
			[merchantId, id, due, again.attempts],
		);
		if (left === undefined) await tx.query("delete from lane where merchant_id = $1 and id = $2", [merchantId, id]);
	});
}
