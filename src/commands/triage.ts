/** SHELL. `standin triage`: what triage makes of a text, as JSON. */

import { join } from "node:path";
import { createInterface } from "node:readline";
import { Command } from "commander";
import { HOME } from "../config.ts";
import { UserError } from "../errors.ts";
import { exponentOf } from "../fallback/money.ts";
import { triage } from "../helpdesk/triage.ts";
import { loadTriage } from "../knowledge/load.ts";
import type { Io } from "./io.ts";

/** `triage [--currency EUR] <text>`; `triage -` reads one text a line and prints one JSON object a line. */
export function triageCommand(io: Pick<Io, "out" | "input">): Command {
	return new Command("triage")
		.description("say what a merchant's text is about, as JSON")
		.argument("<text>", "the text, or - for one text a line on standard input")
		.option("--currency <code>", "the shop's currency, for amounts without one (ISO 4217)")
		.option("--json", "JSON on standard output (what it prints anyway)")
		.action(async (text: string, options: { readonly currency?: string }) => {
			const currency = currencyOf(options.currency);
			const knowledge = await loadTriage(join(HOME, "knowledge"));
			if (text !== "-") {
				io.out(JSON.stringify(triage(text, { knowledge, currency })));
				return;
			}
			for await (const line of createInterface({ input: io.input, crlfDelay: Number.POSITIVE_INFINITY })) {
				io.out(JSON.stringify(triage(line, { knowledge, currency })));
			}
		});
}

function currencyOf(written: string | undefined): string | undefined {
	const code = written?.toUpperCase();
	if (code === undefined || exponentOf(code) !== undefined) return code;
	throw new UserError({
		en: `“${code.slice(0, 12)}” is not a currency code; use three letters such as EUR.`,
		zh: `“${code.slice(0, 12)}”不是货币代码；请用三个字母，例如 CNY。`,
		es: `“${code.slice(0, 12)}” no es un código de moneda; use tres letras, como EUR.`,
	});
}
