/** CORE. Reads Swiss QR-bills (SIX, implementation guidelines 2.3): 31 to 34 lines, by their place. */

import { isQRIBAN, isQRReferenceValid } from "swissqrbill/utils";
import { fault, filled, missing, notThis, tooLong, wrongAmount, wrongIban } from "./code-fault.ts";
import { isCreditorReference } from "./creditor-reference.ts";
import type { CodeFault, Decoded } from "./decoded.ts";

const PAYLOAD_LIMIT_CHARS = 997;
const ADDRESS: readonly (readonly [name: string, limit: number])[] = [
	["address-type", 1],
	["name", 70],
	["street", 70],
	["house", 16],
	["postcode", 16],
	["town", 35],
	["country", 2],
];
const address = (prefix: string) => ADDRESS.map(([name, limit]) => [prefix + name, limit] as const);
/** In the order of the lines. */
const LINES: readonly (readonly [name: string, limit: number])[] = [
	["tag", 3],
	["version", 4],
	["charset", 1],
	["iban", 21],
	...address(""),
	...address("ultimate-"),
	["amount", 12],
	["currency", 3],
	...address("debtor-"),
	["reference-type", 4],
	["reference", 27],
	["text", 140],
	["trailer", 3],
	["billing", 140],
	["procedure-1", 100],
	["procedure-2", 100],
];
const NAMES = LINES.map(([name]) => name);
const LEAST_LINES = 31;

export function readSwiss(payload: string): Decoded {
	// Optional lines at the end may be empty; the trailer never is.
	const lines = payload.split(/\r?\n/);
	while (lines.length > LEAST_LINES && lines.at(-1) === "") lines.pop();
	const at = (name: string): string => lines[NAMES.indexOf(name)] ?? "";
	const faults: CodeFault[] = [
		...(/^02\d\d$/.test(at("version")) ? [] : [notThis("version", at("version"), "0200")]),
		...(at("charset") === "1" ? [] : [notThis("charset", at("charset"), "1")]),
		...wrongIban("iban", at("iban")),
		...(/^(?:CH|LI)/.test(at("iban")) ? [] : [notThis("iban", at("iban"), "CH… / LI…")]),
		...missing("name", at("name")),
		...wrongAddress("", at),
		...wrongAddress("debtor-", at),
		...wrongAmount("amount", at("amount"), /^\d{1,9}\.\d{2}$/),
		...(/^(?:CHF|EUR)$/.test(at("currency")) ? [] : [notThis("currency", at("currency"), "CHF / EUR")]),
		...wrongReference(at("iban"), at("reference-type"), at("reference")),
		...(at("trailer") === "EPD" ? [] : [notThis("trailer", at("trailer"), "EPD")]),
		...LINES.flatMap(([name, limit]) => tooLong(name, at(name), limit)),
	];
	if (lines.length < LEAST_LINES || lines.length > LINES.length || [...payload].length > PAYLOAD_LIMIT_CHARS)
		faults.push(
			fault(
				"tag",
				`a code has 31 to 34 lines and at most ${PAYLOAD_LIMIT_CHARS} characters; this one has ${lines.length} and ${[...payload].length}`,
				`二维码应有 31 到 34 行、最多 ${PAYLOAD_LIMIT_CHARS} 个字符；此码有 ${lines.length} 行、${[...payload].length} 个字符`,
				`un código tiene de 31 a 34 líneas y hasta ${PAYLOAD_LIMIT_CHARS} caracteres; este tiene ${lines.length} y ${[...payload].length}`,
			),
		);
	return {
		scheme: "swiss",
		faults,
		warnings: [],
		amount: at("amount") || null,
		currency: at("currency") || null,
		reference: at("reference") || null,
		fields: filled(NAMES.map((name) => [name, at(name)])),
	};
}

/** Type K went out of use on 22 November 2025; a debtor may be left out as a whole. */
function wrongAddress(prefix: string, at: (name: string) => string): readonly CodeFault[] {
	const type = `${prefix}address-type`;
	if (prefix !== "" && at(type) === "") return [];
	if (at(type) === "K") {
		return [
			fault(
				type,
				"combined addresses (K) are no longer taken by banks; ask for a code with a structured one (S)",
				"银行已不再接受合并地址（K）；请使用结构化地址（S）的二维码",
				"los bancos ya no aceptan direcciones combinadas (K); pida un código con dirección estructurada (S)",
			),
		];
	}
	return [
		...(at(type) === "S" ? [] : [notThis(type, at(type), "S")]),
		...missing(`${prefix}postcode`, at(`${prefix}postcode`)),
		...missing(`${prefix}town`, at(`${prefix}town`)),
		...missing(`${prefix}country`, at(`${prefix}country`)),
	];
}

/** The kind of reference follows from the account, and each kind has its check digits. */
function wrongReference(iban: string, type: string, reference: string): readonly CodeFault[] {
	if (!/^(?:QRR|SCOR|NON)$/.test(type)) return [notThis("reference-type", type, "QRR / SCOR / NON")];
	if (isQRIBAN(iban) !== (type === "QRR"))
		return [notThis("reference-type", type, isQRIBAN(iban) ? "QRR (QR-IBAN)" : "SCOR / NON (IBAN)")];
	const isRight =
		type === "NON" ? reference === "" : type === "QRR" ? isQRReferenceValid(reference) : isCreditorReference(reference);
	return isRight
		? []
		: [
				fault(
					"reference",
					`“${reference.slice(0, 60)}” is no ${type} reference with right check digits`,
					`“${reference.slice(0, 60)}”不是校验位正确的 ${type} 编号`,
					`“${reference.slice(0, 60)}” no es una referencia ${type} con cifras de control correctas`,
				),
			];
}
