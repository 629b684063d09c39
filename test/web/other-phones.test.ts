import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { openShopPage } from "../support/shop-page.ts";

const { shops, sticker, withPhone } = await openShopPage();

const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click();

test("a sale of another phone is shown to its customer and cancelled here, and its own phone hears of it", () =>
	withPhone({}, async (own) => {
		await own.open(sticker());
		await own.typeAmount("1010");
		await own.showQr();
		await withPhone({}, async (other, { page, context }) => {
			await other.open(sticker());
			await other.go("sales");
			const opened = context.waitForEvent("page");
			await page.getByRole("link", { name: "Open the customer's page" }).click();
			const customer = await opened;
			await customer.getByText("10.10 EUR").first().waitFor();
			await press(page, "Cancel this sale");
			await page.getByText("Really cancel this sale?").waitFor();
			await press(page, "Cancel this sale");
			await page.locator(".line-item.state-cancelled").waitFor();
			expect(await page.getByRole("button", { name: "The money is there" }).count()).toBe(0);
		});
		await own.page.locator(".customer-over").waitFor();
	}));

test("a claimed sale is cancelled only after a graver question, and its money can still be confirmed", () =>
	withPhone({}, async (counter) => {
		const { page } = counter;
		await counter.open(`${sticker()}#person=${shops.tokens.get("mara")}`);
		await counter.typeAmount("2020");
		await counter.showQr();
		await press(page, "The customer says they paid");
		await page.locator(".customer-claimed").waitFor();
		await press(page, "Cancel this sale");
		await page.getByText("The customer says they paid. Cancel all the same?").waitFor();
		await press(page, "Cancel this sale");
		await page.locator(".customer-over").waitFor();
		await counter.closeSheet();
		await counter.go("sales");
		const line = page.locator(".line-item", { hasText: "20.20 EUR" });
		await line.getByText("cancelled").waitFor();
		await line.getByRole("button", { name: "The money is there" }).click();
		await press(page, "Yes, it is there");
		await page.locator(".line-item.state-paid", { hasText: "20.20 EUR" }).waitFor();
	}));

test("a claimed payment folds its QR away, and a question about it goes when its money has come", () =>
	withPhone({}, async (counter) => {
		const { page } = counter;
		await counter.open(sticker());
		await counter.typeAmount("3030");
		await counter.showQr();
		await press(page, "The customer says they paid");
		await page.locator(".customer-claimed").waitFor();
		expect(await page.locator(".qr").count()).toBe(0);
		expect(await page.locator(".customer-acts button").first().innerText()).toBe("Next payment");
		await press(page, "Show the QR code");
		await page.locator(".qr").waitFor();
		await press(page, "The money is there");
		await press(page, "Yes, it is there");
		await page.getByRole("dialog", { name: "The manager's PIN" }).waitFor();
		await withPhone({}, async (manager, { page: office }) => {
			await manager.open(`${sticker()}#person=${shops.tokens.get("mara")}`);
			await manager.go("sales");
			await office
				.locator(".line-item", { hasText: "30.30 EUR" })
				.getByRole("button", { name: "The money is there" })
				.click();
			await press(office, "Yes, it is there");
			await office.locator(".line-item.state-paid", { hasText: "30.30 EUR" }).waitFor();
		});
		await page.getByRole("dialog", { name: "The manager's PIN" }).waitFor({ state: "detached" });
		await page.getByRole("dialog").getByText("PAID", { exact: true }).waitFor();
	}));
