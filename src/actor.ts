/** CORE. The words every durable actor shares: what comes in, what a decision gives back. All of it survives JSON. */

/** The kinds of life the program keeps. */
const ACTOR_KINDS = ["conversation", "sale", "escalation", "batch", "books"] as const;
export type ActorKind = (typeof ACTOR_KINDS)[number];

export const isActorKind = (name: string): name is ActorKind => ACTOR_KINDS.some((kind) => kind === name);

/** Names one actor within its merchant: `sale/3fK…`. */
export type Address = `${ActorKind}/${string}`;

/** What a decision may know beside state and event: time and chance come in as arguments, so that it stays pure. */
export type Moment = {
	/** Milliseconds since 1970-01-01 UTC, of the runtime's clock. */
	readonly nowMs: number;
	/** 32 random hexadecimal digits, new for every event: ids, references and codes are drawn from it. */
	readonly seed: string;
};

/** May ring early, or twice: the deadline in the state is the truth, the alarm only a reason to look. */
export type Alarm = { readonly kind: "alarm" };

/** A word to another actor of the same merchant; it becomes an event in that actor's mailbox. */
export type Mail<Event> = { readonly kind: "mail"; readonly to: Address; readonly event: Event };

/** What a decision gives back; nothing of it has happened yet. */
export type Decided<State, Write, Effect> = {
	readonly state: State;
	/** Rows of the tables this actor owns, written in the turn's transaction. */
	readonly writes: readonly Write[];
	/** What to do in the world, at least once, after the turn is committed. */
	readonly effects: readonly Effect[];
	/** When to look again at the latest, or null. Every turn says it anew. */
	readonly wakeAtMs: number | null;
};
