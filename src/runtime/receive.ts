/** Inbox: an event is a row before anybody hears that it arrived. */

import type { Address } from "../actor.ts";
import { maskCardNumbers } from "../card-data.ts";
import { asJson, type Queryable } from "../store/database.ts";

export type Envelope = {
	readonly merchantId: string;
	readonly to: Address;
	/** Names the event for ever: the same key is the same event, however often it comes. At most 200 characters. */
	readonly key: string;
	/** JSON. */
	readonly event: object;
};

// The inbox row depends on the actor's: events of one actor are numbered in the order of their commits, because each
// waits for the actor's row. Waking never overwrites an earlier alarm.
const RECEIVE = `
	with awake as (
		insert into actor (merchant_id, id, wake_at) values ($1, $2, $5::timestamptz)
		on conflict (merchant_id, id) do update set wake_at = least(actor.wake_at, excluded.wake_at)
		returning id
	)
	insert into inbox (merchant_id, actor_id, event_key, payload)
	select $1, id, $3, $4::jsonb from awake
	on conflict (merchant_id, event_key) do nothing
	returning id`;

/** Stores one event and wakes its actor. False when an event of this key is there already. */
export async function receive(database: Queryable, envelope: Envelope, nowMs: number): Promise<boolean> {
	const { merchantId, to, key, event } = envelope;
	const at = new Date(nowMs).toISOString();
	return (await database.query(RECEIVE, [merchantId, to, key, asJson(event), at])).length > 0;
}

/**
 * As `receive`, for what a person wrote: card numbers in any text of the event are masked before it is stored, and the
 * event says so in `masked`, so that its sender can be told.
 */
export function receiveFromOutside(database: Queryable, envelope: Envelope, nowMs: number): Promise<boolean> {
	let masked = false;
	const event = JSON.parse(JSON.stringify(envelope.event), (_field, value: unknown) => {
		if (typeof value !== "string") return value;
		const checked = maskCardNumbers(value);
		masked ||= checked.masked;
		return checked.text;
	});
	return receive(database, { ...envelope, event: masked ? { ...event, masked } : event }, nowMs);
}
