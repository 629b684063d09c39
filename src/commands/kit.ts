/** SHELL. `standin kit`: asks the running server for a store's printed kit. */

import { randomUUID } from "node:crypto";
import { rename, rm, writeFile } from "node:fs/promises";
import { Command, Option } from "commander";
import { readConfig } from "../config.ts";
import { UserError } from "../errors.ts";
import { PAPERS } from "../helpdesk/paper.ts";
import { LOCALES } from "../text.ts";
import { askFile, isRunning, noServer, operatorClient } from "./client.ts";
import type { Io } from "./io.ts";

type Options = {
	readonly paper: string;
	readonly language?: string;
	readonly out?: string;
	readonly json?: boolean;
};

export function kitCommand(io: Io): Command {
	return new Command("kit")
		.description("a store's stickers, counter card and door notice as a PDF to print")
		.argument("[store]", "the store's id, merchant/id or sticker code; may be left out where there is only one")
		.addOption(
			new Option("--paper <paper>", "A4, or the roll of a receipt printer in mm").choices(PAPERS).default("a4"),
		)
		.addOption(new Option("--language <language>", "the store's unless given").choices(LOCALES))
		.option("--out <file>", "where to write it (kit-<paper>.pdf)")
		.option("--json", "print JSON only")
		.action(async (store: string | undefined, { paper, language, out, json }: Options) => {
			const config = readConfig();
			if (!(await isRunning(config.serverUrl))) throw noServer(config.serverUrl);
			const query = new URLSearchParams({ paper });
			if (store !== undefined) query.set("store", store);
			if (language !== undefined) query.set("language", language);
			const { bytes, headers } = await askFile(operatorClient(config, io.locale), `/api/kit?${query}`);
			const file = out ?? `kit-${paper}.pdf`;
			await writeWhole(file, bytes);
			const notes: readonly string[] = JSON.parse(decodeURIComponent(headers.get("x-standin-notes") ?? "[]"));
			if (json === true) io.out(JSON.stringify({ file, bytes: bytes.length, notes }));
			else {
				io.out(file);
				for (const note of notes) io.err(note);
			}
		});
}

/** Written beside the file and then renamed, so that nobody prints half a kit. */
async function writeWhole(file: string, bytes: Uint8Array): Promise<void> {
	const unfinished = `${file}.${randomUUID()}`;
	try {
		await writeFile(unfinished, bytes, { flag: "wx" });
		await rename(unfinished, file);
	} catch (cause) {
		await rm(unfinished, { force: true });
		throw new UserError(
			{
				en: `Cannot write ${file}; name a file in a folder that exists with --out.`,
				zh: `无法写入 ${file}；请用 --out 指定已存在文件夹中的文件。`,
				es: `No se puede escribir ${file}; indique con --out un archivo en una carpeta que exista.`,
			},
			{ cause },
		);
	}
}
