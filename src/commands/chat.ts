/** SHELL. `standin chat`: the cashier's conversation in the shell, with the running server or one of its own. */

import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { homedir } from "node:os";
import { basename, join } from "node:path";
import { Command } from "commander";
import { listen, type OpenStream } from "../bots/console/bot.ts";
import { untilStored } from "../bots/console/inbox.ts";
import { readTyped } from "../bots/console/receive.ts";
import { renderReply } from "../bots/console/render.ts";
import { type Config, readConfig } from "../config.ts";
import { UserError } from "../errors.ts";
import type { Reply } from "../helpdesk/message.ts";
import { openQuietLog } from "../log.ts";
import { isForPerson } from "../runtime/take-file.ts";
import { ask, type Client, isRunning, openEvents, operatorClient } from "./client.ts";
import type { Io } from "./io.ts";
import { openScreen, type Screen } from "./screen.ts";

type Options = { readonly store?: string; readonly new?: boolean };
type Opened = { readonly id: string; readonly token: string };
/** How much of an earlier conversation is shown again. */
const SHOWN_AGAIN_LINES = 4;

export function chatCommand(io: Io): Command {
	return new Command("chat")
		.description("talk to Standin as the cashier of a store")
		.option("--store <store>", "the store's id, merchant/id or sticker code")
		.option("--new", "begin a new conversation instead of going on with the last one")
		.action(async (options: Options) => {
			const config = readConfig();
			if (await isRunning(config.serverUrl)) return chat(config, operatorClient(config, io.locale), options);
			io.err(NO_SERVER[io.locale]);
			const { startStandin } = await import("../main.ts"); // the whole program, which a chat with a running server does without
			const own = await startStandin(config, openQuietLog());
			try {
				await chat(config, { url: own.url, token: own.operatorToken, locale: io.locale }, options);
			} finally {
				await own.stop();
			}
		});
}

const NO_SERVER = {
	en: "No server is running, so this chat starts one of its own; it ends with the chat.",
	zh: "没有正在运行的服务器，本聊天将自行启动一个，聊天结束时一并关闭。",
	es: "No hay ningún servidor en marcha, así que este chat inicia uno propio, que termina con el chat.",
};

async function chat(config: Config, operator: Client, options: Options): Promise<void> {
	const opened = await openConversation(config, operator, options);
	const cashier: Client = { ...operator, token: opened.token };
	const path = `/api/conversations/${opened.id}`;
	const screen = openScreen(process.stdin, process.stdout);
	const over = new AbortController();
	const open: OpenStream = (after, signal) => openEvents(cashier, `${path}/events?after=${after}`, signal);
	const show = async (reply: Reply) => screen.show(await renderReply(reply, screen.isTerminal));
	const listening = listen(open, opened.after, show, over.signal);
	try {
		await Promise.race([listening, talk(screen, cashier, path)]);
	} finally {
		over.abort();
		screen.close();
	}
}

/** Sends what is typed, a line at a time, until the end of input. */
async function talk(screen: Screen, cashier: Client, path: string): Promise<void> {
	await screen.settled();
	for await (const line of screen.lines()) {
		const typed = readTyped(line, isFile);
		if (typed.kind === "quit") return;
		try {
			if (typed.kind === "no-file") throw noFile(typed.path);
			if (typed.kind === "words")
				await send(screen, cashier, (id) => ask(cashier, `${path}/messages`, { json: { id, text: typed.text } }));
			if (typed.kind === "file") await upload(screen, cashier, path, typed.path);
		} catch (error) {
			if (!(error instanceof UserError)) throw error;
			screen.show([error.text[cashier.locale]]);
		}
		await screen.settled();
	}
}

const send = (screen: Screen, cashier: Client, order: (id: string) => Promise<unknown>): Promise<unknown> =>
	untilStored(order, () => screen.show([WAITING[cashier.locale]]));

const WAITING = {
	en: "(the server does not answer; what you typed is kept and sent as soon as it does)",
	zh: "（服务器没有响应；您输入的内容已保留，恢复后立即发送）",
	es: "(el servidor no responde; lo que escribió se guarda y se envía en cuanto responda)",
};

async function upload(screen: Screen, cashier: Client, path: string, file: string): Promise<void> {
	const bytes = new Uint8Array(await readFile(expand(file)));
	const name = encodeURIComponent(basename(file));
	const where = isForPerson(file, bytes) ? "files" : "batches";
	await send(screen, cashier, (id) => ask(cashier, `${path}/${where}?id=${id}&name=${name}`, { bytes }));
}

const expand = (path: string): string => path.replace(/^~(?=\/)/, homedir());

function isFile(path: string): boolean {
	try {
		return statSync(expand(path)).isFile();
	} catch {
		return false; // a long sentence is no path, and the system says so by an error of its own
	}
}

const noFile = (path: string): UserError =>
	new UserError({
		en: `There is no file ${path}; check the path. Nothing was sent.`,
		zh: `没有文件 ${path}；请检查路径。未发送任何内容。`,
		es: `No existe el archivo ${path}; revise la ruta. No se envió nada.`,
	});

/** Goes on with this shell user's last conversation of the store, so that a closed window loses nothing. */
async function openConversation(
	config: Config,
	operator: Client,
	options: Options,
): Promise<Opened & { readonly after: number }> {
	const name = createHash("sha256")
		.update(`${operator.url} ${options.store ?? ""}`)
		.digest("hex")
		.slice(0, 16);
	const file = join(config.dataDir, `chat-${name}.json`);
	const last = options.new === true ? null : await goOn(operator, file);
	if (last !== null) return last;
	const store = options.store === undefined ? {} : { store: options.store };
	const json = { ...store, locale: operator.locale, platform: "console" };
	const opened = await ask<Opened>(operator, "/api/conversations", { json });
	mkdirSync(config.dataDir, { recursive: true, mode: 0o700 });
	writeFileSync(file, JSON.stringify(opened), { mode: 0o600 });
	return { ...opened, after: 0 };
}

/** The conversation kept in `file`, or null when there is none or the server knows it no more. */
async function goOn(operator: Client, file: string): Promise<(Opened & { readonly after: number }) | null> {
	if (!existsSync(file)) return null;
	try {
		const last = JSON.parse(readFileSync(file, "utf8")) as Opened;
		const { seq } = await ask<{ readonly seq: number }>(
			{ ...operator, token: last.token },
			`/api/conversations/${last.id}`,
		);
		return { ...last, after: Math.max(0, seq - SHOWN_AGAIN_LINES) };
	} catch (error) {
		if (error instanceof UserError || error instanceof SyntaxError) return null;
		throw error;
	}
}
