/** A small shop for tests of the runtime: one kind of actor that writes down what it hears, and a clock the test sets. */

import { randomBytes } from "node:crypto";
import type { ActorKind, Address } from "../../src/actor.ts";
import type { Log } from "../../src/log.ts";
import type { Carrier } from "../../src/runtime/deliver.ts";
import { deliverLane } from "../../src/runtime/deliver.ts";
import { type BoundKind, bindKind, type Effect, type Kind } from "../../src/runtime/kind.ts";
import { actorKinds } from "../../src/runtime/kinds.ts";
import { type Claim, claim } from "../../src/runtime/lease.ts";
import { receive } from "../../src/runtime/receive.ts";
import { failTurn, takeTurn } from "../../src/runtime/turn.ts";
import type { WorkerTools } from "../../src/runtime/worker.ts";
import type { Database } from "../../src/store/database.ts";

export const MERCHANT = "bean-and-leaf";
export const NOON_MS = Date.UTC(2026, 10, 23, 12);
const CLAIMS_AT_ONCE = 8;
const ROUNDS_LIMIT = 500;

type Till = { readonly heard: readonly string[]; readonly dueAtMs: number | null; readonly isBroken: boolean };

export type TillEvent =
	| { readonly kind: "note"; readonly text: string }
	| { readonly kind: "order"; readonly effects: readonly object[] }
	| { readonly kind: "remind"; readonly atMs: number }
	/** Cannot be handled. */
	| { readonly kind: "poison"; readonly text: string }
	/** From now on the till cannot even hear an apology. */
	| { readonly kind: "break" }
	| { readonly kind: "set-aside" }
	| { readonly kind: "posted" }
	| { readonly kind: "not-delivered"; readonly because: string };

/** What happens while a turn is under way, after its mailbox was read. */
export type MeanWhile = () => Promise<void>;

const till = (meanWhile: MeanWhile): Kind<Till, TillEvent, null, never> => ({
	load: async () => {
		await meanWhile();
		return null;
	},
	decide: (state, event, { nowMs }) => {
		const before = state ?? { heard: [], dueAtMs: null, isBroken: false };
		const after = (more: Partial<Till>, heard: string[], effects: readonly object[] = []) => {
			const next = { ...before, ...more, heard: [...before.heard, ...heard] };
			return { state: next, writes: [], effects: effects as readonly Effect[], wakeAtMs: next.dueAtMs };
		};
		switch (event.kind) {
			case "note":
				return after({}, [event.text]);
			case "order":
				return after({}, ["order"], event.effects);
			case "remind":
				return after({ dueAtMs: event.atMs }, ["remind"]);
			case "poison":
				throw new TypeError(event.text);
			case "break":
				return after({ isBroken: true }, ["break"]);
			case "set-aside":
				if (before.isBroken) throw new TypeError("cannot even apologise");
				return after({}, ["set-aside"]);
			case "posted":
				return after({}, ["posted"]);
			case "not-delivered":
				return after({}, [`not-delivered ${event.because}`]);
			case "alarm": {
				const isDue = before.dueAtMs !== null && before.dueAtMs <= nowMs;
				return isDue ? after({ dueAtMs: null }, ["alarm"]) : after({}, []);
			}
		}
	},
	write: async () => {},
});

export type Floor = {
	readonly database: Database;
	readonly clock: { nowMs: number };
	readonly tools: WorkerTools;
	readonly logged: { readonly what: string; readonly facts: object }[];
	/** Sends one event to a till; the key is new unless given. */
	tell(id: string, event: TillEvent, key?: string): Promise<boolean>;
	/** Takes every turn and delivers every lane that is due at the clock's time, until nothing is. */
	settle(): Promise<void>;
	/** Sets the clock forward step by step, and settles after each. */
	pass(steps: number, stepMs: number): Promise<void>;
	claimOne(table: "actor" | "lane"): Promise<Claim>;
	heard(id: string): Promise<readonly string[]>;
};

export const tillAddress = (id: string): Address => `conversation/${id}`;

type Odd = {
	readonly carry?: Carrier;
	readonly meanWhile?: MeanWhile;
	/** Of other kinds of effects. */
	readonly others?: ReadonlyMap<string, Carrier>;
};

/** A shop floor on a fresh database. `carry` carries out effects of the kind `send`. */
export function openFloor(
	database: Database,
	{ carry = async () => ({}), meanWhile = async () => {}, others = new Map() }: Odd = {},
): Floor {
	const clock = { nowMs: NOON_MS };
	const logged: { what: string; facts: object }[] = [];
	const note = (facts: object, what: string) => void logged.push({ what, facts });
	const log: Log = { info: note, warn: note, error: note };
	const real = actorKinds({ publicUrl: "http://127.0.0.1", playbooks: [], nowMs: () => clock.nowMs });
	const tools: WorkerTools = {
		database,
		log,
		kinds: new Map<ActorKind, BoundKind>([...real, ["conversation", bindKind(till(meanWhile))]]),
		// Of an escalation that opens here nothing is shown.
		carriers: new Map<string, Carrier>([["send", carry], ["support", async () => ({})], ...others]),
		nowMs: () => clock.nowMs,
		moment: () => ({ nowMs: clock.nowMs, seed: randomBytes(16).toString("hex") }),
	};
	const settle = () => settleAll(tools);
	return {
		database,
		clock,
		tools,
		logged,
		tell: (id, event, key = randomBytes(8).toString("hex")) =>
			receive(database, { merchantId: MERCHANT, to: tillAddress(id), key, event }, clock.nowMs),
		settle,
		pass: async (steps, stepMs) => {
			for (let step = 0; step < steps; step++) {
				clock.nowMs += stepMs;
				await settle();
			}
		},
		claimOne: async (table) => {
			const [one] = await claim(database, table, 1, clock.nowMs);
			if (one === undefined) throw new Error(`no ${table} is due`);
			return one;
		},
		heard: async (id) => {
			const [actor] = await database.query<{ state: Till | null }>("select state from actor where id = $1", [
				tillAddress(id),
			]);
			return actor?.state?.heard ?? [];
		},
	};
}

/** What the worker's loop does, without its timers. */
async function settleAll(tools: WorkerTools): Promise<void> {
	const delivering = { ...tools, failed: () => {} };
	for (let round = 0; round < ROUNDS_LIMIT; round++) {
		const actors = await claim(tools.database, "actor", CLAIMS_AT_ONCE, tools.nowMs());
		for (const actor of actors) {
			await takeTurn(tools, actor).catch((error: Error) => failTurn(tools, actor, error.name));
		}
		const lanes = await claim(tools.database, "lane", CLAIMS_AT_ONCE, tools.nowMs());
		for (const lane of lanes) await deliverLane(delivering, lane);
		if (actors.length + lanes.length === 0) return;
	}
	throw new Error("the shop never comes to rest");
}

export const pause = (ms: number): Promise<void> => new Promise((wake) => setTimeout(wake, ms));

/** A promise to wait for, and the hand that opens it. */
export function gate(): { readonly passed: Promise<void>; open(): void } {
	let open = () => {};
	const passed = new Promise<void>((resolve) => {
		open = resolve;
	});
	return { passed, open };
}
