import { expect, test } from "vitest";
import { hastyOutside } from "../http/server.ts";
import { largeBatch } from "../runtime/large-batch.ts";
import { atSlack, buttonOf, pairingCode, personAt } from "./slack-chat.ts";

test("while a large batch is read Slack shows one message about it, which becomes the outcome with its buttons", async () => {
	const desk = await atSlack(hastyOutside());
	const hand = personAt(desk, "ana");
	await hand.command("/standin", `link ${await pairingCode(desk, "code-of-large-batch")}`);
	await hand.see(/This chat is now linked to Harbour Café/);
	const content = largeBatch(5_000, Date.now()).replaceAll(",EUR,", ",USD,");
	await hand.say("", [["year.csv", content]]);
	const read = await hand.see(/^year\.csv is read\./m);
	const posted = desk.slack.calls.filter(
		({ method, args }) => method === "chat.postMessage" && /year\.csv/.test(String(args["text"])),
	);
	expect(posted.map(({ args }) => args["text"])).toEqual([expect.stringMatching(/^Reading year\.csv: \d+ %\./)]);
	expect(hand.screen().filter(({ text }) => text.includes("year.csv"))).toEqual([read]);
	expect(buttonOf(read, "Check them one by one")).toBeDefined();
	expect(desk.slack.refused).toEqual([]);
});
