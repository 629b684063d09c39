import { expect, test } from "vitest";
import { linkByCode } from "../../src/runtime/platform.ts";
import { openChat, startServer } from "./server.ts";
import { bakery, setUp } from "./shops.ts";

test("a manager hands out a code for a day that links a chat to the store; a cashier does not, and no code is kept as it is", async () => {
	const server = await startServer();
	const shops = await setUp(server, [bakery()]);
	const chat = await openChat(server, "bakery/bakery-main");
	const ask = (who: string) =>
		server.ask("POST", `${chat.path}/pairings`, {
			token: chat.token,
			headers: { "x-standin-person": shops.tokens.get(who) ?? "nobody" },
		});
	expect((await ask("carl")).status).toBe(401);
	expect((await ask("nobody")).status).toBe(401);
	const made = await ask("mara");
	expect(made.status).toBe(201);
	const { code, endsAtMs } = JSON.parse(made.text);
	expect(code).toMatch(/^[2-9a-hjkmnp-z]{10}$/);
	const inADayMs = Date.now() + 24 * 60 * 60_000;
	expect(Math.abs(endsAtMs - inADayMs)).toBeLessThan(60_000);
	const kept = await server.database.query("select * from pairing");
	expect(JSON.stringify([kept, server.logged])).not.toContain(code);
	expect(await linkByCode(server.database, "slack", "T1/C1", code, Date.now())).toMatchObject({
		merchantId: "bakery",
		storeId: "bakery-main",
	});
});
