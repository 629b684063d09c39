import fc from "fast-check";
import { expect, test } from "vitest";
import { AMOUNT_LIMIT_MINOR, exponentOf } from "../../../src/fallback/money.ts";
import { readEmv } from "../../../src/fallback/qr/emv-reader.ts";
import { SCHEMES } from "../../../src/fallback/qr/scheme.ts";
import { isRefusal } from "../../../src/text.ts";
import { NOW_MS } from "./support.ts";

/** A shop of each EMVCo scheme. */
const SHOPS: readonly (readonly [scheme: string, currency: string, settings: Readonly<Record<string, string>>])[] = [
	["pix", "BRL", { key: "caixa@padaria.example", name: "A", city: "B" }],
	["paynow", "SGD", { uen: "201912345K", name: "A" }],
	["promptpay", "THB", { proxy: "0812223333" }],
	["promptpay-bill", "THB", { biller: "010553600000001", ref1: "A" }],
	["fps", "HKD", { proxy: "1234567" }],
	["fps", "CNY", { proxy: "shop@example.hk" }],
	["vietqr", "VND", { bin: "970416", account: "257678859" }],
	["khqr", "USD", { account: "shop@devb", name: "A" }],
	["khqr", "KHR", { account: "shop@devb", name: "A", merchant: "1", bank: "B" }],
];
const shops = fc.constantFrom(...SHOPS);
const minors = fc.oneof(
	fc.integer({ min: -1000, max: 1000 }),
	fc.integer({ min: -AMOUNT_LIMIT_MINOR, max: AMOUNT_LIMIT_MINOR }),
	fc.integer({ min: 1, max: 9_999_999_999 }).map((units) => units * 100),
);
const anyText = fc.oneof(
	fc.string({ unit: "grapheme", maxLength: 40 }),
	fc.string({ unit: "binary", maxLength: 40 }),
	fc.stringMatching(/^[A-Za-z0-9]{1,25}$/),
);

test("no amount comes out that is negative, zero, too long or wrongly scaled, and what comes out is what was asked", () => {
	fc.assert(
		fc.property(shops, minors, ([scheme, currency, settings], minor) => {
			const made = SCHEMES.get(scheme)!.encode(
				new Map(Object.entries(settings)),
				{ minor, currency },
				"K7M2Q2",
				NOW_MS,
			);
			if (isRefusal(made)) {
				expect(minor <= 0 || currency === "KHR" || currency === "VND").toBe(true);
				return;
			}
			const { amount, currency: told, faults } = readEmv(made.payload);
			expect(faults).toEqual([]);
			const exponent = exponentOf(currency)!;
			expect(amount).toMatch(exponent === 0 ? /^\d{1,10}$/ : new RegExp(`^\\d{1,10}(\\.\\d{1,${exponent}})?$`));
			expect([told, Math.round(Number(amount) * 10 ** exponent)]).toEqual([currency, minor]);
			expect(made.payload.length).toBeLessThanOrEqual(512);
		}),
		{ numRuns: 1000 },
	);
});

test("whatever is typed, a code is refused or read without fault, by its scheme, in at most 512 characters", () => {
	const typed = fc.tuple(
		shops,
		fc.array(fc.tuple(fc.nat(), anyText), { maxLength: 4 }),
		fc.option(anyText),
		fc.boolean(),
	);
	let codes = 0;
	fc.assert(
		fc.property(typed, ([[id, currency, settings], changes, reference, hasAmount]) => {
			const scheme = SCHEMES.get(id)!;
			const fields = new Map(Object.entries(settings));
			for (const [at, value] of changes) fields.set(scheme.fields[at % scheme.fields.length]!.id, value);
			const made = scheme.encode(fields, hasAmount ? { minor: 1200, currency } : null, reference, NOW_MS);
			if (isRefusal(made)) {
				expect(made.refused.en).toMatch(/[.:]/);
				return;
			}
			codes++;
			const read = readEmv(made.payload);
			expect(read.faults, made.payload).toEqual([]);
			expect(read.scheme).toBe(id);
			expect(made.payload.length).toBeLessThanOrEqual(512);
			// What the payer reads below the code is what the code says.
			const name = read.fields.find(([place]) => place === "59")?.[1];
			if (name !== undefined && name !== "NA") expect(made.caption[0]?.en).toBe(`To: ${name}`);
		}),
		{ numRuns: 2000 },
	);
	expect(codes).toBeGreaterThan(200);
});

test("a name in any script breaks neither length nor check sum where the scheme carries it", () => {
	fc.assert(
		fc.property(fc.string({ unit: "grapheme", minLength: 1, maxLength: 40 }), (khmer) => {
			const fields = new Map(Object.entries({ account: "shop@devb", name: "A", khmer }));
			const made = SCHEMES.get("khqr")!.encode(fields, { minor: 100, currency: "USD" }, "K7M2Q2", NOW_MS);
			if (isRefusal(made)) {
				expect(khmer).toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
				return;
			}
			const { faults, fields: said } = readEmv(made.payload);
			expect(faults).toEqual([]);
			const local = said.find(([place]) => place === "64-01")?.[1] ?? "";
			expect(khmer.trim().startsWith(local)).toBe(true);
		}),
	);
});

test("a UPI link carries what was put in, whatever the name is", () => {
	fc.assert(
		fc.property(fc.string({ unit: "grapheme", minLength: 1, maxLength: 30 }), minors, (name, minor) => {
			const fields = new Map(Object.entries({ vpa: "shop@bank", name, mcc: "5812" }));
			const made = SCHEMES.get("upi")!.encode(fields, { minor, currency: "INR" }, "K7M2Q2", NOW_MS);
			if (isRefusal(made)) return;
			expect(made.payload.length).toBeLessThanOrEqual(512);
			const read = new URL(made.payload).searchParams;
			expect([...read.keys()]).toEqual(["pa", "pn", "mc", "tr", "am", "cu"]);
			expect(read.get("pn")).toBe(name.trim());
			expect(read.get("am")).toMatch(/^\d{1,10}\.\d{2}$/);
			expect(Math.round(Number(read.get("am")) * 100)).toBe(minor);
			expect(minor).toBeGreaterThan(0);
		}),
	);
});
