import { expect, test } from "vitest";
import type { Shop } from "../../src/fallback/shop.ts";
import { compile } from "../../src/playbooks/compile.ts";
import { playbookSource } from "../../src/playbooks/format.ts";
import type { Locale } from "../../src/text.ts";
import { bakery } from "../fallback/shops.ts";
import { library } from "../playbooks/flat.ts";
import { restarting } from "../playbooks/sample.ts";
import { openChat } from "./chat.ts";

/** The invented playbook of `test/playbooks/sample.ts` as the one that every outage begins with. */
const playbook = compile(playbookSource.parse({ ...restarting(), id: "terminal-offline" }), library);
const withTerminals = (...terminals: readonly (readonly [vendor: string, model: string])[]): Shop => ({
	...bakery,
	terminals: terminals.map(([vendor, model], index) => ({
		id: `till-${index + 1}`,
		tid: `T000${index + 1}`,
		mid: null,
		vendor,
		model,
		acquirer: null,
	})),
});
const SQUARE = withTerminals(["Square", "Square Terminal"]);

function down(shop: Shop, locale: Locale = "en", ...lines: readonly string[]) {
	const chat = openChat(shop, locale, [playbook]);
	chat.press("down", 1);
	for (const line of lines) chat.say(line);
	return chat;
}

test("a terminal whose vendor loses stored payments is asked about them, one that keeps them is restarted at once", () => {
	expect(down(SQUARE, "en", "say wifi", "say dark").say("code 91").text).toMatch(/Check 4: How many are stored/);
	const clover = down(withTerminals(["Clover", "Clover Mini"]), "zh", "说wifi", "说dark");
	expect(clover.say("代码 91").text).toMatch(/检查 4：从屏幕右上角向下滑.*能用了吗/);
	const two = withTerminals(["Clover", "Clover Mini"], ["Square", "Square Terminal"]);
	expect(down(two, "en", "say wifi", "say dark").say("91").text).toMatch(/How many are stored/);
	const flexAndMini = withTerminals(["Clover", "Clover Mini"], ["Clover", "Clover Flex"]);
	expect(down(flexAndMini, "en", "say wifi", "say dark").say("91").text).toMatch(/tap Reboot again\. Does it work/);
});

test("where payments are counted a number is a count, an amount is money, and “pay 45” still takes a payment", () => {
	const chat = down(SQUARE, "en", "say wifi", "say dark", "91");
	expect(chat.say("pay 45").text).toMatch(/45\.00 EUR\. Did this customer already tap/);
	expect(chat.say("back").text).toMatch(/Check 4: How many are stored/);
	expect(chat.say("2").text).toMatch(/Check 5: 2 stored\. How much is it/);
	expect(chat.say("charge 45").text).toMatch(/45\.00 EUR\. Did this customer/);
	chat.say("back");
	const ended = chat.say("about 1.250,50 EUR");
	expect(ended.text).toMatch(/^Send them within 24 hours\./);
	expect(chat.state().run).toBeNull();
});

test("a figure that does not fit is asked for again and never charged", () => {
	const chat = down(SQUARE, "en", "say wifi", "say dark");
	expect(chat.say("91 or 96").text).toMatch(/^Type only the code[\s\S]*Check 3/);
	chat.say("91");
	expect(chat.say("20000").text).toMatch(/^Type only a whole number[\s\S]*Check 4: How many/);
	expect(chat.say("2,5").text).toMatch(/^Type only a whole number/);
	chat.say("2");
	expect(chat.say("120 USD").text).toMatch(/^Type only the amount in EUR[\s\S]*How much is it/);
	expect(chat.say("maybe").text).toMatch(/did not understand[\s\S]*How much is it/);
	expect(chat.say("120").text).toMatch(/Send them within 24 hours/);
	expect(chat.state().sales).toEqual([]);
});

test("the agent's card holds what was typed", () => {
	const chat = down(SQUARE, "es", "digo wifi", "digo dark", "código 91", "12");
	const [card] = chat.say("digo unknown").toDesk;
	expect(card).toMatchObject({ kind: "open", card: { reason: "12 are stored." } });
	expect(JSON.stringify(card)).toMatch(/How many are stored\?","answer":"12"/);
});

test.each<[Locale, string, RegExp, RegExp, RegExp]>([
	[
		"en",
		"change",
		/Which answer.*\nCheck 1: How is it connected\? → wifi it is\nCheck 2: Is the screen broken\? → No/,
		/Answer this one anew[\s\S]*Check 1: How is it/,
		/Your next 2 answers still fit[\s\S]*Check 4/,
	],
	[
		"zh",
		"修改",
		/要修改哪一个回答？\n检查 1：怎么联网的？ → 就是wifi\n检查 2：屏幕碎了吗？ → 否/,
		/请重新回答这一题[\s\S]*检查 1：怎么联网/,
		/后面 2 个回答仍合适[\s\S]*检查 4/,
	],
	[
		"es",
		"cambiar",
		/¿Qué respuesta.*\nRevisión 1: ¿Cómo se conecta\? → es wifi\nRevisión 2: ¿Está rota la pantalla\? → No/,
		/Responda esta otra vez[\s\S]*Revisión 1: ¿Cómo/,
		/Sus 2 respuestas siguientes aún sirven[\s\S]*Revisión 4/,
	],
])("a merchant changes an earlier answer (%s)", (locale, word, list, anew, kept) => {
	const chat = down(SQUARE, locale, "say wifi", "no", "91");
	// What is said in English above does not make this an English chat.
	chat.tell({ kind: "language", locale });
	const listed = chat.say(word);
	expect(listed.text).toMatch(list);
	expect(listed.labels).toHaveLength(4);
	expect(chat.say("1").text).toMatch(anew);
	expect(chat.press("step:cable").text).toMatch(kept);
	expect(chat.state().run?.trail.map(({ choice }) => choice)).toEqual(["cable", null, null]);
});

test("“change 2” goes straight to it; what no longer holds and what was done because of it is said", () => {
	const chat = down(SQUARE, "en", "say wifi", "say dark", "say no-code", "0");
	expect(chat.state().run?.step).toBe("restart");
	expect(chat.say("change 2").text).toMatch(/Answer this one anew[\s\S]*Check 2: Is the screen broken/);
	const { text } = chat.say("yes");
	expect(text).toMatch(
		/2 later answers no longer hold\.\nBecause of the old answer the terminal may have been restarted already/,
	);
	expect(chat.state().run).toBeNull();
});

test("there is a button to change an answer as soon as there is one, and none before", () => {
	const chat = down(SQUARE);
	expect(chat.say("change").text).toMatch(/no earlier answer yet[\s\S]*Check 1/);
	expect(chat.say("say wifi").labels).toContain("Change an answer");
	expect(chat.press("change").labels).toEqual(["Check 1: wifi it is", "Go on with the terminal check"]);
	expect(chat.press("continue").text).toMatch(/^Check 2/);
	expect(chat.say("change 7").text).toMatch(/Which answer[\s\S]*Check 1/);
	for (const made of ["change:7", "change:", "change:constructor", "change:-1"]) {
		expect(chat.press(made).text).toMatch(/earlier question|What do you need/);
	}
});

test("while an answer is changed, back leaves all as it was", () => {
	const chat = down(SQUARE, "en", "say wifi", "no");
	const before = chat.state().run;
	chat.say("change 1");
	expect(chat.say("back").text).toMatch(/^Check 3/);
	expect(chat.state().run).toEqual(before);
});

test("after checks that can repair nothing the merchant is asked once, a quarter of an hour later, whether it works", () => {
	const chat = down(SQUARE, "en", "say wifi", "say dark", "91", "say unsure");
	expect(chat.tell({ kind: "alarm" }).replies).toEqual([]);
	chat.wait(15);
	const asked = chat.tell({ kind: "alarm" });
	expect(asked.text).toBe("Please try one card now. Does the terminal work again?");
	expect(asked.labels).toEqual(["It works again", "Not yet", "Take a payment now", "Talk to a person"]);
	expect(chat.say("no").text).toMatch(/go on selling another way/);
	chat.wait(60);
	expect(chat.tell({ kind: "alarm" }).replies).toEqual([]);
});

test.each([
	["yes", "look-up"],
	["sí", "look-up"],
	["1", "look-up"],
	["2", "send"],
	["还没有", "send"],
])("asked whether it works again, “%s” is an answer", (said, effect) => {
	const chat = down(SQUARE, "en", "say wifi", "say dark", "91", "say unsure");
	chat.wait(15);
	chat.tell({ kind: "alarm" });
	expect(chat.say(said).effects.map(({ kind }) => kind)).toEqual([effect]);
});

test("nobody is asked whether it works again in the middle of a payment, during other checks, or when it does already", () => {
	const selling = down(SQUARE, "en", "say wifi", "say dark", "91", "say unsure");
	selling.say("pay 45");
	selling.wait(15);
	expect(selling.tell({ kind: "alarm" }).replies).toEqual([]);
	selling.say("cancel");
	selling.wait(2);
	expect(selling.tell({ kind: "alarm" }).text).toMatch(/Does the terminal work again/);

	const checking = down(SQUARE, "en", "say wifi", "say dark", "91", "say unsure");
	checking.press("down", 1);
	checking.wait(4);
	checking.say("say wifi");
	checking.wait(4);
	checking.say("no");
	checking.wait(4);
	checking.say("91");
	checking.wait(3);
	expect(checking.tell({ kind: "alarm" }).replies).toEqual([]);

	const restored = down(SQUARE, "en", "say wifi", "say dark", "91", "say unsure");
	restored.say("it works again");
	restored.wait(15);
	expect(restored.tell({ kind: "alarm" }).replies).toEqual([]);
	expect(restored.state().again).toBeUndefined();
});

test("a run that began before an update, in the form of that time, begins anew with an apology", () => {
	const chat = down(SQUARE, "en", "say wifi");
	const { facts: _facts, redo: _redo, ...old } = chat.state().run!;
	const state = {
		...chat.state(),
		run: { ...old, hash: "0".repeat(64), trail: [{ step: "link-kind", choice: "wifi" }] },
	};
	for (const said of ["yes", "back", "change", "change 1", "1", "continue"]) {
		const again = openChat(SQUARE, "en", [playbook]);
		again.resume(state as never);
		if (said === "continue") again.say("menu");
		const { text } = said === "continue" ? again.press(said) : again.say(said);
		expect([said, text]).toEqual([
			said,
			expect.stringMatching(/^Sorry: these instructions were changed meanwhile[\s\S]*Check 1/),
		]);
	}
});
