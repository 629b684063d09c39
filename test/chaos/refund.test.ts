import { rmSync } from "node:fs";
import { expect, test } from "vitest";
import { ask, type Client } from "../../src/commands/client.ts";
import { freePort } from "../support/postgres-server.ts";
import { freshFolder, talkTo } from "../support/program.ts";
import { REFUND_KEY } from "../support/stripe-refunds.ts";
import { SECRET_KEY, startStripe } from "../support/stripe-server.ts";
import { insist } from "./cashiers.ts";

const TOKEN = "operator-token-of-the-chaos-test";
const BAKER = {
	id: "baker",
	name: "Baker",
	stores: [{ id: "mill", name: "Mill Lane", country: "DE", currency: "EUR", time_zone: "Europe/Berlin" }],
	rails: [{ id: "card", scheme: "stripe" }],
	people: [{ id: "ada", name: "Ada", role: "manager" }],
};

test("killed after Stripe has given the money back and before it is written down, the program looks it up and gives nothing twice", async () => {
	const stripe = await startStripe();
	const folder = freshFolder();
	const port = await freePort();
	const client: Client = { url: `http://127.0.0.1:${port}`, token: TOKEN, locale: "en" };
	const environment = {
		...{ DATA_DIR: folder, PORT: String(port), STANDIN_TOKEN: TOKEN, STRIPE_API_URL: stripe.url },
		...{ STRIPE_SECRET_KEY: SECRET_KEY, STRIPE_REFUND_KEY: REFUND_KEY },
	};
	const killed = talkTo(["start"], environment);
	type SetUp = { readonly newPeople: readonly { readonly token: string }[] };
	const { newPeople } = await insist(() => ask<SetUp>(client, "/api/setup", { json: { merchants: [BAKER] } }));
	const ada = { ...client, token: newPeople[0]?.token ?? "" };
	const opened = await ask<{ id: string; token: string }>(client, "/api/conversations", {
		json: { store: "baker/mill", platform: "console" },
	});
	const say = (id: string, text: string) =>
		ask({ ...client, token: opened.token }, `/api/conversations/${opened.id}/messages`, { json: { id, text } });
	await say("message-1", "pay 45");
	await say("message-2", "no");
	await expect.poll(() => stripe.sessions.size).toBe(1);
	const [session] = [...stripe.sessions.values()];
	const path = new URL(session?.success_url ?? "").pathname;
	await expect.poll(async () => (await fetch(client.url + path)).text()).toContain("Pay by card");
	await fetch(`${session?.url}/pay`, { method: "POST", redirect: "manual" });
	await expect.poll(async () => (await fetch(client.url + path)).text()).toContain("PAID. Thank you.");
	stripe.failRefunding("held");
	await ask(ada, `/api/sales/${path.slice("/p/".length)}/refund`, { json: {} });
	await expect.poll(() => stripe.refunds.size).toBe(1);
	await killed.kill("SIGKILL");

	const server = talkTo(["start"], environment);
	await expect
		.poll(() => insist(async () => (await fetch(client.url + path)).text()))
		.toContain("This payment was refunded.");
	const made = stripe.calls.filter(({ method, path: to }) => method === "POST" && to === "/v1/refunds");
	expect(made).toHaveLength(1);
	expect([...stripe.refunds.values()].map(({ amount }) => amount)).toEqual([4500]);
	await server.kill("SIGTERM");
	await stripe.close();
	rmSync(folder, { recursive: true, force: true });
});
