import { afterEach, beforeAll, expect, test } from "vitest";
import { type Answer, type Chat, openChat, type Server, sentence, startServer } from "./server.ts";

let server: Server;
let chat: Chat;
beforeAll(async () => {
	server = await startServer();
	chat = await openChat(server);
});

/** None of it is a fault of ours. */
afterEach(() => {
	expect(server.logged.filter((line) => line.includes("failed"))).toEqual([]);
});

const send = (body: object | string | Uint8Array<ArrayBuffer>): Promise<Answer> =>
	server.ask("POST", `${chat.path}/messages`, { token: chat.token, body });
const place = async (): Promise<number> =>
	JSON.parse((await server.ask("GET", chat.path, { token: chat.token })).text).seq;

test("what is no message is refused with one sentence, and the conversation does not hear of it", async () => {
	const before = await place();
	const refused: readonly (readonly [number, object | string | Uint8Array<ArrayBuffer>])[] = [
		[400, ""],
		[400, "{no json"],
		[400, "null"],
		[400, "[]"],
		[400, '"pay 45"'],
		[400, "[".repeat(30_000)],
		[400, new Uint8Array([0x22, 0xff, 0xfe, 0x22])],
		[400, { text: "pay 45" }],
		[400, { id: "short", text: "pay 45" }],
		[400, { id: "message-0001" }],
		[400, { id: "message-0001", text: "   " }],
		[400, { id: "message-0001", text: "\u0000" }],
		[400, { id: "message-0001", text: 45 }],
		[400, { id: "message-0001", text: "pay 45", admin: true }],
		[400, { id: "message-0001", of: 0, choice: "pay" }],
		[400, { id: "message-0001", of: 1, choice: "x".repeat(101) }],
		[400, { id: "message-0001", text: "x".repeat(4_001) }],
		[413, { id: "message-0001", text: "x".repeat(10_000_000) }],
	];
	for (const [status, body] of refused) {
		const answer = await send(body);
		expect(answer.status, JSON.stringify(body).slice(0, 60)).toBe(status);
		expect(sentence(answer)).toMatch(/^[A-Z].*othing was taken\.$/);
	}
	expect(sentence(await send("x".repeat(100_000)))).toBe("That is too large; 64 kB is the most. Nothing was taken.");
	expect(await place()).toBe(before);
});

test("half an emoji and a NUL do not cost the merchant the message", async () => {
	const half = "\ud83d";
	expect((await send({ id: "message-cut1", text: `sales ${half}` })).status).toBe(202);
	expect((await send({ id: "message-cut2", text: "sa\u0000les" })).status).toBe(202);
	expect((await send({ id: "message-cut3", of: 1, choice: `pay${half}` })).status).toBe(202);
	const heard = (await chat.stream(await settledPlace())).flatMap((line) =>
		line.direction === "in" && line.body.kind === "message" ? [line.body.text] : [],
	);
	expect(heard).toEqual(["sales", "sales"]);
});

test("a choice that no reply ever offered is answered with where we are", async () => {
	for (const [index, choice] of ["nothing", "__proto__", "constructor", "pay:__proto__", "cancel:x"].entries()) {
		const before = await settledPlace();
		expect((await send({ id: `odd-choice-${index}`, of: 1, choice })).status).toBe(202);
		const lines = await chat.stream(before + 2, `?after=${before}`);
		expect(lines.map(({ direction }) => direction)).toEqual(["in", "out"]);
	}
	expect((await send({ id: "odd-choice-of", of: 999_999, choice: "pay" })).status).toBe(202);
});

test("the same message sent again is stored once", async () => {
	const first = await send({ id: "message-again", text: "sales" });
	const again = await send({ id: "message-again", text: "sales" });
	expect([first, again].map(({ text }) => JSON.parse(text))).toEqual([
		{ stored: true, again: false },
		{ stored: true, again: true },
	]);
});

test("a file that is no batch is refused with one sentence before anybody hears of it", async () => {
	const before = await settledPlace();
	const upload = (body: string | Uint8Array<ArrayBuffer>, id = "upload-0001") =>
		server.ask("POST", `${chat.path}/batches?id=${id}&name=batch.csv`, { token: chat.token, body });
	expect(sentence(await upload(new Uint8Array([0x89, 0x50, 0xff, 0xfe])))).toContain("not a text file in UTF-8");
	expect(sentence(await upload("a,b\n\u00001,2\n"))).toContain("not a text file in UTF-8");
	expect(sentence(await upload(""))).toContain("not a text file in UTF-8");
	for (const id of ["", "short", "with%20blank", "x".repeat(65)]) {
		expect(sentence(await upload("a,b\n1,2\n", id))).toContain("(id: 8 to 64 letters, digits");
	}
	const huge = await upload("x".repeat(10 * 1024 * 1024 + 1));
	expect(huge.status).toBe(413);
	expect(sentence(huge)).toBe("That is too large; 10 MB is the most. Nothing was taken.");
	expect(await settledPlace()).toBe(before);
});

test("an upload is taken once, and its name cannot break a line or leave its folder", async () => {
	const name = encodeURIComponent("../../etc/\u0007a\nb.csv");
	const path = `${chat.path}/batches?id=upload-0002&name=${name}`;
	const first = await server.ask("POST", path, { token: chat.token, body: "dish,price\nsoup,4\n" });
	const again = await server.ask("POST", path, { token: chat.token, body: "dish,price\nsoup,4\n" });
	expect([first, again].map(({ text }) => JSON.parse(text).again)).toEqual([false, true]);
	const { text } = await chat.reply((reply) => reply.text.includes("was not taken"));
	expect(text).toMatch(/^ab\.csv was not taken/);
});

test("a file name whose emoji is cut in two at the limit is taken", async () => {
	const name = encodeURIComponent(`${"x".repeat(119)}😀.csv`);
	const path = `${chat.path}/batches?id=upload-0003&name=${name}`;
	expect((await server.ask("POST", path, { token: chat.token, body: "dish,price\nbread,5\n" })).status).toBe(202);
});

test("an address that cannot be anything of ours is not found, and no fault", async () => {
	const token = server.operatorToken;
	for (const [method, path] of [
		["GET", "/nothing"],
		["GET", "/api/conversations/%00"],
		["GET", "/api/escalations/%00"],
		["GET", "/api/escalations/zzzz"],
		["POST", "/api/sales/%00/confirm"],
		["POST", "/api/sales/unknownCode1/confirm"],
		["GET", "/p/%00"],
		["POST", "/p/unknownCode1"],
		["PUT", "/api/setup"],
	] as const) {
		expect((await server.ask(method, path, { token })).status, path).toBe(404);
	}
	expect(sentence(await server.ask("GET", "/api/escalations/zzzz", { token }))).toContain("“zzzz”");
});

test("a setup with a fault names its place and changes nothing", async () => {
	const token = server.operatorToken;
	const shop = { id: "corner", name: "Corner\u0000 Shop", country: "IE", currency: "XXQ", time_zone: "Europe/Dublin" };
	const setup = (currency: string) => ({
		merchants: [{ id: "corner", name: "Corner", stores: [{ ...shop, currency }] }],
	});
	const wrong = await server.ask("POST", "/api/setup", { token, body: setup("XXQ") });
	expect(wrong.status).toBe(400);
	expect(sentence(wrong)).toContain("merchants.0.stores.0.currency");
	const missing = await server.ask("POST", "/api/conversations", { token, body: { store: "corner" } });
	expect(sentence(missing)).not.toContain("corner/corner");
	const right = await server.ask("POST", "/api/setup", { token, body: setup("EUR") });
	expect(JSON.parse(right.text).stores).toMatchObject([{ id: "corner", name: "Corner Shop" }]);
});

/** The place of the last line, once nothing more is said. */
async function settledPlace(): Promise<number> {
	for (let seen = -1; ; ) {
		const now = await place();
		if (now === seen) return now;
		seen = now;
		await new Promise((wake) => setTimeout(wake, 400));
	}
}
