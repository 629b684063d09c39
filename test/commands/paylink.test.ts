import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import jsqr from "jsqr";
import { PNG } from "pngjs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { freePort } from "../support/postgres-server.ts";
import { freshFolder, run, type Server, startServer, talkTo } from "../support/program.ts";

const folder = freshFolder();
let server: Server;
beforeAll(async () => {
	server = await startServer({ PUBLIC_URL: "https://pay.example" }, await freePort());
	const shops = join(folder, "shops.yaml");
	writeFileSync(
		shops,
		`merchants:
  - id: corner
    name: Corner Shop
    stores:
      - { id: first, name: First Street, country: DE, currency: EUR, time_zone: Europe/Berlin }
    rails:
      - { id: bank, scheme: epc, settings: { name: Corner Shop, iban: DE89370400440532013000 } }
`,
	);
	expect((await run(["setup", shops], server.environment)).code).toBe(0);
});
afterAll(async () => {
	await server.stop();
	rmSync(folder, { recursive: true, force: true });
});

const paylink = (...args: readonly string[]) => run(["paylink", ...args], server.environment);

test("a script gets one JSON value with what the contract names, and the PNG says the same", async () => {
	const png = join(folder, "sale.png");
	const asked = ["45.50", "eur", "--store", "first", "--rail", "bank", "--note", "table 4", "--png", png, "--json"];
	const { code, out, err } = await paylink(...asked);
	expect([code, err]).toEqual([0, ""]);
	const sale = JSON.parse(out);
	expect(Object.keys(sale).sort()).toEqual(["qr", "sale_ref", "state", "url"]);
	expect(sale.sale_ref).toMatch(/^[2-9A-HJKMNP-Z]{6}$/);
	expect(sale.url).toMatch(/^https:\/\/pay\.example\/p\/\w{12}$/);
	expect(sale.qr).toContain("EUR45.5");
	expect(sale.state).toBe("shown");
	const { data, width, height } = PNG.sync.read(readFileSync(png));
	expect(jsqr.default(new Uint8ClampedArray(data), width, height)?.data).toBe(sale.qr);
});

test("a person sees the reference, the code, the link, and that it is not paid yet", async () => {
	const { code, out } = await paylink("12", "EUR", "--store", "corner/first");
	expect(code).toBe(0);
	expect(out).toMatch(
		/^[2-9A-HJKMNP-Z]{6} · 12\.00 EUR\n[\s\S]*█[\s\S]*\nhttps:\/\/pay\.example\/p\/\w{12}\nNot paid yet\.\n$/,
	);
});

test("who waits hears when the customer has paid", async () => {
	const asked = ["paylink", "3.20", "USD", "--store", "demo/harbour-cafe", "--wait"];
	const waiting = talkTo(asked, server.environment);
	const [, path] = await waiting.hear(/https:\/\/pay\.example(\/p\/\w{12})\n/);
	expect(waiting.said()).toContain("PRACTICE, no money moves");
	expect(waiting.said()).toMatch(/\nProof \d{4}: the customer's page shows these digits only once it is paid\.\n/);
	await fetch(`http://127.0.0.1:${server.environment["PORT"]}${path}`, { method: "POST", redirect: "manual" });
	await waiting.hear(/\nPAID\.\n/);
	await waiting.end();
	expect(waiting.child.exitCode).toBe(0);
});

test("an unusual amount is asked about once, and --yes says that it is meant", async () => {
	const asked = ["4500", "EUR", "--store", "first"];
	const { code, out, err } = await paylink(...asked);
	expect([code, out]).toEqual([2, ""]);
	expect(err).toMatch(/^4,500\.00 EUR\? That is unusual for this shop\. .*--yes.*\.\n$/);
	expect((await paylink(...asked, "--yes", "--json")).code).toBe(0);
});

test("wrong use is one sentence, and nothing is asked for", async () => {
	const cases = [
		[["45", "EURO", "--store", "first"], 2, "not a currency code"],
		[["forty", "EUR", "--store", "first"], 2, "not an amount in EUR"],
		[["1e3", "EUR", "--store", "first"], 2, "not an amount in EUR"],
		[["0", "EUR", "--store", "first"], 2, "more than zero"],
		[["45", "EUR"], 2, "Name one of the stores"],
		[["45", "EUR", "--store", "nowhere"], 2, "corner/first"],
		[["45", "USD", "--store", "first"], 2, "takes EUR, not USD"],
		[["45", "EUR", "--store", "first", "--rail", "card"], 2, "has: bank"],
		[["45"], 2, "missing required argument 'currency'"],
	] as const;
	for (const [args, exit, words] of cases) {
		const { code, out, err } = await paylink(...args);
		expect([code, out], args.join(" ")).toEqual([exit, ""]);
		expect(err).toContain(words);
		expect(err.trimEnd().split("\n")).toHaveLength(1);
	}
	const nobody = { DATA_DIR: join(folder, "data"), PORT: String(await freePort()), LANG: "es_ES.UTF-8" };
	const { code, err } = await run(["paylink", "45", "EUR"], nobody);
	expect(code).toBe(3);
	expect(err).toContain("Ningún Standin responde");
});
