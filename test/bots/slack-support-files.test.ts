import { expect, test } from "vitest";
import { DeliveryError } from "../../src/errors.ts";
import type { SupportLine, SupportOrder } from "../../src/helpdesk/escalation-order.ts";
import type { FileCard } from "../../src/helpdesk/message.ts";
import { cardAt, ID, place, standAtSupport } from "./slack-support-stand.ts";

const at = await standAtSupport();
const { slack, anna, ben, eve, channel } = at;

const TO = { kind: "support", to: ID } as const;
const FILE: FileCard = { id: "file1", name: "screen.png", type: "image/png", bytes: 4 };
const BYTES = { name: "screen.png", type: "image/png", bytes: new Uint8Array([1, 2, 3, 4]) } as const;
const line = (text: string, more: Partial<SupportLine> = {}): SupportOrder => ({
	...TO,
	do: "line",
	name: null,
	replaces: null,
	from: "merchant",
	author: "Harbour Café",
	text,
	file: null,
	alert: null,
	...more,
});
const inThread = (thread: string) =>
	slack.workspace.seen(channel.id, { by: anna.id, thread }).filter(({ ts }) => ts !== thread);
const textsIn = (thread: string) => inThread(thread).map(({ text }) => text);
const failureOf = (showing: Promise<unknown>): Promise<string> =>
	showing.then(
		() => "shown",
		(error: unknown) =>
			error instanceof DeliveryError ? `${error.code}${error.isClosed ? " closed" : ""}` : `bug: ${error}`,
	);

test("a merchant's file hangs in the thread behind the line that names it; one that is forgotten is only named", async () => {
	const { name, ts } = await cardAt(at);
	const desk = at.newDesk();
	const asked: string[] = [];
	const readFile = async (id: string) => {
		asked.push(id);
		return BYTES;
	};
	await desk.show(line("", { file: FILE }), place({ card: name, readFile }), "f1");
	const [said, uploaded] = inThread(ts);
	expect(said?.text).toBe("Harbour Café (merchant): 📎 screen.png (1 kB)");
	const file = slack.workspace.files.get(`${uploaded?.files[0]}`);
	expect([asked, file?.name, file?.bytes]).toEqual([["file1"], "screen.png", Buffer.from(BYTES.bytes)]);
	await desk.show(line("", { file: FILE }), place({ card: name }), "f2");
	expect(textsIn(ts)[2]).toContain("not kept any more");
	expect(inThread(ts)).toHaveLength(3);
});

test("an upload that Slack took without saying so is not made again", async () => {
	const { name, ts } = await cardAt(at);
	const there = { card: name, readFile: async () => BYTES };
	slack.fail("files.completeUploadExternal", "lost");
	const order = line("look", { file: FILE });
	expect(await failureOf(at.newDesk().show(order, place(there), "up"))).toBe("unreachable");
	await at.newDesk().show(order, place({ ...there, isRepeat: true }), "up");
	expect(inThread(ts).map(({ files }) => files.length)).toEqual([0, 1]);
	// One that never arrived is made when it is tried again.
	slack.fail("files.completeUploadExternal", "reset");
	expect(await failureOf(at.newDesk().show(order, place(there), "up2"))).toBe("unreachable");
	await at.newDesk().show(order, place({ ...there, isRepeat: true }), "up2");
	expect(inThread(ts).map(({ files }) => files.length)).toEqual([0, 1, 0, 1]);
});

test("the timeline is a file in the thread", async () => {
	const { name, ts } = await cardAt(at);
	const order: SupportOrder = { ...TO, do: "transcript", markdown: "# Request\n<!channel>" };
	await at.newDesk().show(order, place({ card: name }), "t");
	const file = slack.workspace.files.get(`${inThread(ts)[1]?.files[0]}`);
	expect([file?.name, String(file?.bytes)]).toEqual([`request-${ID}.md`, "# Request\n<!channel>"]);
});

test("an agent is told alone; who came another way, or has left, is not told, and nothing waits for it", async () => {
	const tell = (agent: string): SupportOrder => ({ ...TO, do: "tell", agent, text: "Anna has it since 12:03 <!here>" });
	expect(await at.newDesk().show(tell(`slack:${ben.id}`), place(), "t1")).toBeNull();
	const told = slack.workspace.all(channel.id).filter(({ onlyFor }) => onlyFor !== null);
	expect(told.map(({ onlyFor, text }) => [onlyFor, text])).toEqual([
		[ben.id, `Request ${ID}: Anna has it since 12:03 &lt;!here&gt;`],
	]);
	const calls = slack.calls.length;
	expect(await at.newDesk().show(tell("api:anna"), place(), "t2")).toBeNull();
	expect(slack.calls.length).toBe(calls);
	channel.members.delete(eve.id);
	expect(await at.newDesk().show(tell(`slack:${eve.id}`), place(), "t3")).toBeNull();
	slack.fail("chat.postEphemeral", { status: 500 });
	expect(await at.newDesk().show(tell(`slack:${ben.id}`), place(), "t4")).toBeNull();
});

test("nothing that went to Slack was outside of its limits, and nobody was mentioned but by an alert", () => {
	expect(slack.refused).toEqual([]);
});
