import { describe, expect, test } from "vitest";
import type { Database } from "../../src/store/database.ts";
import { readEscalation } from "../../src/store/escalation.ts";
import { migrate } from "../../src/store/migrate.ts";
import { DATABASES } from "../support/databases.ts";

const OLD = 5;
const AT = Date.UTC(2026, 10, 23, 18);
const MERCHANT = "bakery";

const oldCard = {
	reason: "The merchant asked for a person.",
	merchant: "Bäckerei Beispiel",
	store: "Am Markt",
	terminals: ["Verifone V200c, TID 12345678, acquirer unknown"],
	cause: "network",
	language: "es",
	sinceMs: AT - 60_000,
	steps: [
		{ question: "Is the cable in?", answer: "Yes" },
		{ question: "Is the lamp on?", answer: "(not answered)" },
	],
	openSales: ["K7M2QX"],
	isPractice: false,
};
const line = (from: string, by: string | null, text: string, minute: number) => ({
	from,
	by,
	text,
	atMs: AT + minute * 60_000,
});
const request = (id: string, state: string, claimedBy: string | null, log: readonly object[], more: object = {}) => ({
	id,
	conversation: "conversation/chat1",
	state,
	claimedBy,
	openedAtMs: AT,
	closedAtMs: state === "closed" ? AT + 600_000 : null,
	card: oldCard,
	log,
	...more,
});

/** A database of the program before this one, with requests in the middle of everything. */
async function oldShop(fresh: (upTo?: number) => Promise<Database>): Promise<Database> {
	const database = await fresh(OLD);
	await database.query(`insert into merchant (id, name) values ('${MERCHANT}', 'Bäckerei')`);
	await database.query(
		`insert into store (merchant_id, id, code, name, country, currency, time_zone, locale, hotline)
		values ('${MERCHANT}', 'markt', 'c0de', 'Am Markt', 'DE', 'EUR', 'Europe/Berlin', 'de', '+49 30 0000000')`,
	);
	await database.query(
		`insert into rail (merchant_id, id, position, scheme, settings) values ('${MERCHANT}', 'bank', 1, 'epc', '{}')`,
	);
	await database.query(
		`insert into conversation (merchant_id, id, store_id, platform, token_hash) values ('${MERCHANT}', 'chat1', 'markt', 'web', 'x')`,
	);
	return database;
}

async function keep(database: Database, old: ReturnType<typeof request>): Promise<void> {
	const state = JSON.stringify(old);
	await database.query(
		`insert into escalation (merchant_id, id, conversation_id, state, card, opened_at, claimed_by)
		values ($1, $2, $3, $4, $5::jsonb, $6::timestamptz, $7)`,
		[MERCHANT, old.id, old.conversation, old.state, state, new Date(AT).toISOString(), old.claimedBy],
	);
	await database.query("insert into actor (merchant_id, id, state) values ($1, $2, $3::jsonb)", [
		MERCHANT,
		`escalation/${old.id}`,
		state,
	]);
}

describe.each(DATABASES)("%s", (_name, fresh) => {
	test("a request that an agent works on keeps its agent, its card and every word, and its agent is reminded", async () => {
		const database = await oldShop(fresh);
		const log = [
			line("merchant", null, "sigue apagado", 1),
			line("agent", "Mara", "Pull the plug", 3),
			line("program", null, "The merchant cannot be told.", 4),
		];
		await keep(database, request("abcdefgh", "claimed", "Mara", log));
		await migrate(database);

		const found = await readEscalation(database, "abcdefgh");
		expect(found).toMatchObject({
			merchantId: MERCHANT,
			card: null,
			escalation: {
				state: "claimed",
				storeId: "markt",
				owner: { id: "api:mara", name: "Mara" },
				severity: "normal",
				firstReplyAtMs: AT + 180_000,
				closedAtMs: null,
				chain: null,
				claim: { isReminded: false },
				isPosted: false,
				card: {
					reason: oldCard.reason,
					cause: "network",
					steps: [
						{ question: "Is the cable in?", answer: "Yes" },
						{ question: "Is the lamp on?", answer: null },
					],
					playbook: null,
					lastWords: null,
					exposure: null,
					rails: ["bank"],
					hotline: "+49 30 0000000",
				},
				timeline: [
					{ kind: "opened", atMs: AT, by: null, text: oldCard.reason },
					{ kind: "merchant-wrote", by: null, text: "sigue apagado" },
					{ kind: "replied", by: "Mara", text: "Pull the plug" },
					{ kind: "noted", by: null, text: "The merchant cannot be told." },
				],
			},
		});
		expect(found?.escalation.card).not.toHaveProperty("openSales");
		const [actor] = await database.query<{ state: object; rings: boolean }>(
			"select state, wake_at <= now() as rings from actor",
		);
		expect(actor).toEqual({ state: found?.escalation, rings: true });
		const rows = await database.query("select store_id, severity, cause, claimed_by from escalation");
		expect(rows).toEqual([{ store_id: "markt", severity: "normal", cause: "network", claimed_by: "Mara" }]);
		await database.close();
	});

	test("one that nobody has is called for from the first tier on, and a closed one rests", async () => {
		const database = await oldShop(fresh);
		await keep(database, request("openopen", "open", null, []));
		const ended = [line("agent", "Mara", "hello", 1), line("agent", "Mara", "closed: new cable", 10)];
		await keep(database, request("closedxx", "closed", "Mara", ended));
		const aside = [line("program", null, "sale/x: TypeError", 0)];
		await keep(database, request("asideabc", "open", null, aside, { conversation: null, card: null }));
		await migrate(database);

		const open = (await readEscalation(database, "openopen"))?.escalation;
		expect(open).toMatchObject({ owner: null, claim: null, firstReplyAtMs: null });
		expect(open?.chain).toEqual({ tier: 0, reminders: 0, rounds: 0, isCalled: false, dueAtMs: expect.any(Number) });
		const closed = (await readEscalation(database, "closedxx"))?.escalation;
		expect(closed).toMatchObject({ state: "closed", chain: null, claim: null, firstReplyAtMs: AT + 60_000 });
		expect(closed?.timeline.map(({ kind }) => kind)).toEqual(["opened", "replied", "closed"]);
		const set = (await readEscalation(database, "asideabc"))?.escalation;
		expect(set).toMatchObject({ conversation: null, storeId: null, card: null });
		expect(set?.timeline).toMatchObject([
			{ kind: "opened", text: "" },
			{ kind: "set-aside", text: "sale/x: TypeError" },
		]);
		expect(await database.query("select id from actor where wake_at is not null order by id")).toEqual([
			{ id: "escalation/asideabc" },
			{ id: "escalation/openopen" },
		]);
		await database.close();
	});

	test("what was on its way to a request and to its merchant arrives in the new words", async () => {
		const database = await oldShop(fresh);
		const wait = async (to: string, key: string, event: object) =>
			database.query("insert into inbox (merchant_id, actor_id, event_key, payload) values ($1, $2, $3, $4::jsonb)", [
				MERCHANT,
				to,
				key,
				JSON.stringify(event),
			]);
		const mail = (to: string, key: string, event: object) =>
			database.query(
				"insert into outbox (merchant_id, lane_id, actor_id, key, payload) values ($1, 'l', 'conversation/chat1', $2, $3::jsonb)",
				[MERCHANT, key, JSON.stringify({ kind: "mail", to, event })],
			);
		await wait("escalation/abcdefgh", "k1", { kind: "answer", by: "Mara", text: "hi" });
		await wait("escalation/abcdefgh", "k2", { kind: "close", by: "Mara", note: "done" });
		await wait("escalation/abcdefgh", "k3", { kind: "merchant-wrote", text: "hola" });
		const notice = { kind: "escalation", id: "abcdefgh", by: "Mara" };
		await wait("conversation/chat1", "k4", { ...notice, did: "claimed", text: "" });
		await wait("conversation/chat1", "k5", { ...notice, did: "answered", text: "hi" });
		await mail("escalation/newnewne", "o1", {
			kind: "open",
			id: "newnewne",
			conversation: "conversation/chat1",
			card: oldCard,
		});
		await mail("conversation/chat1", "o2", { ...notice, did: "closed", text: "done" });
		await mail("sale/s1", "o3", { kind: "cancel" });
		await migrate(database);

		const by = { id: "api:mara", name: "Mara" };
		const heard = await database.query<{ payload: unknown }>("select payload from inbox order by id");
		expect(heard.map(({ payload }) => payload)).toEqual([
			{ kind: "act", by, act: { kind: "reply", name: "k1", text: "hi", file: null } },
			{ kind: "act", by, act: { kind: "close", note: "done" } },
			{ kind: "merchant-wrote", name: null, text: "hola" },
			{ ...notice, did: "claimed" },
			{ ...notice, did: "answered", text: "hi", name: "k5", file: null },
		]);
		const sent = await database.query<{ payload: { event: unknown } }>("select payload from outbox order by id");
		expect(sent.map(({ payload }) => payload.event)).toMatchObject([
			{ kind: "open", id: "newnewne", storeId: "markt", card: { hotline: "+49 30 0000000", rails: ["bank"] } },
			{ ...notice, did: "closed", note: "done" },
			{ kind: "cancel" },
		]);
		await database.close();
	});
});
