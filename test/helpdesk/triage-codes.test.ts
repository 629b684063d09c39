import { join } from "node:path";
import { expect, test } from "vitest";
import { HOME } from "../../src/config.ts";
import { codeBook, dialectOf, findCode } from "../../src/helpdesk/triage-codes.ts";
import { readTriage } from "../../src/knowledge/load.ts";

const { dialects } = await readTriage(join(HOME, "knowledge"));
const book = codeBook(dialects);
const terminal = (acquirer: string | null, vendor = "Maker") => ({ acquirer, vendor });

test.each([
	["银联商务", "Maker", "unionpay"],
	["Nexi Germany GmbH", "Ingenico", "nexi-gicc"],
	["Moneris Solutions", "Verifone", "moneris"],
	[null, "Square", "square"],
	[null, "Stripe", "stripe"],
	["Adyen N.V.", "Castles", "adyen"],
	["Bank of Somewhere", "Ingenico", null],
	["Blockbuster", "Ingenico", null],
	[null, "Ingenico", null],
])("a shop whose acquirer is %s and whose terminal is made by %s reads codes as %s", (acquirer, vendor, dialect) => {
	expect(dialectOf(book, terminal(acquirer, vendor))).toBe(dialect);
});

test("the same code means what the shop's own acquirer means by it", () => {
	expect(findCode("error 33", book, "nexi-gicc")?.meaning).toMatchObject({ actor: "customer" });
	expect(findCode("error 33", book)?.meaning).toMatchObject({ actor: "issuer" });
	expect(findCode("code 06", book, "nexi-gicc")).toMatchObject({ cause: "software", dialect: "nexi-gicc" });
	expect(findCode("code 06", book)).toMatchObject({ cause: null, dialect: "iso8583" });
});

test("what an acquirer has no word for it means as everybody does", () => {
	expect(findCode("error 91", book, "moneris")).toMatchObject({ cause: "processor", dialect: "iso8583" });
	expect(findCode("error 5906", book, "moneris")).toMatchObject({ cause: "network", dialect: "moneris" });
});

test("a code that only one acquirer has is understood where the acquirer is not known, and not where it is another", () => {
	expect(findCode("response code A0", book)).toMatchObject({ cause: "software", dialect: "unionpay" });
	expect(findCode("response code A0", book, "moneris")).toEqual({
		code: "A0",
		cause: null,
		meaning: null,
		dialect: null,
	});
});

test("a card that “was declined” is no code, CARD_DECLINED on the screen is one", () => {
	expect(findCode("her card declined, what now", book, "stripe")).toBeNull();
	expect(findCode("it says card_declined", book)).toMatchObject({ code: "CARD_DECLINED", cause: "card" });
	expect(findCode("blocked card", book)).toBeNull();
	expect(findCode("blocked card", book, "adyen")).toMatchObject({ code: "BLOCKED CARD", cause: "card" });
});

test("签到失败 is looked for in the network first, as resellers in China say; a key that is refused is not", () => {
	expect(findCode("屏幕显示签到失败", book)).toMatchObject({ cause: "network", dialect: "unionpay" });
	expect(findCode("请重新签到", book)).toMatchObject({ cause: "software" });
});

test("every code is explained in every language, says who can act and where that is known from", () => {
	for (const { entries } of dialects)
		for (const { says, source } of entries) {
			expect(Object.values(says).every((text) => text.length > 0)).toBe(true);
			expect(source).toMatch(/^(?:vendor|reseller|table|unsourced)/);
		}
	expect(dialects.map(({ id }) => id).sort()).toEqual([
		"adyen",
		"iso8583",
		"moneris",
		"nexi-gicc",
		"square",
		"stripe",
		"unionpay",
	]);
});
