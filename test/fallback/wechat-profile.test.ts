import fc from "fast-check";
import { expect, test } from "vitest";
import { wechatBody, wechatProfile } from "../../src/fallback/wechat-profile.ts";
import { isRefusal } from "../../src/text.ts";

const NOW_MS = Date.UTC(2026, 10, 24, 17, 30, 15, 250);
const ATTEMPT = {
	...{ saleId: "s1", code: "c1", money: { minor: 4500, currency: "CNY" }, merchantId: "bakery", attempt: 1 },
	...{ storeName: "早餐店", ref: "K7M2Q2", pageUrl: "https://shop.example/p/c1", nowMs: NOW_MS },
	webhookUrl: "https://shop.example/webhooks/wechat",
};
const bodyOf = (change: Partial<typeof ATTEMPT> = {}) => JSON.parse(wechatBody({ ...ATTEMPT, ...change }));

test("an order takes money for an hour, told in China's time to the second", () => {
	expect(bodyOf().time_expire).toBe("2026-11-25T02:30:15+08:00");
});

test("each attempt has a number of its own, the same for ever, in which the shop finds the sale reference", () => {
	expect(bodyOf()).toEqual(bodyOf());
	const others = [{}, { attempt: 2 }, { merchantId: "rival" }, { saleId: "s2" }];
	const numbers = others.map((change) => bodyOf(change).out_trade_no);
	expect(new Set(numbers).size).toBe(4);
	for (const number of numbers) expect(number).toMatch(/^K7M2Q2[0-9A-Za-z_|*-]{1,26}$/);
});

test("WeChat Pay takes yuan and nothing else, and its rail has no settings", () => {
	expect(wechatProfile.whyNot({ minor: 1, currency: "CNY" })).toBeNull();
	for (const currency of ["EUR", "HKD", "USD"]) {
		expect(isRefusal(wechatProfile.whyNot({ minor: 100, currency }) ?? {}), currency).toBe(true);
	}
	expect(wechatProfile.settingsFault(new Map())).toBeUndefined();
	expect(wechatProfile.settingsFault(new Map([["account", "1"]]))?.en).toContain("remove them");
});

test("whatever the shop is called, WeChat takes its name, and the reference stands behind it whole", () => {
	const fits = (storeName: string) => {
		const { description } = bodyOf({ storeName });
		expect(Buffer.byteLength(description)).toBeLessThanOrEqual(127);
		expect(description).toMatch(/ · K7M2Q2$/);
		expect(Buffer.from(description).toString()).toBe(description); // no half of a sign
	};
	fits("🥟".repeat(40));
	fits(`a${"🥟".repeat(40)}`);
	fc.assert(fc.property(fc.string({ unit: "grapheme", maxLength: 100 }), fits));
});
