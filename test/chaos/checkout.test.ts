import { rmSync } from "node:fs";
import { expect, test } from "vitest";
import { ask, type Client } from "../../src/commands/client.ts";
import { putDatabase } from "../support/embedded.ts";
import { freePort } from "../support/postgres-server.ts";
import { freshFolder, talkTo } from "../support/program.ts";
import { readForm } from "../support/stripe-form.ts";
import { SECRET_KEY, startStripe } from "../support/stripe-server.ts";
import { insist } from "./cashiers.ts";

const TOKEN = "operator-token-of-the-chaos-test";
const BAKER = {
	id: "baker",
	name: "Baker",
	stores: [{ id: "mill", name: "Mill Lane", country: "DE", currency: "EUR", time_zone: "Europe/Berlin" }],
	rails: [{ id: "card", scheme: "stripe" }],
};

test("killed after Stripe has made the session and before it is written down, the program asks for the same one, byte for byte", async () => {
	const stripe = await startStripe();
	const folder = freshFolder();
	await putDatabase(folder);
	const port = await freePort();
	const client: Client = { url: `http://127.0.0.1:${port}`, token: TOKEN, locale: "en" };
	const environment = {
		DATA_DIR: folder,
		PORT: String(port),
		STANDIN_TOKEN: TOKEN,
		STRIPE_SECRET_KEY: SECRET_KEY,
		STRIPE_API_URL: stripe.url,
	};
	const killed = talkTo(["start"], environment);
	await insist(() => ask(client, "/api/setup", { json: { merchants: [BAKER] } }));
	const opened = await ask<{ id: string; token: string }>(client, "/api/conversations", {
		json: { store: "baker/mill", platform: "console" },
	});
	const say = (id: string, text: string) =>
		ask({ ...client, token: opened.token }, `/api/conversations/${opened.id}/messages`, { json: { id, text } });
	stripe.fail("held");
	await say("message-1", "pay 45");
	await say("message-2", "no");
	await expect.poll(() => stripe.sessions.size).toBe(1);
	await killed.kill("SIGKILL");

	const server = talkTo(["start"], environment);
	const returnsTo = new URL(String(readForm(stripe.calls[0]?.body ?? "")["cancel_url"]));
	const page = async () => (await fetch(client.url + returnsTo.pathname)).text();
	await expect.poll(() => insist(page)).toContain("Pay by card");
	const made = stripe.calls.filter(({ method, path }) => method === "POST" && path === "/v1/checkout/sessions");
	expect(made.length).toBeGreaterThan(1);
	for (const call of made) expect(call).toEqual(made[0]);
	expect(stripe.sessions.size).toBe(1);
	await server.kill("SIGTERM");
	await stripe.close();
	rmSync(folder, { recursive: true, force: true });
});
