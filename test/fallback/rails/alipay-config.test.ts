import { generateKeyPairSync } from "node:crypto";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { readConfig } from "../../../src/config.ts";
import { alipayRail } from "../../../src/fallback/rails/alipay.ts";
import { freshFolder } from "../../support/program.ts";

const folder = freshFolder();
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2_048 });
const bare = (der: Buffer) => der.toString("base64");
const PKCS1 = privateKey.export({ format: "pem", type: "pkcs1" }).toString();
const PUBLIC = publicKey.export({ format: "pem", type: "spki" }).toString();
const GOOD = { ALIPAY_APP_ID: "2021000000000001", ALIPAY_PRIVATE_KEY: PKCS1, ALIPAY_PUBLIC_KEY: PUBLIC };

const faultOf = (env: Readonly<Record<string, string>>): string => {
	try {
		readConfig(env);
	} catch (error) {
		return (error as { text: { en: string } }).text.en;
	}
	return "";
};

test("without any of its variables there is no Alipay", () => {
	expect(readConfig({ ALIPAY_APP_ID: "" }).alipay).toBeNull();
});

test("keys are taken as Alipay's tool writes them, as PEM, in one line and from files, and the client can sign with them", () => {
	const file = join(folder, "app.pem");
	writeFileSync(file, privateKey.export({ format: "pem", type: "pkcs8" }));
	const settings = {
		appId: GOOD.ALIPAY_APP_ID,
		privateKey: PKCS1.trim(),
		publicKey: PUBLIC.trim(),
		gateway: null,
	};
	const { ALIPAY_PRIVATE_KEY: _, ...rest } = GOOD;
	for (const env of [
		GOOD,
		{ ...GOOD, ALIPAY_PRIVATE_KEY: PKCS1.replaceAll("\n", "\\n") },
		{ ...GOOD, ALIPAY_PRIVATE_KEY: bare(privateKey.export({ format: "der", type: "pkcs1" })) },
		{ ...GOOD, ALIPAY_PRIVATE_KEY: bare(privateKey.export({ format: "der", type: "pkcs8" })) },
		{ ...GOOD, ALIPAY_PUBLIC_KEY: bare(publicKey.export({ format: "der", type: "spki" })) },
		{ ...rest, ALIPAY_PRIVATE_KEY_FILE: file },
	])
		expect(readConfig(env).alipay).toEqual(settings);
	expect(alipayRail(settings).apiVersion).toBe("1.0");
});

test.each([
	["one alone", { ALIPAY_APP_ID: GOOD.ALIPAY_APP_ID }, ["ALIPAY_PRIVATE_KEY (", "ALIPAY_PUBLIC_KEY ("]],
	["a gateway alone", { ALIPAY_GATEWAY: "https://openapi.alipaydev.example/gateway.do" }, ["ALIPAY_APP_ID ("]],
	["a gateway that anybody can read", { ...GOOD, ALIPAY_GATEWAY: "http://pay.example/x" }, ["ALIPAY_GATEWAY ("]],
	["no key", { ...GOOD, ALIPAY_PRIVATE_KEY: "not a key" }, ["ALIPAY_PRIVATE_KEY ("]],
	["a public key for the private one", { ...GOOD, ALIPAY_PRIVATE_KEY: PUBLIC }, ["ALIPAY_PRIVATE_KEY ("]],
	["no such file", { ...GOOD, ALIPAY_PUBLIC_KEY_FILE: join(folder, "no") }, ["ALIPAY_PUBLIC_KEY_FILE ("]],
])("%s is told in one sentence, without its value", (_name, env, names) => {
	const fault = faultOf(env);
	for (const name of names) expect(fault).toContain(name);
	expect(fault).not.toMatch(/BEGIN|not a key|MII/);
});
