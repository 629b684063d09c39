import { expect, test } from "vitest";
import { payPageUrl, railCaption, railPayload, railTitle } from "../../src/fallback/rail.ts";
import { isRefusal } from "../../src/text.ts";
import { bakery, cardRail, demoCafe, pixRail } from "./shops.ts";

const money = { minor: 4500, currency: "EUR" };
const url = payPageUrl("http://shop.example", "abcDEF123456");
const [bank] = bakery.rails;
const [practice] = demoCafe.rails;

test("a bank's QR is made from the shop's own account, the amount and the reference; no page of ours is in it", () => {
	const told = railPayload(bank!, bakery, money, "K7M2Q2", url);
	const payload = isRefusal(told) ? "" : told.payload;
	for (const part of ["DE89370400440532013000", "EUR45", "K7M2Q2"]) expect(payload).toContain(part);
	expect(payload).not.toContain("http");
});

test("the practice QR leads to our own page", () => {
	expect(railPayload(practice!, demoCafe, money, "K7M2Q2", url)).toEqual({ payload: url });
	expect(url).toBe("http://shop.example/p/abcDEF123456");
});

test.each([
	["a bank's rail in a demo shop", bank!, true],
	["practice in a real shop", practice!, false],
	["a rail of another currency", pixRail, false],
	["a scheme that nobody knows", { id: "x", scheme: "constructor", settings: {} }, false],
	["a setting that nobody knows", { ...bank!, settings: { ...bank!.settings, iban2: "x" } }, false],
])("%s is refused with a sentence in both languages", (_name, rail, isDemo) => {
	const told = railPayload(rail, { isDemo }, money, "K7M2Q2", url);
	expect(isRefusal(told) && told.refused.en).toMatch(/\.$/);
	expect(isRefusal(told) && told.refused.zh).toMatch(/[\u4e00-\u9fff].*。$/);
});

test("a card QR leads to our own page, where this server can talk to Stripe and Stripe takes the amount", () => {
	const at = (isConfigured: boolean, minor = 4500, isDemo = false) =>
		railPayload(
			cardRail,
			{ isDemo, providers: new Set(isConfigured ? ["stripe"] : []) },
			{ minor, currency: "EUR" },
			"K7M2Q2",
			url,
		);
	expect(at(true)).toEqual({ payload: url });
	expect(at(false)).toMatchObject({ refused: { en: expect.stringContaining("not set up on this server") } });
	expect(at(true, 100_000_000)).toMatchObject({
		refused: { en: expect.stringContaining("cannot take 1,000,000.00 EUR") },
	});
	expect(at(true, 4500, true)).toMatchObject({ refused: { en: expect.stringContaining("cannot take") } });
});

test("what a payer types in stands below the code, unless the account has changed since the code was made", () => {
	const told = railPayload(bank!, bakery, money, "K7M2Q2", url);
	const payload = isRefusal(told) ? "" : told.payload;
	expect(railCaption(bank!, money, "K7M2Q2", payload).map(({ es }) => es)).toEqual([
		expect.stringContaining("Bäckerei Beispiel"),
		expect.stringContaining("DE89 3704"),
		expect.stringContaining("45,00 EUR"),
		expect.stringContaining("K7M2Q2"),
	]);
	expect(railCaption({ ...bakery.rails[1]!, id: "bank" }, money, "K7M2Q2", payload)).toEqual([]);
	expect(railCaption(practice!, money, "K7M2Q2", url)).toEqual([]);
});

test("a rail is called what people call it, and practice never like a bank", () => {
	expect(railTitle(bank!).en).toContain("SEPA");
	expect(railTitle(practice!)).toEqual({ en: "practice page", zh: "演练页面", es: "página de práctica" });
});
