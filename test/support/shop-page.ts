/** A shop's page on a real server, opened by people with phones of their own. */

import axe from "axe-core";
import type { Page } from "playwright-core";
import { expect } from "vitest";
import { type Server, startServer } from "../http/server.ts";
import { bakery, type Shops, setUp } from "../http/shops.ts";
import { type Looks, openBrowser, openPhone, type Phone } from "./browser.ts";
import { atTheCounter, type Counter } from "./counter.ts";
import { atEndOfFile } from "./end-of-file.ts";

export type ShopPage = {
	readonly server: Server;
	readonly shops: Shops;
	/** The address on a sticker of the bakery. */
	sticker(id?: "bakery-main" | "bakery-1"): string;
	/** Gives a fresh phone to `act`, takes it back, and looks at what went wrong in it. */
	withPhone(looks: Looks, act: (counter: Counter, phone: Phone) => Promise<void>): Promise<void>;
};

/** One server with the bakery, and one browser, for a test file. */
export async function openShopPage(): Promise<ShopPage> {
	const server = await startServer();
	const shops = await setUp(server, [bakery()]);
	const browser = await openBrowser();
	atEndOfFile(() => browser.close());
	return {
		server,
		shops,
		sticker: (id = "bakery-main") => server.at(`/s/${shops.codes.get(id)}`),
		withPhone: async (looks, act) => {
			const phone = await openPhone(browser, looks);
			const counter = atTheCounter(phone.page, looks.locale?.startsWith("zh") === true ? "zh" : "en");
			try {
				await act(counter, phone);
				expect(phone.faults).toEqual([]);
			} finally {
				await phone.close();
			}
		},
	};
}

const SETTLED = `Promise.all(document.getAnimations()
	.filter(({ effect }) => effect.getComputedTiming().endTime !== Infinity)
	.map(({ finished }) => finished.catch(() => null)))
	.then(() => null)`;

/** What axe finds that keeps people out, serious or worse. */
export async function barriers(page: Page): Promise<readonly string[]> {
	await page.evaluate(SETTLED); // what still fades in has no contrast of its own yet
	await page.evaluate(axe.source);
	const found = (await page.evaluate("axe.run()")) as {
		readonly violations: readonly { readonly id: string; readonly impact: string; readonly nodes: readonly object[] }[];
	};
	return found.violations
		.filter(({ impact }) => impact === "serious" || impact === "critical")
		.map(({ id, nodes }) => `${id}: ${JSON.stringify(nodes[0])}`);
}
