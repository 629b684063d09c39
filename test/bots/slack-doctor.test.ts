import { afterEach, beforeEach, expect, test } from "vitest";
import { examineSlack } from "../../src/bots/slack/doctor.ts";
import { SCOPES } from "../../src/bots/slack/setup.ts";
import { APP_TOKEN, BOT_TOKEN, type SlackServer, startSlack } from "../support/slack-server.ts";
import { BOT_USER, TEAM } from "../support/slack-workspace.ts";

let slack: SlackServer;
beforeEach(async () => {
	slack = await startSlack();
	slack.scopes.clear();
	for (const { scope } of SCOPES) slack.scopes.add(scope);
});
afterEach(() => slack.close());

type Settings = Parameters<typeof examineSlack>[0];
const examine = (audiences: readonly string[] | null, more: Partial<Settings> = {}, publicUrl: string | null = null) =>
	examineSlack(
		{ botToken: BOT_TOKEN, appToken: APP_TOKEN, signingSecret: null, apiUrl: slack.apiUrl, support: null, ...more },
		audiences,
		publicUrl,
	);
/** `state what`, as the shell shows it. */
const said = async (looking: ReturnType<typeof examine>) =>
	(await looking).map(({ state, what, advice }) => `${state} ${what.en}${advice === null ? "" : `: ${advice.en}`}`);

test("an app that is set up as the manifest says has nothing to mend", async () => {
	const till = slack.workspace.addChannel("till", [BOT_USER]);
	const locked = slack.workspace.addChannel("back-office", [BOT_USER], "private");
	expect(await said(examine([`${TEAM}/${till.id}`, `${TEAM}/${locked.id}`, `${TEAM}/U00000001`, TEAM]))).toEqual([
		"ok Slack, bot token: workspace Standin",
		"ok Slack, scopes",
		"ok Slack, Socket Mode",
		expect.stringMatching(/^left-out Slack, support channel: Set SLACK_SUPPORT_CHANNEL/),
		"ok Slack, linked channels: 2/2",
	]);
});

test("each scope that was not granted is named, with what it is for and where it is added", async () => {
	slack.scopes.delete("files:read");
	const [, scopes] = await said(examine([]));
	expect(scopes).toMatch(
		/^wrong Slack, scopes: Missing: files:read \(batch files.*\)\. At .*Bot Token Scopes.*reinstall/,
	);
});

test("a linked channel that the bot was put out of is named", async () => {
	const till = slack.workspace.addChannel("till", []);
	const hidden = slack.workspace.addChannel("back-office", [], "private");
	const lines = await said(examine([`${TEAM}/${till.id}`, `${TEAM}/${hidden.id}`]));
	for (const { id } of [till, hidden])
		expect(lines).toContain(
			`wrong Slack, channel ${id}: The bot is not in it: write /invite @standin there, or unlink the channel.`,
		);
	expect(lines.join()).not.toContain("linked channels");
});

test("an app that may read one channel a minute is not said to be broken", async () => {
	const till = slack.workspace.addChannel("till", [BOT_USER]);
	slack.fail("conversations.history", { rateLimitedS: 60 });
	expect((await said(examine([`${TEAM}/${till.id}`]))).at(-1)).toMatch(/^left-out .*asks to wait/);
});

test("tokens that Slack refuses are told apart, and none is printed", async () => {
	slack.revoke();
	const lines = await said(examine([]));
	expect(lines).toEqual([
		expect.stringMatching(/^wrong Slack, bot token: Slack says token_revoked: set SLACK_BOT_TOKEN anew/),
		expect.stringMatching(/^wrong Slack, Socket Mode: Slack says token_revoked: set SLACK_APP_TOKEN anew/),
	]);
	expect(lines.join()).not.toContain("of-the-tests");
	// The tokens changed places.
	const changed = await said(examine([], { botToken: APP_TOKEN, appToken: BOT_TOKEN }));
	expect(changed.map((line) => line.split(" ")[0])).toEqual(["wrong", "wrong"]);
});

test("a Slack that is away is not taken for a wrong token", async () => {
	slack.breakDown("*", { status: 503 });
	expect((await said(examine([]))).map((line) => line.split(":")[0])).toEqual([
		"unreachable Slack, bot token",
		"unreachable Slack, Socket Mode",
	]);
});

test("requests over HTTP need an https address, which is written out", async () => {
	const overHttp = { appToken: null, signingSecret: "secret-of-the-tests" };
	expect((await said(examine([], overHttp, "https://standin.example")))[2]).toMatch(
		/^ok Slack, requests over HTTP: .* must be https:\/\/standin\.example\/webhooks\/slack/,
	);
	expect((await said(examine([], overHttp, null)))[2]).toMatch(/^wrong .*https only: set PUBLIC_URL/);
});

test("the support channel is one line: its agents are counted, each once", async () => {
	const { workspace } = slack;
	const [anna, ben, cleo] = ["anna", "ben", "cleo"].map((name) => workspace.addPerson(name).id);
	const desk = workspace.addChannel("support", [BOT_USER]);
	workspace.groups.set("S0FIRST", [anna!, ben!]);
	const support = { channel: desk.id, agents: [anna!, "S0FIRST"], finance: [cleo!] }; // who has a role, and is no agent
	expect(await said(examine([], { support }))).toContain("ok Slack, support channel: 2 agents");
});

test("a support channel without the bot, one that is a shop's, and agents whom Slack does not know are named", async () => {
	const { workspace } = slack;
	const desk = workspace.addChannel("support", []);
	const gone = workspace.addPerson("gone");
	gone.isDeactivated = true;
	const support = { channel: desk.id, agents: ["U0TYPO", "S0TYPO", gone.id], finance: [] };
	expect(await said(examine([`${TEAM}/${desk.id}`], { support }))).toEqual(
		expect.arrayContaining([
			expect.stringMatching(/^wrong Slack, support channel: .*linked to a store.*unlink/),
			expect.stringMatching(/^wrong Slack, support channel: Slack says not_in_channel.*invite/),
			expect.stringMatching(/^wrong Slack, support channel: U0TYPO: Slack says user_not_found/),
			expect.stringMatching(/^wrong Slack, support channel: S0TYPO: Slack says no_such_subteam/),
		]),
	);
	desk.members.add(BOT_USER);
	expect(await said(examine([], { support: { ...support, agents: [gone.id] } }))).toContainEqual(
		expect.stringMatching(/^wrong Slack, support channel: Nobody is an agent/),
	);
});
