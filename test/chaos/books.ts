/** What must be in the database after the fire is out. */

import { expect } from "vitest";
import { type Money, parseMoney, showMoney } from "../../src/fallback/money.ts";
import type { Queryable } from "../../src/store/database.ts";
import type { Cashier } from "./cashiers.ts";

type Line = { readonly seq: number; readonly direction: "in" | "out"; readonly text: string };

/** Everything was handled, and nothing was set aside or given up. */
export async function isQuiet(database: Queryable): Promise<boolean> {
	const [waiting] = await database.query<{ count: number }>(
		`select (select count(*) from inbox where handled_at is null) + (select count(*) from outbox where sent_at is null)
			+ (select count(*) from payment where state = 'claimed') as count`,
	);
	return waiting?.count === 0;
}

export async function expectBalanced(database: Queryable, cashiers: readonly Cashier[]): Promise<void> {
	expect(await database.query("select event_key, failure from inbox where failure is not null")).toEqual([]);
	expect(await database.query("select key, failure from outbox where failure is not null")).toEqual([]);
	expect(await database.query("select * from inbox where handled_at is null")).toEqual([]);

	for (const cashier of cashiers) await expectConversation(database, cashier);

	const pressed = cashiers.flatMap((cashier) => cashier.pressed.map((page) => page.replace("/p/", "")));
	const paid = await database.query<{ code: string }>("select code from payment where state = 'paid'");
	expect(paid.map(({ code }) => code).sort()).toEqual([...new Set(pressed)].sort());
	const twice = await database.query("select sale_id from payment group by merchant_id, sale_id having count(*) > 1");
	expect(twice).toEqual([]);
}

async function expectConversation(database: Queryable, { id, sent }: Cashier): Promise<void> {
	const lines = await database.query<Line>(
		"select seq, direction, body ->> 'text' as text from message where conversation_id = $1 order by seq",
		[id],
	);
	expect(lines.map(({ seq }) => seq)).toEqual(lines.map((_line, index) => index + 1));
	expect(lines.filter(({ direction }) => direction === "in").map(({ text }) => text)).toEqual(sent);

	// Each price is asked for once in the whole test, so each may be asked back, shown and paid once.
	const said = lines.filter(({ direction }) => direction === "out").map(({ text }) => text);
	for (const price of sent.filter((text) => text.startsWith("pay ")).map((text) => text.slice(4))) {
		const shown = showMoney(parseMoney(price, "USD") as Money, "en");
		const about = said.filter((text) => text.includes(shown));
		expect(
			about.filter((text) => text.includes("already tap")),
			price,
		).toHaveLength(1);
		expect(
			about.filter((text) => text.includes("Let the customer scan")),
			price,
		).toHaveLength(1);
		expect(about.filter((text) => text.includes("PAID.")).length, price).toBeLessThanOrEqual(1);
	}
	const sales = await database.query("select id from sale where asked_by = $1", [`conversation/${id}`]);
	expect(sales).toHaveLength(sent.filter((text) => text === "no").length);
}
