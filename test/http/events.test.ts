import { beforeAll, expect, test } from "vitest";
import { type Chat, openChat, type Server, startServer } from "./server.ts";

let server: Server;
let chat: Chat;
beforeAll(async () => {
	server = await startServer();
	chat = await openChat(server);
});

test("a phone that loses its connection again and again misses nothing and is told nothing twice", async () => {
	const texts = Array.from({ length: 12 }, (_none, index) => `sales please, number ${index}`);
	const speaking = (async () => {
		for (const text of texts) await chat.say(text);
	})();
	const places: number[] = [];
	const all = 1 + 2 * texts.length; // the welcome, each message and its answer
	while (places.length < all) {
		const after = places.at(-1) ?? 0;
		// The connection breaks after three lines, wherever they end.
		const lines = await chat.stream(Math.min(after + 3, all), "", after);
		places.push(...lines.map(({ seq }) => seq));
	}
	await speaking;
	expect(places).toEqual(Array.from({ length: all }, (_none, index) => index + 1));
	const heard = (await chat.stream(all)).flatMap((line) =>
		line.direction === "in" && line.body.kind === "message" ? [line.body.text] : [],
	);
	expect(heard).toEqual(texts);
});

test("an open stream hears what is said while it listens", async () => {
	const own = await openChat(server);
	const listening = own.stream(3);
	await own.say("pay 45");
	expect((await listening).map(({ seq, direction }) => [seq, direction])).toEqual([
		[1, "out"],
		[2, "in"],
		[3, "out"],
	]);
});

test("the stream's own header goes before the place in the address, and nonsense begins at the beginning", async () => {
	const [line] = await chat.stream(4, "?after=1", 3);
	expect(line?.seq).toBe(4);
	const [second] = await chat.stream(2, "?after=1");
	expect(second?.seq).toBe(2);
	for (const after of ["-1", "x", "99999999999999", "1e3", ""]) {
		const [first] = await chat.stream(1, `?after=${encodeURIComponent(after)}`);
		expect(first?.seq, after).toBe(1);
	}
});

test("a long conversation comes whole, over the limit of one reading", async () => {
	const long = await openChat(server);
	const texts = Array.from({ length: 110 }, (_none, index) => `sales ${index}`);
	for (const text of texts) await long.say(text);
	await server.settle();
	const lines = await long.stream(1 + 2 * texts.length);
	expect(lines.map(({ seq }) => seq)).toEqual(lines.map((_line, index) => index + 1));
	expect(lines.filter(({ direction }) => direction === "in")).toHaveLength(texts.length);
});
