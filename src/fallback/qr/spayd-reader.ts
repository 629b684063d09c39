/** CORE. Reads Short Payment Descriptors (SPD 1.0): attributes in any order, escapes, several accounts, check sum. */

import {
	fault,
	missing,
	notThis,
	passedDay,
	readEscapes,
	tooLong,
	wrongAmount,
	wrongBic,
	wrongIban,
} from "./code-fault.ts";
import { crc32 } from "./crc32.ts";
import type { CodeFault, Decoded } from "./decoded.ts";

const LIMITS: ReadonlyMap<string, readonly [limit: number, pattern: RegExp | null]> = new Map([
	["CC", [3, /^[A-Z]{3}$/]],
	["RF", [16, /^\d+$/]],
	["RN", [35, null]],
	["DT", [8, /^\d{8}$/]],
	["PT", [3, null]],
	["MSG", [60, null]],
	["X-VS", [10, /^\d+$/]],
	["X-SS", [10, /^\d+$/]],
	["X-KS", [10, /^\d+$/]],
	["X-ID", [20, null]],
	["X-URL", [140, null]],
]);

/** `today` (YYYY-MM-DD) lets a passed due date be told. */
export function readSpayd(payload: string, today: string | null): Decoded {
	const [, version = "", ...written] = payload.split("*");
	const faults: CodeFault[] = version === "1.0" ? [] : [notThis("SPD", version, "1.0")];
	const fields = new Map<string, string>();
	for (const attribute of written.at(-1) === "" ? written.slice(0, -1) : written) {
		const at = attribute.indexOf(":");
		const key = attribute.slice(0, at);
		if (at < 1 || !/^[A-Z0-9-]+$/.test(key)) {
			faults.push(notThis("SPD", attribute, "KEY:value"));
			continue;
		}
		if (fields.has(key)) faults.push(fault(key, "it stands there twice", "重复出现", "aparece dos veces"));
		const value = readEscapes(attribute.slice(at + 1));
		if (value === null)
			faults.push(fault(key, "its escapes (%) are broken", "转义（%）有误", "sus escapes (%) están rotos"));
		fields.set(key, value ?? attribute.slice(at + 1));
	}
	const at = (key: string): string => fields.get(key) ?? "";
	faults.push(
		...missing("ACC", at("ACC")),
		...wrongAccounts("ACC", at("ACC")),
		...wrongAccounts("ALT-ACC", at("ALT-ACC")),
	);
	faults.push(...wrongAmount("AM", at("AM"), /^(?=.{1,10}$)\d+(?:\.\d{1,2})?$/));
	for (const [key, [limit, pattern]] of LIMITS) {
		faults.push(...tooLong(key, at(key), limit));
		if (at(key) !== "" && pattern?.test(at(key)) === false) faults.push(notThis(key, at(key), pattern.source));
	}
	faults.push(...wrongCheckSum(payload, at("CRC32")));
	const day = at("DT").replace(/^(\d{4})(\d{2})(\d{2})$/, "$1-$2-$3");
	return {
		scheme: "spayd",
		faults,
		warnings: passedDay(day, today),
		amount: at("AM") || null,
		currency: at("CC") || null,
		reference: at("X-VS") || at("RF") || null,
		fields: [...fields],
	};
}

/** One or more accounts, each an IBAN with or without `+BIC`. */
const wrongAccounts = (key: string, accounts: string): readonly CodeFault[] =>
	(accounts === "" ? [] : accounts.split(",")).flatMap((account) => {
		const [iban = "", bic = ""] = account.split("+");
		return [...wrongIban(key, iban), ...wrongBic(key, bic)];
	});

/** The sum runs over the attributes in alphabetical order, without itself; some programs leave them as they stand. */
function wrongCheckSum(payload: string, printed: string): readonly CodeFault[] {
	if (printed === "") return [];
	const [tag = "", version = "", ...rest] = payload.split("*");
	const attributes = rest.filter((attribute) => attribute !== "" && !attribute.startsWith("CRC32:"));
	const sums = [[...attributes].sort(), attributes].map((some) => crc32([tag, version, ...some].join("*")));
	if (sums.includes(printed.toUpperCase().padStart(8, "0"))) return [];
	const right = sums[0] ?? "";
	return [
		fault(
			"CRC32",
			`the check sum is ${printed.slice(0, 20)}, the right one is ${right}`,
			`校验码是 ${printed.slice(0, 20)}，正确的是 ${right}`,
			`la suma de control es ${printed.slice(0, 20)} y la correcta es ${right}`,
		),
	];
}
