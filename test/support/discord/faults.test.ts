/** Each way in which our Discord fails, as the real discord.js meets it. */

import { expect, test } from "vitest";
import { failed, withAna } from "./bot.ts";
import type { Fault } from "./faults.ts";

const MESSAGES = /^POST \/channels\/\d+\/messages$/;

test.each<[Fault, number | string, readonly string[]]>([
	["broken", "500", []],
	["bad-gateway", "502", []],
	["reset", "socket|terminated|closed", []],
	["lost", "socket|terminated|closed", ["Scan to pay"]],
	["held", "aborted", ["Scan to pay"]],
	["unauthorized", "401", []],
])("%s: the bot is told that it failed, whether or not the merchant got the message", async (fault, says, got) => {
	const { at, server, client, person, texts } = await withAna();
	await using _at = at;
	if (fault === "held") client.rest.options.timeout = 200;
	server.fail(MESSAGES, fault);
	const error = (await failed(person.send("Scan to pay"))) as Error & { status?: number; cause?: unknown };
	expect(`${error.status} ${error.message} ${String(error.cause)}`).toMatch(new RegExp(String(says), "i"));
	expect(texts()).toEqual(got);
	expect(server.calls.at(-1)?.status).toBe(error.status ?? 0);
});

test("a message that was sent and not heard of is not sent twice under its nonce, for some minutes", async () => {
	const { at, server, dm, person, texts } = await withAna();
	await using _at = at;
	const scan = { content: "Scan to pay", nonce: "sale-4F7K", enforceNonce: true };
	server.fail(MESSAGES, "lost");
	await failed(person.send(scan));
	const again = await person.send(scan);
	expect(texts()).toEqual(["Scan to pay"]);
	expect(again.id).toBe(server.read(dm)[0]?.id);
	server.clock.nowMs += 10 * 60 * 1_000;
	await person.send(scan);
	await person.send({ content: "Scan to pay", nonce: "sale-4F7K" });
	expect(texts()).toHaveLength(3);
});

test.each<[Fault, string]>([
	["rate-limited", "user"],
	["rate-limited-globally", "global"],
])("%s: the client waits, comes again, and the message arrives once", async (fault, scope) => {
	const { at, server, client, person, texts } = await withAna();
	await using _at = at;
	const told: (string | null)[] = [];
	client.rest.on("response", (_, response) => void told.push(response.headers.get("x-ratelimit-scope")));
	server.fail(MESSAGES, fault, 2);
	await person.send("Scan to pay");
	expect(texts()).toEqual(["Scan to pay"]);
	expect(told).toEqual([scope, scope, null]);
});

test("a bucket tells how much is left, and the client keeps to it", async () => {
	const { at, server, person, texts } = await withAna();
	await using _at = at;
	server.limit(MESSAGES, 2, 200);
	for (const text of ["1", "2", "3", "4", "5"]) await person.send(text);
	expect(texts()).toEqual(["1", "2", "3", "4", "5"]);
	expect(server.calls.filter(({ status }) => status === 429)).toEqual([]);
});

test("too many at once are refused, in a channel and over all of them", async () => {
	const { at, server, dm } = await withAna();
	await using _at = at;
	const post = (content: string, channel = dm) =>
		fetch(`${server.api}/v10/channels/${channel.id}/messages`, {
			method: "POST",
			headers: { authorization: "Bot MTI5.standin.tests", "content-type": "application/json" },
			body: JSON.stringify({ content, allowed_mentions: { parse: [] } }),
		});
	server.limit(MESSAGES, 1, 60_000);
	const other = server.dm(server.addPerson("Bea"));
	const [first, second] = [await post("1"), await post("2")];
	expect([first.status, first.headers.get("x-ratelimit-remaining")]).toEqual([200, "0"]);
	expect(await second.json()).toMatchObject({ global: false });
	expect(second.headers.get("x-ratelimit-scope")).toBe("user");
	expect((await post("3", other)).status).toBe(200);
	server.limitGlobally(0, 60_000);
	const fourth = await post("4");
	expect([fourth.status, fourth.headers.get("x-ratelimit-global")]).toEqual([429, "true"]);
	expect(server.read(dm)).toHaveLength(1);
});

test("a person who has closed direct messages gets none, and the bot hears why", async () => {
	const { at, ana, person, texts } = await withAna();
	await using _at = at;
	ana.hasClosedDms = true;
	expect(await failed(person.send("Scan to pay"))).toMatchObject({ code: 50007, status: 403 });
	expect(texts()).toEqual([]);
});

test("a channel that the bot may no longer see, and one that is gone, say so", async () => {
	const { at, server, client } = await withAna();
	await using _at = at;
	const { channel } = server.addGuild("Café Luna");
	channel.isForbidden = true;
	const body = { content: "Scan to pay", allowed_mentions: { parse: [] } };
	expect(await failed(client.rest.post(`/channels/${channel.id}/messages`, { body }))).toMatchObject({ code: 50001 });
	expect(await failed(client.channels.fetch(channel.id, { force: true }))).toMatchObject({ code: 50001 });
	expect(await failed(client.channels.fetch("1290000000000000001"))).toMatchObject({ code: 10003 });
});

test("another's message is not the bot's to edit, and a deleted one cannot be edited", async () => {
	const { at, server, ana, dm, client, person } = await withAna();
	await using _at = at;
	const said = server.say(ana, dm, "45");
	const path = (id: string): `/${string}` => `/channels/${dm.id}/messages/${id}`;
	const body = { content: "46", allowed_mentions: { parse: [] } };
	expect(await failed(client.rest.patch(path(said.id), { body }))).toMatchObject({ code: 50005 });
	const own = await person.send("45");
	await own.delete();
	expect(await failed(client.rest.patch(path(own.id), { body }))).toMatchObject({ code: 10008 });
});

test("a file above ten megabytes is too large", async () => {
	const { at, person, texts } = await withAna();
	await using _at = at;
	const attachment = Buffer.alloc(10 * 1_024 * 1_024 + 1);
	expect(await failed(person.send({ files: [{ attachment, name: "big.png" }] }))).toMatchObject({ code: 40005 });
	expect(texts()).toEqual([]);
});

test("Components V2 cannot be taken back from a message that has them", async () => {
	const { at, server, dm, client } = await withAna();
	await using _at = at;
	const nobody = { allowed_mentions: { parse: [] } };
	const body = { flags: 1 << 15, components: [{ type: 10, content: "Scan to pay" }], ...nobody };
	const sent = (await client.rest.post(`/channels/${dm.id}/messages`, { body })) as { readonly id: string };
	const edit = { content: "Paid", ...nobody };
	const error = await failed(client.rest.patch(`/channels/${dm.id}/messages/${sent.id}`, { body: edit }));
	expect(error).toMatchObject({ code: 50035 });
	expect(server.takeRefused()).toMatchObject([{ faults: ["content may not be there with Components V2"] }]);
	expect(server.read(dm)).toMatchObject([{ text: "Scan to pay" }]);
});
