/** PORT. What the program needs of a PostgreSQL; `pglite.ts` and `postgres.ts` give it. One SQL dialect for both. */

export type Queryable = {
	/**
	 * Runs one statement. Parameters are strings, numbers, booleans, null or Uint8Array; JSON goes in as text and is
	 * cast in the statement (`$1::jsonb`), so that both drivers bind it alike. `bigint` comes back as a number,
	 * `timestamptz` as a Date, `jsonb` parsed.
	 */
	query<Row = unknown>(sql: string, parameters?: readonly Parameter[]): Promise<readonly Row[]>;
};

export type Parameter = string | number | boolean | null | Uint8Array;

export type Database = Queryable & {
	/** All of `work` is committed, or nothing. What it throws comes out unchanged. */
	transaction<T>(work: (tx: Queryable) => Promise<T>): Promise<T>;
	/** Hears `pg_notify(channel, payload)` of every process on this database; what is said while the line is broken is lost. */
	listen(channel: string, heard: (payload: string) => void): Promise<void>;
	close(): Promise<void>;
};

/**
 * JSON that `jsonb` takes, of whatever people typed: it refuses NULs, and halves of an emoji that a limit cut in two,
 * and one such character would make an event that can never be handled. They become U+FFFD.
 */
export const asJson = (value: unknown): string =>
	JSON.stringify(value, (_field, part: unknown) =>
		typeof part === "string" ? part.replaceAll("\u0000", "\ufffd").replaceAll(/\p{Cs}/gu, "\ufffd") : part,
	);

/** PostgreSQL's largest integers do not fit a number; ours (minor units, counters) must. */
export function safeInteger(digits: string): number {
	const value = Number(digits);
	if (!Number.isSafeInteger(value)) throw new RangeError(`bigint out of range: ${digits}`);
	return value;
}
