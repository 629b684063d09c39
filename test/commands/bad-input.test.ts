import { once } from "node:events";
import { existsSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { loadPlaybooks } from "../../src/playbooks/load.ts";
import { freePort } from "../support/postgres-server.ts";
import { type Environment, freshFolder, type Ran, run, type Server, startServer } from "../support/program.ts";

let server: Server;
/** Files a test names; none of them may change. */
const folder = freshFolder();
/** Nobody answers there, and nothing was ever started in its data directory. */
let nobody: Environment;
beforeAll(async () => {
	server = await startServer({}, await freePort());
	nobody = { DATA_DIR: join(folder, "data"), PORT: String(await freePort()), LANG: "en_US.UTF-8" };
});
afterAll(async () => {
	await server.stop();
	rmSync(folder, { recursive: true, force: true });
});

function file(name: string, content: string | Uint8Array): string {
	const path = join(folder, name);
	writeFileSync(path, content);
	return path;
}

/** Nothing on stdout, one sentence on stderr, and the exit code. */
function expectRefused({ code, out, err }: Ran, exit: number, words: string): void {
	expect(err).toContain(words);
	expect(err.trimEnd().split("\n"), err).toHaveLength(1);
	expect(err).toMatch(/\.\n$/);
	expect(out).toBe("");
	expect(code).toBe(exit);
}

const SHOP = `merchants:
  - id: corner
    name: Corner
    stores: [{ id: main, name: Main, country: IE, currency: EUR, time_zone: Europe/Dublin }]
`;

test.each<[string, readonly string[], string]>([
	["an unknown command", ["sell"], "unknown command 'sell'"],
	["an unknown option", ["start", "--port", "80"], "unknown option '--port'"],
	["an unknown option of a command in a command", ["support", "close", "x", "--why", "y"], "unknown option '--why'"],
	["a mistyped option", ["qr", "epc", "--amout", "5"], "(Did you mean --amount?)"],
	["an argument too many", ["start", "now"], "too many arguments"],
	["an argument too few", ["support", "reply"], "missing required argument 'id'"],
	["a resolution without its cause", ["support", "resolve", "abc"], "required option '--cause <cause>'"],
	["a cause that is none", ["support", "resolve", "abc", "--cause", "ghosts"], "Allowed choices are network,"],
	["a severity that is none", ["support", "severity", "abc", "panic"], "Allowed choices are urgent, normal, low"],
	["a timeline as two things at once", ["support", "timeline", "abc", "--md", "--json"], "cannot be used with option"],
	["an option without its value", ["chat", "--store"], "argument missing"],
	["reconcile without a batch", ["reconcile", "--payments", "x.csv"], "required option '--batch <file...>'"],
])("%s is named, and says how to see what there is", async (_name, args, words) => {
	const ran = await run(args, nobody);
	expectRefused(ran, 2, words);
	expect(ran.err).toContain("--help shows how it is used.");
	expect(existsSync(join(folder, "data"))).toBe(false);
});

test.each<[string, () => readonly string[], string]>([
	["a setup file that is not there", () => ["setup", join(folder, "none.yaml")], "There is no file"],
	["a folder as a setup file", () => ["setup", folder], "give the setup file"],
	["a setup that is no YAML", () => ["setup", file("broken.yaml", "merchants: [\n")], "is no YAML: line 2"],
	["a setup with an alias", () => ["setup", file("alias.yaml", "a: &a [1]\nb: *a\n")], "has the alias *a"],
	["an empty setup", () => ["setup", file("empty.yaml", "")], "The setup is wrong at its top"],
	[
		"a setup with an unknown currency",
		() => ["setup", file("currency.yaml", SHOP.replace("EUR", "EURO"))],
		"merchants.0.stores.0.currency",
	],
	["a payments file that is not there", () => reconcile(join(folder, "none.csv")), "There is no file"],
	["a payments file that is none", () => reconcile(file("menu.csv", "dish,price\nsoup,4\n")), "menu.csv: "],
	["a playbook that is not there", () => ["playbook", "lint", join(folder, "none.yaml")], "cannot be read"],
	["a scheme that is not there", () => ["qr", "venmo"], "There is no scheme “venmo”"],
	["a snooze that is no time", () => ["support", "snooze", "abc", "soon"], "“soon” is no time to snooze for"],
	["a snooze that is too long", () => ["support", "snooze", "abc", "8d"], "up to 7d, such as 15m, 1h or 2d"],
	["a currency that is none", () => ["triage", "--currency", "EURO", "hi"], "is not a currency code"],
])("%s is refused before anything is made", async (_name, args, words) => {
	expectRefused(await run([...args()], nobody), 2, words);
	expect(existsSync(join(folder, "data"))).toBe(false);
});

const reconcile = (payments: string) => ["reconcile", "--payments", payments, "--batch", payments];

test("a setup with a fault changes nothing on a running server, and the right one is taken", async () => {
	const wrong = file("wrong.yaml", `${SHOP}${SHOP.split("\n").slice(1).join("\n").replace("IE", "Ireland")}`);
	expectRefused(await run(["setup", wrong], server.environment), 2, "merchants.1.stores.0.country");
	const stores = await run(["chat", "--store", "nowhere"], server.environment);
	expectRefused(stores, 2, "Name one of the stores: demo/harbour-cafe.");
	const right = await run(["setup", "--json", file("right.yaml", SHOP)], server.environment);
	expect(JSON.parse(right.out)).toMatchObject({ merchants: 1, stores: [{ merchantId: "corner", id: "main" }] });
	expect([right.code, right.err]).toEqual([0, ""]);
});

test("a second process on the data directory is turned away, and the first goes on", async () => {
	const before = readdirSync(server.environment["DATA_DIR"] ?? "").sort();
	const port = String(await freePort());
	for (const args of [["start"], ["setup", file("second.yaml", SHOP)]]) {
		const second = await run(args, { ...server.environment, PORT: port });
		expectRefused(second, 3, "is in use by another Standin (process ");
	}
	expect(readdirSync(server.environment["DATA_DIR"] ?? "").sort()).toEqual(before);
	expect(await run(["support", "--json"], server.environment)).toEqual({ code: 0, out: "[]\n", err: "" });
});

test("a port that is taken is told, and the data directory is free again", async () => {
	const other = createServer().listen(0, "0.0.0.0");
	await once(other, "listening");
	const address = other.address();
	const port = typeof address === "object" && address !== null ? address.port : 0;
	const data = join(folder, "taken");
	try {
		const ran = await run(["start"], { ...nobody, DATA_DIR: data, PORT: String(port) });
		expect(ran.err).toContain(`Port ${port} on 0.0.0.0 is in use by another program`);
		expect([ran.code, ran.out]).toEqual([3, ""]);
		expect(existsSync(data) ? readdirSync(data).filter((name) => name.endsWith(".lock")) : []).toEqual([]);
	} finally {
		other.close();
	}
});

test("a broken playbook stops the start with its file and line, and lint tells the same", async () => {
	const path = file("broken-playbook.yaml", "id: broken-playbook\nsteps: [\n");
	await expect(loadPlaybooks(folder)).rejects.toThrow(`${path}:3 this is not YAML`);
	const linted = await run(["playbook", "lint", path], nobody);
	expect(linted.out).toContain(`${path}:3 this is not YAML`);
	expect([linted.code, linted.err]).toEqual([2, ""]);
	const json = await run(["playbook", "lint", "--json", path], nobody);
	expect(JSON.parse(json.out).faults).toMatchObject([{ file: path, line: 3 }]);
	expect(json.code).toBe(2);
});

test.each([
	["PORT", "abc"],
	["PORT", "65536"],
	["STANDIN_URL", "nowhere"],
	["DATABASE_URL", "mysql://x"],
] as const)("%s=%s is named without its value, and help is shown all the same", async (name, value) => {
	for (const args of [["start"], ["chat"], ["support"]]) {
		const ran = await run(args, { ...nobody, [name]: value });
		expectRefused(ran, 2, `Set these environment variables right: ${name} (`);
		expect(ran.err).not.toContain(value);
	}
	expect(existsSync(join(folder, "data"))).toBe(false);
	expect((await run(["--help"], { ...nobody, [name]: value })).code).toBe(0);
	expect((await run(["start"], { ...nobody, [name]: value, LANG: "zh_CN.UTF-8" })).err).toContain("请修正这些环境变量");
});

test("without a server the support desk says how to start one, with a token or without", async () => {
	for (const token of [{}, { STANDIN_TOKEN: "operator-token-of-a-test" }]) {
		for (const args of [["support"], ["support", "--json"], ["support", "show", "abc"], ["support", "close", "abc"]]) {
			expectRefused(await run(args, { ...nobody, ...token }), 3, "No Standin answers at http://127.0.0.1:");
		}
	}
	expect(existsSync(join(folder, "data"))).toBe(false);
});

test("a token that is not the operator's is refused with what to do about it, and nothing is written down", async () => {
	const wrong = { ...server.environment, STANDIN_TOKEN: "not-the-operators-token" };
	const before = readdirSync(server.environment["DATA_DIR"] ?? "").sort();
	for (const args of [
		["support"],
		["support", "reply", "abc", "hello"],
		["chat"],
		["setup", file("token.yaml", SHOP)],
	]) {
		expectRefused(await run(args, wrong), 2, "This is not the operator's token; set STANDIN_TOKEN");
	}
	expect(readdirSync(server.environment["DATA_DIR"] ?? "").sort()).toEqual(before);
});

test("a request that nobody made is not found, whatever is asked of it", async () => {
	for (const args of [["show"], ["reply", "--as", "Mara"], ["close"], ["claim"], ["timeline"]]) {
		const [order = "", ...options] = args;
		const words = order === "reply" ? ["hello"] : [];
		const ran = await run(["support", order, "zzzz", ...words, ...options], server.environment);
		expectRefused(ran, 2, "No single request begins with “zzzz”");
	}
	const chinese = await run(["support", "show", "zzzz"], { ...server.environment, LANG: "zh_CN.UTF-8" });
	expectRefusedInChinese(chinese, "没有唯一以“zzzz”开头的请求");
});

function expectRefusedInChinese({ code, out, err }: Ran, words: string): void {
	expect(err).toContain(words);
	expect(err).toMatch(/。\n$/);
	expect([code, out]).toEqual([2, ""]);
}

test("a file that is not there is told in the chat, and the chat goes on", async () => {
	const typed = `${join(folder, "none.csv")}\nsales\nquit\n`;
	const ran = await run(["chat", "--new", "--store", "harbour-cafe"], server.environment, typed);
	expect(ran.out).toMatch(/There is no file .*none\.csv; check the path\. Nothing was sent\.[\s\S]*sales/);
	expect([ran.code, ran.err]).toEqual([0, ""]);
});
