import { expect, test } from "vitest";
import { aWorkspace, errorOf } from "./slack-clients.ts";
import { BOT_TOKEN } from "./slack-server.ts";

const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0x00, 0xff]);

test("a QR is uploaded into a thread, byte by byte, with a word beside it", async () => {
	const { slack, ana, till, client } = await aWorkspace();
	const { ts = "" } = await client.chat.postMessage({ channel: till.id, text: "45.00" });
	const where = { channel_id: till.id, thread_ts: ts, initial_comment: "Scan to pay" };
	await client.filesUploadV2({ ...where, filename: "qr.png", file: PNG });
	const [, shown] = slack.workspace.seen(till.id, { by: ana.id, thread: ts });
	expect(shown).toMatchObject({ text: "Scan to pay", threadTs: ts });
	expect(slack.workspace.files.get(shown!.files[0]!)?.bytes).toEqual(PNG);
	expect(slack.refused).toEqual([]);
});

test("a QR stands in a message's picture once its upload is complete, and not before", async () => {
	const { slack, till, client } = await aWorkspace();
	const { upload_url = "", file_id = "" } = await client.files.getUploadURLExternal({
		filename: "qr.png",
		length: PNG.length,
	});
	const picture = { type: "image", slack_file: { id: file_id }, alt_text: "QR" } as const;
	const show = () => errorOf(client.chat.postMessage({ channel: till.id, text: "QR", blocks: [picture] }));
	const complete = () => errorOf(client.files.completeUploadExternal({ files: [{ id: file_id }] }));
	expect([await complete(), await show()]).toEqual(["file_not_found", "invalid_blocks"]);
	const put = async (bytes: Buffer) =>
		(await fetch(upload_url, { method: "POST", body: new Uint8Array(bytes) })).status;
	expect([await put(PNG.subarray(1)), await put(PNG)]).toEqual([400, 200]);
	expect([await complete(), await show()]).toEqual(["ok", "ok"]);
	expect((await client.files.info({ file: file_id })).file).toMatchObject({ name: "qr.png", size: PNG.length });
	expect(slack.refused.map((each) => each.complaints[0]?.reason)).toEqual([`no file ${file_id} is there`]);
});

test("a file that a cashier drops is fetched with the bot's token; without it there is a page to log in", async () => {
	const { slack, ana, till } = await aWorkspace();
	const csv = "ref,amount\nK7M2QX,45.00\n";
	const { payload } = slack.people.says(ana, till, "", { files: [["batch of today.csv", csv]] });
	const event = payload["event"] as { files: { url_private_download: string; size: number; name: string }[] };
	const [file] = event.files;
	expect(file).toMatchObject({ name: "batch of today.csv", size: csv.length });
	const get = async (headers: Record<string, string>) => {
		const answer = await fetch(file!.url_private_download, { headers });
		return [answer.status, answer.headers.get("content-type"), await answer.text()];
	};
	expect(await get({ authorization: `Bearer ${BOT_TOKEN}` })).toEqual([200, "application/octet-stream", csv]);
	expect(await get({})).toEqual([200, "text/html", "<h1>Sign in to Slack</h1>"]);
	slack.scopes.delete("files:read");
	expect(await get({ authorization: `Bearer ${BOT_TOKEN}` })).toEqual([200, "text/html", "<h1>Sign in to Slack</h1>"]);
	slack.fail("download", { status: 503 });
	expect(await get({})).toEqual([503, "text/html", "<h1>Something went wrong</h1>"]);
});

test("nothing is uploaded into a channel where the bot is not", async () => {
	const { slack, ana, client } = await aWorkspace();
	const other = slack.workspace.addChannel("other", [ana.id]);
	const upload = client.filesUploadV2({ channel_id: other.id, filename: "qr.png", file: PNG });
	expect(await errorOf(upload)).toBe("not_in_channel");
});
