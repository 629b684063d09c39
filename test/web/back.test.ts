import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { openShopPage } from "../support/shop-page.ts";

const { sticker, withPhone } = await openShopPage();

const dialogs = (page: Page): Promise<number> => page.locator("dialog[open]").count();
/** The entries of dialogs in the history, after the page has brought it in order. */
const becomes = (page: Page, depth: number) =>
	expect.poll(() => page.evaluate("history.state?.dialogs ?? 0"), { timeout: PATIENCE_MS }).toBe(depth);
const PATIENCE_MS = 20_000;

test("Back closes what lies on top and stays in the shop", () =>
	withPhone({}, async (counter) => {
		const { page } = counter;
		await counter.open(sticker());
		await page.locator(".act-pay").click();
		await becomes(page, 1);
		await page.goBack();
		await page.getByRole("dialog").waitFor({ state: "detached" });
		expect(page.url()).toBe(sticker());

		await counter.typeAmount("875");
		await counter.showQr();
		await page.getByRole("button", { name: "The customer says they paid" }).click();
		await page.getByRole("button", { name: "The money is there" }).click();
		await becomes(page, 2);
		await page.goBack();
		await page.getByRole("dialog", { name: "The money is there" }).waitFor({ state: "detached" });
		expect(await dialogs(page)).toBe(1);
		await page.goBack();
		await page.getByRole("dialog").waitFor({ state: "detached" });
		expect(page.url()).toBe(sticker());
	}));

test("what is closed by its button or with Escape leaves nothing for Back to do", () =>
	withPhone({}, async (counter) => {
		const { page } = counter;
		await page.goto(`${new URL(sticker()).origin}/healthz`);
		await counter.open(sticker());
		await page.locator(".act-pay").click();
		await becomes(page, 1);
		await page.getByRole("button", { name: "Close" }).click();
		await becomes(page, 0);
		await page.locator(".act-pay").click();
		await becomes(page, 1);
		await page.keyboard.press("Escape");
		await becomes(page, 0);
		expect(await dialogs(page)).toBe(0);
		await page.goBack();
		expect(page.url()).toMatch(/healthz$/);
	}));

test("one dialog in the place of another is one step, and Forward opens nothing", () =>
	withPhone({}, async (counter) => {
		const { page } = counter;
		await counter.open(sticker());
		await counter.typeAmount("400");
		await counter.showQr();
		await page.getByRole("button", { name: "Cancel this sale" }).click();
		await page.getByRole("button", { name: "Cancel this sale" }).click();
		await page.getByRole("button", { name: "Next payment" }).click();
		await page.getByRole("dialog", { name: "How much?" }).waitFor();
		await becomes(page, 1);
		await page.goBack();
		await page.getByRole("dialog").waitFor({ state: "detached" });
		await page.goForward();
		await becomes(page, 0);
		expect(await dialogs(page)).toBe(0);
		await page.locator(".act-pay").click();
		await becomes(page, 1);
	}));

test("after a reload under an open dialog one Back leaves, as before any dialog", () =>
	withPhone({}, async (counter) => {
		const { page } = counter;
		await page.goto(`${new URL(sticker()).origin}/healthz`);
		await counter.open(sticker());
		await page.locator(".act-pay").click();
		await becomes(page, 1);
		await page.reload();
		await page.locator(".line-open").waitFor();
		await becomes(page, 0);
		expect(page.url()).toBe(sticker());
		await page.goBack();
		expect(page.url()).toMatch(/healthz$/);
	}));
