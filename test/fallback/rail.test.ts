import { expect, test } from "vitest";
import { payPageUrl, railPayload, railTitle } from "../../src/fallback/rail.ts";
import { isRefusal } from "../../src/text.ts";
import { bakery, demoCafe, pixRail } from "./shops.ts";

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

test("a rail is called what people call it, and practice never like a bank", () => {
	expect(railTitle(bank!).en).toContain("SEPA");
	expect(railTitle(practice!)).toEqual({ en: "practice page", zh: "演练页面", es: "página de práctica" });
});
