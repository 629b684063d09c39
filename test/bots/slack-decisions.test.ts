import { expect, test } from "vitest";
import type { DecisionTools } from "../../src/bots/bot.ts";
import { refuse } from "../../src/text.ts";
import { BOT_USER } from "../support/slack-workspace.ts";
import { CHOICE, FORM, facing, standAtSlack, whispers } from "./slack-stand.ts";

const GONE = { en: "That is not open any more.", zh: "已不在待处理。", es: "Ya no está pendiente." };
const at = await standAtSlack();

test("a decision is made by its form: what was chosen, the note and the PIN go to who decides, and nothing is heard", async () => {
	const { hand } = facing(at, CHOICE);
	await hand.press("Decide it");
	const form = await hand.form(/^Charged twice$/);
	expect(JSON.stringify(form.content)).toContain("45.00 EUR &lt;!channel&gt;");
	expect(await hand.submit(form, { pick: "p1", note: "has the receipt", pin: "246810" })).toEqual({});
	expect(at.slack.views.get(form.id)?.isOpen).toBe(false);
	expect(at.decided).toEqual([
		{
			holder: `T0STANDIN/${hand.who.id}`,
			choice: CHOICE,
			given: { pick: "p1", note: "has the receipt", pin: "246810" },
			key: `slack ${form.id} ${form.hash}`,
		},
	]);
	expect(at.heard).toEqual([]);
	expect(at.slack.refused).toEqual([]);
});

test("in a channel the form belongs to the thread of its button, or to the one below it", async () => {
	const channel = at.slack.workspace.addChannel("tills", [BOT_USER]);
	const threads: string[] = [];
	const ask: DecisionTools["ask"] = async ({ thread }) => {
		threads.push(thread);
		return FORM;
	};
	at.decisions = { ...at.decisions, ask };
	const { hand, shown } = facing(at, "close", "en-US", channel);
	await hand.press("Decide it");
	await hand.form(/./);
	expect(threads).toEqual([`T0STANDIN/${channel.id}/${shown.ts}`]);
});

test("a press at a command's first reply is kept until we know what Slack calls that reply", async () => {
	const channel = at.slack.workspace.addChannel("quick", [BOT_USER]);
	for (const choice of ["down", "close"]) {
		const { hand } = facing(at, choice, "en-US", channel);
		let looks = 0;
		at.isKnown = () => ++looks > 3;
		await hand.press("Decide it");
		expect(looks).toBe(4);
	}
	expect(at.heard.map(({ inbound }) => inbound)).toEqual([{ kind: "choice", of: 3, choice: "down" }]);
});

test("the same form sent twice at once is one decision, under one name", async () => {
	const { hand } = facing(at, CHOICE);
	await hand.press("Decide it");
	const form = await hand.form(/./);
	const answers = { pick: "p1", pin: "246810" };
	await Promise.all([hand.submit(form, answers), hand.submit(form, answers)]);
	await hand.submit(form, answers);
	expect(new Set(at.decided.map(({ key }) => key)).size).toBe(1);
});

test.each([
	["en-US", "This PIN is not right"],
	["zh-CN", "PIN 不正确"],
	["es-ES", "Este PIN no es correcto"],
])("a wrong PIN is told at its field (%s), and the form stays as it was filled in", async (locale, words) => {
	const because = { en: "This PIN is not right", zh: "PIN 不正确", es: "Este PIN no es correcto" };
	at.decisions = { ...at.decisions, decide: async () => ({ field: "pin", because }) };
	const { hand } = facing(at, CHOICE, locale);
	await hand.press("Decide it");
	const form = await hand.form(/./);
	const answer = await hand.submit(form, { pick: "p1", pin: "111111" });
	expect(answer).toEqual({ response_action: "errors", errors: { pin: words } });
	expect(at.slack.views.get(form.id)).toEqual(form);
	expect(at.slack.refused).toEqual([]);
});

test("who pressed what is decided already is told so alone, and who sends its form too", async () => {
	const { hand } = facing(at, CHOICE, "es-ES");
	await hand.press("Decide it");
	const form = await hand.form(/./);
	at.decisions = { ask: async () => refuse(GONE), decide: async () => ({ field: "note", because: GONE }) };
	await hand.press("Decide it");
	await hand.see(/Ya no está pendiente/);
	expect(whispers(hand)).toEqual([GONE.es]);
	const answer = await hand.submit(form, { pick: "p1", pin: "246810" });
	expect(answer).toMatchObject({ response_action: "update", view: { blocks: [{ text: { text: GONE.es } }] } });
	expect(answer["view"]).not.toHaveProperty("submit");
	expect(at.slack.refused).toEqual([]);
});

test("when the PIN of a while ago is over, the form asks for it in its place", async () => {
	const { hand } = facing(at, "close");
	at.decisions = { ...at.decisions, ask: async () => ({ ...FORM, pick: null, noteLabel: null, pinLabel: null }) };
	await hand.press("Decide it");
	const form = await hand.form(/./);
	at.decisions = { ask: async () => FORM, decide: async () => ({ field: "pin", because: GONE }) };
	await hand.submit(form, {});
	const asked = await hand.form(/./);
	expect([asked.id, JSON.stringify(asked.content).includes('"block_id":"pin"')]).toEqual([form.id, true]);
	expect(at.slack.refused).toEqual([]);
});
