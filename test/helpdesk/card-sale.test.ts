import { expect, test } from "vitest";
import { cardShop } from "../fallback/shops.ts";
import { openChat } from "./chat.ts";

const session = { id: "cs_1", url: "https://checkout.stripe.com/c/1" };

test("when the card page cannot be made, the cashier is told and has the next way to pay a button away", () => {
	const chat = openChat(cardShop);
	const { sale, shown } = chat.sell("45");
	expect(shown.replies.at(-1)?.qr?.payload).toContain("/p/");
	const [failed] = chat.happens(sale.id, { kind: "not-delivered", subject: `${sale.id}.1` });
	expect(failed?.text).toMatch(/45\.00 EUR: It did not go through; nothing was paid/);
	expect(failed?.labels).toEqual([expect.stringContaining("SEPA"), expect.stringContaining("SEPA")]);
	const [bank] = chat.settle(chat.press(`rail:${sale.id}:bank`));
	expect(bank?.replies.some(({ qr }) => qr?.payload.startsWith("BCD") === true)).toBe(true);
});

test("a cashier who says that the card was paid is told to wait for PAID, not to look into the bank's app", () => {
	const chat = openChat(cardShop);
	const { sale } = chat.sell("45");
	chat.happens(sale.id, { kind: "checkout-opened", paymentId: `${sale.id}.1`, session });
	const [claimed] = chat.settle(chat.press(`claimed:${sale.id}`));
	expect(claimed?.text).toContain("wait until “PAID” stands here");
	const [paid] = chat.happens(sale.id, { kind: "checkout-seen", paymentId: `${sale.id}.1`, standing: "paid" });
	expect(paid?.text).toContain("PAID.");
});

test("looks at Stripe that find nothing new are not told to the cashier", () => {
	const chat = openChat(cardShop);
	const { sale } = chat.sell("45");
	chat.happens(sale.id, { kind: "checkout-opened", paymentId: `${sale.id}.1`, session });
	expect(chat.happens(sale.id, { kind: "look", code: chat.sale(sale.id).payments[0]!.code })).toEqual([]);
	expect(chat.happens(sale.id, { kind: "checkout-seen", paymentId: `${sale.id}.1`, standing: "open" })).toEqual([]);
});

test("a sale that was written off is told as one that nobody is asked for any more", () => {
	const chat = openChat(cardShop);
	const { sale } = chat.sell("45");
	const [told] = chat.happens(sale.id, { kind: "written-off", personId: "ana" });
	expect(told?.text).toContain("Cancelled. Nothing is asked for any more.");
});
