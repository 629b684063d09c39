import { expect, test } from "vitest";
import { aWorkspace, boltOverHttp, eventually, textsSeen } from "./slack-clients.ts";

test("over HTTP a signed event is heard; one with another secret, of long ago or changed on the way is not", async () => {
	const { slack, ana, till } = await aWorkspace();
	const heard: string[] = [];
	const to = await boltOverHttp(slack, (app) => {
		app.message(async ({ message }) => void heard.push("text" in message ? (message.text ?? "") : ""));
	});
	const say = (text: string) => slack.people.says(ana, till, text);
	expect(await slack.post(to, say("signed"))).toMatchObject({ status: 200, body: "" });
	expect(await slack.post(to, say("forged"), { secret: "another" })).toMatchObject({ status: 401 });
	expect(await slack.post(to, say("late"), { atMs: Date.now() - 6 * 60_000 })).toMatchObject({ status: 401 });
	expect(heard).toEqual(["signed"]);
	const challenge = { type: "events_api", payload: { type: "url_verification", challenge: "abc" } } as const;
	expect(await slack.post(to, challenge)).toMatchObject({ status: 200, body: '{"challenge":"abc"}' });
});

test("over HTTP the same message comes again: as a retry, under a new event id, and out of order", async () => {
	const { slack, ana, till } = await aWorkspace();
	const heard: unknown[][] = [];
	const to = await boltOverHttp(slack, (app) => {
		app.event("message", async ({ event, body, context }) => {
			heard.push([event.ts, body.event_id, context.retryNum]);
		});
	});
	const one = slack.people.says(ana, till, "first");
	const two = slack.people.says(ana, till, "second");
	await slack.post(to, two);
	await slack.post(to, one);
	await slack.post(to, one, { retry: 1 });
	await slack.post(to, slack.people.again(one));
	await eventually(() => heard).toHaveLength(4);
	const [second, first, retried, copied] = heard;
	expect(second).toEqual([two.message.ts, two.payload["event_id"], undefined]);
	expect(two.payload["event_id"]).not.toBe(one.payload["event_id"]);
	expect(first).toEqual([one.message.ts, one.payload["event_id"], undefined]);
	expect(retried).toEqual([one.message.ts, one.payload["event_id"], 1]);
	expect([copied?.[0], copied?.[1] === first?.[1]]).toEqual([one.message.ts, false]);
});

test("over HTTP commands and forms are answered in the response", async () => {
	const { slack, ana, till } = await aWorkspace();
	const to = await boltOverHttp(slack, (app) => {
		app.command("/standin", async ({ ack, command }) => ack(`linked with ${command.text}`));
	});
	const posted = await slack.post(to, slack.people.commands(ana, till, "/standin", "K7M2QX"));
	expect(posted).toMatchObject({ status: 200, body: "linked with K7M2QX" });
	expect(textsSeen(slack, till, ana)).toEqual(["linked with K7M2QX"]);
});
