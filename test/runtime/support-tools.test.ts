import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Bot, PlatformTools } from "../../src/bots/bot.ts";
import type { FoundEscalation, SupportTools } from "../../src/bots/support.ts";
import { HOME } from "../../src/config.ts";
import { readSetup } from "../../src/fallback/setup-file.ts";
import type { Reply } from "../../src/helpdesk/message.ts";
import { ALWAYS_THERE } from "../../src/helpdesk/support-file.ts";
import { loadPlaybooks } from "../../src/playbooks/load.ts";
import type { Finding } from "../../src/reconcile/report.ts";
import { carriers } from "../../src/runtime/carriers.ts";
import { actorKinds } from "../../src/runtime/kinds.ts";
import { platformTools } from "../../src/runtime/platform-tools.ts";
import { supportCarriers } from "../../src/runtime/support.ts";
import { supportTools } from "../../src/runtime/support-tools.ts";
import { type Runtime, startRuntime } from "../../src/runtime/worker.ts";
import { addPairing } from "../../src/store/audience.ts";
import type { Database } from "../../src/store/database.ts";
import { listEscalations, readEscalation } from "../../src/store/escalation.ts";
import { readSalesSoFar } from "../../src/store/sales-so-far.ts";
import { applySetup } from "../../src/store/setup.ts";
import { isRefusal, type Refusal } from "../../src/text.ts";
import { bakery, florist, PINS } from "../http/shops.ts";
import { DATABASES } from "../support/databases.ts";

const PLAYBOOKS = await loadPlaybooks(join(HOME, "knowledge/playbooks"));
const PATIENCE_MS = 20_000;
const QUIET = { info: () => {}, warn: () => {}, error: () => {} };
const ANNA = { id: "slack:U1", name: "Anna" };
const CARD_NUMBER = "4111 1111 1111 1111";

let database: Database;
let runtime: Runtime;
let chat: PlatformTools;
let desk: SupportTools;
let said: (Reply & { readonly thread: string | null })[];

/** Two merchants at work, each with a chat of a platform that is linked to its store. */
async function openShops(fresh: () => Promise<Database>): Promise<void> {
	database = await fresh();
	const setup = readSetup({ merchants: [bakery(), florist()] });
	if (isRefusal(setup)) throw new Error(setup.refused.en);
	await applySetup(database, setup);
	said = [];
	const bot: Bot = {
		send: async ({ thread }, { reply }, key) => {
			said.push({ ...reply, thread });
			return { name: key, begins: null };
		},
	};
	const nowMs = Date.now;
	runtime = startRuntime({
		database,
		log: QUIET,
		nowMs,
		moment: () => ({ nowMs: nowMs(), seed: randomBytes(16).toString("hex") }),
		kinds: actorKinds({ publicUrl: "http://shop.example", playbooks: PLAYBOOKS, nowMs }),
		carriers: new Map([
			...carriers(database, new Map([["slack", bot]]), nowMs, new Map(), QUIET),
			...supportCarriers(database, null),
		]),
	});
	const inbox = { nowMs, nudge: runtime.nudge, providers: new Map(), support: ALWAYS_THERE };
	chat = platformTools(database, "slack", inbox);
	desk = supportTools(database, "slack", inbox);
	for (const [store, person] of [
		["bakery", "mara"],
		["florist", "olga"],
	]) {
		await addPairing(
			database,
			`code-${store}`,
			{ merchantId: store ?? "", storeId: `${store}-main` },
			person ?? "",
			nowMs(),
		);
		await chat.links.link(`T1/${store}`, `code-${store}`);
	}
}

async function until<T>(look: () => Promise<T | undefined> | T | undefined, what: string): Promise<T> {
	for (const endMs = Date.now() + PATIENCE_MS; Date.now() < endMs; ) {
		const found = await look();
		if (found !== undefined) return found;
		await new Promise((wake) => setTimeout(wake, 20));
	}
	throw new Error(`waited in vain for ${what}; said: ${said.map(({ text }) => text).join("\n---\n")}`);
}

async function settle(): Promise<void> {
	await until(async () => {
		const busy = await database.query(
			"select 1 from inbox where handled_at is null union all select 1 from outbox where sent_at is null limit 1",
		);
		return busy.length === 0 ? true : undefined;
	}, "rest");
}

const from = (store: string, key: string) =>
	({ platform: "slack", thread: `T1/${store}`, audiences: [`T1/${store}`], locale: "en", key }) as const;

const say = (store: string, text: string) =>
	chat.hear({ ...from(store, randomBytes(4).toString("hex")), inbound: { kind: "message", text }, isCommand: false });

/** The store's request, opened by its asking for a person. */
async function openRequest(store: string): Promise<FoundEscalation> {
	await say(store, "person");
	await settle();
	const found = (await listEscalations(database, 10)).find(({ escalation }) => escalation.storeId === `${store}-main`);
	return again(found?.escalation.id ?? "");
}

async function again(id: string): Promise<FoundEscalation> {
	const found = await readEscalation(database, id);
	if (found === null) throw new Error(`no request ${id}`);
	return found;
}

/** A sale of the bakery whose money has come; gives its payment's id. */
async function paidSale(store: string, minor: number): Promise<string> {
	const inbound = { kind: "paylink", money: { minor, currency: "EUR" }, railId: null, note: null } as const;
	await chat.hear({ ...from(store, `sell ${minor}`), inbound, isCommand: false });
	await settle();
	const { sale } = said.findLast(({ qr }) => qr !== null) ?? {};
	const pin = store === "bakery" ? PINS.mara : PINS.other;
	const holder = { thread: `T1/${store}`, holder: "T1/U9" };
	await chat.decisions.decide(holder, `confirm:${sale?.code}`, { pick: null, note: null, pin }, `confirm ${minor}`);
	await settle();
	return `${sale?.saleId}.1`;
}

const suspect = (paymentIds: readonly string[], more: Partial<Finding> = {}): Finding => ({
	class: "double_charge_suspect",
	payment_ids: paymentIds,
	row_ids: [],
	amount: { minor: 4500, currency: "EUR" },
	score: null,
	decision: "review",
	proposal: "check_then_refund",
	reasons: [],
	...more,
});

const keepFinding = (merchantId: string, id: string, finding: Finding) =>
	database.query(
		`insert into finding (merchant_id, id, store_id, at, class, decision, amount_minor, currency, body)
		values ($1, $2, $3, now(), $4, 'review', $5, 'EUR', $6::jsonb)`,
		[merchantId, id, `${merchantId}-main`, finding.class, finding.amount.minor, JSON.stringify(finding)],
	);

const decisions = () =>
	database.query(
		"select act, person_id as by, note, payment_id as payment from decision where subject_kind = 'finding' order by id",
	);

const refusedOf = (answer: boolean | Refusal): string | boolean =>
	typeof answer === "boolean" ? answer : answer.refused.en;

describe.each(DATABASES)("%s", (_name, fresh) => {
	beforeEach(() => openShops(fresh));
	afterEach(async () => {
		await runtime.stop();
		await database.close();
	});

	test("an act is heard once, a card number in it is masked, and the merchant reads it", async () => {
		const found = await openRequest("bakery");
		const reply = { kind: "reply", name: "1.1", text: `Is it ${CARD_NUMBER}?`, file: null } as const;
		expect(await desk.act(found, ANNA, reply, "1.1")).toBe(true);
		expect(await desk.act(found, ANNA, reply, "1.1")).toBe(false);
		await settle();
		expect(said.filter(({ text }) => text.startsWith("Anna (support)")).map(({ text }) => text)).toEqual([
			"Anna (support): Is it •••• •••• •••• 1111?",
		]);
		expect((await again(found.escalation.id)).escalation.owner).toEqual(ANNA);
		expect(JSON.stringify(await database.query("select payload from inbox"))).not.toContain(CARD_NUMBER);
	});

	test("a file goes with the reply, once; what is no file for a merchant is refused and nothing is sent", async () => {
		const found = await openRequest("bakery");
		const png = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3);
		const reply = { name: "1.2", text: "Look here" };
		const send = (name: string, bytes: Uint8Array<ArrayBuffer>, key: string) =>
			desk.replyWithFile(found, ANNA, reply, { name, bytes }, key);
		const refused = await send("run.exe", Uint8Array.of(0x4d, 0x5a, 0, 1), "k1");
		expect(isRefusal(Object(refused))).toBe(true);
		expect(await database.query("select 1 from file")).toEqual([]);
		expect(await send("plug.png", png, "k2")).toBe(true);
		expect(await send("plug.png", png, "k2")).toBe(false);
		await settle();
		const got = said.filter(({ file }) => file !== undefined);
		expect(got).toMatchObject([{ thread: "T1/bakery", file: { name: "plug.png", type: "image/png", bytes: 11 } }]);
		expect(await database.query("select merchant_id, name from file")).toEqual([
			{ merchant_id: "bakery", name: "plug.png" },
		]);
	});

	test("other open requests are offered for a link, those of the same cause first, never the request itself", async () => {
		const found = await openRequest("bakery");
		await openRequest("florist");
		const cause = "update escalation set card = jsonb_set(card, '{card,cause}', $1::jsonb) where id = $2";
		await database.query(
			`insert into escalation (merchant_id, id, state, card, opened_at, severity)
			select merchant_id, 'urgent99', 'open', jsonb_set(jsonb_set(card, '{id}', '"urgent99"'), '{card,cause}', '"hardware"'), opened_at, 'urgent'
			from escalation where merchant_id = 'florist'`,
		);
		await database.query(cause, ['"network"', found.escalation.id]);
		await database.query(
			"update escalation set card = jsonb_set(card, '{card,cause}', '\"network\"') where merchant_id = 'florist' and id <> 'urgent99'",
		);
		const labels = (await desk.linkable(await again(found.escalation.id))).map(({ label }) =>
			label.split(" · ").slice(1),
		);
		expect(labels).toEqual([
			["florist store", "network"],
			["florist store", "hardware"],
		]);
	});

	test("a customer who paid twice: finance records the refund once, the shop's chat hears it, and it stays in the books", async () => {
		const paymentId = await paidSale("bakery", 4_500);
		const found = await openRequest("bakery");
		await keepFinding("bakery", "f1", suspect([paymentId]));
		await keepFinding("bakery", "f2", suspect([paymentId], { class: "unpaid", proposal: "collect_payment" }));
		const [choice, ...others] = await desk.refundable(found);
		expect(others).toEqual([]);
		expect(choice?.label).toMatch(/^Charged twice\? · .{6} · 45\.00 EUR/);
		const refund = (key: string, note = "sent back by bank") => desk.refunded(found, ANNA, choice?.id ?? "", note, key);
		expect(await refund("r1")).toBe(true);
		expect(await refund("r1")).toBe(false);
		await settle();
		const by = "slack:U1";
		expect(await decisions()).toEqual([
			{ act: "charged_twice", by, note: "sent back by bank", payment: null },
			{ act: "refunded", by, note: "sent back by bank", payment: paymentId },
		]);
		expect(await database.query("select state from payment")).toEqual([{ state: "refunded" }]);
		const { timeline } = (await again(found.escalation.id)).escalation;
		expect(timeline.filter(({ kind }) => kind === "noted").map(({ text }) => text)).toEqual([
			`Anna recorded a refund: ${choice?.label}`,
		]);
		expect(said.some(({ thread, text }) => thread === "T1/bakery" && /Anna/.test(text) && /refunded/i.test(text))).toBe(
			true,
		);
		expect(await desk.refundable(found)).toEqual([]);
		expect(refusedOf(await refund("r2"))).toBe("That is not open any more. Nothing has changed.");
		expect(await refund("r1")).toBe(false);
	});

	test("where a manager has said that it was charged twice, only the refund is missing; each payment is a choice of its own", async () => {
		const [first, second] = [await paidSale("bakery", 4_500), await paidSale("bakery", 4_600)];
		const found = await openRequest("bakery");
		await keepFinding("bakery", "f1", suspect([first, second]));
		await database.query(
			`insert into decision (merchant_id, store_id, subject_kind, subject_id, act, person_id, decided_at)
			values ('bakery', 'bakery-main', 'finding', 'f1', 'charged_twice', 'mara', now())`,
		);
		const choices = await desk.refundable(found);
		expect(choices.map(({ label }) => /(\d\d\.\d\d) EUR/.exec(label)?.[1])).toEqual(["45.00", "46.00"]);
		expect(await desk.refunded(found, ANNA, choices[1]?.id ?? "", " ", "r1")).toBe(true);
		await settle();
		expect((await decisions()).slice(1)).toEqual([{ act: "refunded", by: "slack:U1", note: null, payment: second }]);
	});

	test("no refund of another merchant's is offered or recorded", async () => {
		const paymentId = await paidSale("florist", 4_500);
		await keepFinding("florist", "f1", suspect([paymentId]));
		const theirs = await openRequest("florist");
		const found = await openRequest("bakery");
		const [choice] = await desk.refundable(theirs);
		expect(choice).toBeDefined();
		expect(await desk.refundable(found)).toEqual([]);
		expect(refusedOf(await desk.refunded(found, ANNA, choice?.id ?? "", "", "r1"))).toContain("not open any more");
		await settle();
		expect(await decisions()).toEqual([]);
	});

	test("a card counts the store's fallback sales since its terminal failed, and again whenever one has moved", async () => {
		await say("bakery", "the terminal is down");
		await settle();
		await paidSale("bakery", 4_500);
		const { id } = (await openRequest("bakery")).escalation;
		await settle();
		const sales = async () => (await again(id)).escalation.sales;
		expect(await sales()).toEqual({ paid: 1, sums: [{ minor: 4_500, currency: "EUR" }], open: 0 });
		await paidSale("bakery", 500);
		expect(await sales()).toEqual({ paid: 2, sums: [{ minor: 5_000, currency: "EUR" }], open: 0 });
		await say("bakery", "pay 3");
		await settle();
		await say("bakery", "no");
		await settle();
		expect(await sales()).toMatchObject({ paid: 2, open: 1 });
	});

	test("a demo shop's practice counts as its sales, and nobody else's does", async () => {
		await paidSale("bakery", 4_500);
		await database.query("update payment set is_practice = true");
		const count = () => readSalesSoFar(database, "bakery", "bakery-main", 0);
		expect(await count()).toEqual({ paid: 0, sums: [], open: 0 });
		await database.query("update merchant set is_demo = true where id = 'bakery'");
		expect(await count()).toEqual({ paid: 1, sums: [{ minor: 4_500, currency: "EUR" }], open: 0 });
		expect(await readSalesSoFar(database, "bakery", "bakery-main", Date.now() + 60_000)).toMatchObject({ paid: 0 });
		expect(await readSalesSoFar(database, "bakery", "nowhere", 0)).toEqual({ paid: 0, sums: [], open: 0 });
	});

	test("the overview shows open requests by urgency and age, and which stores sell on fallback now", async () => {
		await paidSale("bakery", 4_500);
		await paidSale("bakery", 500);
		await say("bakery", "pay 3");
		await settle();
		await say("bakery", "no");
		await settle();
		const first = await openRequest("bakery");
		const second = await openRequest("florist");
		await desk.act(second, ANNA, { kind: "severity", severity: "urgent" }, "s1");
		await settle();
		const { escalations, selling, hours } = await desk.overview();
		expect(escalations.map(({ escalation }) => escalation.id)).toEqual([second.escalation.id, first.escalation.id]);
		expect(escalations.every(({ escalation }) => escalation.timeline.length === 0)).toBe(true);
		expect(hours).toBeNull();
		expect(selling).toMatchObject([
			{ merchant: "bakery GmbH", store: "bakery store", paid: 2, sums: [{ minor: 5_000, currency: "EUR" }] },
		]);
		// Hours later nobody sells any more, unless an outage is still going on.
		await database.query("update sale set created_at = created_at - interval '3 hours'");
		await database.query("update outage set restored_at = now()");
		expect((await desk.overview()).selling).toEqual([]);
		await database.query("update outage set restored_at = null");
		expect((await desk.overview()).selling).toMatchObject([{ store: "bakery store", paid: 0, sums: [] }]);
		await database.query("update outage set started_at = started_at - interval '8 days'");
		expect((await desk.overview()).selling).toEqual([]);
	});
});
