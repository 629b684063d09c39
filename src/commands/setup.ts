/** SHELL. `standin setup`: brings a shops.yaml into the running server, or straight into the database when none runs. */

import { readFile, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { Command } from "commander";
import { type Document, parseDocument, visit } from "yaml";
import { type Config, lanAddress, readConfig } from "../config.ts";
import { UserError } from "../errors.ts";
import { readSetup, type Setup } from "../fallback/setup-file.ts";
import { openLog } from "../log.ts";
import { openStore } from "../store/open.ts";
import { applySetup, type SetupResult } from "../store/setup.ts";
import { isRefusal, type Locale, type Text } from "../text.ts";
import { ask, isRunning, operatorClient } from "./client.ts";
import type { Io } from "./io.ts";
import { withOwnCodes } from "./setup-pictures.ts";

/** Thousands of shops, and PINs that take long to hash on purpose. */
const TIMEOUT_MS = 10 * 60_000;
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
	const setup = readSetup(await withOwnCodes(plain(document, file), dirname(file)));
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

type Applied = SetupResult & { readonly publicUrl: string };

async function apply(config: Config, setup: Setup, locale: Locale): Promise<Applied> {
	if (await isRunning(config.serverUrl)) {
		return ask<Applied>(operatorClient(config, locale), "/api/setup", { json: setup, timeoutMs: TIMEOUT_MS });
	}
	const publicUrl = config.publicUrl ?? `http://${lanAddress()}:${config.port}`;
	const closing: (() => unknown)[] = [];
	try {
		return { ...(await applySetup(await openStore(config, openLog(), closing), setup)), publicUrl };
	} finally {
		for (const close of closing.reverse()) await close();
	}
}

function print({ merchants, stores, terminals, newPeople, publicUrl }: Applied, { out, locale }: Io): void {
	const sticker = (code: string | undefined) => `${publicUrl}/s/${code ?? ""}`;
	out(done(merchants, stores.length)[locale]);
	for (const store of stores) {
		const { merchantId } = store;
		out(`  ${merchantId}/${store.id}  ${store.name}  ${sticker(store.code)}`);
		for (const { id, code } of terminals.filter((one) => one.merchantId === merchantId && one.storeId === store.id))
			out(`    ${id}  ${sticker(code)}`);
	}
	if (newPeople.length === 0) return;
	out(LINKS[locale]);
	for (const { merchantId, id, role, token } of newPeople) {
		const first = stores.find((store) => store.merchantId === merchantId);
		out(`  ${merchantId}/${id} (${role})  ${sticker(first?.code)}#person=${token}`);
	}
}

const done = (merchants: number, stores: number): Text => ({
	en: `Set up ${merchants} merchant(s) with ${stores} store(s).`,
	zh: `已设置 ${merchants} 个商户、${stores} 个门店。`,
	es: `Se configuraron ${merchants} comercio(s) con ${stores} tienda(s).`,
});
const LINKS: Text = {
	en: "Personal links of new people, shown this once; whoever has one is that person:",
	zh: "新人员的个人链接，只显示这一次；持有链接者即视为本人：",
	es: "Enlaces personales de las personas nuevas, se muestran solo esta vez; quien tiene uno es esa persona:",
};
