import { expect, test } from "vitest";
import { openSlack } from "../../src/bots/slack/bot.ts";
import { APP_TOKEN, BOT_TOKEN, startSlack } from "../support/slack-server.ts";
import type { Person } from "../support/slack-workspace.ts";
import { noLinks } from "./no-links.ts";
import { CARD, ESCALATION, hand, NOW_MS, standAtSupport } from "./slack-support-stand.ts";

const at = await standAtSupport();
const { slack, anna, ben, eve } = at;
const homeOf = (who: Person): string =>
	JSON.stringify(
		[...slack.views.values()].find(({ user, content }) => user === who.id && content["type"] === "home")?.content ??
			null,
	);

test("an agent's page shows what is open with a way to its card, and who sells on fallback now", async () => {
	const urgent = { ...ESCALATION, id: "urgt2345", severity: "urgent" as const, card: { ...CARD, store: "Pier Bar" } };
	at.overview = {
		escalations: [
			{ merchantId: "m1", escalation: urgent, card: `${at.channel.id}/1700000000.000100` },
			{ merchantId: "m1", escalation: { ...ESCALATION, owner: { id: "slack:U1", name: "Anna" } }, card: null },
		],
		selling: [
			{
				merchant: "Harbour",
				store: "Fish Shop",
				sinceMs: NOW_MS - 3 * 3_600_000,
				paid: 4,
				sums: [{ minor: 9000, currency: "EUR" }],
			},
		],
		hours: { en: "Mon to Fri", zh: "周一至周五", es: "Lun a vie" },
	};
	await hand(at, slack.people.opensHome(anna));
	const page = homeOf(anna);
	for (const part of [
		"Urgent",
		"Pier Bar",
		`<https://slack.com/archives/${at.channel.id}/p1700000000000100|Open the card>`,
		"Harbour Café",
		"(12 min)",
		"Fish Shop (Harbour): 4 paid (",
		"(3 h)",
		"Mon to Fri",
	])
		expect(page).toContain(part);
	expect(page.indexOf("Pier Bar")).toBeLessThan(page.indexOf("Harbour Café"));
	await hand(at, slack.people.opensHome(ben));
	expect(homeOf(ben)).toContain("未关闭的请求");
});

test("who is no agent reads what the bot is for, and nothing of any shop", async () => {
	at.overview = { escalations: [{ merchantId: "m1", escalation: ESCALATION, card: null }], selling: [], hours: null };
	await hand(at, slack.people.opensHome(eve));
	expect(homeOf(eve)).toContain("/outage");
	expect(homeOf(eve)).not.toContain("Harbour");
});

test("a page that could not be drawn is no reason for Slack to repeat itself", async () => {
	slack.fail("views.publish", { status: 500 });
	expect(await hand(at, slack.people.opensHome(anna))).toEqual({});
	expect(at.logged.join()).toContain("not drawn");
});

test("without a support desk in Slack everybody reads what the bot is for, and the rest is as it was", async () => {
	const other = await startSlack();
	const heard: unknown[] = [];
	const silent = { info: () => {}, warn: () => {}, error: () => {} };
	const settings = {
		botToken: BOT_TOKEN,
		appToken: APP_TOKEN,
		signingSecret: null,
		apiUrl: other.apiUrl,
		support: null,
	};
	const opened = openSlack(settings, silent);
	const tools = {
		hear: async ({ inbound }: { readonly inbound: unknown }) => heard.push(inbound) > 0,
		takeFile: async () => true,
		knows: async () => true,
	};
	const { stop } = opened.listen({ ...tools, ...noLinks }, null);
	await other.socket.connected();
	const lea = other.workspace.addPerson("lea");
	await other.socket.deliver(other.people.opensHome(lea)).ack;
	await other.socket.deliver(other.people.says(lea, other.workspace.directMessages(lea.id), "hi")).ack;
	expect(opened.desk).toBeNull();
	expect([...other.views.values()].map(({ user, content }) => [user, content["type"]])).toEqual([[lea.id, "home"]]);
	expect(heard).toMatchObject([{ kind: "message", text: "hi" }]);
	expect(other.refused).toEqual([]);
	await stop();
	await other.close();
});

test("every page was inside of Slack's limits", () => {
	expect(slack.refused).toEqual([]);
});
