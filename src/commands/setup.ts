/** SHELL. `standin setup`: brings a shops.yaml into the running server, or straight into the database when none runs. */

import { readFile, stat } from "node:fs/promises";
import { Command } from "commander";
import { type Document, parseDocument, visit } from "yaml";
import { type Config, readConfig } from "../config.ts";
import { UserError } from "../errors.ts";
import { readSetup, type Setup } from "../fallback/setup-file.ts";
import { openLog } from "../log.ts";
import { openStore } from "../store/open.ts";
import { applySetup, type SetupResult } from "../store/setup.ts";
import { isRefusal, type Locale, type Text } from "../text.ts";
import { ask, isRunning, operatorClient } from "./client.ts";
import type { Io } from "./io.ts";

const FILE_LIMIT_BYTES = 8 * 1024 * 1024;

export function setupCommand(io: Io): Command {
	return new Command("setup")
		.description("create or update merchants, stores, terminals, rails and people")
		.argument("<shops.yaml>")
		.option("--json", "print JSON only")
		.action(async (file: string, { json }: { readonly json?: boolean }) => {
			const setup = await readSetupFile(file);
			const result = await apply(readConfig(), setup, io.locale);
			if (json === true) io.out(JSON.stringify(result));
			else print(result, io);
		});
}

async function readSetupFile(file: string): Promise<Setup> {
	const facts = await stat(file).catch((cause: unknown) => {
		throw new UserError(
			{
				en: `There is no file ${file}; check the path.`,
				zh: `没有文件 ${file}；请检查路径。`,
				es: `No existe el archivo ${file}; revise la ruta.`,
			},
			{ cause },
		);
	});
	if (!facts.isFile() || facts.size > FILE_LIMIT_BYTES) {
		throw new UserError({
			en: `${file} is no file of at most ${FILE_LIMIT_BYTES / 1024 / 1024} MB; give the setup file.`,
			zh: `${file} 不是不超过 ${FILE_LIMIT_BYTES / 1024 / 1024} MB 的文件；请给出设置文件。`,
			es: `${file} no es un archivo de hasta ${FILE_LIMIT_BYTES / 1024 / 1024} MB; indique el archivo de configuración.`,
		});
	}
	const document = parseDocument(await readFile(file, "utf8"));
	const [fault] = document.errors;
	if (fault !== undefined) {
		const line = fault.linePos?.[0].line ?? 1;
		throw new UserError({
			en: `${file} is no YAML: line ${line}, ${fault.code}. Nothing was changed.`,
			zh: `${file} 不是有效的 YAML：第 ${line} 行，${fault.code}。未做任何更改。`,
			es: `${file} no es YAML: línea ${line}, ${fault.code}. No se cambió nada.`,
		});
	}
	const setup = readSetup(plain(document, file));
	if (isRefusal(setup)) throw new UserError(setup.refused);
	return setup;
}

/** No alias is taken: a few nested ones can stand for gigabytes. */
function plain(document: Document, file: string): unknown {
	visit(document, {
		Alias: (_key, alias) => {
			throw new UserError({
				en: `${file} has the alias *${alias.source}; write out what it stands for. Nothing was changed.`,
				zh: `${file} 使用了别名 *${alias.source}；请直接写出内容。未做任何更改。`,
				es: `${file} tiene el alias *${alias.source}; escriba lo que representa. No se cambió nada.`,
			});
		},
	});
	return document.toJS();
}

async function apply(config: Config, setup: Setup, locale: Locale): Promise<SetupResult> {
	if (await isRunning(config.serverUrl)) {
		return ask<SetupResult>(operatorClient(config, locale), "/api/setup", { json: setup });
	}
	const closing: (() => unknown)[] = [];
	try {
		return await applySetup(await openStore(config, openLog(), closing), setup);
	} finally {
		for (const close of closing.reverse()) await close();
	}
}

function print({ merchants, stores, newPeople }: SetupResult, { out, locale }: Io): void {
	out(done(merchants, stores.length)[locale]);
	for (const store of stores) out(`  ${store.merchantId}/${store.id}  ${store.name}  ${store.code}`);
	if (newPeople.length === 0) return;
	out(TOKENS[locale]);
	for (const { merchantId, id, role, token } of newPeople) out(`  ${merchantId}/${id} (${role})  ${token}`);
}

const done = (merchants: number, stores: number): Text => ({
	en: `Set up ${merchants} merchant(s) with ${stores} store(s).`,
	zh: `已设置 ${merchants} 个商户、${stores} 个门店。`,
	es: `Se configuraron ${merchants} comercio(s) con ${stores} tienda(s).`,
});
const TOKENS: Text = {
	en: "Personal tokens of new people, shown this once:",
	zh: "新人员的个人令牌，只显示这一次：",
	es: "Tokens personales de las personas nuevas, se muestran solo esta vez:",
};
