import { rmSync } from "node:fs";
import { expect, test } from "vitest";
import { putDatabase } from "../support/embedded.ts";
import { freePort } from "../support/postgres-server.ts";
import { freshFolder, type Talk, talkTo } from "../support/program.ts";
import type { Happening } from "../support/slack-people.ts";
import { APP_TOKEN, BOT_TOKEN, type SlackServer, startSlack } from "../support/slack-server.ts";
import { atSlack, type Desk, pairingCode, personAt, until } from "./slack-chat.ts";

const repliesOf = (slack: SlackServer, hand: ReturnType<typeof personAt>): readonly string[] => {
	expect(slack.refused).toEqual([]);
	return hand.screen().map(({ text }) => text.split("\n")[0] ?? "");
};

/** Links and waits until nothing more comes. */
async function linkedHand(desk: Desk, name: string): Promise<ReturnType<typeof personAt>> {
	const hand = personAt(desk, name);
	await hand.say(`link ${await pairingCode(desk, `${name}-code`)}`);
	await hand.say("hello");
	await hand.see(/Take a payment now/);
	await desk.server.settle();
	return hand;
}

test("eleven copies of one message under eleven event ids are one message, as are two presses of one", async () => {
	const desk = await atSlack();
	const { slack, server } = desk;
	const hand = await linkedHand(desk, "ana");
	const before = hand.screen().length;
	const said = slack.people.says(hand.who, hand.where, "pay 45");
	const copies = [said, ...Array.from({ length: 10 }, () => slack.people.again(said))];
	await Promise.all(copies.map((copy) => slack.socket.deliver(copy).ack));
	await server.settle();
	const asked = hand.screen().slice(before);
	expect(asked.map(({ text }) => text)).toEqual([expect.stringMatching(/already tap/)]);
	const pressed = slack.people.presses(hand.who, asked[0]!, "choice-1");
	await Promise.all([pressed, pressed, pressed].map((each) => slack.socket.deliver(each).ack));
	await server.settle();
	const [sales] = await server.database.query<{ count: string }>("select count(*) as count from sale");
	expect(Number(sales?.count)).toBe(1);
	expect(slack.refused).toEqual([]);
});

test("Slack is away, then in a hurry, then it does not know the token: everything is said in its order, and once", async () => {
	const desk = await atSlack();
	const { slack, server } = desk;
	const hand = await linkedHand(desk, "ana");
	const before = hand.screen().length;
	const say = async (text: string) =>
		void (await slack.socket.deliver(slack.people.says(hand.who, hand.where, text)).ack);

	slack.breakDown("*", { status: 503 });
	await say("pay 11");
	await until(
		() => slack.calls.find(({ outcome }) => outcome === "503"),
		() => "a 503",
	);
	await say("pay 12");
	slack.mend();
	slack.fail("chat.postMessage", { rateLimitedS: 1 }, "lost", "html");
	await until(
		() => (hand.screen().length >= before + 2 ? true : null),
		() => repliesOf(slack, hand).join("\n"),
	);
	slack.breakDown("*", { error: "token_revoked" });
	await say("pay 13");
	await until(
		() => slack.calls.find(({ outcome }) => outcome === "token_revoked"),
		() => "a revoked token",
	);
	slack.mend();
	await say("pay 14");
	await server.settle();
	const asked = repliesOf(slack, hand).slice(before);
	expect(asked.map((text) => /1[1-4]/.exec(text)?.[0])).toEqual(["11", "12", "13", "14"]);
	const dead = await server.database.query("select 1 from outbox where failure is not null");
	expect(dead).toEqual([]);
});

const PATIENCE = { timeout: 10 * 60_000 };
const KILLS = Number(process.env["CHAOS_KILLS"] ?? 2);
const MESSAGES_EACH = 5;

/** The program in a process of its own, on the embedded database, that is killed and started again in the same place. */
async function program(slack: SlackServer): Promise<{ start(): Promise<Talk>; clear(): void }> {
	const folder = freshFolder();
	await putDatabase(folder);
	const environment = {
		DATA_DIR: folder,
		PORT: String(await freePort()),
		SLACK_BOT_TOKEN: BOT_TOKEN,
		SLACK_APP_TOKEN: APP_TOKEN,
		SLACK_API_URL: slack.apiUrl,
	};
	return {
		start: async () => {
			const talk = talkTo(["start"], environment);
			await talk.hear(/In another shell/);
			await until(
				() => (slack.socket.count > 0 ? true : null),
				() => "a socket",
			);
			return talk;
		},
		clear: () => rmSync(folder, { recursive: true, force: true }),
	};
}

/** As Slack does: what is not acknowledged comes again, under another event id, until it is. */
async function deliverFor(slack: SlackServer, happening: Happening): Promise<void> {
	for (let repetition = 0; ; repetition++) {
		await until(
			() => (slack.socket.count > 0 ? true : null),
			() => "a socket",
		);
		const copy = repetition === 0 ? happening : slack.people.again(happening);
		const { ack } = slack.socket.deliver(copy, repetition === 0 ? undefined : repetition);
		const isHeard = await Promise.race([ack.then(() => true), new Promise((wake) => setTimeout(wake, 2_000, false))]);
		if (isHeard) return;
	}
}

test(
	"killed after it stored and before Slack heard so, and after it spoke and before it wrote so down: once each",
	PATIENCE,
	async () => {
		const slack = await startSlack();
		const { start, clear } = await program(slack);
		const hand = personAt({ slack }, "ana");
		let process = await start();
		await deliverFor(slack, slack.people.says(hand.who, hand.where, "hello"));
		await hand.see(/Take a payment now/);

		// The words are stored, their file is still on its way: nothing is acknowledged.
		slack.breakDown("download", "held");
		const both = slack.people.says(hand.who, hand.where, "no connection", { files: [["z.csv", "a,b\n1,2\n"]] });
		const acksBefore = slack.socket.acks.length;
		slack.socket.deliver(both);
		await hand.see(/Check 1/);
		await process.kill("SIGKILL");
		expect(slack.socket.acks).toHaveLength(acksBefore);
		slack.mend();
		process = await start();
		await deliverFor(slack, slack.people.again(both));
		await hand.see(/z\.csv was not taken/);

		// Slack has the reply, and the process never hears of it.
		slack.breakDown("chat.postMessage", "held");
		await deliverFor(slack, slack.people.says(hand.who, hand.where, "1"));
		await hand.see(/Check 2/);
		await process.kill("SIGKILL");
		slack.mend();
		process = await start();
		await deliverFor(slack, slack.people.says(hand.who, hand.where, "back"));
		await hand.see(/Check 1/, await hand.see(/Check 2/));

		const said = hand.screen().map(({ text }) => /Check \d|not taken/.exec(text)?.[0] ?? "");
		expect(said.filter((each) => each !== "")).toEqual(["Check 1", "not taken", "Check 2", "Check 1"]);
		expect(slack.refused).toEqual([]);
		await process.kill("SIGTERM");
		await slack.close();
		clear();
	},
);

test(`killed ${KILLS} times at any moment, it hears every message once and answers each once`, PATIENCE, async () => {
	const slack = await startSlack();
	const { start, clear } = await program(slack);
	const hand = personAt({ slack }, "ana");
	let process = await start();
	const numbers = Array.from({ length: KILLS * MESSAGES_EACH }, (_, index) => index + 101);
	for (let kill = 0; kill < KILLS; kill++) {
		const killed = new Promise((wake) => setTimeout(wake, Math.random() * 400)).then(() => process.kill("SIGKILL"));
		const restarted = killed.then(start);
		const said = numbers.slice(kill * MESSAGES_EACH, (kill + 1) * MESSAGES_EACH);
		for (const number of said) {
			await deliverFor(slack, slack.people.says(hand.who, hand.where, `pay ${number}`));
		}
		process = await restarted;
	}
	const answered = () => hand.screen().filter(({ text }) => !text.includes("Take a payment now\n2"));
	await until(
		() => (answered().length >= numbers.length ? true : null),
		() => `${numbers.length} replies in\n${repliesOf(slack, hand).join("\n")}`,
	);
	await new Promise((wake) => setTimeout(wake, 1_000)); // one too many would come now
	expect(answered()).toHaveLength(numbers.length);
	await process.kill("SIGTERM");
	await slack.close();
	clear();
});
