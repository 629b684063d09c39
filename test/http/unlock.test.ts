import { beforeAll, expect, test } from "vitest";
import { type Answer, type Chat, type Server, sentence, startServer } from "./server.ts";
import { bakery, florist, openBakery, openFlorist, PINS, type Shops, setUp } from "./shops.ts";

let server: Server;
let shops: Shops;
let chat: Chat;
beforeAll(async () => {
	server = await startServer();
	shops = await setUp(server, [bakery(), florist()]);
	chat = await openBakery(server);
});

const unlock = (pin: unknown, { path, token }: Chat = chat): Promise<Answer> =>
	server.ask("POST", `${path}/unlock`, { token, body: { pin } });
const whoAmI = (person: string | undefined, { path, token }: Chat = chat): Promise<Answer> =>
	server.ask("GET", `${path}/person`, {
		token,
		headers: person === undefined ? {} : { "x-standin-person": person },
	});
const forgetTries = () => server.database.query("delete from pin_failure");
const tokenOf = async (pin: string, at: Chat = chat): Promise<string> => {
	const answer = await unlock(pin, at);
	if (answer.status !== 200) throw new Error(answer.text);
	return JSON.parse(answer.text).token;
};

test("a manager's PIN lets them decide in this conversation for a quarter of an hour", async () => {
	const before = Date.now();
	const { status, text } = await unlock(PINS.mara);
	expect(status).toBe(200);
	const { token, person, endsAtMs } = JSON.parse(text);
	expect(person).toEqual({ name: "Mara Manager", role: "manager" });
	expect(endsAtMs - before).toBeGreaterThan(14 * 60_000);
	expect(endsAtMs - before).toBeLessThan(16 * 60_000);
	expect(await whoAmI(token)).toMatchObject({ status: 200, text: '{"name":"Mara Manager","role":"manager"}' });

	await server.database.query("update unlock set expires_at = now() where person_id = 'mara'");
	expect((await whoAmI(token)).status).toBe(401);
});

test("a personal link says who it is; a cashier's, another shop's and nobody's are refused in the same words", async () => {
	expect(JSON.parse((await whoAmI(shops.tokens.get("finn"))).text)).toEqual({ name: "Finn Finance", role: "finance" });
	const strangers = [
		undefined,
		"",
		"unknown-unknown-unknown",
		shops.tokens.get("carl"),
		shops.tokens.get("olga"),
		chat.token,
		server.operatorToken,
		PINS.mara,
	];
	const answers = await Promise.all(strangers.map((person) => whoAmI(person)));
	for (const { status } of answers) expect(status).toBe(401);
	expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
});

test("what a PIN opened holds in its own conversation only, and never at another merchant", async () => {
	const token = await tokenOf(PINS.mara);
	expect((await whoAmI(token, await openBakery(server))).status).toBe(401);
	expect((await whoAmI(token, await openFlorist(server))).status).toBe(401);
});

test("a PIN alone opens nothing: the conversation's own token must come along", async () => {
	const { path } = chat;
	const other = await openBakery(server);
	for (const token of [null, other.token, shops.tokens.get("mara") ?? ""]) {
		const answer = await server.ask("POST", `${path}/unlock`, { token, body: { pin: PINS.mara } });
		expect(answer.status).toBe(401);
	}
});

test("what cannot be a PIN is not understood, and is no try", async () => {
	await forgetTries();
	for (const pin of ["", "12345", "1234567890123", "48291x", "４８２９１３", 482913, null, ["482913"]]) {
		const answer = await unlock(pin);
		expect(answer.status, String(pin)).toBe(400);
		expect(sentence(answer)).toContain("(pin: ");
		expect(answer.text).not.toContain("482913");
	}
	expect(await server.database.query("select 1 from pin_failure")).toEqual([]);
});

test("after five wrong tries a merchant's PINs rest for a quarter of an hour, the right one too, other shops' do not", async () => {
	await forgetTries();
	const flowers = await openFlorist(server);
	// Another shop's PIN is as wrong as any; all at once, so that none slips through uncounted.
	const wrong = await Promise.all(
		["111111", "222222", PINS.other, "333333", "444444", "555555", "666666"].map((pin) => unlock(pin)),
	);
	expect(wrong.map(({ status }) => status).sort()).toEqual([403, 403, 403, 403, 403, 429, 429]);
	expect(new Set(wrong.filter(({ status }) => status === 403).map(({ text }) => text)).size).toBe(1);
	const late = await unlock(PINS.mara);
	expect(late.status).toBe(429);
	const seconds = Number(late.headers.get("retry-after"));
	expect(seconds).toBeGreaterThan(14 * 60);
	expect(seconds).toBeLessThanOrEqual(15 * 60);
	expect(sentence(late)).toBe("Too many wrong PINs; wait 15 min, or open your personal link.");
	expect((await unlock(PINS.mara, await openBakery(server))).status).toBe(429);
	expect((await unlock(PINS.other, flowers)).status).toBe(200);
	expect((await whoAmI(shops.tokens.get("mara"))).status).toBe(200);

	await server.database.query("update pin_failure set at = now() - interval '16 minutes'");
	expect((await unlock(PINS.mara)).status).toBe(200);
});

test("right PINs are no wrong tries", async () => {
	await forgetTries();
	for (let times = 0; times < 6; times++) expect((await unlock(PINS.finn)).status).toBe(200);
	expect(await server.database.query("select 1 from pin_failure")).toEqual([]);
});

test("a PIN that is gone from the setup, or changed, opens nothing more, and what it had opened is closed", async () => {
	await forgetTries();
	const mara = { id: "mara", name: "Mara Manager", role: "manager" };
	const [token, finns] = [await tokenOf(PINS.mara), await tokenOf(PINS.finn)];
	await setUp(server, [
		bakery([
			{ ...mara, pin: "604417" },
			{ id: "finn", name: "Finn", role: "finance", pin: PINS.finn },
		]),
	]);
	expect((await whoAmI(token)).status).toBe(401);
	expect((await whoAmI(finns)).status).toBe(200); // his has not changed
	expect((await unlock(PINS.mara)).status).toBe(403);
	expect((await unlock("604417")).status).toBe(200);

	await setUp(server, [bakery([mara])]);
	expect((await unlock("604417")).status).toBe(403);
	expect((await unlock(PINS.finn)).status).toBe(403);
	expect((await whoAmI(finns)).status).toBe(401);
	expect((await whoAmI(shops.tokens.get("finn"))).status).toBe(401); // he is not on the list any more
	expect((await whoAmI(shops.tokens.get("mara"))).status).toBe(200);
	await setUp(server, [bakery()]);
});

test("a manager who becomes a cashier decides nothing any more", async () => {
	await forgetTries();
	const token = await tokenOf(PINS.mara);
	await server.database.query("update person set role = 'cashier' where id = 'mara'");
	expect((await whoAmI(token)).status).toBe(401);
	expect((await whoAmI(shops.tokens.get("mara"))).status).toBe(401);
	expect((await unlock(PINS.mara)).status).toBe(403);
	await server.database.query("update person set role = 'manager' where id = 'mara'");
});

test("no PIN and no token is kept as it is, and the log has none of them", async () => {
	await forgetTries();
	const token = await tokenOf(PINS.mara);
	await unlock("135791246");
	await whoAmI(token);
	await server.settle();
	const tables = await server.database.query<{ name: string }>(
		"select quote_ident(table_name) as name from information_schema.tables where table_schema = 'public'",
	);
	const rows = await Promise.all(
		tables.map(({ name }) => server.database.query<{ row: string }>(`select t::text as row from ${name} t`)),
	);
	const kept = [...rows.flat().map(({ row }) => row), ...server.logged].join("\n");
	const secrets = [
		token,
		chat.token,
		server.operatorToken,
		...Object.values(PINS),
		"135791246",
		...shops.tokens.values(),
	];
	for (const secret of secrets) expect(kept).not.toContain(secret);
	expect(kept).toContain("scrypt$");
});
