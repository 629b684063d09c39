import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { type Money, parsePrice } from "../../../src/fallback/money.ts";
import { SCHEMES } from "../../../src/fallback/qr/scheme.ts";
import { isRefusal } from "../../../src/text.ts";
import { fieldsOf, qr } from "./support.ts";

/** Public examples of the schemes' own documents and of other projects; not part of this repository. */
const file = new URL("../../../../shared/reference/qr-vectors.json", import.meta.url);
type Vector = { scheme: string; payload: string; crcExpectInvalid?: boolean };
const vectors: readonly Vector[] = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : [];
const hasVectors = vectors.length > 0;

type Fields = ReadonlyMap<string, string>;
type Given = { readonly id: string; readonly settings: Record<string, string>; readonly reference: string | null };

/** What an encoder would have been given for a published code, by what the code says. */
const READ: ReadonlyMap<string, (fields: Fields) => Given> = new Map([
	[
		"PromptPay",
		(fields) => {
			const name = known({ name: fields.get("59"), city: fields.get("60") });
			if (!fields.has("30-01")) {
				const proxy = fields.get("29-01")?.replace(/^0066/, "0") ?? fields.get("29-02") ?? fields.get("29-03");
				return { id: "promptpay", settings: { ...name, proxy: proxy ?? "" }, reference: null };
			}
			const settings = known({ biller: fields.get("30-01"), ref1: fields.get("30-02"), ref3: fields.get("62-07") });
			return { id: "promptpay-bill", settings: { ...name, ...settings }, reference: fields.get("30-03") ?? null };
		},
	],
	[
		"HK-FPS",
		(fields) => ({
			id: "fps",
			settings: known({
				proxy: fields.get("26-02") ?? fields.get("26-03") ?? fields.get("26-04"),
				name: fields.get("59"),
				city: fields.get("60"),
			}),
			reference: fields.get("62-05") ?? null,
		}),
	],
	[
		"VietQR",
		(fields) => {
			// 38-01 is itself a template, which the codec leaves as one text.
			const [, bin = "", account = ""] = /^0006(\d{6})01\d\d(\w+)$/.exec(fields.get("38-01") ?? "") ?? [];
			return { id: "vietqr", settings: { bin, account }, reference: fields.get("62-08") ?? null };
		},
	],
	[
		"KHQR",
		(fields) => ({
			id: "khqr",
			settings: known({
				account: fields.get("29-00") ?? fields.get("30-00"),
				merchant: fields.get("30-01"),
				bank: fields.get("30-02"),
				name: fields.get("59"),
				city: fields.get("60"),
				mobile: fields.get("62-02"),
				mcc: fields.get("52"),
			}),
			reference: fields.get("62-01") ?? null,
		}),
	],
]);

const known = (given: Record<string, string | undefined>): Record<string, string> =>
	Object.fromEntries(Object.entries(given).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])));

const CURRENCY_OF = new Map([
	["764", "THB"],
	["344", "HKD"],
	["704", "VND"],
	["840", "USD"],
	["116", "KHR"],
]);

function amountIn(written: string | undefined, currency: string): Money | null {
	const money = written === undefined ? null : parsePrice(written, currency);
	if (money !== null && isRefusal(money)) throw new Error(money.refused.en);
	return money;
}

const own = vectors.filter(({ scheme }) => READ.has(scheme));

function made(vector: Vector) {
	const fields = fieldsOf(vector.payload);
	const { id, settings, reference } = READ.get(vector.scheme)!(fields);
	const currency = CURRENCY_OF.get(fields.get("53") ?? "")!;
	const amount = amountIn(fields.get("54"), currency);
	const nowMs = Number(fields.get("99-00") ?? 0);
	const code = SCHEMES.get(id)!.encode(new Map(Object.entries(settings)), amount, reference, nowMs);
	if (isRefusal(code)) throw new Error(`${vector.payload}: ${code.refused.en}`);
	return { fields, amount, currency, payload: code.payload };
}

test.runIf(hasVectors)("published codes of PromptPay, FPS, VietQR and KHQR come out again from what they say", () => {
	expect(own).toHaveLength(17);
	for (const vector of own) {
		const { fields, amount, currency, payload } = made(vector);
		const again = fieldsOf(payload);
		expect(amountIn(again.get("54"), currency), vector.payload).toEqual(amount);
		// The end of a KHQR is our own choice, older examples have none; one names its till; one of FPS is a
		// printed bill of a fixed amount.
		const free = new Set(["54", "99-01", "62-03", "62-07", ...(vector.payload.endsWith("2767") ? ["01"] : [])]);
		const rest = (all: Fields) => new Map([...all].filter(([id]) => !free.has(id)));
		expect(rest(again), vector.payload).toEqual(rest(fields));
	}
});

test.runIf(hasVectors)("codes whose amount is written as we write it come out byte by byte", () => {
	const exact = own.filter(({ payload }) => ["1DCF", "3CAD", "780E", "AE9F", "53E6"].includes(payload.slice(-4)));
	expect(exact).toHaveLength(5);
	for (const vector of exact) expect(made(vector).payload).toBe(vector.payload);
});

test.runIf(hasVectors)("published UPI codes come out again from what they say", () => {
	const upi = vectors.filter(({ scheme }) => scheme === "UPI");
	expect(upi).toHaveLength(2);
	for (const { payload } of upi) {
		const query = new URL(payload).searchParams;
		const get = (key: string) => query.get(key) ?? "";
		const amount = amountIn(get("am"), "INR");
		const code = qr("upi", { vpa: get("pa"), name: get("pn"), mcc: get("mc"), note: get("tn") }, amount, get("tr"));
		const again = new URL(code.payload).searchParams;
		for (const key of ["pa", "pn", "mc", "tr", "tn", "cu"]) expect(again.get(key)).toBe(query.get(key));
		expect(amountIn(again.get("am") ?? "", "INR")).toEqual(amount);
		expect(code.payload).toContain(`pa=${get("pa")}&pn=${get("pn").replaceAll(" ", "%20")}&`);
	}
});
