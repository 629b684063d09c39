/** A shop whose staff write to Standin at Discord: the whole server, the real discord.js, and a Discord of our own. */

import { rmSync } from "node:fs";
import { readConfig } from "../../src/config.ts";
import type { Log } from "../../src/log.ts";
import { type Running, startStandin } from "../../src/main.ts";
import { addPairing } from "../../src/store/audience.ts";
import type { Database } from "../../src/store/database.ts";
import { openPostgres } from "../../src/store/postgres.ts";
import { freshPostgresUrl } from "../support/databases.ts";
import type { Line } from "../support/discord/world.ts";
import { BOT_TOKEN, type DiscordServer, startDiscord } from "../support/discord-server.ts";
import { sharedKnowledge } from "../support/knowledge.ts";
import { freshFolder } from "../support/program.ts";

const PATIENCE_MS = 20_000;

type Person = ReturnType<DiscordServer["addPerson"]>;
type Channel = ReturnType<DiscordServer["dm"]>;
export type Place = { readonly person: Person; readonly channel: Channel };

export type DiscordShop = AsyncDisposable & {
	readonly discord: DiscordServer;
	readonly database: Database;
	/** A cashier whose direct messages are linked to no store yet. */
	readonly mei: Person;
	readonly logged: readonly string[];
	/** The program, ended and begun again on the same database. */
	stop(): Promise<void>;
	start(): Promise<void>;
	/** One more process on the same database, logged in as the same bot. */
	startAnother(): Promise<void>;
	/** A manager's code for the demo shop. */
	code(): Promise<string>;
	/** Links a channel to the demo shop by a manager's code. */
	link(person: Person, channel: Channel): Promise<void>;
	/** Waits for a line of the bot's in a channel, below another one. */
	hear(channel: Channel, words: RegExp, after?: Line): Promise<Line>;
	/** Waits for what only this person is told. */
	whisper(place: Place, words: RegExp): Promise<Line>;
	/** The customer pays on the page whose address stands in this text. */
	pay(text: string): Promise<void>;
	until(what: string, isSo: () => boolean | Promise<boolean>): Promise<void>;
	/** Waits until every event is handled and every effect carried out. */
	settle(): Promise<void>;
	/** A path of the program's web server. */
	at(path: string): string;
};

export async function atDiscordShop(): Promise<DiscordShop> {
	const discord = await startDiscord();
	const folder = freshFolder();
	const databaseUrl = await freshPostgresUrl();
	const database = await openPostgres(databaseUrl, () => {});
	const logged: string[] = [];
	const keep = (facts: object, what: string) => void logged.push(JSON.stringify({ ...facts, what }));
	const log: Log = { info: keep, warn: keep, error: keep };
	const config = readConfig({
		PORT: "0",
		HOST: "127.0.0.1",
		PUBLIC_URL: "https://standin.example",
		DATA_DIR: folder,
		DATABASE_URL: databaseUrl,
		DISCORD_TOKEN: BOT_TOKEN,
		DISCORD_API_URL: discord.api,
	});
	let running: readonly Running[] = [];
	let codes = 0;
	const startAnother = async () => {
		running = [...running, await startStandin(config, log, { readKnowledge: sharedKnowledge })];
		await until("connected", () => discord.gateway.connected() === running.length);
	};
	const stop = async () => {
		for (const one of running) await one.stop();
		running = [];
	};
	const until = async (what: string, isSo: () => boolean | Promise<boolean>): Promise<void> => {
		for (const end = Date.now() + PATIENCE_MS; Date.now() < end; await new Promise((wake) => setTimeout(wake, 10)))
			if (await isSo()) return;
		throw new Error(`${what}: did not come. The log: ${logged.slice(-20).join("\n")}`);
	};
	const hear = async (channel: Channel, words: RegExp, after?: Line): Promise<Line> => {
		const isBelow = ({ id }: Line) => after === undefined || BigInt(id) > BigInt(after.id);
		const isIt = (line: Line) => line.from === discord.bot.global_name && isBelow(line) && words.test(line.text);
		const find = () => discord.read(channel).findLast(isIt);
		await until(`${words} in ${JSON.stringify(discord.read(channel).slice(-4))}`, () => find() !== undefined);
		return find() as Line;
	};
	const whisper: DiscordShop["whisper"] = async ({ person, channel }, words) => {
		const find = () => discord.whispers(person, channel).find(({ text }) => words.test(text));
		await until(`${words} to ${person.username}`, () => find() !== undefined);
		return find() as Line;
	};
	const code = async (): Promise<string> => {
		const [store] = await database.query<{ merchantId: string; storeId: string }>(
			`select merchant_id as "merchantId", id as "storeId" from store where merchant_id <> 'unlinked' limit 1`,
		);
		if (store === undefined) throw new Error("no store");
		const made = `code-${++codes}`;
		await addPairing(database, made, store, "mara", Date.now());
		return made;
	};
	const at = (path: string) => `${running[0]?.url ?? ""}${path}`;
	await startAnother();
	return {
		discord,
		database,
		mei: discord.addPerson("Mei"),
		logged,
		stop,
		start: startAnother,
		startAnother,
		hear,
		whisper,
		until,
		at,
		pay: async (text) => {
			await fetch(at(/https:\/\/standin\.example(\/p\/\w{12})/.exec(text)?.[1] ?? ""), { method: "POST" });
		},
		settle: () =>
			until("rest", async () => {
				const busy = await database.query(
					"select 1 from inbox where handled_at is null union all select 1 from outbox where sent_at is null limit 1",
				);
				return busy.length === 0;
			}),
		code,
		link: async (person, channel) => {
			const mention = channel.person === null ? `<@${discord.bot.id}> ` : "";
			discord.say(person, channel, `${mention}link ${await code()}`);
			await hear(channel, /now linked to/);
		},
		async [Symbol.asyncDispose]() {
			await stop();
			await database.close();
			rmSync(folder, { recursive: true, force: true });
			await discord.close();
		},
	};
}
