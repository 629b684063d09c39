import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { type Money, parsePrice } from "../../../src/fallback/money.ts";
import { decodeEmvco } from "../../../src/fallback/qr/emvco.ts";
import { isRefusal } from "../../../src/text.ts";
import { fieldsOf, qr } from "./support.ts";

/** Public examples of the schemes' own documents and of other projects; not part of this repository. */
const file = new URL("../../../../shared/reference/qr-vectors.json", import.meta.url);
type Vector = { scheme: string; payload: string; crc?: { given: string; computed: string; valid: boolean } };
const vectors: readonly Vector[] = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : [];
const hasVectors = vectors.length > 0;

/** Field ids of our schemes by the object that carries them. */
const CARRIED_BY: ReadonlyMap<string, readonly (readonly [object: string, field: string])[]> = new Map([
	[
		"PIX",
		[
			["26-01", "key"],
			["26-02", "info"],
			["59", "name"],
			["60", "city"],
		],
	],
	[
		"PayNow",
		[
			["26-03", "editable"],
			["26-04", "expiry"],
			["52", "mcc"],
			["59", "name"],
			["60", "city"],
			["61", "postal"],
		],
	],
]);

function settingsOf(scheme: string, fields: ReadonlyMap<string, string>): Record<string, string> {
	const settings = (CARRIED_BY.get(scheme) ?? []).map(([object, field]) => [field, fields.get(object) ?? ""]);
	if (scheme === "PayNow") settings.push([fields.get("26-01") === "0" ? "mobile" : "uen", fields.get("26-02") ?? ""]);
	return Object.fromEntries(settings);
}

function amountIn(written: string | undefined, currency: string): Money | null {
	const money = written === undefined ? null : parsePrice(written, currency);
	if (money !== null && isRefusal(money)) throw new Error(money.refused.en);
	return money;
}

test.runIf(hasVectors)(
	"every published EMVCo code is read without fault, and the two misprinted ones are found",
	() => {
		const emvco = vectors.filter((vector) => vector.crc !== undefined);
		expect(emvco.length).toBeGreaterThan(30);
		for (const { payload, crc } of emvco) {
			const { faults, objects } = decodeEmvco(payload);
			expect(objects.at(-1)).toEqual({ id: "63", value: crc!.given });
			const expected = crc!.valid
				? []
				: [`The QR code is faulty: its check sum is ${crc!.given}, the right one is ${crc!.computed}.`];
			expect(
				faults.map((fault) => fault.text.en),
				payload,
			).toEqual(expected);
		}
		expect(emvco.filter((vector) => !vector.crc!.valid)).toHaveLength(2);
	},
);

test.runIf(hasVectors)("published PIX and PayNow codes come out again from what they say", () => {
	const own = vectors.filter(({ scheme, payload }) => CARRIED_BY.has(scheme) && !fieldsOf(payload).has("26-25"));
	expect(own).toHaveLength(5);
	for (const { scheme, payload } of own) {
		const fields = fieldsOf(payload);
		const amount = amountIn(fields.get("54"), scheme === "PIX" ? "BRL" : "SGD");
		const reference = fields.get("62-01") ?? fields.get("62-05")?.replace("***", "");
		const made = qr(scheme.toLowerCase(), settingsOf(scheme, fields), amount, reference || null);
		const again = fieldsOf(made.payload);
		// Amounts may lack decimals and cities may have accents elsewhere: equal in meaning is enough.
		expect(amountIn(again.get("54"), amount?.currency ?? "")).toEqual(amount);
		const rest = ([id]: readonly [string, string]) => id !== "54" && id !== "60";
		expect(new Map([...again].filter(rest))).toEqual(new Map([...fields].filter(rest)));
		expect(again.get("60")).toBe(fields.get("60")?.normalize("NFKD").replace(/\p{M}/gu, ""));
	}
});

test.runIf(hasVectors)("the static codes of the Brazilian central bank and of others come out byte by byte", () => {
	const exact = vectors.filter(
		({ scheme, payload }) => scheme === "PIX" && /^[ -~]*$/.test(payload) && !payload.includes("br.gov.bcb.pix25"),
	);
	expect(exact).toHaveLength(2);
	for (const { payload } of exact) {
		const fields = fieldsOf(payload);
		expect(qr("pix", settingsOf("PIX", fields), amountIn(fields.get("54"), "BRL"), null).payload).toBe(payload);
	}
});

test.runIf(hasVectors)("published EPC codes come out again from what they say", () => {
	const epc = vectors.filter(({ scheme }) => scheme === "EPC069-12");
	expect(epc).toHaveLength(2);
	for (const { payload } of epc) {
		const [, , , , bic = "", name = "", iban = "", money, purpose = "", reference = "", text = "", info = ""] =
			payload.split("\n");
		const made = qr(
			"epc",
			{ bic, name, iban, purpose, text, info },
			amountIn(money?.replace("EUR", ""), "EUR"),
			reference || null,
		);
		// We write UTF-8 (1) and two decimals where the official example has ISO 8859-1 (2) and one.
		const same = (code: string) => code.replace(/^BCD\n002\n\d/, "BCD\n002\n*").replace("EUR12.30", "EUR12.3");
		expect(same(made.payload)).toBe(same(payload));
	}
});
