import { afterAll, expect, test } from "vitest";
import { startTestServer } from "./server.ts";

const server = await startTestServer();
afterAll(server.stop);

test("a stream that broke goes on after the last line it gave: nothing lost, nothing twice", async () => {
	const chat = await server.openChat();
	for (let turn = 0; turn < 5; turn++) {
		await server.say(chat, `pay ${turn + 1}.00`);
		await server.settle();
	}
	const places: number[] = [];
	for (let stream = 0; places.length < 11; stream++) {
		const lines = await server.listen(chat, (all) => all.length > stream, places.at(-1) ?? 0);
		places.push(...lines.slice(0, stream + 1).map(({ seq }) => seq));
	}
	expect(places).toEqual(Array.from({ length: places.length }, (_, index) => index + 1));
});

test("an open stream hears what is said while it listens", async () => {
	const chat = await server.openChat();
	const listening = server.listen(chat, (lines) => lines.length >= 3);
	await server.say(chat, "pay 45");
	expect((await listening).map(({ seq, direction }) => [seq, direction])).toEqual([
		[1, "out"],
		[2, "in"],
		[3, "out"],
	]);
});
