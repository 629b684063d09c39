import { expect, test } from "vitest";
import type { SaleNotice } from "../../src/fallback/sale.ts";
import { makeReference } from "../../src/fallback/sale-reference.ts";
import type { Locale } from "../../src/text.ts";
import { demoCafe } from "../fallback/shops.ts";
import { openChat } from "./chat.ts";

type Notice = SaleNotice & { kind: "sale" };
const REFS = ["a", "b"].map((seed) => makeReference(seed, "sale"));
const [FIRST = "", SECOND = ""] = REFS;

const notice = (place: number, payment: Partial<Notice["payment"]> = {}, more: Partial<Notice> = {}): Notice => ({
	kind: "sale",
	saleId: `saLe${place + 1}saLe${place + 1}xx`,
	ref: REFS[place] ?? "",
	money: { minor: 4500, currency: "EUR" },
	state: "open",
	isPractice: true,
	payment: {
		code: `code${place}`,
		railId: "practice",
		scheme: "practice",
		state: "shown",
		payload: "http://shop.example/p/x",
		attempt: 1,
		...payment,
	},
	...more,
});
const counter = (sales: number, locale: Locale = "en") => {
	const chat = openChat(demoCafe, locale);
	for (let place = 0; place < sales; place++) chat.tell(notice(place, { state: "created" }, { proof: "4821" }));
	return chat;
};
const guessed = (place: number, digits: string) => [{ kind: "proof", code: `code${place}`, digits }];

test.each([
	["en", "proof 4821"],
	["en", "Proof: 48 21."],
	["en", "the proof is 4821"],
	["zh", "核对码4821"],
	["zh", "核对码是 ４８２１"],
	["es", "clave 4821"],
	["es", "La clave es 4821"],
] as const)("in %s “%s” is a guess at the proof of the only payment that waits", (locale, said) => {
	expect(counter(1, locale).say(said).toSale).toEqual(guessed(0, "4821"));
});

test("a word that is said once counts for the sale that it names, and with several it must name one", () => {
	const chat = counter(2);
	const asked = chat.say("proof 4821");
	expect(asked.text).toBe(
		`Several payments wait. Type the reference too, for example: proof ${SECOND} and the four digits.`,
	);
	expect(asked.toSale).toEqual([]);
	expect(chat.say(`proof ${FIRST.toLowerCase()} 4821`).toSale).toEqual(guessed(0, "4821"));
	expect(chat.say(`proof ${SECOND} 0001`).toSale).toEqual(guessed(1, "0001"));
	expect(chat.say(`proof ${SECOND.slice(0, 5)}${SECOND.endsWith("2") ? "3" : "2"} 0001`).toSale).toEqual([]); // its check character is wrong
});

test("four digits alone are an amount, unless they answer our question for the proof", () => {
	const chat = counter(1);
	expect(chat.say("4821").toSale).toEqual([]);
	chat.say("cancel");
	const claimed = chat.tell(notice(0, { state: "claimed" }));
	expect(claimed.replies[0]?.choices.map(({ id }) => id)).toContain("proof:saLe1saLe1xx");
	expect(chat.press("proof:saLe1saLe1xx").text).toMatch(/: which four digits .* one try\.$/);
	for (const slip of ["482", "48215"]) {
		const again = chat.say(slip);
		expect(again.text).toContain("which four digits"); // and no guess is lost
		expect(again.toSale).toEqual([]);
	}
	expect(chat.say("4821").toSale).toEqual(guessed(0, "4821"));
	expect(chat.state().asking).toBeNull();
});

test("the question for the proof lets a new payment through, and stands again after a restart", () => {
	const chat = counter(1);
	chat.say("proof");
	chat.resume(JSON.parse(JSON.stringify(chat.state())));
	expect(chat.state().asking).toMatchObject({ kind: "proof" });
	expect(chat.say("pay 12.50").text).toContain("12.50 EUR. Did this customer");
});

test("a right proof is told beside what it is: claimed, and not paid", () => {
	const chat = counter(1);
	const right = chat.tell(notice(0, { state: "claimed", proof: "right" }, { guess: "right" }));
	expect(right.text).toContain("That is not paid yet");
	expect(right.text).toContain("The proof is right.");
	expect(right.labels.join()).not.toContain("proof");
	expect(chat.tell(notice(0, { state: "paid", proof: "right" }, { state: "paid" })).text).toMatch(
		/PAID\..*\nThe proof is right\./,
	);
});

test.each([
	["claimed", "wrong"],
	["shown", "wrong"],
	["claimed", "right"], // a second guess after a right one
] as const)("a wrong proof of a payment that is %s is answered alike", (state, proof) => {
	const chat = counter(1);
	const wrong = chat.tell(notice(0, { state, proof }, { guess: "wrong" }));
	expect(wrong.text).toMatch(/^\w{6} · .*: That is not its proof\. Count it as paid only when “PAID” stands here\.$/);
	expect(chat.tell(notice(0, { state: "claimed" })).replies[0]?.choices.map(({ id }) => id)).not.toContain(
		"proof:saLe1saLe1xx",
	);
});

test("where no payment has a proof, that is said and nothing is ordered", () => {
	const chat = openChat(demoCafe, "es");
	expect(chat.say("clave 4821").text).toContain("Ningún cobro");
	expect(chat.press("proof:saLe1saLe1xx").text).toContain("Ningún cobro");
});
