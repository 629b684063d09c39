import { randomUUID } from "node:crypto";
import { afterAll, expect, test } from "vitest";
import { startTestServer } from "./server.ts";

const server = await startTestServer();
afterAll(server.stop);

// Numbers that card schemes publish for tests.
const NUMBERS = ["4111111111111111", "5555 5555 5555 4444", "3782-822463-10005", "４０００００５６６５５５５６６５"];

test("card numbers sent in any way reach neither the database nor the log, and the sender is told", async () => {
	const operator = { token: server.operatorToken };
	const chat = await server.openChat();
	for (const number of NUMBERS) await server.say(chat, `the customer's card is ${number}, exp 12/29 cvv 123`);
	await server.hear(chat, /looked like a card number/);
	const choice = { id: randomUUID(), of: 1, choice: `rail:${NUMBERS[0]}:x` };
	await server.ask("POST", `/api/conversations/${chat.id}/messages`, { token: chat.token, body: choice });

	const batch = NUMBERS.map((number) => `r1,"paid with ${number}"`).join("\n");
	const upload = `/api/conversations/${chat.id}/batches?id=upload-01&name=${encodeURIComponent(`${NUMBERS[0]}.csv`)}`;
	expect((await server.ask("POST", upload, { token: chat.token, body: `row_id,note\n${batch}` })).status).toBe(202);
	await server.hear(chat, /was not taken/);

	await server.say(chat, "person");
	const told = await server.hear(chat, /request \w{8} is/);
	const id = /request (\w{8}) is/.exec(told.body.text)![1]!;
	for (const number of NUMBERS) {
		const body = { id: randomUUID(), by: `Mara ${number}`, text: `try ${number}` };
		expect((await server.ask("POST", `/api/escalations/${id}/answer`, { ...operator, body })).status).toBe(202);
	}
	const note = { id: randomUUID(), by: "Mara", note: `done with ${NUMBERS[0]}` };
	await server.ask("POST", `/api/escalations/${id}/close`, { ...operator, body: note });
	await server.ask("GET", `/p/${NUMBERS[0]}`);
	await server.hear(chat, /closed your request/);
	await server.settle();

	const kept = `${await everything()}\n${server.logged.join("\n")}`;
	expect(kept).toContain("••••");
	const digits = kept.normalize("NFKC").replaceAll(/[\s-]/g, "");
	for (const number of NUMBERS) expect(digits).not.toContain(number.normalize("NFKC").replaceAll(/[\s-]/g, ""));
	expect(kept).not.toMatch(/cvv 123|12\/29/);
});

/** Every row of every table, as text. */
async function everything(): Promise<string> {
	const tables = await server.database.query<{ name: string }>(
		"select quote_ident(table_name) as name from information_schema.tables where table_schema = 'public'",
	);
	expect(tables.length).toBeGreaterThan(15);
	const rows = await Promise.all(
		tables.map(({ name }) => server.database.query<{ row: string }>(`select t::text as row from ${name} t`)),
	);
	return rows.flatMap((list) => list.map(({ row }) => row)).join("\n");
}
