/** CORE. Reads SEPA codes (EPC069-12), versions 001 and 002, in every character set of the standard. */

import { fault, filled, missing, notThis, tooLong, wrongAmount, wrongBic, wrongIban } from "./code-fault.ts";
import { isCreditorReference } from "./creditor-reference.ts";
import type { CodeFault, Decoded } from "./decoded.ts";

const PAYLOAD_LIMIT_BYTES = 331;
const NAMES = [
	"tag",
	"version",
	"charset",
	"kind",
	"bic",
	"name",
	"iban",
	"amount",
	"purpose",
	"reference",
	"text",
	"info",
];
/** The third line of a code → how its bytes are to be read. */
const CHARSETS: ReadonlyMap<string, string> = new Map([
	["1", "utf-8"],
	["2", "iso-8859-1"],
	["3", "iso-8859-2"],
	["4", "iso-8859-4"],
	["5", "iso-8859-5"],
	["6", "iso-8859-7"],
	["7", "iso-8859-10"],
	["8", "iso-8859-15"],
]);

/** The text of a code's bytes by the character set that it names, or null when it is no EPC code or names none. */
export function epcText(bytes: Uint8Array): string | null {
	// The first lines are ASCII in every set; 16 bytes hold them.
	const head = /^BCD\r?\n\d{3}\r?\n(\d)\r?\n/.exec(new TextDecoder("iso-8859-1").decode(bytes.subarray(0, 16)));
	const charset = CHARSETS.get(head?.[1] ?? "");
	return charset === undefined ? null : new TextDecoder(charset).decode(bytes);
}

export function readEpc(payload: string): Decoded {
	const lines = payload.replace(/[\r\n]+$/, "").split(/\r?\n/);
	const at = (name: string): string => lines[NAMES.indexOf(name)] ?? "";
	const faults: CodeFault[] = [
		...(/^00[12]$/.test(at("version")) ? [] : [notThis("version", at("version"), "001 / 002")]),
		...(CHARSETS.has(at("charset")) ? [] : [notThis("charset", at("charset"), "1–8")]),
		...(at("kind") === "SCT" ? [] : [notThis("kind", at("kind"), "SCT")]),
		...(at("version") === "001" ? missing("bic", at("bic")) : []),
		...wrongBic("bic", at("bic")),
		...missing("name", at("name")),
		...tooLong("name", at("name"), 70),
		...wrongIban("iban", at("iban")),
		...wrongAmount("amount", at("amount"), /^EUR\d{1,9}(?:\.\d{1,2})?$/),
		...tooLong("purpose", at("purpose"), 4),
		...wrongReference(at("reference")),
		...tooLong("text", at("text"), 140),
		...tooLong("info", at("info"), 70),
	];
	if (at("reference") !== "" && at("text") !== "")
		faults.push(
			fault(
				"text",
				"a code carries either a reference or a text, and this one has both",
				"二维码只能带编号或附言其中之一，此码两者都有",
				"un código lleva una referencia o un texto, y este lleva ambos",
			),
		);
	const surplus = lines.slice(NAMES.length).join("\n");
	if (surplus !== "")
		faults.push(
			fault(
				"info",
				"more lines follow than the format has",
				"后面还有多余的行",
				"siguen más líneas de las que admite el formato",
			),
		);
	// Only UTF-8 has signs of several bytes.
	const length = at("charset") === "1" ? new TextEncoder().encode(payload).length : [...payload].length;
	if (length > PAYLOAD_LIMIT_BYTES)
		faults.push(
			fault(
				"tag",
				`the code has ${length} bytes, and ${PAYLOAD_LIMIT_BYTES} are allowed`,
				`二维码有 ${length} 字节，最多 ${PAYLOAD_LIMIT_BYTES}`,
				`el código tiene ${length} bytes y se admiten ${PAYLOAD_LIMIT_BYTES}`,
			),
		);
	return {
		scheme: "epc",
		faults,
		warnings: [],
		amount: at("amount").replace(/^EUR/, "") || null,
		currency: "EUR",
		reference: at("reference") || null,
		fields: filled(NAMES.map((name) => [name, at(name)])),
	};
}

/** An RF reference has check digits; another structured one is not forbidden, only rare. */
const wrongReference = (reference: string): readonly CodeFault[] => [
	...tooLong("reference", reference, 35),
	...(/^RF\d\d/.test(reference) && !isCreditorReference(reference)
		? [
				fault(
					"reference",
					`the check digits of “${reference.slice(0, 60)}” are wrong`,
					`“${reference.slice(0, 60)}”的校验位有误`,
					`las cifras de control de “${reference.slice(0, 60)}” no son correctas`,
				),
			]
		: []),
];
