import { randomUUID } from "node:crypto";
import { beforeAll, expect, test } from "vitest";
import { type Chat, type Server, sentence, startServer } from "./server.ts";
import { bakery, openBakery, setUp } from "./shops.ts";

let server: Server;
let mara: string;
beforeAll(async () => {
	server = await startServer();
	const shop = bakery();
	const savings = { id: "savings", scheme: "epc", settings: { iban: "GB29NWBK60161331926819", name: "Savings" } };
	const { tokens } = await setUp(server, [{ ...shop, rails: [...shop.rails, savings] }]);
	mara = tokens.get("mara") ?? "";
});

const confirm = (code: string) => server.ask("POST", `/api/sales/${code}/confirm`, { token: mara });

/** Sells, changes the rail, and the money of both comes. */
async function sellTwice(chat: Chat, amount: string): Promise<string> {
	const first = await chat.sell(amount);
	const second = (await server.ask("POST", `${first}/rails/savings`)).headers.get("location") ?? "";
	expect(second).toMatch(/^\/p\/\w{12}$/);
	expect(second).not.toBe(first);
	for (const page of [first, second]) expect((await confirm(page.slice("/p/".length))).status).toBe(202);
	const { text, sale } = await chat.reply((reply) => reply.text.includes("PAID TWICE") && reply.text.includes(amount));
	expect(text).toMatch(/^\w{6} · .*: PAID TWICE: .+ and .+\. Do not refund by yourself; the manager decides\.$/);
	expect(sale?.ref ?? text.slice(0, 6)).toBe(text.slice(0, 6));
	return text.slice(0, 6);
}

type Found = {
	readonly class: string;
	readonly id: string;
	readonly sentence: string;
	readonly isSettled: boolean;
	readonly payments: readonly { readonly id: string }[];
	readonly acts: readonly { readonly act: string; readonly label: string }[];
};
const booksOf = async (chat: Chat): Promise<{ findings: readonly Found[]; standing: readonly string[] }> => {
	await server.settle();
	return JSON.parse((await server.ask("GET", `${chat.path}/books`, { token: chat.token })).text);
};
const doublesOf = async (chat: Chat, ref: string) =>
	(await booksOf(chat)).findings.filter(
		(finding) => finding.sentence.includes(ref) && finding.class === "duplicate_capture",
	);

const decide = (chat: Chat, finding: string, body: object) =>
	server.ask("POST", `${chat.path}/findings/${finding}/decisions`, {
		token: chat.token,
		headers: { "x-standin-person": mara },
		body: { id: randomUUID(), ...body },
	});

const HEADER =
	"row_id,upload_id,merchant_id,terminal_id,batch_no,stan,rrn,auth_code,kind,tender,entry,amount,tip,currency,terminal_time,processed_at,status,card_last4,staff_id,order_id,note";

async function upload(chat: Chat, ref: string, amount: string, times = 1): Promise<void> {
	const name = `${randomUUID()}.csv`;
	const at = new Date().toISOString();
	const uploadId = randomUUID();
	const rows = Array.from(
		{ length: times },
		(_, place) => `${place},${uploadId},,,,,,,sale,other,keyed,${amount},0,EUR,${at},,approved,,,,${ref}\n`,
	);
	const body = `${HEADER}\n${rows.join("")}`;
	await server.ask("POST", `${chat.path}/batches?id=${randomUUID()}&name=${name}`, { token: chat.token, body });
	await chat.reply(({ text }) => text.includes(`${name} is read`));
}

test("a sale that two rails were paid for is a finding the same moment, and one finding after every batch", async () => {
	const chat = await openBakery(server);
	const ref = await sellTwice(chat, "21.00");
	const [found, ...others] = await doublesOf(chat, ref);
	expect(others).toEqual([]);
	expect(found).toMatchObject({
		isSettled: false,
		acts: [{ act: "charged_twice" }, { act: "accept", label: "Keep both" }],
	});
	expect(found?.sentence).toContain("Paid more than once over fallback rails (21.00 EUR too much)");
	expect(found?.payments).toHaveLength(2);
	expect((await booksOf(chat)).standing.join()).toContain("1 finding waits");
	await upload(chat, ref, "21.00");
	const after = await doublesOf(chat, ref);
	expect(after.map(({ id }) => id)).toEqual([found?.id]);

	const id = found?.id ?? "";
	const refused = await decide(chat, id, { act: "accept" });
	expect(refused.status).toBe(400);
	expect(sentence(refused)).toContain("why both payments are kept");
	expect((await decide(chat, id, { act: "accept", note: "a tip, they said" })).status).toBe(202);
	await chat.reply(({ text }) => text.startsWith("Mara Manager decided: accepted"));
	await upload(chat, ref, "21.00");
	expect((await doublesOf(chat, ref)).map((one) => [one.id, one.isSettled])).toEqual([[id, true]]);
});

test("a double payment ends with the refund that a person made, and the sale was paid once then", async () => {
	const chat = await openBakery(server);
	const ref = await sellTwice(chat, "22.00");
	const [found] = await doublesOf(chat, ref);
	await decide(chat, found?.id ?? "", { act: "charged_twice" });
	await chat.reply(({ text }) => text.startsWith("Mara Manager decided: charged twice"));
	await decide(chat, found?.id ?? "", { act: "refunded", paymentId: found?.payments[0]?.id });
	await chat.reply(({ text }) => text.startsWith("Mara Manager decided: refunded"));
	expect((await doublesOf(chat, ref)).map(({ isSettled }) => isSettled)).toEqual([true]);
	const sales = await server.database.query("select state from sale where ref = $1", [ref]);
	expect(sales).toEqual([{ state: "paid" }]);
});

test("both payments keyed into the POS explain the rows, and not that a customer paid twice", async () => {
	const chat = await openBakery(server);
	const ref = await sellTwice(chat, "23.00");
	const [found] = await doublesOf(chat, ref);
	await upload(chat, ref, "23.00", 2);
	expect((await doublesOf(chat, ref)).map(({ id }) => id)).toEqual([found?.id]);
});
