/** What the runtime needs of one kind of actor; `kinds.ts` says which kinds there are. */

import type { Alarm, Decided, Moment } from "../actor.ts";
import type { Queryable } from "../store/database.ts";

/** An order for the world. `kind` says who carries it out, `to` within that whom it is for: what must stay in order has both alike. */
export type Effect = { readonly kind: string; readonly to: string };

export type Kind<State, Event, Context, Write> = {
	/** Reads what a decision may know beside state and event: the shop, the playbooks. */
	load(tx: Queryable, merchantId: string, state: State | null, events: readonly Event[]): Promise<Context>;
	decide(
		state: State | null,
		event: Event | Alarm,
		moment: Moment,
		context: Context,
	): Decided<State | null, Write, Effect>;
	/** Writes rows of the tables this kind owns, in this order. */
	write(tx: Queryable, merchantId: string, writes: readonly Write[]): Promise<void>;
};

/** A kind with its types closed over: the runtime hands it JSON and gets JSON back. */
export type BoundKind = (
	tx: Queryable,
	merchantId: string,
	state: unknown,
	events: readonly unknown[],
	moment: () => Moment,
) => Promise<{ readonly state: unknown; readonly effects: readonly Effect[]; readonly wakeAtMs: number | null }>;

/** Decides what waits in a mailbox, and then looks at the alarm, within the turn's transaction. */
export function bindKind<State, Event, Context, Write>(kind: Kind<State, Event, Context, Write>): BoundKind {
	return async (tx, merchantId, stored, mail, moment) => {
		// What is in the database was put there by this kind's own decisions and by receivers that checked it.
		let state = stored as State | null;
		const events = mail as readonly Event[];
		const context = await kind.load(tx, merchantId, state, events);
		const effects: Effect[] = [];
		const writes: Write[] = [];
		let wakeAtMs: number | null = null;
		for (const event of [...events, { kind: "alarm" } as const]) {
			const decided = kind.decide(state, event, moment(), context);
			writes.push(...decided.writes);
			effects.push(...decided.effects);
			({ state, wakeAtMs } = decided);
		}
		if (writes.length > 0) await kind.write(tx, merchantId, writes);
		return { state, effects, wakeAtMs };
	};
}
