import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type Agents, slackAgents } from "../../src/bots/slack/support/agents.ts";
import { webClient } from "../support/slack-clients.ts";
import { type SlackServer, startSlack } from "../support/slack-server.ts";
import type { Person } from "../support/slack-workspace.ts";

let slack: SlackServer;
let anna: Person;
let ben: Person;
let agents: Agents;
let clockMs = 0;
const logged: string[] = [];
const keep = (facts: object, what: string) => void logged.push(JSON.stringify({ ...facts, what }));

beforeAll(async () => {
	slack = await startSlack();
	afterAll(slack.close);
});
beforeEach(() => {
	slack.mend();
	anna = slack.workspace.addPerson("Anna\u0007 Berg");
	ben = slack.workspace.addPerson("Ben");
	slack.workspace.groups.set("S0AGENTS", [anna.id]);
	const settings = { channel: "C1", agents: ["S0AGENTS", ben.id], finance: ["S0AGENTS", "U0NOBODY"] };
	agents = slackAgents(webClient(slack), settings, { info: keep, warn: keep, error: keep }, () => clockMs);
});
const asked = (method: string) => slack.calls.filter((call) => call.method === method).length;

test("an agent is who is in the list or in a group of it, under the name that Slack shows", async () => {
	expect(await agents.find(anna.id)).toEqual({ id: `slack:${anna.id}`, name: "Anna  Berg" });
	expect(await agents.find(ben.id)).toEqual({ id: `slack:${ben.id}`, name: "Ben" });
	expect(await agents.find("U0NOBODY")).toBeNull();
});

test("finance is a role of agents: who has it and is none may do nothing", async () => {
	expect(await agents.isFinance(anna.id)).toBe(true);
	expect(await agents.isFinance(ben.id)).toBe(false);
	expect(await agents.isFinance("U0NOBODY")).toBe(false);
});

test("Slack is asked once a minute for the members of a group, and who was put out of it acts no longer", async () => {
	const before = asked("usergroups.users.list");
	await Promise.all([agents.find(anna.id), agents.find(anna.id), agents.find("U0NOBODY")]);
	slack.workspace.groups.set("S0AGENTS", []);
	await agents.find(anna.id);
	expect(asked("usergroups.users.list")).toBe(before + 1);
	clockMs += 61_000;
	expect(await agents.find(anna.id)).toBeNull();
});

test("while Slack does not tell, the agents are those it told of last, and nobody becomes one", async () => {
	await agents.find(anna.id);
	slack.breakDown("usergroups.users.list", { status: 503 });
	clockMs += 61_000;
	expect(await agents.find(anna.id)).toMatchObject({ id: `slack:${anna.id}` });
	expect(await agents.find("U0NOBODY")).toBeNull();
	expect(logged.join()).toContain("not told who the agents are");
});

test("before Slack ever told of a group nobody is an agent by it, and the listed ones are", async () => {
	slack.breakDown("*", { status: 503 });
	expect(await agents.find(anna.id)).toBeNull();
	expect(await agents.find(ben.id)).toEqual({ id: `slack:${ben.id}`, name: "Support" });
	slack.mend();
	expect(await agents.find(anna.id)).not.toBeNull();
	expect(await agents.find(ben.id)).toMatchObject({ name: "Ben" });
});
