/** A cashier in a shell: the real `standin chat`, its lines typed into a pipe, its QR read off the blocks it is drawn with. */

import { writeFileSync } from "node:fs";
import { createServer, request } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import jsQR from "jsqr";
import type { Locale } from "../../src/text.ts";
import { talkTo } from "../support/program.ts";
import { type Chat, type Options, type Platform, type Seen, until } from "./chat.ts";
import { openHouse } from "./house.ts";
import { DEMO, setUp } from "./shop.ts";

export const shell: Platform = { name: "console", place: "in a shell", edits: false, links: false, open };

const LANGUAGES: Readonly<Record<Locale, string>> = { en: "en_US.UTF-8", zh: "zh_CN.UTF-8", es: "es_ES.UTF-8" };

async function open({ database, locale, shop = DEMO }: Options): Promise<Chat> {
	const house = await openHouse(database);
	await setUp(house, shop.setup);
	const wire = await openWire(house.url);
	const environment = {
		STANDIN_URL: wire.url,
		STANDIN_TOKEN: house.operatorToken,
		DATA_DIR: join(house.folder, "shell"),
		LANG: LANGUAGES[locale],
	};
	const talk = talkTo(["chat", "--store", shop.store], environment);
	const screen = () => linesOf(talk.said());
	const shown = (what: string) => () => `${what} in\n${talk.said()}`;
	await talk.hear(/\n\n/); // the welcome; when it does not come, what went wrong is told
	return {
		house,
		web: null,
		say: async (text) => talk.type(text),
		press: async (label) => {
			const isShown = ({ buttons }: Seen) => buttons.includes(label);
			await until(() => screen().find(isShown), shown(`choice ${label}`));
			talk.type(numberOf(screen(), label) ?? label);
		},
		dropFile: async (name, content) => {
			const path = join(house.folder, name);
			writeFileSync(path, content);
			talk.type(path);
		},
		screen,
		qr: () => scanned(talk.said()),
		// The answer gets lost, so that the shell sends it again.
		sayTwice: async (text) => {
			const sent = wire.sent();
			wire.loseNextAnswer();
			talk.type(text);
			await until(() => (wire.sent() > sent + 1 ? true : null), shown("a line that is sent again"));
		},
		decide: null,
		reconnected: async () => {},
		close: async () => {
			await talk.end();
			wire.close();
			await house.remove();
		},
	};
}

/** Each thing that is said ends with an empty line. */
function linesOf(said: string): readonly Seen[] {
	const whole = said.slice(0, said.lastIndexOf("\n\n") + 1);
	const blocks = whole.split("\n\n").filter((block) => block.trim() !== "");
	return blocks.map((block, index) => ({
		id: String(index),
		text: block,
		buttons: [...block.matchAll(/^ {3}\d {2}(.+)$/gm)].map(([, label = ""]) => label),
		files: [],
	}));
}

/** What is typed for a choice of the newest list; null for an older one, whose number means something else by now. */
function numberOf(screen: readonly Seen[], label: string): string | null {
	const newest = screen.findLast(({ buttons }) => buttons.length > 0);
	const index = newest?.buttons.indexOf(label) ?? -1;
	return index < 0 ? null : String(index + 1);
}

const DOT_PIXELS = 4;
/** Which halves of a character are dark. */
const HALVES: ReadonlyMap<string, readonly [upper: boolean, lower: boolean]> = new Map([
	["█", [true, true]],
	["▀", [true, false]],
	["▄", [false, true]],
]);

/** The last QR that was drawn, as a phone that is held over the shell reads it. */
function scanned(said: string): string | null {
	const lines = said.split("\n").map((line) => [...line]);
	const isDrawn = (line: readonly string[]) => line.some((sign) => HALVES.has(sign));
	const end = lines.findLastIndex(isDrawn);
	if (end < 0) return null;
	const begin = lines.slice(0, end).findLastIndex((line) => !isDrawn(line)) + 1;
	const drawn = lines.slice(begin, end + 1);
	const size = Math.max(...drawn.map((line) => line.length), drawn.length * 2) + 8;
	const pixels = new Uint8ClampedArray((size * DOT_PIXELS) ** 2 * 4).fill(255);
	const blacken = (x: number, y: number) => {
		for (let dy = 0; dy < DOT_PIXELS; dy++)
			for (let dx = 0; dx < DOT_PIXELS; dx++) {
				const at = ((y * DOT_PIXELS + dy) * size * DOT_PIXELS + x * DOT_PIXELS + dx) * 4;
				pixels.fill(0, at, at + 3);
			}
	};
	for (const [row, line] of drawn.entries())
		for (const [column, sign] of line.entries()) {
			const [upper, lower] = HALVES.get(sign) ?? [false, false];
			if (upper) blacken(column + 4, row * 2 + 4);
			if (lower) blacken(column + 4, row * 2 + 5);
		}
	return jsQR.default(pixels, size * DOT_PIXELS, size * DOT_PIXELS)?.data ?? null;
}

/** The line between the shell and the server, on which an answer may get lost. */
async function openWire(to: string) {
	let isLost = false;
	let sent = 0;
	const server = createServer((asked, answer) => {
		if (asked.method === "POST") sent += 1;
		const passed = request(to + asked.url, { method: asked.method, headers: asked.headers }, (got) => {
			if (isLost && asked.method === "POST") {
				isLost = false;
				got.resume().on("end", () => asked.socket.destroy());
				return;
			}
			answer.writeHead(got.statusCode ?? 502, got.headers);
			got.pipe(answer);
			// A stream that breaks there breaks here.
			got.on("close", () => got.complete || answer.destroy());
		});
		passed.on("error", () => asked.socket.destroy());
		answer.on("close", () => passed.destroy());
		asked.pipe(passed);
	});
	await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		/** What is sent next arrives, and its sender does not hear so. */
		loseNextAnswer: () => {
			isLost = true;
		},
		/** How often something was sent. */
		sent: () => sent,
		close: () => {
			server.closeAllConnections();
			server.close();
		},
	};
}
