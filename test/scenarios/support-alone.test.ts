import { expect, test } from "vitest";
import { readerOf } from "../contract/chat.ts";
import { openSupportHouse, type SupportHouse } from "./support-house.ts";

/** On a busy machine a whole evening takes its time. */
const SCENARIO_LIMIT_MS = 300_000;
/** Longer than any tier of `knowledge/support.yaml` has. */
const NEXT_MINUTES = 16;
/** Two rounds through three tiers, two of which are reminded. */
const CALLS = 10;

async function askForPerson(desk: SupportHouse) {
	const chat = await desk.meet("web");
	const merchant = readerOf(chat);
	await merchant.say("person");
	const { text } = await merchant.see(/Your request [0-9a-z]{8}/);
	return { chat, merchant, id: /request ([0-9a-z]{8})/.exec(text)?.[1] ?? "" };
}

type Listed = {
	readonly escalation: {
		readonly id: string;
		readonly timeline: readonly { readonly kind: string; readonly text: string }[];
	};
};
const read = (desk: SupportHouse, id: string) =>
	desk.house.ask<Listed>(desk.house.operatorToken, `/api/escalations/${id}`);
const kinds = async (desk: SupportHouse, id: string) =>
	(await read(desk, id)).escalation.timeline.map(({ kind }) => kind);
const CALLED: ReadonlySet<string> = new Set(["notified", "reminded", "escalated"]);
const calls = async (desk: SupportHouse, id: string) =>
	(await kinds(desk, id)).filter((kind) => CALLED.has(kind)).length;

test.each(["PGlite", "PostgreSQL"] as const)(
	"nobody comes, and the program ends and begins in between: each tier is called in its time, once, and then the merchant hears not to wait (%s)",
	async (database) => {
		const desk = await openSupportHouse(database);
		const { chat, merchant, id } = await askForPerson(desk);
		const card = await desk.card(new RegExp(id));
		for (let called = 1; called <= CALLS; called++) {
			await expect.poll(() => calls(desk, id)).toBe(called);
			if (called % 4 === 0) {
				await desk.house.stop();
				desk.wait(NEXT_MINUTES);
				await desk.house.start();
			} else desk.wait(NEXT_MINUTES);
		}
		await merchant.see(/Nobody from support has taken your request/);
		desk.wait(24 * 60);
		await expect.poll(() => desk.thread(card).filter((line) => line.includes("<!channel>")).length).toBe(2);
		await expect.poll(() => desk.thread(card).length).toBe(CALLS + 1);
		expect(await calls(desk, id)).toBe(CALLS + 1); // the last one says that all were called
		await chat.close();
		await desk.close();
	},
	SCENARIO_LIMIT_MS,
);

test(
	"Slack is away for ten minutes: what the merchant wrote stands there afterwards, in order and once, and of the card only the newest",
	async () => {
		const desk = await openSupportHouse("PGlite");
		const { chat, merchant, id } = await askForPerson(desk);
		const card = await desk.card(new RegExp(id));
		await desk.line(card, /./);
		desk.slack.breakDown("*", { status: 503 });
		const words = ["one", "two", "three", "four", "five", "six"].map((word) => `it is dead, ${word}`);
		for (const word of words) await merchant.say(word);
		const act = (kind: string) =>
			desk.house.ask(desk.house.operatorToken, `/api/escalations/${id}/acts`, {
				body: { id: crypto.randomUUID(), by: "Cleo", kind },
			});
		await act("claim");
		await merchant.see(/Cleo from support is with you/);
		await act("release");
		await merchant.see(/Nobody from support is with you right now/);
		const before = desk.slack.calls.length;
		desk.wait(10);
		desk.slack.mend();
		await desk.line(card, /six/);
		const merchants = desk.thread(card).filter((line) => line.includes("it is dead"));
		expect(merchants.map((line) => /it is dead, \w+/.exec(line)?.[0])).toEqual(words);
		await desk.card(/OPEN/);
		const edits = desk.slack.calls
			.slice(before)
			.filter(({ method, args, outcome }) => method === "chat.update" && outcome === "ok" && args["ts"] === card.ts);
		expect(edits.length).toBeLessThan(3);
		await chat.close();
		await desk.close();
	},
	SCENARIO_LIMIT_MS,
);

test(
	"the support channel is gone: the request stays on the list, and the merchant is told not to count on it",
	async () => {
		const desk = await openSupportHouse("PostgreSQL");
		desk.slack.workspace.channels.delete(desk.channel.id);
		const { chat, merchant, id } = await askForPerson(desk);
		await expect.poll(() => kinds(desk, id)).toContain("not-delivered");
		for (let called = 1; called <= CALLS; called++) {
			await expect.poll(() => calls(desk, id)).toBe(called);
			desk.wait(NEXT_MINUTES);
		}
		await merchant.see(/Nobody from support has taken your request/);
		await merchant.say("pay 45");
		await merchant.see(/already tap/);
		const open = await desk.house.ask<readonly Listed[]>(desk.house.operatorToken, "/api/escalations");
		expect(open.map(({ escalation }) => escalation.id)).toEqual([id]);
		await chat.close();
		await desk.close();
	},
	SCENARIO_LIMIT_MS,
);
