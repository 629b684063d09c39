/** How a connection to our Discord ends, and what the real discord.js hears afterwards. */

import { type Client, Events, type TextBasedChannel } from "discord.js";
import { expect, test } from "vitest";
import type { DiscordServer } from "../discord-server.ts";
import { atDiscord } from "./bot.ts";

/** What a bot hears from now on. */
function listen(client: Client): string[] {
	const heard: string[] = [];
	client.on(Events.MessageCreate, (message) => void heard.push(message.content));
	return heard;
}

async function withAna() {
	const at = await atDiscord();
	const ana = at.server.addPerson("Ana");
	const client = await at.login();
	const heard = listen(client);
	const say = (text: string) => at.server.say(ana, at.server.dm(ana), text);
	say("before");
	await at.until(() => heard.length === 1);
	return { at, server: at.server, ana, client, heard, say };
}

test.each([
	["the connection is lost", (server: DiscordServer) => server.gateway.drop()],
	["Discord asks to come back", (server: DiscordServer) => server.gateway.askToReconnect()],
])("%s: what was written meanwhile is replayed, once and in order", async (_, fault) => {
	const { at, server, heard, say, client } = await withAna();
	await using _at = at;
	const resumed = new Promise((resolve) => client.once(Events.ShardResume, resolve));
	fault(server);
	await at.until(() => server.gateway.connected() === 0);
	say("meanwhile 1");
	say("meanwhile 2");
	await resumed;
	say("after");
	await at.until(() => heard.length === 4);
	expect(heard).toEqual(["before", "meanwhile 1", "meanwhile 2", "after"]);
	expect(server.gateway.resumes).toMatchObject([{ replayed: 2 }]);
	expect(server.gateway.identifies).toHaveLength(1);
});

test("an invalid session that may be resumed goes on, on the same connection", async () => {
	const { at, server, heard, say } = await withAna();
	await using _at = at;
	server.gateway.invalidate(true);
	await at.until(() => server.gateway.resumes.length === 1);
	say("after");
	await at.until(() => heard.length === 2);
	expect(heard).toEqual(["before", "after"]);
});

test.each([
	["an invalid session", (server: DiscordServer) => server.gateway.invalidate(false)],
	["a session that Discord has forgotten", (server: DiscordServer) => server.gateway.forget()],
])("%s is replaced; what was written meanwhile is never replayed, and stands in the channel", async (_, fault) => {
	const { at, server, ana, client, heard, say } = await withAna();
	await using _at = at;
	const [seen] = server.read(server.dm(ana));
	fault(server);
	say("meanwhile 1");
	await at.until(() => server.gateway.connected() === 0);
	say("meanwhile 2");
	await at.until(() => server.gateway.identifies.length === 2 && server.gateway.connected() === 1);
	say("after");
	await at.until(() => heard.includes("after"));
	expect(heard).toEqual(["before", "after"]);
	const channel = (await client.channels.fetch(server.dm(ana).id)) as TextBasedChannel;
	const missed = await channel.messages.fetch({ after: seen?.id ?? "", limit: 2 });
	expect(missed.map(({ content }) => content)).toEqual(["meanwhile 2", "meanwhile 1"]);
});

test("a bot that has said goodbye cannot be resumed", async () => {
	const { at, server, client } = await withAna();
	await using _at = at;
	await client.destroy();
	await at.until(() => server.gateway.connected() === 0);
	const again = await at.login();
	expect(again.isReady()).toBe(true);
	expect(server.gateway.identifies).toHaveLength(2);
});

test("heartbeats are answered, so a connection stays", async () => {
	await using at = await atDiscord({ heartbeatMs: 20 });
	await at.login();
	await at.until(() => at.server.gateway.heartbeats.count > 3);
	expect(at.server.gateway.identifies).toHaveLength(1);
	expect(at.server.gateway.resumes).toEqual([]);
});

test("a connection whose heartbeats are not answered is given up by the client, and resumed", async () => {
	await using at = await atDiscord({ heartbeatMs: 20 });
	await at.login();
	at.server.gateway.heartbeats.areAnswered = false;
	await at.until(() => at.server.gateway.connected() === 0);
	at.server.gateway.heartbeats.areAnswered = true;
	await at.until(() => at.server.gateway.resumes.length > 0);
});

test("a revoked token ends the connection for good, and a login with it fails", async () => {
	const { at, server, client } = await withAna();
	await using _at = at;
	const gone = new Promise<{ code: number }>((resolve) => client.once(Events.ShardDisconnect, resolve));
	client.on(Events.ShardError, () => {});
	server.revoke();
	expect((await gone).code).toBe(4004);
	await expect(at.login()).rejects.toThrow(/token/i);
});

test("channels come and go, and the bot is thrown out of a server", async () => {
	const { at, server, ana, client } = await withAna();
	await using _at = at;
	const happened: string[] = [];
	client.on(Events.ChannelCreate, (channel) => void happened.push(`new ${channel.name}`));
	client.on(Events.ChannelDelete, (channel) => void happened.push(`gone ${channel.id}`));
	client.on(Events.GuildDelete, (guild) => void happened.push(`left ${guild.name}`));
	const { guild, channel } = server.addGuild("Café Luna", ana);
	const second = server.addChannel(guild, "kitchen");
	server.removeChannel(second);
	server.leave(guild);
	await at.until(() => happened.length === 3);
	expect(happened).toEqual(["new kitchen", `gone ${second.id}`, "left Café Luna"]);
	await expect(client.rest.get(`/channels/${second.id}`)).rejects.toMatchObject({ code: 10003 });
	await expect(client.rest.get(`/channels/${channel.id}`)).rejects.toMatchObject({ code: 50001 });
});

test.each([
	["a lost connection", (server: DiscordServer) => server.gateway.drop()],
	["an invalid session", (server: DiscordServer) => server.gateway.invalidate(false)],
])("%s does not come back with a token that was revoked meanwhile", async (_, fault) => {
	const { at, server, client } = await withAna();
	await using _at = at;
	const gone = new Promise<{ code: number }>((resolve) => client.once(Events.ShardDisconnect, resolve));
	client.on(Events.ShardError, () => {});
	fault(server);
	await at.until(() => server.gateway.connected() === 0);
	server.revoke();
	expect((await gone).code).toBe(4004);
});

test("while the gateway lets nobody in, the client knocks until it does, and has missed nothing", async () => {
	const { at, server, client, heard, say } = await withAna();
	await using _at = at;
	let knocks = 0;
	client.on(Events.ShardReconnecting, () => void knocks++);
	server.gateway.door.isOpen = false;
	server.gateway.drop();
	await at.until(() => knocks >= 2);
	say("meanwhile");
	expect(heard).toEqual(["before"]);
	server.gateway.door.isOpen = true;
	await at.until(() => heard.length === 2);
	expect(heard).toEqual(["before", "meanwhile"]);
});

test("a message may be told of twice; a client that remembers it passes it on once", async () => {
	const { at, server, client, heard, say } = await withAna();
	await using _at = at;
	const told: string[] = [];
	client.on(Events.Raw, ({ d }: { readonly d: { readonly id: string } }) => void told.push(d.id));
	const message = say("45");
	server.repeat(message);
	await at.until(() => told.length === 2);
	expect(told).toEqual([message.id, message.id]);
	expect(heard).toEqual(["before", "45"]);
});

test("a thread, a new server and an edit are heard of as they happen", async () => {
	const { at, server, ana, client } = await withAna();
	await using _at = at;
	const happened: string[] = [];
	client.on(Events.GuildCreate, (guild) => void happened.push(`server ${guild.name}`));
	client.on(Events.ThreadCreate, (thread) => void happened.push(`thread ${thread.name}`));
	client.on(Events.ThreadUpdate, (_, thread) => void happened.push(`archived ${String(thread.archived)}`));
	client.on(Events.MessageUpdate, (_, message) => void happened.push(`edit ${message.content}`));
	const told: string[] = [];
	client.on(Events.Raw, ({ t }: { readonly t: string }) => void told.push(t));
	const { channel } = server.addGuild("Café Luna", ana);
	await at.until(() => happened.length === 1);
	const place = await client.channels.fetch(channel.id);
	if (place === null || !("threads" in place)) throw new Error("no channel");
	const thread = await place.threads.create({ name: "Outage" } as never);
	server.archive(server.channel(thread.id));
	server.rewrite(server.say(ana, server.dm(ana), "40"), "45");
	await at.until(() => happened.length === 4);
	expect(happened).toEqual(["server Café Luna", "thread Outage", "archived true", "edit 45"]);
	expect(told).toEqual(["GUILD_CREATE", "THREAD_CREATE", "THREAD_UPDATE", "MESSAGE_CREATE", "MESSAGE_UPDATE"]);
});
