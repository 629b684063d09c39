import { join } from "node:path";
import { expect, test } from "vitest";
import { HOME } from "../../src/config.ts";
import type { StoredReport } from "../../src/fallback/exposure.ts";
import { declinedSentence, storedLines, storedSentence } from "../../src/helpdesk/exposure-report.ts";
import { loadVendors } from "../../src/playbooks/load-vendors.ts";
import { bakery } from "../fallback/shops.ts";

const HOUR_MS = 3_600_000;
const report = (place: number, more: Partial<StoredReport>): StoredReport => ({
	id: `report${place}`,
	kind: "took",
	terminalId: "till-1",
	count: 1,
	sum: { minor: 4000, currency: "EUR" },
	saidAtMs: place * HOUR_MS,
	oldestAtMs: place * HOUR_MS,
	...more,
});
test("the most that waited at one time is told, though all of it was sent since", () => {
	const reports = [
		report(1, {}),
		report(2, { count: 2 }),
		report(3, { kind: "shown", count: 0, sum: null }),
		report(4, {}),
	];
	const [line, ...others] = storedLines(bakery, [], reports, 0, 5 * HOUR_MS);
	expect(others).toEqual([]);
	expect(line).toMatchObject({
		tid: "T0001",
		most: { count: 3 },
		now: { count: 1 },
		windowHours: null,
		capTotal: null,
	});
	expect(storedSentence(line!).en).toBe(
		"Stored on the terminal T0001: at most 3, 80.00 EUR. Still stored: 1, 40.00 EUR. What the maker allows is not known here.",
	);
});

test("what was sent before the outage began is none of its lines; what still waited then is", () => {
	const sent = [report(1, {}), report(2, { kind: "shown", count: 0, sum: null })];
	expect(storedLines(bakery, [], sent, 3 * HOUR_MS, 5 * HOUR_MS)).toEqual([]);
	expect(storedLines(bakery, [], sent.slice(0, 1), 3 * HOUR_MS, 5 * HOUR_MS)).toMatchObject([{ most: { count: 1 } }]);
});

test("what was declined afterwards is summed in each language", () => {
	const sums = [{ minor: 4500, currency: "EUR" }];
	expect(declinedSentence(1, sums)).toEqual({
		en: "Declined afterwards: 1, 45.00 EUR.",
		zh: "之后被拒：1 笔，EUR 45.00。",
		es: "Rechazados después: 1, 45,00 EUR.",
	});
});

test("what the maker allows stands beside it, with the hours that are left", async () => {
	const vendors = await loadVendors(join(HOME, "knowledge/vendors"));
	const [terminal] = bakery.terminals;
	const shop = { terminals: [{ ...terminal!, vendor: "Clover", model: "Flex" }] };
	const [line] = storedLines(shop, vendors, [report(1, {})], 0, 3 * HOUR_MS);
	expect(line).toMatchObject({ windowHours: 168, hoursLeft: 166, capTotal: { minor: 500_000, currency: "USD" } });
	expect(storedSentence(line!).en).toMatch(
		/Still stored: 1, 40\.00 EUR, 166 h left\. The maker allows 168 h and 5,000\.00 USD\.$/,
	);
});
