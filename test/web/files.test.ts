import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import type { FileCard } from "../../src/helpdesk/message.ts";
import { receive } from "../../src/runtime/receive.ts";
import { takeFile } from "../../src/runtime/take-file.ts";
import { bitmap, PDF, PNG } from "../support/sample-files.ts";
import { barriers, openShopPage } from "../support/shop-page.ts";

const { server, sticker, withPhone } = await openShopPage();

/** The newest request and its conversation. */
async function request() {
	await server.settle();
	const [found] = await server.database.query<{ merchantId: string; id: string; conversation: string }>(
		`select a.merchant_id as "merchantId", a.state ->> 'id' as conversation, a.state -> 'escalation' ->> 'id' as id
		from actor a where a.id like 'conversation/%' and a.state -> 'escalation' ->> 'id' is not null`,
	);
	if (found === undefined) throw new Error("nobody has asked for a person");
	return found;
}
async function act(what: object): Promise<void> {
	const { merchantId, id } = await request();
	const event = { kind: "act", by: { id: "api:mara", name: "Mara" }, act: what };
	await receive(server.database, { merchantId, to: `escalation/${id}`, key: randomUUID(), event }, Date.now());
}
async function answerWith(name: string, bytes: Uint8Array<ArrayBuffer>, text: string): Promise<void> {
	const { merchantId, conversation } = await request();
	const file = await takeFile(server.database, { merchantId, id: conversation }, randomUUID(), name, bytes);
	await act({ kind: "reply", name: randomUUID(), text, file });
}
const kept = () =>
	server.database.query<Omit<FileCard, "id">>("select name, type, length(bytes) as bytes from file order by at");
const SCREEN = readFileSync("docs/pictures/first.png");
const attach = (page: Page) => page.getByLabel("Send support a photo or PDF");

test("with a request open a photo goes to support, an agent's file comes back, and “back to normal?” is a button", () =>
	withPhone({}, async (counter, phone) => {
		const { page } = counter;
		await counter.open(sticker());
		await page.locator("#text").fill("the screen is dark");
		await page.keyboard.press("Enter");
		await page.getByRole("log").getByText("the screen is dark").waitFor();
		expect(await attach(page).count()).toBe(0);
		// The question that answers takes the keyboard away: who types before that loses a letter and sees it.
		await page.locator("#text:not(:focus)").waitFor();
		await page.locator("#text").fill("person");
		await page.keyboard.press("Enter");
		await page
			.getByRole("log")
			.getByText(/Your request \w{8} is on/)
			.waitFor();

		// Without a line it waits with everything else that waits.
		await phone.cutLine();
		await attach(page).setInputFiles({ name: "screen.png", mimeType: "image/png", buffer: SCREEN });
		await page.getByText("screen.png").getByText("waiting to be sent").waitFor();
		await phone.mendLine();
		await page.getByRole("img", { name: "screen.png" }).waitFor();
		await page.getByText("Support can see your file.").waitFor();
		// The picture takes its room when it has come: what was said last is still in sight.
		const below = "(({ scrollHeight, scrollTop, clientHeight }) => scrollHeight - scrollTop - clientHeight)";
		await expect.poll(() => page.evaluate(`${below}(document.querySelector(".transcript"))`)).toBeLessThan(4);
		expect(await page.getByText("waiting to be sent").count()).toBe(0);

		await answerWith("manual.pdf", PDF, "Page 3 shows it.");
		await page.getByRole("log").getByText("Mara (support): Page 3 shows it.").waitFor();
		const [download] = await Promise.all([
			page.waitForEvent("download"),
			page.getByRole("button", { name: /manual\.pdf/ }).click(),
		]);
		expect(download.suggestedFilename()).toBe("manual.pdf");
		expect(new Uint8Array(readFileSync(await download.path()))).toEqual(PDF);
		await answerWith("plug.png", PNG, "");
		await page.getByRole("img", { name: "plug.png" }).waitFor();
		expect(await barriers(page)).toEqual([]);

		await act({ kind: "resolve", cause: "hardware", note: "A new plug." });
		await page.getByRole("log").getByText("Is everything back to normal?").waitFor();
		await page.getByRole("button", { name: "Yes, all is well" }).click();
		await page
			.getByRole("log")
			.getByText(/I close your request/)
			.waitFor();
		await attach(page).waitFor({ state: "detached" });
		// What was sent is there after a reload, fetched anew.
		await page.reload();
		await page.getByRole("img", { name: "screen.png" }).waitFor();
	}));

test("a large photo is made small on the phone; what is too large all the same, or no picture, is told", () =>
	withPhone({}, async (counter) => {
		const { page } = counter;
		await counter.open(sticker("bakery-1"));
		await page.locator("#text").fill("person");
		await page.keyboard.press("Enter");
		await attach(page).waitFor();
		const before = (await kept()).length;
		await attach(page).setInputFiles({ name: "photo.bmp", mimeType: "image/bmp", buffer: bitmap(2_400, 900) });
		await page.getByRole("img", { name: "photo.jpg" }).waitFor();
		const [photo] = (await kept()).slice(before);
		expect(photo).toMatchObject({ name: "photo.jpg", type: "image/jpeg" });
		expect(photo?.bytes).toBeLessThan(2_000_000);
		const large = Buffer.alloc(6 * 1024 * 1024, "%PDF-1.4 ");
		await attach(page).setInputFiles({ name: "large.pdf", mimeType: "application/pdf", buffer: large });
		await page.getByText("This file is larger than 5 MB").waitFor();
		await attach(page).setInputFiles({ name: "broken.png", mimeType: "image/png", buffer: Buffer.from("<p>") });
		await page.getByText(/Send a photo \(PNG, JPEG or WebP\)/).waitFor();
		expect(await kept()).toHaveLength(before + 1);
	}));
