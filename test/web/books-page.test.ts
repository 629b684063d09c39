import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { openShopPage } from "../support/shop-page.ts";

const { server, sticker, withPhone } = await openShopPage();

const demoSticker = async (): Promise<string> => {
	const sql = "select s.code from store s join merchant m on m.id = s.merchant_id where m.is_demo";
	const [store] = await server.database.query<{ readonly code: string }>(sql);
	return server.at(`/s/${store?.code}`);
};

/** How many of the references and amounts of the report stand on more than one line. */
const broken = (page: Page): Promise<unknown> =>
	page.evaluate(
		`Array.from(document.querySelectorAll(".report .reference, .report .number")).filter((element) => {
			const words = document.createRange();
			words.selectNodeContents(element);
			const tops = Array.from(words.getClientRects(), ({ top }) => Math.round(top));
			return new Set(tops).size > 1;
		}).length`,
	);

test("where nothing was down there is nothing to close, and a real shop is offered no practice batch", () =>
	withPhone({}, async (counter) => {
		const { page } = counter;
		await counter.open(sticker());
		await counter.go("books");
		await page.getByText("Send the batch file first.").waitFor();
		expect(await page.getByRole("button", { name: "Get a practice batch" }).count()).toBe(0);
		await page.getByRole("button", { name: "Report", exact: true }).click();
		await page.getByText("No outage was reported.").waitFor();
		expect(await page.getByText("Before it can be closed:").count()).toBe(0);
	}));

for (const width of [320, 360, 480, 1280]) {
	test(`no reference and no amount of the report is broken: ${width} px`, () =>
		withPhone({ width, height: 740 }, async (counter) => {
			const { page } = counter;
			await counter.open(sticker());
			await counter.typeAmount("199999");
			await counter.showQr();
			await counter.closeSheet();
			await counter.go("books");
			await page.getByText("Send the batch file first.").waitFor();
			await page.getByRole("button", { name: "Report", exact: true }).click();
			await page.locator(".sales-table .reference").first().waitFor();
			expect(await broken(page)).toBe(0);
			expect(await page.locator(".sales-table thead").isVisible()).toBe(width >= 480);
			// All of it is of today: the day stands at the top.
			expect(await page.locator(".sales-table .time").first().innerText()).toMatch(/^\d{2}:\d{2}(?: [AP]M)?$/);
			await page.getByText(/Began .* · still down/).waitFor();
		}));
}

test("a practice shop gets a batch to practise with, in one press", () =>
	withPhone({}, async (counter) => {
		const { page } = counter;
		await counter.open(await demoSticker());
		await counter.typeAmount("700");
		await counter.showQr();
		await counter.closeSheet();
		await counter.go("books");
		await page.getByRole("button", { name: "Get a practice batch" }).click();
		await page.locator(".files").getByText("practice.csv").waitFor();
		await page.locator(".files", { hasText: "practice.csv · read" }).waitFor();
		expect(await page.getByText("Send the batch file first.").count()).toBe(0);
	}));
