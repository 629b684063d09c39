import { afterAll, beforeAll, expect, test } from "vitest";
import { examineWechat } from "../../../src/fallback/rails/wechat-doctor.ts";
import type { Fault } from "../../support/wechat-faults.ts";
import { startWechat, type WechatServer } from "../../support/wechat-server.ts";

let wechat: WechatServer;
let stranger: WechatServer["settings"];
beforeAll(async () => {
	wechat = await startWechat();
	const other = await startWechat();
	stranger = other.settings;
	await other.close();
});
afterAll(() => wechat.close());

const HTTPS = "https://shop.example";
const examine = async (change: Partial<WechatServer["settings"]> = {}, publicUrl: string | null = HTTPS) => {
	const [check, ...more] = await examineWechat({ ...wechat.settings, ...change }, publicUrl);
	expect(more).toEqual([]);
	return check!;
};

test("an account that WeChat Pay knows could take money now, and no order is placed to find out", async () => {
	expect(await examine()).toMatchObject({ state: "ok", advice: null });
	expect(wechat.orders.size).toBe(0);
});

test("without an https address nothing is asked, and the line says what is missing", async () => {
	const calls = wechat.calls.length;
	for (const url of [null, "http://192.168.0.7:4747"]) {
		expect(await examine({}, url)).toMatchObject({
			state: "wrong",
			advice: { en: expect.stringContaining("PUBLIC_URL") },
		});
	}
	expect(wechat.calls).toHaveLength(calls);
});

test("a key of somebody else's is named: ours by WeChat's word, WeChat's by its signature", async () => {
	const ours = await examine({ privateKey: stranger.privateKey });
	expect(ours).toMatchObject({ state: "wrong", advice: { en: expect.stringContaining("WECHAT_PRIVATE_KEY") } });
	const theirs = await examine({ publicKey: stranger.publicKey });
	expect(theirs).toMatchObject({ state: "wrong", advice: { en: expect.stringContaining("WECHAT_PUBLIC_KEY") } });
	const merchant = await examine({ mchSerial: "0".repeat(40) });
	expect(merchant).toMatchObject({ state: "wrong", advice: { en: expect.stringContaining("WECHAT_MCH_SERIAL") } });
});

test("a clock that is off is named before a cashier finds out", async () => {
	wechat.fail("stale");
	expect(await examine()).toMatchObject({ state: "wrong", advice: { en: expect.stringContaining("clock") } });
});

test.each<Fault>(["reset", "broken", "portal", "moved", "proxy", "lost"])(
	"when WeChat Pay cannot be reached (%s) the line says so and blames no key",
	async (fault) => {
		wechat.fail(fault);
		expect((await examine()).state).toBe("unreachable");
	},
);

test("a merchant who may not take Native payments is told where that is switched on", async () => {
	wechat.fail("refused");
	expect(await examine()).toMatchObject({ state: "wrong", advice: { en: expect.stringContaining("NO_AUTH") } });
});
