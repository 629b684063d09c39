import { expect, test } from "vitest";
import type { Shop } from "../../src/fallback/shop.ts";
import type { EscalationEvent } from "../../src/helpdesk/escalation-event.ts";
import { LOCALES } from "../../src/text.ts";
import { bakery } from "../fallback/shops.ts";
import { type Heard, openChat } from "./chat.ts";

const HOUR_MINUTES = 60;
const shopWith = (vendor: string, currency = "EUR"): Shop => ({
	...bakery,
	currency,
	terminals: [{ id: "t1", tid: "12345678", mid: null, vendor, model: "", acquirer: null }],
});
const chatWith = (vendor: string, currency?: string) => openChat(shopWith(vendor, currency));
const nothing = { kind: "sales-listed" as const, lines: [], count: 0, paid: [] };
const exposureIn = ({ toDesk }: Heard) =>
	toDesk.flatMap((event: EscalationEvent) => (event.kind === "open" ? [event.card.exposure] : []))[0];

test("a payment that was stored on the terminal is counted, with the maker's own window and who bears it", () => {
	const { text } = chatWith("SumUp").say("I stored one of 45 on the terminal");
	expect(text).toMatch(/not paid yet: 1, 45\.00 EUR/);
	expect(text).toMatch(/24 h left to send them: SumUp gives 24 h \(as of 2026-11-24\)/);
	expect(text).toMatch(/the loss is the shop's/);
	expect(text).not.toMatch(/PAID/);
});

test("reports of a chat add up, and are those of the store's terminal", () => {
	const chat = chatWith("SumUp");
	chat.say("stored 45");
	expect(chat.say("we took 3 offline, 120 in all").text).toMatch(/not paid yet: 4, 165\.00 EUR/);
	expect(chat.state().stored?.reports.map(({ terminalId }) => terminalId)).toEqual(["t1", "t1"]);
});

test("with the button the shop is asked how much, and a bare number is the amount", () => {
	const chat = chatWith("SumUp");
	chat.say("pay 10");
	chat.say("no");
	expect(chat.say("menu").labels).toContain("Took it offline on the terminal");
	expect(chat.press("stored").text).toMatch(/must have approved.*\n.*How much/);
	expect(chat.say("45 and 46").text).toMatch(/not sure.*\n.*\n.*How much/);
	expect(chat.say("45").text).toMatch(/not paid yet: 1, 45\.00 EUR/);
	expect(chat.state().asking).toBeNull();
});

test("several whose sum was not said are asked for together, and count only once they are known", () => {
	const chat = chatWith("SumUp");
	expect(chat.say("we stored 3 payments").text).toMatch(/these 3 together/);
	expect(chat.state().stored).toBeUndefined();
	expect(chat.say("120").text).toMatch(/not paid yet: 3, 120\.00 EUR/);
});

test("the shop is warned at four fifths of a limit and told no at the limit, and what was stored is counted all the same", () => {
	const chat = chatWith("SumUp");
	chat.say("we took 59 payments offline, 590 in total");
	expect(chat.say("stored 10").text).toMatch(/80 % is used of SumUp's limit of 75 payments \(as of 2026-11-24\)/);
	chat.say("we took 14 payments offline, 140 in total");
	expect(chat.say("stored 1").text).toMatch(
		/Do not store any more: used up is SumUp's limit of 75|limit of 75 payments/,
	);
	const full = chat.press("stored");
	expect(full.text).toMatch(/Do not store any more.*75 payments/);
	expect(full.labels).toContain("Take a payment now");
	expect(chat.say("2").text).toMatch(/not paid yet: 76/);
});

test("a payment above the maker's limit for one is counted and refused for the next time", () => {
	const { text } = chatWith("SumUp").say("stored 50.01");
	expect(text).toMatch(/not paid yet: 1, 50\.01 EUR/);
	expect(text).toMatch(/Do not store one like this: it goes above SumUp's limit of 50\.00 EUR for one payment/);
	expect(chatWith("SumUp").say("stored 50").text).not.toMatch(/Do not/);
});

test("Clover's limits are dollars: they say nothing of euros", () => {
	expect(chatWith("Clover").say("stored 600").text).not.toMatch(/limit/);
	expect(chatWith("Clover", "USD").say("stored 600 USD").text).toMatch(/500\.00 USD for one payment/);
});

test("of a maker who says nothing, nothing is promised and nothing refused", () => {
	const { text } = chatWith("Verifone").say("stored 4500");
	expect(text).toMatch(/not known here: ask your card provider/);
	expect(text).toMatch(/Your card provider says who bears that/);
	expect(text).not.toMatch(/limit|h left/);
});

test("a maker without offline cards is said so before anybody tries", () => {
	expect(chatWith("Zettle").press("stored").text).toMatch(/Zettle takes no cards without a connection/);
});

test("the shop is reminded at four fifths of the window and two hours before its end, once each", () => {
	const chat = chatWith("SumUp");
	chat.say("stored 45");
	const due = () => (chat.state().stored?.dueAtMs ?? 0) - Date.UTC(2026, 10, 23, 18);
	expect(due()).toBe(19.2 * 3_600_000);
	chat.wait(10 * HOUR_MINUTES);
	expect(chat.tell({ kind: "alarm" }).text).not.toMatch(/still holds/);
	chat.wait(9.2 * HOUR_MINUTES);
	const first = chat.tell({ kind: "alarm" }).text;
	expect(first).toMatch(/still holds payments.*\n.*1, 45\.00 EUR.*\n4 h left/);
	expect(first).toMatch(/Do not delete the app/);
	expect(chat.tell({ kind: "alarm" }).text).toBe("");
	chat.wait(2.8 * HOUR_MINUTES);
	expect(chat.tell({ kind: "alarm" }).text).toMatch(/still holds payments.*\n.*\n2 h left/);
	chat.wait(10 * HOUR_MINUTES);
	expect(chat.tell({ kind: "alarm" }).text).toBe("");
});

test("once all are sent nothing is stored and nobody is reminded; the next one starts anew", () => {
	const chat = chatWith("SumUp");
	chat.say("stored 45");
	chat.wait(HOUR_MINUTES);
	expect(chat.press("all-sent").text).toMatch(/Nothing is stored any more/);
	expect(chat.state().stored?.dueAtMs).toBeNull();
	chat.wait(HOUR_MINUTES);
	expect(chat.say("stored 5").text).toMatch(/not paid yet: 1, 5\.00 EUR.*\n24 h left/);
});

test("when it works again the shop hears what must be sent first, and what would destroy it", () => {
	const chat = chatWith("SumUp");
	chat.say("stored 45");
	chat.say("it works again");
	const { text, labels } = chat.tell({ ...nothing, why: "restored" });
	expect(text).toMatch(/not paid yet: 1, 45\.00 EUR/);
	expect(text).toMatch(/SumUp gives 24 h/);
	expect(text).toMatch(/Do not delete the app/);
	expect(labels[0]).toBe("All of them are sent");
	expect(openChat(bakery).tell({ ...nothing, why: "restored" }).text).not.toMatch(/Stored on the terminal/);
});

test("the sales list has the exposure, and so has the card of an agent who is called", () => {
	const chat = chatWith("SumUp");
	chat.say("stored 45");
	expect(chat.tell({ ...nothing, why: "asked" }).text).toMatch(/Stored on the terminal, not paid yet: 1, 45\.00 EUR/);
	expect(exposureIn(chat.say("person"))).toEqual({ count: 1, sum: { minor: 4_500, currency: "EUR" } });
});

test("a card number beside it is masked and no amount is taken from it", () => {
	const chat = chatWith("SumUp");
	chat.tell({ kind: "message", text: "stored one on ••••••••••••1111", masked: true });
	expect(chat.state().stored).toBeUndefined();
});

test("in every language the same is counted", () => {
	const said = { en: "stored 45", zh: "离线收了45", es: "guardé 45 en la terminal" };
	for (const locale of LOCALES) {
		const chat = openChat(shopWith("SumUp"), locale);
		const { text } = chat.say(said[locale]);
		expect(text).toContain("45");
		expect(text).toContain("2026-11-24");
		expect(chat.state().stored?.reports.map(({ count, sum }) => [count, sum?.minor])).toEqual([[1, 4_500]]);
	}
});

test("what a check has read off the terminal's screen counts instead of what was said before", () => {
	const chat = chatWith("SumUp");
	chat.say("stored 45");
	let heard = chat.say("the terminal is frozen");
	for (let step = 0; step < 15 && chat.state().walked === undefined; step++) {
		if (/How many stored/.test(heard.text)) heard = chat.say("3");
		else if (/How much/.test(heard.text)) heard = chat.say("120");
		else if (/stored, offline or pending/.test(heard.text)) heard = chat.say("yes");
		else {
			const { choices } = chat.state().offered;
			heard = chat.press(choices.find((choice) => choice === "step:frozen") ?? choices[0] ?? "");
		}
	}
	expect(chat.state().stored?.reports.map(({ kind, count, sum }) => [kind, count, sum?.minor])).toEqual([
		["took", 1, 4_500],
		["shown", 3, 12_000],
	]);
	expect(chat.say("stored 5").text).toMatch(/not paid yet: 4, 125\.00 EUR/);
});

test("what another chat of the store has counted counts here too", () => {
	const chat = chatWith("SumUp");
	const [other] = (() => {
		const there = chatWith("SumUp");
		there.say("stored 45");
		return there.state().stored?.reports ?? [];
	})();
	if (other === undefined) throw new Error("nothing was counted");
	chat.resume({ ...chat.state(), stored: { reports: [{ ...other, id: "of-another-chat" }], dueAtMs: null } });
	expect(chat.say("stored 5").text).toMatch(/not paid yet: 2, 50\.00 EUR/);
});
