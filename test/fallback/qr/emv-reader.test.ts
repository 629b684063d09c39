import { existsSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { expect, test } from "vitest";
import { exponentOf } from "../../../src/fallback/money.ts";
import { currencyOfNumber } from "../../../src/fallback/qr/currency-number.ts";
import { readEmv } from "../../../src/fallback/qr/emv-reader.ts";
import { encodeEmvco } from "../../../src/fallback/qr/emvco.ts";
import { brl, NOW_MS, qr, sgd } from "./support.ts";

/** Public examples of the schemes' own documents and of other projects; not part of this repository. */
const file = new URL("../../../../shared/reference/qr-vectors.json", import.meta.url);
type Vector = {
	scheme: string;
	payload: string;
	inputs: { currency?: string; tr?: string };
	crc?: { given: string; computed: string; valid: boolean };
};
const vectors: readonly Vector[] = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : [];

const SCHEME_OF = new Map([
	["EMVCo-MPM", "emvco"],
	["SGQR", "sgqr"],
	["PayNow", "paynow"],
	["PIX", "pix"],
	["VietQR", "vietqr"],
	["HK-FPS", "fps"],
	["DuitNow", "duitnow"],
	["KHQR", "khqr"],
	["JPQR", "jpqr"],
	["QRPH", "qrph"],
	["QRIS", "qris"],
	["BharatQR", "bharatqr"],
]);

const said = (payload: string, today: string | null = null) => {
	const { faults, warnings } = readEmv(payload, today);
	return [...faults.map(({ field, text }) => `${field} ${text.en}`), ...warnings.map(({ en }) => en)].join(" | ");
};

test.runIf(vectors.length > 0)(
	"every published code is told by its scheme, and only the misprinted ones are faulty",
	() => {
		const emvco = vectors.filter(({ crc }) => crc !== undefined);
		expect(emvco.length).toBeGreaterThan(30);
		for (const { scheme, payload, crc } of emvco) {
			const read = readEmv(payload);
			const isBill = payload.includes("A000000677010112");
			const right = scheme === "PromptPay" ? (isBill ? "promptpay-bill" : "promptpay") : SCHEME_OF.get(scheme);
			expect(read.scheme, payload).toBe(right);
			expect(
				read.faults.map(({ field, text }) => `${field} ${text.en}`),
				payload,
			).toEqual(
				crc!.valid
					? []
					: [`63 The QR code is faulty: its check sum is ${crc!.given}, the right one is ${crc!.computed}.`],
			);
		}
	},
);

test("amount, currency, reference and account of our own codes are read back, with every place of the code", () => {
	const read = (scheme: string, settings: Record<string, string>, minor: number, currency: string) => {
		const {
			scheme: found,
			faults,
			warnings,
			amount,
			currency: told,
			reference,
		} = readEmv(qr(scheme, settings, { minor, currency }, "K7M2Q2").payload, "2026-11-24");
		expect([faults, warnings], scheme).toEqual([[], []]);
		return [found, amount, told, reference];
	};
	expect(read("pix", { key: "caixa@padaria.example", name: "P", city: "R" }, 1250, "BRL")).toEqual([
		"pix",
		"12.50",
		"BRL",
		"K7M2Q2",
	]);
	expect(read("paynow", { uen: "201912345K", name: "Kopi" }, 5, "SGD")).toEqual(["paynow", "0.05", "SGD", "K7M2Q2"]);
	expect(read("promptpay", { proxy: "0812223333" }, 100, "THB")).toEqual(["promptpay", "1.00", "THB", null]);
	expect(read("promptpay-bill", { biller: "010553600000001" }, 100, "THB")[3]).toBe("K7M2Q2");
	expect(read("promptpay-bill", { biller: "010553600000001", ref1: "S1" }, 100, "THB")[3]).toBe("K7M2Q2");
	expect(read("fps", { proxy: "1234567" }, 100, "CNY")).toEqual(["fps", "1.00", "CNY", "K7M2Q2"]);
	expect(read("vietqr", { bin: "970416", account: "257678859" }, 45000, "VND")).toEqual([
		"vietqr",
		"45000",
		"VND",
		"K7M2Q2",
	]);
	expect(read("khqr", { account: "shop@devb", name: "Cafe" }, 40000, "KHR")).toEqual(["khqr", "400", "KHR", "K7M2Q2"]);
	const { fields } = readEmv(qr("vietqr", { bin: "970416", account: "257678859" }, null, null).payload);
	expect(fields.slice(0, 6)).toEqual([
		["00", "01"],
		["01", "11"],
		["38-00", "A000000727"],
		["38-01-00", "970416"],
		["38-01-01", "257678859"],
		["38-02", "QRIBFTTA"],
	]);
	expect(
		readEmv(qr("pix", { key: "caixa@padaria.example", name: "P", city: "R" }, brl(1), null).payload).reference,
	).toBe(null);
});

test("each fault is named with its place", () => {
	const objects = (change: Record<string, string>) => {
		const body = {
			"00": "01",
			"01": "11",
			"04": "4111",
			"52": "0000",
			"53": "840",
			"54": "",
			"58": "US",
			"59": "A",
			"60": "B",
		};
		return encodeEmvco(
			Object.entries({ ...body, ...change })
				.sort(([a], [b]) => a.localeCompare(b))
				.map(([id, value]) => ({ id, value })),
		);
	};
	expect(said(objects({}))).toBe("");
	for (const [change, sentence] of [
		[{ "04": "" }, /^02–51 .*missing/],
		[{ "59": "" }, /^59 .*missing/],
		[{ "58": "us" }, /^58 .*ISO 3166/],
		[{ "52": "12" }, /^52 .*0000/],
		[{ "01": "13" }, /^01 .*11 \/ 12/],
		[{ "53": "999" }, /^53 .*no currency has the number 999/],
		[{ "53": "USD" }, /^53 .*ISO 4217/],
		[{ "53": "392", "54": "1.5" }, /^54 .*JPY has 0 decimals and the amount 1/],
		[{ "54": "1.505" }, /^54 .*USD has 2 decimals and the amount 3/],
		[{ "54": "0.00" }, /^54 .*not one/],
		[{ "54": "1e3" }, /^54 .*not one/],
		[{ "59": "x".repeat(26) }, /^59 .*26 characters, and 25/],
		[{ "60": "店".repeat(16) }, /^60 .*16 characters, and 15/],
	] as const) {
		expect(said(objects(change)), JSON.stringify(change)).toMatch(sentence);
	}
	const paynow = qr("paynow", { uen: "201912345K", name: "Kopi" }, sgd(100), null).payload;
	expect(said(encodeEmvco([{ id: "00", value: "01" }]))).toMatch(/02–51.*52 .*53 .*58 .*59 .*60 /);
	expect(said(paynow.replace("5303702", "5303840"))).toMatch(/63 .*the right one is.* \| 53 .*USD.*SGD/);
});

test("a code that has ended is right and warned about, and a KHQR with an amount needs its time", () => {
	const ended = qr("paynow", { uen: "201912345K", name: "Kopi", expiry: "20261123" }, sgd(100), null).payload;
	expect(said(ended, "2026-11-24")).toMatch(/^The code has expired: its last day was 2026-11-23\.$/);
	expect(said(ended, "2026-11-23")).toBe("");
	expect(said(ended)).toBe("");
	const khqr = qr("khqr", { account: "shop@devb", name: "Cafe" }, { minor: 100, currency: "USD" }, null).payload;
	expect(said(khqr, new Date(NOW_MS).toISOString().slice(0, 10))).toBe("");
	expect(said(khqr, "2026-11-26")).toMatch(/expired/);
	const at = khqr.indexOf("9934");
	expect(said(khqr.slice(0, at) + khqr.slice(at + 38))).toMatch(/99-00 .*missing/);
});

test("an identifier that only looks like one in a name or an unknown template makes no scheme", () => {
	const other = encodeEmvco([
		{ id: "00", value: "01" },
		{ id: "26", value: [{ id: "00", value: "constructor" }] },
		{ id: "59", value: "br.gov.bcb.pix" },
	]);
	expect(readEmv(other).scheme).toBe("emvco");
});

test("no text takes the reader down", () => {
	const digits = fc.string({ unit: fc.constantFrom(..."0123456789A店"), maxLength: 200 });
	fc.assert(
		fc.property(fc.oneof(digits, fc.string({ unit: "binary" })), (text) => {
			expect(readEmv(`000201${text}`, "2026-11-24").faults.length).toBeGreaterThan(0);
		}),
	);
});

test("every currency that has a number is one that money knows", () => {
	const named = Array.from({ length: 1000 }, (_, n) => currencyOfNumber(String(n).padStart(3, "0"))).filter(
		(code) => code !== undefined,
	);
	expect(named.length).toBeGreaterThan(160);
	expect(new Set(named).size).toBe(named.length);
	expect(named.filter((code) => exponentOf(code) === undefined)).toEqual([]);
	expect([currencyOfNumber("764"), currencyOfNumber("000")]).toEqual(["THB", undefined]);
});
