import { expect, test } from "vitest";
import { bakery, demoCafe } from "../fallback/shops.ts";
import { openChat } from "./chat.ts";

test("“pay 45” and “no” is all it takes to a QR", () => {
	const chat = openChat(bakery);
	expect(chat.say("pay 45").text).toMatch(/^45\.00 EUR\. Did this customer already tap/);
	const ordered = chat.say("no");
	expect(ordered.toSale).toMatchObject([
		{ kind: "open", money: { minor: 4500, currency: "EUR" }, askedBy: "conversation/chat1" },
	]);
	const [shown] = chat.settle(ordered);
	expect(shown!.replies).toMatchObject([
		{
			qr: { payload: expect.stringContaining("EUR45") },
			link: expect.stringMatching(/^http:\/\/shop\.example\/p\/\w{12}$/),
		},
	]);
	expect(shown!.labels).toEqual([
		"The customer says they paid",
		expect.stringMatching(/^Use .+ instead$/),
		"Cancel this sale",
	]);
	expect(shown!.toSale).toMatchObject([{ kind: "shown" }]);
});

test.each(["yes", "2", "Yes.", "刷过"])(
	"“%s, a card was tapped” leads to looking it up first, and to no QR",
	(answer) => {
		const chat = openChat(bakery);
		chat.say("pay 45");
		const looked = chat.say(answer);
		expect(looked.toSale).toEqual([]);
		expect(looked.labels.slice(0, 3)).toHaveLength(3);
		expect(looked.text).toMatch(/last transactions|最近交易/);
		expect(chat.press("looked:approved").toSale).toEqual([]);
	},
);

test.each([
	["looked:none", 1, /^$/],
	["looked:approved", 0, /do not charge again/],
	["looked:unsure", 0, /do not charge this customer again yet/],
])("after looking it up, %s opens %i sales", (choice, sales, words) => {
	const chat = openChat(bakery);
	chat.say("pay 45");
	chat.press("tapped:yes");
	const { toSale, text } = chat.press(choice);
	expect(toSale).toHaveLength(sales);
	expect(text).toMatch(words);
});

test("“yes, it is approved” in words is an answer to what is asked, not to what was asked before", () => {
	const chat = openChat(bakery);
	chat.say("pay 45");
	chat.say("yes");
	expect(chat.say("yes").text).toMatch(/do not charge again/);
});

test("without an amount it is asked, and “1” is money then", () => {
	const chat = openChat(bakery);
	expect(chat.say("pay").text).toMatch(/How much/);
	expect(chat.say("1").text).toMatch(/^1\.00 EUR/);
});

test.each([
	["12,50", "12.50 EUR"],
	["12.50 EUR", "12.50 EUR"],
	["４５", "45.00 EUR"],
])("“%s” is an amount where one is asked", (written, read) => {
	const chat = openChat(bakery);
	chat.say("pay");
	expect(chat.say(written).text).toContain(read);
});

test.each([
	["pay 45 USD", /takes EUR, not USD/],
	["pay -5 EUR", /more than zero|not an amount|certain|negative/i],
	["pay 0", /more than zero/],
	["pay 99999999999999", /more than one sale can be/],
])("“%s” is refused with a sentence, and the right amount taken next", (written, sentence) => {
	const chat = openChat(bakery);
	const { text, toSale } = chat.say(written);
	expect(text).toMatch(sentence);
	expect(toSale).toEqual([]);
	expect(chat.say("45").text).toMatch(/^45\.00 EUR\. Did/);
});

test("what is no amount asks for it again; “cancel” leaves", () => {
	const chat = openChat(bakery);
	chat.say("pay");
	expect(chat.say("the usual").text).toMatch(/did not see an amount/);
	expect(chat.say("cancel").text).toMatch(/What do you need/);
	expect(chat.state().asking).toBeNull();
});

test("another amount before the answer is the amount that counts", () => {
	const chat = openChat(bakery);
	chat.say("pay 45");
	chat.say("pay 54");
	expect(chat.say("no").toSale).toMatchObject([{ money: { minor: 5400 } }]);
});

test("the cashier sees shown, claimed, paid by itself, in the place of the QR", () => {
	const chat = openChat(bakery);
	const { sale } = chat.sell("45");
	const { code } = sale.payments[0]!;
	const seq = chat.state().sales[0]!.seq;
	const [claimed] = chat.happens(sale.id, { kind: "claimed", code, by: "customer" });
	expect(claimed!.text).toMatch(/not paid yet.*bank app/);
	expect(claimed!.replies).toMatchObject([{ replaces: seq }]);
	const [paid] = chat.happens(sale.id, { kind: "confirmed", code, personId: "ana" });
	expect(paid!.text).toBe(
		`${sale.ref} · 45.00 EUR: PAID. Key it into the POS later as “other”, with ${sale.ref} in the note.`,
	);
	expect(paid!.replies).toMatchObject([{ replaces: seq, qr: null }]);
});

test("a payment that is told does not change what “1” means", () => {
	const chat = openChat(bakery);
	const { sale } = chat.sell("45");
	chat.say("pay 12");
	chat.happens(sale.id, { kind: "confirmed", code: sale.payments[0]!.code, personId: "ana" });
	expect(chat.say("1").toSale).toMatchObject([{ kind: "open", money: { minor: 1200 } }]);
});

test("a QR that comes below an open question leaves its words and its button their meaning", () => {
	const late = () => {
		const chat = openChat(bakery);
		chat.say("pay 45");
		const ordered = chat.say("no");
		chat.say("pay 12");
		const question = chat.state().asking!.seq;
		chat.settle(ordered);
		return { chat, question };
	};
	const words = late();
	expect(words.chat.say("no").toSale).toMatchObject([{ kind: "open", money: { minor: 1200 } }]);
	const button = late();
	expect(button.chat.press("tapped:no", button.question).toSale).toMatchObject([
		{ kind: "open", money: { minor: 1200 } },
	]);
});

test("the button of an earlier amount's question never sells the later amount", () => {
	const chat = openChat(bakery);
	chat.say("pay 45");
	const earlier = chat.state().asking!.seq;
	chat.say("pay 12");
	const { toSale, text } = chat.press("tapped:no", earlier);
	expect(toSale).toEqual([]);
	expect(text).toMatch(/earlier question[\s\S]*12\.00 EUR/);
});

test("an answer to the next question, at the place of this one, sells nothing", () => {
	const chat = openChat(bakery);
	chat.say("pay 45");
	expect(chat.press("looked:none").toSale).toEqual([]);
	expect(chat.press("tapped:no", chat.state().asking!.seq).toSale).toMatchObject([{ kind: "open" }]);
});

test("a payment's button means the same however old it is", () => {
	const chat = openChat(bakery);
	const first = chat.sell("45");
	chat.sell("12");
	expect(chat.press(`claimed:${first.sale.id}`, 1).toSale).toMatchObject([
		{ kind: "claimed", code: first.sale.payments[0]!.code, by: "cashier" },
	]);
});

test("another way to pay replaces the QR, and late money on the first one replaces the second", () => {
	const chat = openChat(bakery);
	const { sale } = chat.sell("45");
	const [replaced] = chat.settle(chat.press(`rail:${sale.id}:savings`));
	expect(replaced!.replies).toMatchObject([
		{ text: expect.stringContaining("another way to pay was chosen"), qr: null },
		{ qr: { payload: expect.stringContaining("GB29NWBK60161331926819") } },
	]);
	const second = chat.state().sales[0]!.seq;
	const [paid] = chat.happens(sale.id, { kind: "confirmed", code: sale.payments[0]!.code, personId: "ana" });
	expect(paid!.replies).toMatchObject([{ replaces: second, qr: null, text: expect.stringContaining("PAID.") }]);
});

test("a sale that was paid on both ways says so", () => {
	const chat = openChat(bakery);
	const { sale } = chat.sell("45");
	chat.settle(chat.press(`rail:${sale.id}:savings`));
	const [first, second] = chat.sale(sale.id).payments;
	chat.happens(sale.id, { kind: "confirmed", code: second!.code, personId: "ana" });
	const [twice] = chat.happens(sale.id, { kind: "confirmed", code: first!.code, personId: "ana" });
	expect(twice!.text).toMatch(/PAID TWICE.*Do not refund by yourself/);
});

test("“cancel” ends the newest sale, and its button is dead then", () => {
	const chat = openChat(bakery);
	const { sale } = chat.sell("45");
	const [cancelled] = chat.settle(chat.say("cancel"));
	expect(cancelled!.text).toMatch(/Cancelled/);
	expect(chat.press(`claimed:${sale.id}`).text).toMatch(/no open payment/);
});

test("“they paid” with nothing open says so", () => {
	expect(openChat(bakery).say("they paid").text).toMatch(/no open payment/);
});

test("a shop without a way to pay says so at the first try", () => {
	const chat = openChat({ ...bakery, rails: [] });
	chat.say("pay 45");
	const [refused] = chat.settle(chat.say("no"));
	expect(refused!.text).toMatch(/no way to take a payment yet/);
	expect(refused!.labels).toContain("Talk to a person");
});

test("practice is marked on the reply, on the QR and when it is paid", () => {
	const chat = openChat(demoCafe);
	const { sale, shown } = chat.sell("45");
	expect(shown.text).toContain("PRACTICE, no money moves");
	expect(shown.replies[0]!.qr!.caption.join(" ")).toContain("PRACTICE");
	const [claimed] = chat.happens(sale.id, { kind: "claimed", code: sale.payments[0]!.code, by: "customer" });
	expect(claimed!.text).toContain("PRACTICE");
});

test("every choice of a QR has one digit, however many rails there are: “10” is an amount", () => {
	const [bank] = bakery.rails;
	const rails = Array.from({ length: 20 }, (_, index) => ({ ...bank!, id: `bank-${index}` }));
	const chat = openChat({ ...bakery, rails });
	chat.say("the terminal is offline");
	expect(chat.sell("45").shown.labels).toHaveLength(9);
	expect(chat.say("10").text).toMatch(/^10\.00 EUR/);
});

test("a chat that belongs to no store talks, and takes no payment", () => {
	const chat = openChat({ ...bakery, merchantId: "unlinked", rails: [] });
	expect(chat.say("the terminal is offline").text).toContain("Check 1");
	for (const asked of [chat.say("pay 45"), chat.press("pay:4500", 1), chat.press("pay", 1)]) {
		expect(asked.text).toContain("/standin link");
		expect(asked.toSale).toEqual([]);
	}
});

test("whoever stands at the counter may end a sale that another chat of the shop began", () => {
	const chat = openChat(bakery);
	const ended = chat.press("cancel:AbCdEfGhJkLm", 1);
	expect(ended.toSale).toEqual([{ kind: "cancel" }]);
	expect(ended.text).toContain("look at the sales");
	expect(chat.press("cancel:x' or 1=1", 1).toSale).toEqual([]);
});
