import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { openChat, type Server, startServer } from "./server.ts";

// Numbers that card schemes publish for tests.
const NUMBERS = [
	"4111111111111111",
	"5555 5555 5555 4444",
	"3782-822463-10005",
	"４００００５６６５５６６５５５６",
	"4222222222222",
];
const BATCH_HEADER =
	"row_id,upload_id,merchant_id,terminal_id,batch_no,stan,rrn,auth_code,kind,tender,entry,amount,tip,currency,terminal_time,processed_at,status,card_last4,staff_id,order_id,note";
const batchRow = (number: string, index: number) =>
	`${index},u1,demo,counter-1,1,,,,sale,other,keyed,10.00,0.00,USD,2026-11-20T10:00:00Z,,approved,,,,card ${number}`;

test("card numbers sent in any way reach neither the database nor the log, and the sender is told", async () => {
	const server = await startServer();
	const operator = { token: server.operatorToken };
	const chat = await openChat(server);
	for (const number of NUMBERS) await chat.say(`the customer's card is ${number}, exp 12/29 cvv 123`);
	await chat.reply(({ text }) => text.includes("looked like a card number"));
	const choice = { id: randomUUID(), of: 1, choice: `rail:${NUMBERS[0]}:x` };
	await server.ask("POST", `${chat.path}/messages`, { token: chat.token, body: choice });

	const upload = (id: string, name: string, body: string) =>
		server.ask("POST", `${chat.path}/batches?id=${id}&name=${encodeURIComponent(name)}`, { token: chat.token, body });
	const good = [BATCH_HEADER, ...NUMBERS.map(batchRow)].join("\n");
	expect((await upload("upload-01", `${NUMBERS[0]}.csv`, `${good}\n`)).status).toBe(202);
	await chat.reply(({ text }) => text.includes(".csv is read"));
	expect((await upload("upload-02", `${NUMBERS[1]}.csv`, `dish,price\n${NUMBERS.join(",1\n")},1\n`)).status).toBe(202);
	await chat.reply(({ text }) => text.includes("was not taken"));

	await chat.say("person");
	const told = await chat.reply(({ text }) => /request \w{8} is/.test(text));
	const id = /request (\w{8}) is/.exec(told.text)?.[1] ?? "";
	await server.settle();
	for (const number of NUMBERS) {
		await chat.say(`still there? ${number}`);
		const body = { kind: "reply", id: randomUUID(), by: `Mara ${number}`, text: `try ${number}` };
		expect((await server.ask("POST", `/api/escalations/${id}/acts`, { ...operator, body })).status).toBe(202);
	}
	const note = { kind: "close", id: randomUUID(), by: "Mara", note: `done with ${NUMBERS[0]}` };
	await server.ask("POST", `/api/escalations/${id}/acts`, { ...operator, body: note });
	await server.ask("GET", `/p/${NUMBERS[0]}`);
	await server.ask("GET", `/api/escalations/${NUMBERS[0]}`, operator);
	await chat.reply(({ text }) => text.includes("closed your request"));
	await server.settle();

	const kept = `${await everything(server)}\n${server.logged.join("\n")}`;
	for (const last of ["1111", "4444", "0005", "５５５６", "2222"]) expect(kept).toMatch(new RegExp(`•-?\\s?${last}`));
	const digits = kept.normalize("NFKC").replaceAll(/[\s-]/g, "");
	for (const number of NUMBERS) expect(digits).not.toContain(number.normalize("NFKC").replaceAll(/[\s-]/g, ""));
	expect(kept).not.toMatch(/cvv 123|12\/29/);
});

/** Every row of every table, as text. */
async function everything({ database }: Server): Promise<string> {
	const tables = await database.query<{ name: string }>(
		"select quote_ident(table_name) as name from information_schema.tables where table_schema = 'public'",
	);
	expect(tables.length).toBeGreaterThan(15);
	const rows = await Promise.all(
		tables.map(({ name }) => database.query<{ row: string }>(`select t::text as row from ${name} t`)),
	);
	return rows.flatMap((list) => list.map(({ row }) => row)).join("\n");
}

test("where the phone has masked a number already, its sender is told all the same", async () => {
	const server = await startServer();
	const chat = await openChat(server);
	const body = { id: randomUUID(), text: "her card is ••••••••••••1111", masked: true };
	expect((await server.ask("POST", `${chat.path}/messages`, { token: chat.token, body })).status).toBe(202);
	await chat.reply(({ text }) => text.includes("looked like a card number"));
});
