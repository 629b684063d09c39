import { expect, test } from "vitest";
import { bakery } from "../fallback/shops.ts";
import { openChat } from "./chat.ts";

const HABIT = { count: 40, medianMinor: 900, largestMinor: 6_000 };
const counter = () => {
	const chat = openChat(bakery);
	chat.meanwhile({ openOutage: null, endedOutageId: null, habit: HABIT });
	return chat;
};
const paylink = (minor: number) =>
	({ kind: "paylink", money: { minor, currency: "EUR" }, railId: "savings", note: "table 4" }) as const;

test("a slip of the finger is asked about once, then the sale goes on as any other", () => {
	const chat = counter();
	const asked = chat.say("pay 4500");
	expect(asked.text).toBe("4,500.00 EUR? That is unusual for this shop.");
	expect(asked.labels).toEqual(["Yes, that is right", "No, another amount", "Cancel"]);
	expect(asked.toSale).toEqual([]);
	expect(chat.say("yes").text).toMatch(/^4,500\.00 EUR\. Did this customer already tap/);
	expect(chat.say("no").toSale).toMatchObject([{ kind: "open", money: { minor: 450_000, currency: "EUR" } }]);
});

test.each(["no", "2", "No."])("“%s” asks for the amount anew, and the right one needs no question", (answer) => {
	const chat = counter();
	chat.say("pay 4500");
	expect(chat.say(answer).text).toMatch(/^How much\?/);
	expect(chat.say("45").text).toMatch(/^45\.00 EUR\. Did this customer/);
});

test("the right amount typed below the question takes its place", () => {
	const chat = counter();
	chat.say("pay 4500");
	expect(chat.say("45.00").text).toMatch(/^45\.00 EUR\. Did this customer/);
	expect(chat.press("unusual:yes", 1).toSale).toEqual([]); // the old button orders nothing
});

test("what answers nothing is asked again, and nobody is charged meanwhile", () => {
	const chat = counter();
	chat.say("pay 4500");
	for (const text of ["hmm", "what?", "3"]) {
		const heard = chat.say(text);
		expect(heard.toSale).toEqual([]);
		if (text !== "3") expect(heard.text).toContain("4,500.00 EUR?");
	}
	expect(chat.state().asking).toBeNull(); // 3 cancels
});

test("a payment link of an unusual amount is asked about, and then keeps its rail and its note", () => {
	const chat = counter();
	expect(chat.tell(paylink(450_000))).toMatchObject({
		text: "4,500.00 EUR? That is unusual for this shop.",
		toSale: [],
	});
	expect(chat.press("unusual:yes").toSale).toMatchObject([
		{ kind: "open", money: { minor: 450_000 }, railId: "savings", note: "table 4" },
	]);
	expect(chat.press("unusual:yes").toSale).toEqual([]); // pressed twice is one sale
	expect(chat.tell(paylink(4_500)).toSale).toHaveLength(1);
});

test("a shop that is not known yet is asked above about 2,000 EUR only", () => {
	const chat = openChat(bakery, "zh");
	expect(chat.tell({ kind: "choice", of: 1, choice: "pay:200000" }).text).toContain("刷过卡了吗");
	expect(chat.tell({ kind: "choice", of: 1, choice: "pay:200001" }).text).toBe(
		"EUR 2,000.01？这个金额对本店来说不常见。",
	);
});

test("the question survives the database's JSON", () => {
	const chat = counter();
	chat.tell(paylink(450_000));
	chat.resume(JSON.parse(JSON.stringify(chat.state())));
	expect(chat.press("unusual:yes").toSale).toMatchObject([{ railId: "savings", note: "table 4" }]);
});
