/** What a run has left in the database, with what differs from run to run by nature named after its order of appearance. */

import type { Database } from "../../src/store/database.ts";

export type Trace = {
	/** By table; a row is its JSON. */
	readonly tables: Readonly<Record<string, readonly string[]>>;
	/** The bot's lines with all that goes with them: in the platform's conversation, then after the welcome in a manager's. */
	readonly said: readonly string[];
	/** What the QR codes said. */
	readonly payloads: readonly string[];
};

type Row = Readonly<Record<string, unknown>>;

/** Names that are drawn, in the order in which they came to be; what a row holds of them is compared by that order. */
const NAMED: readonly (readonly [word: string, query: string])[] = [
	["conversation", "select id as name from conversation order by (platform <> $1), created_at"],
	["ref", "select ref as name from sale order by created_at"],
	["sale", "select id as name from sale order by created_at"],
	["payment", "select id as name from payment order by created_at, attempt"],
	["code", "select code as name from payment order by created_at, attempt"],
	["outage", "select id as name from outage order by started_at"],
	["escalation", "select id as name from escalation order by opened_at"],
	["batch", "select id as name from batch order by uploaded_at"],
	["upload", "select distinct split_part(row_id, '/', 1) as name from batch_row order by 1"],
	["link", "select id as name from link order by at, body::text"],
	["finding", "select id as name from finding order by class, amount_minor"],
	["sticker", "select code as name from store order by code"],
];

const TABLES: readonly (readonly [table: string, query: string])[] = [
	["sale", "select * from sale order by created_at"],
	["payment", "select * from payment order by created_at, attempt"],
	["outage", "select * from outage order by started_at"],
	["escalation", "select * from escalation order by opened_at"],
	["batch", "select * from batch order by uploaded_at"],
	["batch_row", "select * from batch_row order by batch_id, position"],
	["link", "select * from link order by at, body::text"],
	["finding", "select * from finding order by class, amount_minor"],
	["decision", "select * from decision order by id"],
];

/** A file's digest covers the references in it, and its text is forgotten once it is read. */
const LEFT_OUT: ReadonlySet<string> = new Set(["sha256", "content"]);

export async function readTrace(database: Database, platform: string, payloads: readonly string[]): Promise<Trace> {
	const named: (readonly [name: string, word: string])[] = [];
	for (const [word, query] of NAMED) {
		const given = query.includes("$1") ? [platform] : [];
		const found = await database.query<{ readonly name: string }>(query, given);
		named.push(...found.map(({ name }, index) => [name, `‹${word} ${index + 1}›`] as const));
	}
	const comparable = (value: unknown) => compared(JSON.stringify(value, unlessLeftOut), named);
	const tables: Record<string, readonly string[]> = {};
	for (const [table, query] of TABLES) tables[table] = (await database.query<Row>(query)).map(comparable);
	const lines = await database.query<{ readonly body: Row; readonly isFirst: boolean; readonly isOwn: boolean }>(
		`select body, c.platform = $1 and c.created_at = min(c.created_at) over (partition by c.platform) as "isOwn",
			seq = 1 as "isFirst"
		from message m join conversation c on c.merchant_id = m.merchant_id and c.id = m.conversation_id
		where m.direction = 'out' order by (c.platform <> $1), c.created_at, m.seq`,
		[platform],
	);
	const told = lines.filter(({ isFirst, isOwn }) => isOwn || !isFirst);
	return { tables, said: told.map(({ body }) => comparable(body)), payloads: payloads.map(comparable) };
}

const unlessLeftOut = (name: string, value: unknown): unknown => (LEFT_OUT.has(name) ? undefined : value);

const FOLLOWING: readonly (readonly [RegExp, string])[] = [
	[/RF\d\d(?=‹ref)/g, "RF‹check›"],
	[/\b\d{4}-\d\d-\d\dT[\d:.]+Z/g, "‹time›"],
	[/\b1[5-9]\d{11}\b/g, "‹ms›"],
	[/\b\d{4}-\d\d-\d\d \d\d:\d\d\b/g, "‹minute›"],
	[/"proof":"\d{4}"/g, `"proof":"‹proof›"`],
	[/(Proof |核对码 |Clave )\d{4}/g, "$1‹proof›"],
];

function compared(json: string, named: readonly (readonly [name: string, word: string])[]): string {
	let text = json;
	// The longest first: an escalation's short name may be the beginning of something else.
	for (const [name, word] of named.toSorted(([a], [b]) => b.length - a.length))
		if (name.length > 2) text = text.replaceAll(name, word);
	for (const [value, word] of FOLLOWING) text = text.replaceAll(value, word);
	return text;
}
