import { beforeAll, expect, test } from "vitest";
import { type Server, sentence, startServer } from "./server.ts";
import { bakery, type Shops, setUp } from "./shops.ts";

let server: Server;
let shops: Shops;
beforeAll(async () => {
	server = await startServer();
	shops = await setUp(server, [bakery()]);
});

const place = (code: string) => server.ask("GET", `/api/places/${code}`);
const codeOf = (id: string): string => shops.codes.get(id) ?? "";

test("a store's sticker names the store, a terminal's the terminal too, and neither asks who reads it", async () => {
	const store = {
		name: "bakery store",
		country: "DE",
		currency: "EUR",
		exponent: 2,
		locale: "en",
		timeZone: "Europe/Berlin",
		isDemo: false,
		hotline: "+49 30 5550100",
	};
	const merchant = { name: "bakery GmbH" };
	const code = codeOf("bakery-main");
	expect(JSON.parse((await place(code)).text)).toEqual({ code, merchant, store, terminal: null });
	const sticker = codeOf("bakery-2");
	const terminal = { tid: "60001235", vendor: "Verifone", model: "V400m" };
	expect(JSON.parse((await place(sticker)).text)).toEqual({ code: sticker, merchant, store, terminal });
});

test("every store and terminal has a code of its own that nobody can guess, and keeps it", async () => {
	const codes = [...shops.codes.values()];
	expect(new Set(codes).size).toBe(3);
	for (const code of codes) expect(code).toMatch(/^[1-9A-HJ-NP-Za-km-z]{12}$/);
	expect((await setUp(server, [bakery()])).codes).toEqual(shops.codes);
});

test("a terminal from before there were stickers for terminals gets its code at the next setup", async () => {
	const before = codeOf("bakery-1");
	await server.database.query("update terminal set code = null where id = 'bakery-1'");
	await server.database.query("delete from address where code = $1", [before]);
	const { codes } = await setUp(server, [bakery()]);
	expect(codes.get("bakery-1")).toMatch(/^\w{12}$/);
	expect(JSON.parse((await place(codes.get("bakery-1") ?? "")).text).terminal.tid).toBe("60001234");
});

test("a code that is nobody's, or a pay page's, is no place", async () => {
	await server.database.query(
		"insert into address (code, merchant_id, kind, target_id) values ('PayPageCode1', 'bakery', 'payment', 'x')",
	);
	for (const code of ["unknownCode1", "PayPageCode1", "bakery-main", "%00", "x".repeat(5_000), "'; drop table store"]) {
		const answer = await place(code);
		expect(answer.status, code).toBe(404);
		expect(sentence(answer)).toContain("nothing at this address");
	}
});

test("the sticker of a terminal opens the store's chat, which knows the terminal", async () => {
	const open = async (body: object) =>
		JSON.parse((await server.ask("POST", "/api/conversations", { body })).text).id as string;
	const byTerminal = await open({ store: codeOf("bakery-2"), locale: "en", platform: "web" });
	const byStore = await open({ store: codeOf("bakery-main") });
	const rows = await server.database.query(
		`select id, store_id, terminal_id from conversation where merchant_id = 'bakery' order by created_at`,
	);
	expect(rows).toEqual([
		{ id: byTerminal, store_id: "bakery-main", terminal_id: "bakery-2" },
		{ id: byStore, store_id: "bakery-main", terminal_id: null },
	]);
	const [event] = await server.database.query("select payload from inbox where event_key = $1", [
		`opened ${byTerminal}`,
	]);
	expect(event).toMatchObject({ payload: { kind: "opened", storeId: "bakery-main", terminalId: "bakery-2" } });
});

test("the setup says where its stickers lead", () => {
	expect(shops.publicUrl).toMatch(/^http:\/\/[\d.]+:\d+$/);
});
