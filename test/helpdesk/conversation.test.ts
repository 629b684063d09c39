import fc from "fast-check";
import { expect, test } from "vitest";
import { bakery, demoCafe } from "../fallback/shops.ts";
import { isAnswer, openChat } from "./chat.ts";

const UNUSUAL = [
	"constructor",
	"__proto__",
	"hasOwnProperty",
	"x".repeat(4_000),
	"no ".repeat(1_333),
	"😀😀😀",
	"   ",
	"\u202e\u200b",
	"pay pay pay",
	"0",
	"99",
	"@everyone <b>hi</b>",
];

test.each(UNUSUAL)("%j gets an answer at the start, at a check, at the amount and at the tapped question", (text) => {
	for (const lines of [[], ["the terminal is offline"], ["pay"], ["pay 45"], ["pay 45", "yes"]]) {
		const chat = openChat(demoCafe);
		for (const line of lines) chat.say(line);
		expect(isAnswer(chat.say(text))).toBe(true);
		expect(chat.state().run?.step).toBe(lines[0] === "the terminal is offline" ? "phone" : undefined);
	}
});

test("what nobody understands leaves an open question open", () => {
	const chat = openChat(bakery);
	chat.say("pay 45");
	expect(chat.say("constructor").text).toMatch(/did not understand[\s\S]*45\.00 EUR\. Did this customer/);
	expect(chat.say("no").toSale).toMatchObject([{ money: { minor: 4500 } }]);
});

test("an old button is answered with where we are now", () => {
	const chat = openChat(demoCafe);
	chat.say("the terminal is offline");
	const old = chat.state().offered.seq;
	chat.say("1");
	const { text } = chat.press("step:frozen", old);
	expect(text).toMatch(/earlier question[\s\S]*Check 2/);
	expect(openChat(demoCafe).press("step:frozen", 77).text).toMatch(/earlier question[\s\S]*What do you need/);
});

test.each(["constructor", "__proto__", "step:", "step:nowhere", "rail::", "claimed:", "tapped:no", "looked:none"])(
	"the made-up choice %s does nothing but say where we are",
	(choice) => {
		const chat = openChat(bakery);
		const { effects, text } = chat.press(choice);
		expect(effects).toHaveLength(1);
		expect(text).not.toBe("");
	},
);

test("a masked card number is told, and the rest of the message still answered", () => {
	const chat = openChat(bakery);
	const { text } = chat.tell({ kind: "message", text: "pay 45, card ••••••••••••1111", masked: true });
	expect(text).toMatch(/looked like a card number.*masked/);
	expect(text).toContain("45.00 EUR. Did this customer already tap");
});

test.each(["••••••••••••1111", "pay •••• •••• •••• 1111", "收款 ••••••••••••1111"])(
	"what is left of a card number is no amount: %s",
	(typed) => {
		const { text } = openChat(bakery).tell({ kind: "message", text: typed, masked: true });
		expect(text).toMatch(/looked like a card number|像是卡号/);
		expect(text).not.toContain("1,111");
	},
);

test("another language goes on where the chat is, not with a payment that was left behind", () => {
	const chat = openChat(bakery);
	chat.say("pay 45");
	chat.press("down", 1);
	const spanish = chat.tell({ kind: "language", locale: "es" });
	expect(spanish.text).toMatch(/^Revisión 1/);
	const asked = openChat(bakery);
	asked.press("down", 1);
	asked.say("pay 45");
	expect(asked.tell({ kind: "language", locale: "zh" }).text).toContain("刷过卡了吗");
});

// Words that lead somewhere, mixed with anything.
const words = fc.oneof(
	fc.constantFrom(
		...["1", "2", "3", "4", "5", "6", "7", "8", "9", "yes", "no", "back", "menu", "cancel", "person", "sales", "pay"],
		...[
			"pay 45",
			"12.50",
			"it works again",
			"they paid",
			"the terminal is offline",
			"没网",
			"收款 45",
			"转人工",
			"没有",
		],
		...UNUSUAL,
	),
	fc.string({ unit: "binary", maxLength: 60 }),
);
const choices = fc.constantFrom(
	...["pay", "person", "restored", "sales", "back", "menu", "down", "continue", "tapped:no", "tapped:yes"],
	...["looked:none", "looked:unsure", "step:offline", "step:none", "claimed:x", "cancel:x", "rail:x:y", "constructor"],
	...["normal:yes:x", "normal:no:x", "question", "still-down", "change:0"],
);
const agentActs = [
	{ did: "claimed", by: "Mara" },
	{ did: "released" },
	{ did: "answered", by: "Mara", name: "1.1", text: "words", file: null },
	{ did: "edited", by: "Mara", name: "1.1", text: "other words" },
	{ did: "withdrawn", by: "Mara", name: "1.1" },
	{ did: "handed-back", by: "Mara" },
	{ did: "resolved", by: "Mara", note: "" },
	{ did: "reopened" },
	{ did: "closed", by: "Mara", note: "words" },
	{ did: "closed", by: null, note: "" },
	{ did: "away", opensAt: null },
	{ did: "unanswered" },
] as const;
const act = fc.oneof(
	words.map((text) => ({ kind: "message", text }) as const),
	fc.record({ kind: fc.constant("choice" as const), back: fc.nat(3), choice: choices }),
	fc.constant({ kind: "alarm" } as const),
	fc.constantFrom(...agentActs).map((did) => ({ kind: "agent", did }) as const),
);

test("whatever a merchant does, each message is answered, or goes to the agent who owns it; nothing is lost in between", () => {
	fc.assert(
		fc.property(fc.array(act, { maxLength: 25 }), fc.constantFrom(bakery, demoCafe), (acts, shop) => {
			const chat = openChat(shop);
			for (const done of acts) {
				const before = chat.state();
				const id = before.escalation?.id ?? "none";
				const heard =
					done.kind === "message"
						? chat.say(done.text)
						: done.kind === "choice"
							? chat.press(done.choice, before.offered.seq - done.back)
							: done.kind === "alarm"
								? chat.tell(done)
								: chat.tell({ kind: "escalation", id, ...done.did });
				const isOwned = before.escalation?.isOwned === true;
				if (done.kind === "choice" || (done.kind === "message" && !isOwned)) expect(isAnswer(heard)).toBe(true);
				if (done.kind === "message" && before.escalation !== null)
					expect(heard.toDesk).toContainEqual({ kind: "merchant-wrote", name: null, text: done.text });
				for (const { text } of heard.replies) expect(text).not.toMatch(/^\s*$|undefined|\[object/);
				chat.settle(heard);
				const after = chat.state();
				expect(JSON.parse(JSON.stringify(after))).toEqual(after);
			}
		}),
	);
});
