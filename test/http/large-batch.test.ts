import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { hearLine, NOTHING_SAID } from "../../web/chat/talk.ts";
import { largeBatch } from "../runtime/large-batch.ts";
import { hastyOutside, openChat, startServer } from "./server.ts";

test("while a large batch is read the web chat shows one line about it, which becomes the outcome", async () => {
	const server = await startServer({}, hastyOutside());
	const chat = await openChat(server);
	const body = largeBatch(5_000, Date.now()).replaceAll(",EUR,", ",USD,");
	const taken = await server.ask("POST", `${chat.path}/batches?id=${randomUUID()}&name=year.csv`, {
		token: chat.token,
		body,
	});
	expect(taken.status).toBe(202);
	await chat.reply(({ text }) => text.includes("year.csv is read"));
	await server.settle();
	const [last] = await server.database.query<{ seq: number }>("select max(seq) as seq from message");
	const lines = await chat.stream(last?.seq ?? 0);
	const about = lines.filter(
		({ direction, body }) => direction === "out" && "text" in body && /year\.csv/.test(body.text),
	);
	const first = about[0]?.seq ?? 0;

	const before = lines.filter(({ seq }) => seq <= first).reduce(hearLine, NOTHING_SAID);
	expect(before.items.at(-1)).toMatchObject({ seq: first, text: expect.stringMatching(/^Reading year\.csv: \d+ %\./) });
	const after = lines.reduce(hearLine, NOTHING_SAID);
	expect(after.items).toHaveLength(before.items.length);
	expect(after.items.at(-1)).toMatchObject({
		seq: first,
		text: expect.stringContaining("year.csv is read."),
		choices: expect.arrayContaining([expect.objectContaining({ id: "review" })]),
	});
});
