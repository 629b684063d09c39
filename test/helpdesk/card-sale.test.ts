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

for (const [locale, ordered, refused] of [
	["en", "do not hand over yet, unless you trust them", "NOT PAID: the customer's bank refused it"],
	["zh", "请先不要交货", "未到账：对方银行拒绝了这笔付款"],
	["es", "no entregue todavía", "NO PAGADO: el banco del cliente lo rechazó"],
] as const)
	test(`while the customer's bank has to confirm, the cashier reads not to hand over; a refusal is said on a line of its own (${locale})`, () => {
		const chat = openChat(cardShop, locale);
		const { sale } = chat.sell("45");
		const seen = (standing: "at-bank" | "failed") =>
			chat.happens(sale.id, { kind: "checkout-seen", paymentId: `${sale.id}.1`, standing });
		chat.happens(sale.id, { kind: "checkout-opened", paymentId: `${sale.id}.1`, session });
		const [waiting] = seen("at-bank");
		expect(waiting?.text).toContain(ordered);
		expect(waiting?.replies[0]?.qr ?? null).toBeNull();
		expect(waiting?.replies[0]?.sale).toMatchObject({ state: "open", payment: "claimed", isAtBank: true });
		const [failed] = seen("failed");
		const said = failed?.replies.filter(({ text }) => text.includes(refused)) ?? [];
		expect(said.map(({ replaces }) => replaces === null)).toEqual([false, true]);
		expect(said[1]?.choices.map(({ id }) => id)).toEqual([`rail:${sale.id}:bank`, `rail:${sale.id}:savings`]);
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
