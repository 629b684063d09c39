import { expect, test } from "vitest";
import { aWorkspace, boltOverSocket, errorOf, eventually, textsSeen } from "./slack-clients.ts";
import { button, modal, plain, section } from "./slack-limit-payloads.ts";

const blocks = (...them: readonly object[]) => them as never;

test("a trigger opens one form within three seconds", async () => {
	const { slack, ana, till, client } = await aWorkspace();
	const view = modal({ callback_id: "paylink" }) as never;
	const trigger = () => String(slack.people.commands(ana, till, "/paylink").payload["trigger_id"]);
	const [once, late] = [trigger(), trigger()];
	const opened = await client.views.open({ trigger_id: once, view });
	expect(await errorOf(client.views.open({ trigger_id: once, view }))).toBe("exchanged_trigger_id");
	expect(await errorOf(client.views.open({ trigger_id: "made up", view }))).toBe("invalid_trigger_id");
	slack.clock.aheadMs = 3_001;
	expect(await errorOf(client.views.open({ trigger_id: late, view }))).toBe("expired_trigger_id");
	const [id, hash] = [String(opened.view?.id), String(opened.view?.hash)];
	await client.views.update({ view_id: id, hash, view: modal({ title: plain("45.00") }) as never });
	expect(slack.views.get(id)?.content).toMatchObject({ title: { text: "45.00" } });
	expect(await errorOf(client.views.update({ view_id: id, hash, view }))).toBe("hash_conflict");
	const tooLong = modal({ title: plain("x".repeat(25)) }) as never;
	expect(await errorOf(client.views.update({ view_id: id, view: tooLong }))).toBe("invalid_arguments");
	await client.views.publish({ user_id: ana.id, view: { type: "home", blocks: blocks(section("Sales")) } });
	expect([...slack.views.values()].map((each) => each.content["type"])).toEqual(["modal", "home"]);
});

test("an answer without a token goes five times, and within half an hour", async () => {
	const { slack, ana, till, client } = await aWorkspace();
	const failed: unknown[] = [];
	await boltOverSocket(slack, (app) => {
		app.action("pay", async ({ ack, respond }) => {
			await ack();
			for (let count = 0; count < 6; count += 1) {
				await respond({ text: `${count}`, response_type: count === 0 ? "in_channel" : "ephemeral" }).catch((error) =>
					failed.push(error.code),
				);
			}
		});
	});
	await client.chat.postMessage({
		channel: till.id,
		text: "Pay?",
		blocks: blocks({ type: "actions", elements: [button()] }),
	});
	const message = slack.workspace.seen(till.id, { by: ana.id })[0]!;
	await slack.socket.deliver(slack.people.presses(ana, message, "pay")).ack;
	await eventually(() => failed).toEqual(["slack_bolt_respond_error"]);
	expect(textsSeen(slack, till, ana)).toEqual(["Pay?", "0", "1", "2", "3", "4"]);
	const bo = slack.workspace.addPerson("bo");
	expect(textsSeen(slack, till, bo)).toEqual(["Pay?", "0"]);
	const late = String(slack.people.commands(ana, till, "/sales").payload["response_url"]);
	slack.clock.aheadMs = 30 * 60_000 + 1;
	const answer = await fetch(late, { method: "POST", body: JSON.stringify({ text: "late" }) });
	expect([answer.status, await answer.json()]).toEqual([404, { ok: false, error: "expired_url" }]);
});
