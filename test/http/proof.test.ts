import { expect, test } from "vitest";
import { openChat, startServer } from "./server.ts";
import { bakery, openBakery, setUp } from "./shops.ts";

test("the cashier has the proof with the QR; the customer's page shows it once it is paid, not before, and no log has its secret", async () => {
	const server = await startServer();
	await setUp(server, [bakery()]);
	const chat = await openChat(server, "demo/harbour-cafe");
	const path = await chat.sell("11.00");
	const shown = await chat.reply(({ text, qr }) => qr !== null && text.includes("11.00"));
	const digits = /\nProof (\d{4}): /.exec(shown.text)?.[1] ?? "none";
	const page = async () => (await server.ask("GET", path)).text;
	expect(await page()).not.toContain("Show the shop");
	await server.ask("POST", path);
	await chat.reply(({ text }) => text.includes("PAID."));
	expect(await page()).toContain(`Show the shop: ${digits}`);
	const bank = await openBakery(server);
	await bank.sell("12.00");
	expect((await bank.reply(({ qr }) => qr !== null)).text).not.toContain("Proof"); // a banking app shows none
	const secrets = await server.database.query<{ secret: string }>("select proof_secret as secret from merchant");
	expect(new Set(secrets.map(({ secret }) => secret)).size).toBe(secrets.length);
	for (const { secret } of secrets) expect(server.logged.join("\n")).not.toContain(secret);
});

const digitsIn = (text: string): string => /\nProof (\d{4}): /.exec(text)?.[1] ?? "none";
const otherThan = (digits: string): string => (digits === "0000" ? "0001" : "0000");

test("the digits typed in the chat are one guess: right ones are noted as claimed with proof, and nothing is paid by them", async () => {
	const server = await startServer();
	const chat = await openChat(server, "demo/harbour-cafe");
	const stateOf = async (minor: number) => {
		await server.settle();
		const rows = await server.database.query(
			"select state, proof, paid_at as paid from payment where amount_minor = $1",
			[minor],
		);
		return rows;
	};

	await chat.sell("11.00");
	const right = digitsIn((await chat.reply(({ text, qr }) => qr !== null && text.includes("11.00"))).text);
	await chat.say(`proof ${right}`);
	expect((await chat.reply(({ text }) => text.includes("The proof is right."))).text).toContain("not paid yet");
	expect(await stateOf(1100)).toEqual([{ state: "claimed", proof: "right", paid: null }]);
	await chat.say("sales");
	await chat.reply(({ text }) => /11\.00 USD {2}claimed with proof, not confirmed/.test(text));

	await chat.sell("12.00");
	const second = digitsIn((await chat.reply(({ text, qr }) => qr !== null && text.includes("12.00"))).text);
	await chat.say(`proof ${otherThan(second)}`);
	const wrong = await chat.reply(({ text }) => text.includes("That is not its proof"));
	await chat.say(`proof ${second}`);
	await server.settle();
	const { lines } = JSON.parse((await server.ask("GET", `${chat.path}/sales`, { token: chat.token })).text);
	expect(lines.map(({ state, isProven }: { state: string; isProven: boolean }) => [state, isProven])).toEqual([
		["claimed", true],
		["open", false],
	]);
	expect(await stateOf(1200)).toEqual([{ state: "shown", proof: "wrong", paid: null }]);
	const texts = await server.database.query<{ text: string }>(
		"select body ->> 'text' as text from message where direction = 'out' order by seq desc limit 1",
	);
	expect(texts[0]?.text).toBe(wrong.text); // the late right one is answered as the wrong one was
});

test("whoever orders a sale over the API gets its proof with it, and a bank's QR has none", async () => {
	const server = await startServer();
	await setUp(server, [bakery()]);
	const order = async (id: string, store: string, currency: string) => {
		const body = { id, store, money: { minor: 1300, currency } };
		const answer = await server.ask("POST", "/api/sales", { token: server.operatorToken, body });
		return JSON.parse(answer.text);
	};
	const sale = await order("proof-order-1", "demo/harbour-cafe", "USD");
	expect(sale.proof).toMatch(/^\d{4}$/);
	const { pathname } = new URL(sale.url);
	await server.settle();
	await server.ask("POST", pathname);
	const look = () =>
		server.ask("GET", "/api/sales/proof-order-1?store=demo/harbour-cafe", { token: server.operatorToken });
	await expect.poll(async () => JSON.parse((await look()).text).state).toBe("paid");
	expect(JSON.parse((await look()).text).proof).toBe(sale.proof);
	expect((await server.ask("GET", pathname)).text).toContain(`Show the shop: ${sale.proof}`);
	expect((await order("proof-order-2", "bakery-main", "EUR")).proof).toBeNull();
});
