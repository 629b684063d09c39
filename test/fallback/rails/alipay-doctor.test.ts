import { generateKeyPairSync } from "node:crypto";
import { afterAll, expect, test } from "vitest";
import type { AlipaySettings } from "../../../src/fallback/rails/alipay.ts";
import { examineAlipay } from "../../../src/fallback/rails/alipay-doctor.ts";
import { type AlipayServer, type Fault, startAlipay } from "../../support/alipay-server.ts";

let alipay: AlipayServer;
const started = startAlipay().then((one) => {
	alipay = one;
});
await started;
afterAll(() => alipay.close());

const examine = (change: Partial<AlipaySettings> = {}) => examineAlipay({ ...alipay.settings, ...change });
const others = generateKeyPairSync("rsa", { modulusLength: 2_048 });

test("an app that could take money now is well, and nothing is ordered for that", async () => {
	expect(await examine()).toMatchObject([{ state: "ok", what: { en: "Alipay" } }]);
	expect(alipay.orders.size).toBe(0);
});

test.each<[string, Fault, string, string]>([
	["has not switched payment on", "refused", "wrong", "当面付"],
	["is a captive portal", "portal", "unreachable", "does not answer"],
	["breaks", "broken", "unreachable", "does not answer"],
	["signs with another key", "forged", "wrong", "ALIPAY_PUBLIC_KEY"],
])("Alipay that %s is told in one line", async (_name, fault, state, advice) => {
	// It is asked twice: what it says, and whether that is signed.
	alipay.fail(...(fault === "forged" ? [fault, fault] : [fault]));
	const [check, ...more] = await examine();
	expect(more).toEqual([]);
	expect(check).toMatchObject({ state, advice: { en: expect.stringContaining(advice) } });
});

test("a wrong key, a wrong app and a wrong address are each told apart", async () => {
	const privateKey = others.privateKey.export({ format: "pem", type: "pkcs1" }).toString().trim();
	const publicKey = others.publicKey.export({ format: "pem", type: "spki" }).toString().trim();
	const told = async (change: Partial<AlipaySettings>) => (await examine(change))[0]?.advice?.en;
	expect(await told({ privateKey })).toContain("ALIPAY_PRIVATE_KEY");
	expect(await told({ publicKey })).toContain("take ALIPAY_PUBLIC_KEY");
	expect(await told({ appId: "2021000000000002" })).toContain("ALIPAY_APP_ID");
	expect(await told({ gateway: "http://127.0.0.1:9/gateway.do" })).toContain("does not answer");
});
