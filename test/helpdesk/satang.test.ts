import { expect, test } from "vitest";
import { noodles } from "../fallback/shops.ts";
import { openChat } from "./chat.ts";

test("the chat says plainly why the second sale of one price asks for some satang more", () => {
	const chat = openChat(noodles);
	expect(chat.sell("45").shown.text).not.toContain("satang");
	const { shown, sale } = chat.sell("45");
	expect(shown.text).toContain(`45.01 THB · reference ${sale.ref}`);
	expect(shown.text).toContain("45.00 + 0.01: the extra satang tell this sale from others.");
	expect(shown.replies[0]).toMatchObject({
		qr: { caption: ["Am Markt", "45.01 THB (45.00 + 0.01)", sale.ref] },
		sale: { money: { minor: 4501, currency: "THB" }, raisedMinor: 1 },
	});
});

test.each([
	["zh", /45\.00 \+ 0\.01：多出的萨当/],
	["es", /45\.00 \+ 0\.01: los satang de más/],
] as const)("in %s too", (locale, words) => {
	const chat = openChat(noodles, locale);
	chat.sell("45");
	expect(chat.sell("45").shown.text).toMatch(words);
});

test("who says they paid is looked for by the exact amount, since the bank shows no reference", () => {
	const chat = openChat(noodles);
	chat.sell("45");
	const { sale } = chat.sell("45");
	const [heard] = chat.happens(sale.id, { kind: "claimed", code: sale.payments[0]!.code, by: "customer" });
	expect(heard!.text).toMatch(/45\.01 THB: .*look for exactly this amount/);
	expect(heard!.text).not.toContain("and the reference");
});

test("when no amount is free the cashier reads what to do, and nothing is shown", () => {
	const chat = openChat(noodles);
	for (let count = 0; count < 100; count++) chat.sell("45");
	chat.say("pay 45");
	const [refused] = chat.settle(chat.say("no"));
	expect(refused!.text).toMatch(/use another way to pay\.$/);
	expect(refused!.replies[0]?.qr).toBeNull();
});
