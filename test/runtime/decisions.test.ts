import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Bot, DecisionFault, DecisionForm, PlatformTools } from "../../src/bots/bot.ts";
import { HOME } from "../../src/config.ts";
import { readSetup } from "../../src/fallback/setup-file.ts";
import type { Reply } from "../../src/helpdesk/message.ts";
import { loadPlaybooks } from "../../src/playbooks/load.ts";
import { carriers } from "../../src/runtime/carriers.ts";
import { actorKinds } from "../../src/runtime/kinds.ts";
import { platformTools } from "../../src/runtime/platform-tools.ts";
import { type Runtime, startRuntime } from "../../src/runtime/worker.ts";
import { addPairing } from "../../src/store/audience.ts";
import type { Database } from "../../src/store/database.ts";
import { applySetup } from "../../src/store/setup.ts";
import { isRefusal, type Refusal } from "../../src/text.ts";
import { bakery, florist, PINS } from "../http/shops.ts";
import { DATABASES } from "../support/databases.ts";

const PLAYBOOKS = await loadPlaybooks(join(HOME, "knowledge/playbooks"));
const PATIENCE_MS = 20_000;
const QUIET = { info: () => {}, warn: () => {}, error: () => {} };
const ANA = { thread: "T1/D1", holder: "T1/U1" };

let database: Database;
let runtime: Runtime;
let tools: PlatformTools;
let said: Reply[];

/** A shop at work, with a chat of a platform that is linked to its store. */
async function openShop(fresh: () => Promise<Database>): Promise<void> {
	database = await fresh();
	const savings = { id: "savings", scheme: "epc", settings: { iban: "GB29NWBK60161331926819", name: "Savings" } };
	const shop = bakery();
	const setup = readSetup({ merchants: [{ ...shop, rails: [...shop.rails, savings] }, florist()] });
	if (isRefusal(setup)) throw new Error(setup.refused.en);
	await applySetup(database, setup);
	said = [];
	const bot: Bot = {
		send: async (_to, { reply }, key) => {
			said.push(reply);
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
		carriers: carriers(database, new Map([["slack", bot]]), nowMs, new Map(), QUIET),
	});
	tools = platformTools(database, "slack", { nowMs, nudge: runtime.nudge, providers: new Map() });
	await addPairing(database, "pairingcode", { merchantId: "bakery", storeId: "bakery-main" }, "mara", nowMs());
	await tools.links.link("T1/U1", "pairingcode");
}

async function until<T>(look: () => Promise<T | undefined> | T | undefined, what: string): Promise<T> {
	for (const endMs = Date.now() + PATIENCE_MS; Date.now() < endMs; ) {
		const found = await look();
		if (found !== undefined) return found;
		await new Promise((wake) => setTimeout(wake, 20));
	}
	throw new Error(`waited in vain for ${what}; said: ${said.map(({ text }) => text).join("\n---\n")}`);
}

const see = (pattern: RegExp, from = 0): Promise<Reply> =>
	until(() => said.slice(from).find(({ text }) => pattern.test(text)), String(pattern));

const from = (key: string) =>
	({ platform: "slack", thread: "T1/D1", audiences: ["T1/U1", "T1"], locale: "en", key }) as const;

async function sell(minor: number): Promise<Reply> {
	const before = said.length;
	const inbound = { kind: "paylink", money: { minor, currency: "EUR" }, railId: null, note: null } as const;
	await tools.hear({ ...from(`sell ${minor}`), inbound, isCommand: false });
	return until(() => said.slice(before).find(({ qr, replaces }) => qr !== null && replaces === null), "a QR");
}

const press = (choice: string) =>
	tools.hear({ ...from(randomBytes(4).toString("hex")), inbound: { kind: "choice", of: 1, choice }, isCommand: false });

const given = (more: { pin?: string; pick?: string; note?: string } = {}) => ({
	pin: null,
	pick: null,
	note: null,
	...more,
});
const formOf = (asked: DecisionForm | Refusal): DecisionForm => {
	if (isRefusal(asked)) throw new Error(asked.refused.en);
	return asked;
};
const faultOf = (answer: "stored" | DecisionFault): string => (answer === "stored" ? "stored" : answer.field);

const HEADER =
	"row_id,upload_id,merchant_id,terminal_id,batch_no,stan,rrn,auth_code,kind,tender,entry,amount,tip,currency,terminal_time,processed_at,status,card_last4,staff_id,order_id,note";

/** The terminal's batch: one sale keyed in with its reference. */
const batchWith = (amount: string, ref: string): Uint8Array<ArrayBuffer> => {
	const at = new Date().toISOString();
	const row = `r1,u1,bakery,till-1,1,1,,,sale,other,keyed,${amount},0,EUR,${at},${at},approved,,,,${ref}`;
	return new TextEncoder().encode(`${HEADER}\n${row}\n`);
};

describe.each(DATABASES)("%s", (_name, fresh) => {
	beforeEach(() => openShop(fresh));
	afterEach(async () => {
		await runtime.stop();
		await database.close();
	});

	test("the money of a bank payment is confirmed by a manager's PIN, and by nobody else's", async () => {
		const { sale } = await sell(4500);
		const choice = `confirm:${sale?.code}`;
		const form = formOf(await tools.decisions.ask(ANA, choice, "en"));
		expect(form).toMatchObject({
			title: "The money has arrived",
			pick: null,
			noteLabel: null,
			pinLabel: "Manager's PIN",
		});
		expect(form.text).toContain(`${sale?.ref} · 45.00 EUR`);
		const decide = (pin: string, key: string) => tools.decisions.decide(ANA, choice, given({ pin }), key);
		expect(faultOf(await decide("000000", "k1"))).toBe("pin");
		expect(faultOf(await decide("constructor", "k2"))).toBe("pin");
		// The right PIN of another merchant's manager is a wrong one here.
		expect(faultOf(await decide(PINS.other, "k3"))).toBe("pin");
		expect(await decide(PINS.mara, "k4")).toBe("stored");
		await see(/PAID/);
		const [by] = await database.query<{ paid_by: string }>("select paid_by from payment");
		expect(by).toEqual({ paid_by: "person:mara" });
	});

	test("a PIN that was typed opens the conversation to that person alone, and to no token", async () => {
		const { sale } = await sell(4500);
		const choice = `confirm:${sale?.code}`;
		await tools.decisions.decide(ANA, choice, given({ pin: PINS.mara }), "k1");
		await see(/PAID/);
		expect(formOf(await tools.decisions.ask(ANA, "close", "en")).pinLabel).toBeNull();
		const bob = { ...ANA, holder: "T1/U2" };
		expect(formOf(await tools.decisions.ask(bob, "close", "en")).pinLabel).not.toBeNull();
		expect(faultOf(await tools.decisions.decide(bob, "close", given(), "k2"))).toBe("pin");
		const tokens = await database.query<{ token_hash: string; holder: string }>(
			"select token_hash, holder from unlock",
		);
		expect(tokens).toEqual([{ token_hash: expect.stringMatching(/^[0-9a-f]{64}$/), holder: "slack:T1/U1" }]);
	});

	test("five wrong PINs rest all PINs of the shop, and the right one does not help", async () => {
		const { sale } = await sell(4500);
		const choice = `confirm:${sale?.code}`;
		for (let wrong = 0; wrong < 5; wrong++)
			expect(faultOf(await tools.decisions.decide(ANA, choice, given({ pin: `00000${wrong}` }), `k${wrong}`))).toBe(
				"pin",
			);
		const rested = await tools.decisions.decide(ANA, choice, given({ pin: PINS.mara }), "k9");
		expect(rested).toMatchObject({
			field: "pin",
			because: { en: expect.stringMatching(/Too many wrong PINs; wait \d+ min/) },
		});
	});

	test("nothing of another merchant can be decided from this chat", async () => {
		const { sale } = await sell(4500);
		await addPairing(database, "othercode", { merchantId: "florist", storeId: "florist-main" }, "olga", Date.now());
		await tools.links.link("T2/U7", "othercode");
		const hello = { kind: "message", text: "hello" } as const;
		const there = { platform: "slack", thread: "T2/D7", audiences: ["T2/U7"], locale: "en", key: "m1" } as const;
		await tools.hear({ ...there, inbound: hello, isCommand: false });
		const olga = { thread: "T2/D7", holder: "T2/U7" };
		const choice = `confirm:${sale?.code}`;
		expect(await tools.decisions.ask(olga, choice, "en")).toHaveProperty("refused");
		expect(await tools.decisions.decide(olga, choice, given({ pin: PINS.other }), "k1")).not.toBe("stored");
		expect(await tools.decisions.ask({ ...olga, thread: "T9/D9" }, choice, "en")).toHaveProperty("refused");
	});

	test("a batch leaves findings, which are reviewed and decided in the chat, and the outage is closed", async () => {
		const kept = await sell(4500);
		const missing = await sell(1850);
		for (const { sale } of [kept, missing]) {
			const choice = `confirm:${sale?.code}`;
			expect(await tools.decisions.decide(ANA, choice, given({ pin: PINS.mara }), `paid ${sale?.ref}`)).toBe("stored");
			await see(new RegExp(`${sale?.ref}.*PAID`));
		}
		await press("restored");
		await see(/key these into the POS/);
		await tools.takeFile(from("file"), "batch.csv", batchWith("45.00", kept.sale?.ref ?? ""));
		await see(/batch.csv is read[\s\S]*1 to check/);
		const before = said.length;
		await press("review");
		const finding = await see(/^To check, 1 of 1: Paid, but not in the batch/, before);
		const [accept] = finding.choices;
		expect(accept?.label).toBe("I have keyed it in now");
		const choice = accept?.id ?? "";
		const form = formOf(await tools.decisions.ask(ANA, choice, "es"));
		expect(form).toMatchObject({
			title: "Ya lo registré",
			noteLabel: "Nota (opcional)",
			pinLabel: null,
			submit: "Decidir",
		});
		const card = ["4111", "1111", "1111", "1111"].join(" ");
		const note = `till roll, card ${card}`;
		expect(await tools.decisions.decide(ANA, choice, given({ note }), "decided")).toBe("stored");
		await see(/Mara Manager decided/);
		const done = await see(/Every sale is accounted for/, before);
		expect(done.choices[0]).toEqual({ id: "close", label: "Close the outage" });
		const decisions = await database.query<{ act: string; note: string | null }>(
			"select act, note from decision where subject_kind = 'finding'",
		);
		expect(decisions).toEqual([{ act: "accept", note: expect.not.stringContaining("4111") }]);
		expect(await tools.decisions.ask(ANA, choice, "en")).toHaveProperty("refused");
		expect(await tools.decisions.decide(ANA, "close", given(), "closed")).toBe("stored");
		await see(/Mara Manager has closed the outage/);
		expect(await database.query("select closed_by from outage")).toEqual([{ closed_by: "mara" }]);
	});

	test("both payments of a sale that was paid twice are kept when a manager says why, and not without", async () => {
		const first = await sell(2100);
		const other = first.choices.find(({ id }) => id.endsWith(":savings"))?.id ?? "";
		const before = said.length;
		await press(other);
		const isOther = ({ qr, sale }: Reply) => qr !== null && sale?.code !== first.sale?.code;
		const second = await until(() => said.slice(before).find(isOther), "the other QR");
		for (const code of [first.sale?.code, second.sale?.code])
			expect(await tools.decisions.decide(ANA, `confirm:${code}`, given({ pin: PINS.mara }), `${code}`)).toBe("stored");
		await see(/PAID TWICE/);
		await press("review");
		const { choices } = await see(/^To check, 1 of 1: /);
		const choice = choices.find(({ label }) => label === "Keep both")?.id ?? "";
		for (const note of [null, "  "]) {
			const fault = await tools.decisions.decide(ANA, choice, { ...given(), note }, "kept");
			expect(fault).toMatchObject({
				field: "note",
				because: { en: expect.stringContaining("why both payments are kept") },
			});
		}
		expect(await tools.decisions.decide(ANA, choice, given({ note: "a tip, they said" }), "kept")).toBe("stored");
		await see(/Mara Manager decided: accepted/);
		expect(await database.query("select act, note from decision where subject_kind = 'finding'")).toEqual([
			{ act: "accept", note: "a tip, they said" },
		]);
		expect(await tools.decisions.ask(ANA, choice, "en")).toHaveProperty("refused");
	});

	test("the status of a chat says which store it is and what is open, and of one without a store how to link it", async () => {
		await sell(4500);
		const { en, zh } = await tools.links.status(["T1/U1"]);
		expect(en).toMatch(/^bakery store\nTerminal reported down since .*\n1 fallback sale, paid: 0\.\nNothing waits/);
		expect(zh).toMatch(/备用收款 1 笔/);
		expect((await tools.links.status(["T9/U9"])).en).toMatch(/not linked.*\/standin link CODE/);
	});
});
