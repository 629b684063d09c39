import fc from "fast-check";
import { expect, test } from "vitest";
import { decodeEmvco } from "../../../src/fallback/qr/emvco.ts";
import { readPixKey } from "../../../src/fallback/qr/pix-key.ts";
import { SCHEMES } from "../../../src/fallback/qr/scheme.ts";
import { isRefusal } from "../../../src/text.ts";
import { brl, fieldsOf, qr, refusedBy } from "./support.ts";

const shop = { key: "caixa@padaria.example", name: "Padaria Exemplo", city: "Recife" };

test("a shop with a PIX key gets a code for an amount that carries the sale reference", () => {
	const { payload, warnings, caption } = qr("pix", shop, brl(1250), "K7M2Q2");
	expect(payload).toMatch(
		/^00020126430014br\.gov\.bcb\.pix0121caixa@padaria\.example520400005303986540512\.505802BR5915Padaria Exemplo6006Recife62100506K7M2Q26304[0-9A-F]{4}$/,
	);
	expect(decodeEmvco(payload).faults).toEqual([]);
	expect(warnings).toEqual([]);
	expect(caption.map((line) => line.en)).toEqual([
		"To: Padaria Exemplo",
		"Account: caixa@padaria.example",
		"Amount: 12.50 BRL",
		"Reference: K7M2Q2",
	]);
});

test("without amount and reference the payer types the amount, and the reference is the manual's ***", () => {
	const { payload } = qr("pix", shop, null, null);
	expect(payload).toContain("62070503***");
	expect(fieldsOf(payload).has("54")).toBe(false);
});

test("each kind of PIX key is recognised however it is written", () => {
	for (const [typed, key, shown] of [
		["529.982.002-06", "52998200206", "***.982.002-**"],
		["529.982.247-25", "52998224725", "***.982.247-**"],
		["11.222.333/0001-81", "11222333000181", "11222333000181"],
		["12.ABC.345/01DE-35", "12ABC34501DE35", "12ABC34501DE35"],
		["+55 (11) 98765-4321", "+5511987654321", "+5511987654321"],
		["Caixa@Padaria.Example", "caixa@padaria.example", "caixa@padaria.example"],
		[
			"0B6F5C5E-7A7B-4C3D-9E2F-1A2B3C4D5E6F",
			"0b6f5c5e-7a7b-4c3d-9e2f-1a2b3c4d5e6f",
			"0b6f5c5e-7a7b-4c3d-9e2f-1a2b3c4d5e6f",
		],
	]) {
		expect(readPixKey(typed!)).toEqual({ key, shown });
	}
});

test("a key with one wrong digit is refused", () => {
	for (const right of ["52998224725", "11222333000181"]) {
		for (let at = 0; at < right.length; at++) {
			const wrong = right.slice(0, at) + ((Number(right[at]) + 1) % 10) + right.slice(at + 1);
			expect(isRefusal(readPixKey(wrong)), wrong).toBe(true);
		}
	}
	for (const none of [
		"11111111111",
		"00000000000000",
		"11987654321",
		"+14155550123",
		"+5511",
		"a@b",
		"@",
		"x@y.z ".repeat(20),
		"0b6f5c5e",
	]) {
		expect(isRefusal(readPixKey(none)), none).toBe(true);
	}
});

test("accents are dropped, a long name and city are cut with a warning", () => {
	const { payload, warnings } = qr(
		"pix",
		{ ...shop, name: "Padaria São João da Conceição Ltda", city: "São José dos Campos" },
		null,
		null,
	);
	expect(fieldsOf(payload).get("59")).toBe("Padaria Sao Joao da Conce");
	expect(fieldsOf(payload).get("60")).toBe("Sao Jose dos Ca");
	expect(warnings.map((warning) => warning.en)).toEqual([
		"Name of the account holder was cut to “Padaria Sao Joao da Conce”; the scheme allows 25 characters.",
		"City was cut to “Sao Jose dos Ca”; the scheme allows 15 characters.",
	]);
});

test("a note must fit beside the key", () => {
	expect(fieldsOf(qr("pix", { ...shop, info: "x".repeat(52) }, null, null).payload).get("26-02")).toHaveLength(52);
	expect(refusedBy("pix", { ...shop, info: "x".repeat(53) }, null, null)).toMatch(/shorten it to 52 characters/);
});

test("what PIX cannot carry is refused with what to do", () => {
	expect(refusedBy("pix", shop, brl(0), null)).toMatch(/more than zero/);
	expect(refusedBy("pix", shop, brl(-5), null)).toMatch(/more than zero/);
	expect(refusedBy("pix", shop, { minor: 100, currency: "EUR" }, null)).toMatch(/takes BRL and not EUR/);
	expect(refusedBy("pix", shop, null, "SALE-0001")).toMatch(/without dashes/);
	expect(refusedBy("pix", shop, null, "")).toMatch(/1 to 25/);
	expect(refusedBy("pix", { ...shop, name: "面包店" }, null, null)).toMatch(/Latin letters/);
	expect(refusedBy("pix", { ...shop, name: " \u0301 " }, null, null)).toMatch(/needs name/);
	expect(refusedBy("pix", { ...shop, name: "a\u202eb" }, null, null)).toMatch(/invisible/);
	expect(refusedBy("pix", { key: shop.key, name: "A" }, null, null)).toMatch(/needs city/);
	expect(refusedBy("pix", { ...shop, constructor: "x" }, null, null)).toMatch(
		/no field “constructor”; it has: key, name, city, info/,
	);
});

test("whatever a shop and a till put in comes out of the code again", () => {
	const ascii = fc
		.string({ unit: "grapheme-ascii", minLength: 1, maxLength: 15 })
		.filter((text) => text.trim() === text);
	fc.assert(
		fc.property(
			ascii,
			ascii,
			fc.integer({ min: 1, max: 999_999_999_999 }),
			fc.stringMatching(/^[0-9A-Za-z]{1,25}$/),
			(name, city, minor, reference) => {
				const { payload, warnings } = qr("pix", { ...shop, name, city }, brl(minor), reference);
				const fields = fieldsOf(payload);
				expect(decodeEmvco(payload).faults).toEqual([]);
				expect(warnings).toEqual([]);
				expect([fields.get("59"), fields.get("60"), fields.get("62-05"), fields.get("26-01")]).toEqual([
					name,
					city,
					reference,
					shop.key,
				]);
				expect(Number(fields.get("54")?.replace(".", ""))).toBe(minor);
				expect(payload.length).toBeLessThanOrEqual(512);
			},
		),
	);
});

test("no field takes the program down, whatever is typed into it", () => {
	const { fields } = SCHEMES.get("pix")!;
	fc.assert(
		fc.property(
			fc.dictionary(fc.constantFrom(...fields.map((field) => field.id)), fc.string({ unit: "binary" })),
			fc.option(fc.string()),
			(typed, reference) => {
				const made = SCHEMES.get("pix")!.encode(new Map(Object.entries({ ...shop, ...typed })), brl(100), reference, 0);
				if (!isRefusal(made)) expect(decodeEmvco(made.payload).faults).toEqual([]);
			},
		),
	);
});
