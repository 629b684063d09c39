import { generateKeyPairSync } from "node:crypto";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { readConfig } from "../../../src/config.ts";
import { UserError } from "../../../src/errors.ts";
import { freshFolder } from "../../support/program.ts";
import { newSigner } from "../../support/wechat-signing.ts";

const { settings } = newSigner();
const folder = freshFolder();
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const SET = {
	WECHAT_APP_ID: settings.appId,
	WECHAT_MCH_ID: settings.mchId,
	WECHAT_MCH_SERIAL: settings.mchSerial,
	WECHAT_PRIVATE_KEY: settings.privateKey,
	WECHAT_API_V3_KEY: settings.apiV3Key,
	WECHAT_PUBLIC_KEY_ID: settings.publicKeyId,
	WECHAT_PUBLIC_KEY: settings.publicKey,
};

const fault = (env: Readonly<Record<string, string>>): string => {
	try {
		readConfig(env);
	} catch (error) {
		if (error instanceof UserError) return error.message;
	}
	throw new Error("it was taken");
};

test("an account that is set whole is WeChat Pay, and nothing set is none", () => {
	expect(readConfig({}).wechat).toBeNull();
	expect(readConfig({ ...SET }).wechat).toEqual({ ...settings, apiUrl: null });
});

test("keys may stand in a file, or on one line", () => {
	const files = { key: join(folder, "apiclient_key.pem"), pub: join(folder, "pub_key.pem") };
	writeFileSync(files.key, settings.privateKey);
	writeFileSync(files.pub, settings.publicKey);
	const { WECHAT_PRIVATE_KEY, WECHAT_PUBLIC_KEY, ...others } = SET;
	const read = readConfig({ ...others, WECHAT_PRIVATE_KEY_FILE: files.key, WECHAT_PUBLIC_KEY_FILE: files.pub });
	expect(read.wechat).toEqual({ ...settings, apiUrl: null });
	const oneLine = { ...SET, WECHAT_PRIVATE_KEY: WECHAT_PRIVATE_KEY.replaceAll("\n", "\\n") };
	expect(readConfig(oneLine).wechat?.privateKey).toBe(settings.privateKey);
	expect(WECHAT_PUBLIC_KEY).toContain("PUBLIC KEY");
});

test.each(Object.keys(SET))("an account without %s is half an account: it is named, and no value is told", (name) => {
	const said = fault({ ...SET, [name]: "" });
	expect(said).toContain(name);
	for (const other of Object.keys(SET).filter((one) => one !== name)) expect(said).not.toContain(`${other} (`);
	for (const value of Object.values(SET)) expect(said).not.toContain(value);
});

test.each([
	["WECHAT_APP_ID", "8888"],
	["WECHAT_MCH_ID", "the bakery"],
	["WECHAT_MCH_SERIAL", "not hexadecimal!"],
	["WECHAT_PRIVATE_KEY", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----"],
	["WECHAT_PRIVATE_KEY", settings.publicKey],
	["WECHAT_PRIVATE_KEY_FILE", "/nowhere/apiclient_key.pem"],
	["WECHAT_API_V3_KEY", "too short"],
	["WECHAT_PUBLIC_KEY_ID", "PUB_KEY_ID_<script>"],
	["WECHAT_PUBLIC_KEY", "nothing of a key"],
	["WECHAT_BASE_URL", "http://pay.example"],
])("%s that cannot be right is named before anything starts", (name, value) => {
	expect(fault({ ...SET, [name]: value })).toContain(`${name} (`);
});

test("a key that is too short, or of another kind, is none", () => {
	const short = generateKeyPairSync("rsa", { modulusLength: 1_024 }).privateKey;
	const pss = generateKeyPairSync("rsa-pss", { modulusLength: 2_048 }).privateKey;
	for (const key of [short, pss]) {
		const pem = key.export({ format: "pem", type: "pkcs8" }).toString();
		expect(fault({ ...SET, WECHAT_PRIVATE_KEY: pem })).toContain("WECHAT_PRIVATE_KEY (");
	}
});
