import { rmSync } from "node:fs";
import { afterAll, expect, test } from "vitest";
import { readConfig } from "../../src/config.ts";
import { startStandin } from "../../src/main.ts";
import { openPostgres } from "../../src/store/postgres.ts";
import { freshPostgresUrl } from "../support/databases.ts";
import { sharedKnowledge } from "../support/knowledge.ts";
import { freshFolder } from "../support/program.ts";
import type { Happening } from "../support/slack-people.ts";
import { APP_TOKEN, BOT_TOKEN, type SlackServer, startSlack } from "../support/slack-server.ts";
import { BOT_USER } from "../support/slack-workspace.ts";
import { atSlack, pairingCode, personAt, until } from "./slack-chat.ts";

const HEARD = "select payload ->> 'text' as text from inbox where payload ->> 'kind' = 'message' order by id";

/** As Slack does: what is not acknowledged comes again over another socket, until it is. */
async function deliverFor({ socket, people }: SlackServer, happening: Happening): Promise<void> {
	for (let repetition = 0; ; repetition++) {
		await until(
			() => (socket.count > 0 ? true : null),
			() => "a socket",
		);
		const { ack } = socket.deliver(repetition === 0 ? happening : people.again(happening), repetition || undefined);
		if (await Promise.race([ack.then(() => true), new Promise((wake) => setTimeout(wake, 500, false))])) return;
	}
}

test("while Slack refuses edits a sale is shown, claimed and paid: afterwards one edit says that it is paid", async () => {
	const { slack, server } = await atSlack();
	const hand = personAt({ slack }, "ana");
	await hand.say(`link ${await pairingCode({ slack, server }, "ana-code-1")}`);
	await hand.see(/linked to/);
	slack.breakDown("chat.update", { rateLimitedS: 1 });
	await hand.say("pay 45");
	await hand.see(/already tap/);
	await hand.press("No, not yet");
	const shown = await hand.see(/\/p\/\w{12}/);
	await hand.press("The customer says they paid");
	const [, page = ""] = /(\/p\/\w{12})/.exec(shown.text) ?? [];
	await fetch(server.at(page), { method: "POST" });
	const isWaiting = () =>
		server.database.query("select 1 from outbox where sent_at is null and payload::text like '%PAID. Key it%'");
	await expect.poll(isWaiting).toHaveLength(1);
	slack.mend();
	const paid = await hand.see(/PAID\. Key it/);
	await server.settle();
	const edits = slack.calls.filter(({ method, outcome }) => method === "chat.update" && outcome === "ok");
	expect([paid.ts, edits.map(({ args }) => `${args["text"]}`.includes("PAID. Key it"))]).toEqual([shown.ts, [true]]);
	expect(slack.refused).toEqual([]);
});

test("ten people write in one channel at once: each is answered once, and Slack never has to ask for patience", async () => {
	const { slack, server } = await atSlack();
	const people = Array.from({ length: 10 }, (_, index) => slack.workspace.addPerson(`cashier-${index}`));
	const channel = slack.workspace.addChannel("tills", [BOT_USER, ...people.map(({ id }) => id)]);
	slack.pace("chat.postMessage", 10, 5_000);
	const asked = people.map((who, index) => slack.people.says(who, channel, `<@${BOT_USER}> pay ${101 + index}`));
	for (const each of asked) await slack.socket.deliver(slack.people.mention(each)).ack;
	const answers = ({ message }: (typeof asked)[number]) =>
		slack.workspace
			.seen(channel.id, { by: message.user, thread: message.ts })
			.filter(({ user }) => user === BOT_USER)
			.map(({ text }) => text);
	await until(
		() => (asked.every((each) => answers(each).length > 1) ? true : null),
		() => JSON.stringify(asked.map(answers)),
	);
	await server.settle();
	const first = asked[0] === undefined ? [] : answers(asked[0]);
	expect(first).toEqual([expect.stringMatching(/I keep you selling/), expect.stringMatching(/not linked/)]);
	expect(asked.map(answers)).toEqual(asked.map(() => first));
	expect(slack.calls.filter(({ outcome }) => outcome === "ratelimited")).toEqual([]);
});

test("what people write while Slack renews the connection arrives, once and in order", async () => {
	const { slack, server } = await atSlack();
	const who = slack.workspace.addPerson("ana");
	const where = slack.workspace.directMessages(who.id);
	const said: string[] = [];
	for (const how of ["warning", "refresh_requested", "link_disabled", "cut"] as const) {
		for (const place of ["first", "second"]) {
			if (place === "first") {
				if (how === "cut") slack.socket.cut();
				else slack.socket.disconnect(how);
			}
			said.push(`${how}, ${place}`);
			await deliverFor(slack, slack.people.says(who, where, `${how}, ${place}`));
		}
	}
	expect(await server.database.query(HEARD)).toEqual(said.map((text) => ({ text })));
});

test("two processes have a socket each, and Slack tells both: the message counts once", async () => {
	const slack = await startSlack();
	afterAll(slack.close);
	const databaseUrl = await freshPostgresUrl();
	const database = await openPostgres(databaseUrl, () => {});
	const silent = { info: () => {}, warn: () => {}, error: () => {} };
	for (const socket of [1, 2]) {
		const folder = freshFolder();
		const environment = { PORT: "0", HOST: "127.0.0.1", DATA_DIR: folder, DATABASE_URL: databaseUrl };
		const slackOf = { SLACK_BOT_TOKEN: BOT_TOKEN, SLACK_APP_TOKEN: APP_TOKEN, SLACK_API_URL: slack.apiUrl };
		const running = await startStandin(readConfig({ ...environment, ...slackOf }), silent, {
			readKnowledge: sharedKnowledge,
		});
		afterAll(async () => {
			await running.stop();
			rmSync(folder, { recursive: true, force: true });
		});
		await slack.socket.connected(socket);
	}
	afterAll(database.close);
	const hand = personAt({ slack }, "ana");
	const said = slack.people.says(hand.who, hand.where, "the terminal says no connection");
	const copies = [said, slack.people.again(said)].map((copy) => slack.socket.deliver(copy).ack);
	await Promise.all(copies);
	await hand.see(/Check 1/);
	expect(await database.query(HEARD)).toEqual([{ text: "the terminal says no connection" }]);
	expect(hand.screen().filter(({ text }) => /Check 1/.test(text))).toHaveLength(1);
});
