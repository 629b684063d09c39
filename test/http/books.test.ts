import { randomUUID } from "node:crypto";
import { beforeAll, expect, test } from "vitest";
import { recoveryChoice } from "../../src/helpdesk/recovery-choice.ts";
import { camtXml, detailXml, entryXml } from "../reconcile/formats/camt-files.ts";
import { squareBatch } from "../scenarios/square-batch.ts";
import { type Answer, type Chat, openChat, type Server, sentence, startServer } from "./server.ts";

let server: Server;
const tokens = new Map<string, string>();

const shop = (id: string) => ({
	id,
	name: `Corner ${id}`,
	demo: true,
	stores: [
		{ id: `${id}-quay`, name: "Quay", country: "US", currency: "USD", time_zone: "America/New_York", locale: "en" },
	],
	rails: [{ id: "practice", scheme: "practice" }],
	people: [
		{ id: "mara", name: "Mara", role: "manager" },
		{ id: "cleo", name: "Cleo", role: "cashier" },
	],
});

beforeAll(async () => {
	server = await startServer();
	const merchants = ["one", "two", "three", "four", "five", "six"].map(shop);
	const done = await server.ask("POST", "/api/setup", { token: server.operatorToken, body: { merchants } });
	const { newPeople } = JSON.parse(done.text);
	for (const { merchantId, id, token } of newPeople) tokens.set(`${merchantId}/${id}`, token);
});

const now = new Date();
const person = (name: string) => ({ "x-standin-person": tokens.get(name) ?? "" });

async function sell(chat: Chat, amount: string): Promise<{ readonly ref: string }> {
	const page = await chat.sell(amount);
	await server.ask("POST", page);
	const { sale } = await chat.reply((reply) => reply.sale?.payment === "paid" && reply.text.includes(amount));
	return { ref: sale?.ref ?? "" };
}

async function upload(chat: Chat, rows: Parameters<typeof squareBatch>[0]): Promise<void> {
	const name = `${randomUUID()}.csv`;
	await server.ask("POST", `${chat.path}/batches?id=${randomUUID()}&name=${name}`, {
		token: chat.token,
		body: squareBatch(rows),
	});
	await chat.reply(({ text }) => text.includes(`${name} is read`));
}

const readBooks = async (chat: Chat, headers = {}) =>
	JSON.parse((await server.ask("GET", `${chat.path}/books`, { token: chat.token, headers })).text);

const decide = (chat: Chat, finding: string, body: object, who: string): Promise<Answer> =>
	server.ask("POST", `${chat.path}/findings/${finding}/decisions`, {
		token: chat.token,
		headers: person(who),
		body: { id: randomUUID(), ...body },
	});

const close = (chat: Chat, who: string): Promise<Answer> =>
	server.ask("POST", `${chat.path}/closings`, {
		token: chat.token,
		headers: person(who),
		body: { id: randomUUID() },
	});

type Found = { readonly class: string; readonly id: string; readonly isSettled: boolean; readonly acts: object[] };
const idOf = (findings: readonly Found[], name: string): string =>
	findings.find((finding) => finding.class === name)?.id ?? "";

test("an outage is reviewed finding by finding and closed when every sale is accounted for", async () => {
	const chat = await openChat(server, "one/one-quay");
	const keyed = await sell(chat, "45.00");
	const twice = await sell(chat, "18.50");
	await sell(chat, "7.25");
	const early = await close(chat, "one/mara");
	expect(early.status).toBe(202);
	expect((await chat.reply(({ text }) => text.includes("cannot be closed yet"))).text).toMatch(
		/still reported as down[\s\S]*send its file/,
	);
	await chat.say("it works again");
	await chat.reply(({ text }) => text.includes("key these into the POS"));
	await upload(chat, [
		{ at: now, amount: "45.00", tender: "other", note: keyed.ref },
		{ at: now, amount: "18.50", tender: "other", note: twice.ref },
		{ at: now, amount: "18.50", tender: "card", note: twice.ref, last4: "1881" },
		{ at: now, amount: "61.00", tender: "card", last4: "0005", status: "Declined" },
		{ at: now, amount: "6.90", tender: "other", note: "latte" },
	]);

	const before = await readBooks(chat);
	expect(before.isClosed).toBe(false);
	expect(before.findings.map((finding: Found) => finding.class).sort()).toEqual([
		"declined_on_forward",
		"double_charge_suspect",
		"missing_in_batch",
		"unexpected_in_batch",
	]);
	expect(before.totals).toMatchObject([
		{ currency: "USD", paidMinor: 7075, paidCount: 3, matchedMinor: 6350, matchedCount: 2, openCount: 4 },
	]);
	expect(before.standing).toEqual(["4 findings wait for a decision."]);
	expect((await readBooks(chat, { "accept-language": "zh" })).standing).toEqual(["有 4 项等待处理。"]);

	const missing = before.findings.find((finding: Found) => finding.class === "missing_in_batch");
	const [{ paymentId, row }] = missing.alternatives;
	await decide(chat, missing.id, { act: "other_link", paymentId, row }, "one/mara");
	await chat.reply(({ text }) => text === "Matched again. 2 to check.");
	await decide(chat, idOf(before.findings, "declined_on_forward"), { act: "lost_sale", note: "left town" }, "one/mara");
	await decide(chat, idOf(before.findings, "double_charge_suspect"), { act: "charged_twice" }, "one/mara");
	await chat.reply(({ text }) => text.startsWith("Mara decided: charged twice"));

	await close(chat, "one/mara");
	await chat.reply(({ text }) => text.includes("1 double charge waits for its refund"));
	await decide(chat, idOf(before.findings, "double_charge_suspect"), { act: "refunded" }, "one/mara");
	await chat.reply((reply) => reply.sale?.payment === "refunded");
	await server.settle();
	expect((await readBooks(chat)).standing).toEqual([]);

	await close(chat, "one/mara");
	await chat.reply(({ text }) => text.startsWith("Mara has closed the outage"));
	await server.settle();
	const after = await readBooks(chat);
	expect(after).toMatchObject({ isClosed: true, outages: [{ closedBy: "Mara" }] });
	expect(after.findings.every(({ isSettled }: Found) => isSettled)).toBe(true);
	expect(after.totals[0].matchedMinor).toBe(4500 + 725);
	expect(after.totals[0].decided).toContainEqual({ act: "lost_sale", label: "lost sale", count: 1, minor: 6100 });
	const kept = await server.database.query<{ act: string }>(
		"select act from decision where merchant_id = 'one' order by id",
	);
	expect(kept.map(({ act }) => act)).toEqual([
		...["other_link", "lost_sale", "charged_twice", "refunded", "refund", "close"],
	]);
});

test("only a manager of this shop decides: a cashier, another shop's manager and nobody change nothing", async () => {
	const chat = await openChat(server, "two/two-quay");
	await sell(chat, "12.00");
	await chat.say("it works again");
	await upload(chat, [{ at: now, amount: "99.00", tender: "other", note: "voucher" }]);
	const { findings } = await readBooks(chat);
	const missing = idOf(findings, "missing_in_batch");
	for (const who of ["two/cleo", "one/mara", "nobody"]) {
		expect((await decide(chat, missing, { act: "accept" }, who)).status, who).toBe(401);
		expect((await close(chat, who)).status, who).toBe(401);
	}
	await server.settle();
	expect(await readBooks(chat)).toMatchObject({ findings });
	expect(await server.database.query("select 1 from decision where merchant_id = 'two'")).toEqual([]);
});

test("a decision that names another shop's payment, or nothing to link, is refused in one sentence", async () => {
	const chat = await openChat(server, "three/three-quay");
	await sell(chat, "12.00");
	await upload(chat, [{ at: now, amount: "99.00", tender: "other", note: "voucher" }]);
	const { findings } = await readBooks(chat);
	const missing = idOf(findings, "missing_in_batch");
	const [foreign] = await server.database.query<{ id: string }>(
		"select id from payment where merchant_id = 'one' limit 1",
	);
	for (const more of [{}, { paymentId: foreign?.id, row: "x/1" }, { paymentId: foreign?.id }]) {
		const refused = await decide(chat, missing, { act: "other_link", ...more }, "three/mara");
		expect(refused.status).toBe(400);
		expect(sentence(refused)).toMatch(/belong together; nothing was changed/);
	}
	for (const body of [{ act: "refund_all" }, { act: "accept", note: "x".repeat(501) }, {}]) {
		const refused = await decide(chat, missing, body, "three/mara");
		expect(refused.status).toBe(400);
		expect(sentence(refused)).toContain("not understood");
	}
	expect((await decide(chat, "nothing-like-it", { act: "accept" }, "three/mara")).status).toBe(202);
	await chat.reply(({ text }) => text.includes("nothing has changed"));
	expect(await server.database.query("select 1 from decision where merchant_id = 'three'")).toEqual([]);
});

test("of two managers who decide at once one decision counts, and the same request twice is one", async () => {
	const chat = await openChat(server, "four/four-quay");
	await sell(chat, "12.00");
	await upload(chat, [{ at: now, amount: "99.00", tender: "other", note: "voucher" }]);
	const { findings } = await readBooks(chat);
	const missing = idOf(findings, "missing_in_batch");
	const id = randomUUID();
	await Promise.all([
		decide(chat, missing, { act: "accept", id }, "four/mara"),
		decide(chat, missing, { act: "accept", id }, "four/mara"),
		decide(chat, missing, { act: "write_off" }, "four/mara"),
	]);
	await server.settle();
	const kept = await server.database.query("select act from decision where merchant_id = 'four' and subject_id = $1", [
		missing,
	]);
	expect(kept).toHaveLength(1);
	await chat.reply(({ text }) => text.startsWith("That was decided before"));
});

test("a file without a single sale is no batch, and its row says why", async () => {
	const chat = await openChat(server, "two/two-quay");
	await server.ask("POST", `${chat.path}/batches?id=${randomUUID()}&name=header.csv`, {
		token: chat.token,
		body: squareBatch([]),
	});
	await chat.reply(({ text }) => text.includes("header.csv was not taken"));
	const { batches } = await readBooks(chat, { "accept-language": "es" });
	expect(batches.at(-1)).toMatchObject({ name: "header.csv", state: "refused", rows: 0 });
	expect(batches.at(-1).because).toContain("No hay ninguna venta");
});

test("a demo shop makes a batch of its own practice, with something to decide in it; a real one has none", async () => {
	const chat = await openChat(server, "four/four-quay");
	for (const amount of ["31.00", "32.00", "33.00"]) await sell(chat, amount);
	const made = await server.ask("GET", `${chat.path}/practice-batch`, { token: chat.token });
	expect(made.headers.get("content-type")).toContain("text/csv");
	await server.ask("POST", `${chat.path}/batches?id=${randomUUID()}&name=practice.csv`, {
		token: chat.token,
		body: made.text,
	});
	await chat.reply(({ text }) => text.includes("practice.csv is read"));
	const classes = (await readBooks(chat)).findings
		.filter(({ isSettled }: Found) => !isSettled)
		.map((finding: Found) => finding.class);
	expect(classes).toEqual(expect.arrayContaining(["double_charge_suspect", "missing_in_batch", "declined_on_forward"]));
	await server.database.query("update merchant set is_demo = false where id = 'four'");
	expect((await server.ask("GET", `${chat.path}/practice-batch`, { token: chat.token })).status).toBe(404);
});

test("the books say what the terminal had stored, what its maker allows, and what was declined afterwards, with a link to pay it again", async () => {
	const chat = await openChat(server, "five/five-quay");
	await chat.say("I stored 2 payments offline, 120 in all");
	await chat.reply(({ text }) => text.includes("Stored on the terminal, not paid yet: 2, 120.00 USD"));
	await server.settle();
	const during = (await readBooks(chat)).exposure;
	expect(during).toMatchObject({
		lines: [{ mostCount: 2, count: 2, sums: [{ minor: 12_000, currency: "USD" }] }],
		declined: null,
	});
	expect(during.lines[0].text).toBe(
		"Stored on the terminal: at most 2, 120.00 USD. Still stored: 2, 120.00 USD. What the maker allows is not known here.",
	);
	const send = (choice: string, id = randomUUID()) =>
		server.ask("POST", `${chat.path}/messages`, { token: chat.token, body: { id, of: 1, choice } });
	expect((await send("all-sent")).status).toBe(202);
	await chat.reply(({ text }) => text.includes("Nothing is stored any more"));
	await upload(chat, [{ at: now, amount: "45.00", tender: "card", last4: "0005", status: "Declined" }]);
	const books = await readBooks(chat, { "accept-language": "es" });
	expect(books.exposure).toMatchObject({
		lines: [{ mostCount: 2, count: 0, text: expect.stringContaining("Ahora no queda ninguno guardado.") }],
		declined: { count: 1, sums: [{ minor: 4500, currency: "USD" }], text: "Rechazados después: 1, 45.00 USD." },
	});
	const finding = idOf(books.findings, "declined_on_forward");
	expect((await send(recoveryChoice(finding, { minor: 4500, currency: "USD" }))).status).toBe(202);
	const shown = await chat.reply(({ qr, text }) => qr !== null && text.includes("45.00"));
	expect(shown.link).toContain("/p/");
});

test("a bank statement in Latin-1 is read in the chat, and what of it does not add up is said", async () => {
	const chat = await openChat(server, "six/six-quay");
	const details = detailXml({ words: "café", amount: "1.00" }) + detailXml({ words: "thé", amount: "2.00" });
	const entry = entryXml({ currency: "USD", details: details.replaceAll("EUR", "USD") });
	const body = Buffer.from(camtXml([entry]).replace("UTF-8", "ISO-8859-1"), "latin1");
	const path = `${chat.path}/batches?id=${randomUUID()}&name=bank.xml`;
	expect((await server.ask("POST", path, { token: chat.token, body: new Uint8Array(body) })).status).toBe(202);
	const { text } = await chat.reply((reply) => reply.text.includes("bank.xml is read"));
	expect(text).toContain("the 2 details of the entry of 12.50 USD do not add up to it");
	expect(await server.database.query("select body->>'note' as note from batch_row where merchant_id = 'six'")).toEqual([
		{ note: "café thé" },
	]);
});
