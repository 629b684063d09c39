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
