import { request } from "node:http";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { startServer } from "./server.ts";
import { bakery, setUp } from "./shops.ts";

const SCRIPT_LIMIT_BYTES = 60 * 1024;

const server = await startServer();
const home = await server.ask("GET", "/");
const shops = await setUp(server, [bakery()]);
const sticker = `/s/${shops.codes.get("bakery-1")}`;

const namesIn = (page: string): readonly string[] =>
	[...page.matchAll(/"(\/assets\/[^"]+)"/g)].map(([, path]) => path!);

/** As a browser gets it: Node's fetch would unpack it on the way. */
async function packed(path: string, encoding: string): Promise<{ readonly headers: Headers; readonly bytes: Buffer }> {
	return new Promise((resolve, reject) => {
		const asked = request(server.at(path), { headers: { "accept-encoding": encoding } }, (answer) => {
			const parts: Buffer[] = [];
			answer.on("data", (part: Buffer) => parts.push(part));
			answer.on("end", () => {
				const headers = new Headers(Object.entries(answer.headers).map(([name, value]) => [name, String(value)]));
				resolve({ headers, bytes: Buffer.concat(parts) });
			});
		});
		asked.on("error", reject).end();
	});
}

test("the only shop opens at once; where there are several, the page asks for the sticker's code", async () => {
	expect(home.status).toBe(302);
	expect(home.headers.get("location")).toMatch(/^\/s\/[1-9A-Za-z]{12}$/);
	const several = await server.ask("GET", "/");
	expect(several.status).toBe(200);
	expect(several.text).toContain('data-place="null"');
});

test("the page of a sticker names its store before any script runs", async () => {
	const { status, text, headers } = await server.ask("GET", sticker);
	expect(status).toBe(200);
	expect(text).toContain("<h1>bakery store</h1>");
	expect(text).toContain("60001234");
	expect(headers.get("cache-control")).toBe("no-cache");
});

test("a code that is nobody's gives the page that says so, and a payment's code is no sticker", async () => {
	const { status, text } = await server.ask("GET", "/s/nobody");
	expect(status).toBe(404);
	expect(text).toContain('data-place="null"');
});

test("the page speaks the browser's language where no script can", async () => {
	const said = async (language: string) =>
		(await server.ask("GET", sticker, { headers: { "accept-language": language } })).text;
	expect(await said("zh-CN")).toContain("请在浏览器中启用 JavaScript");
	expect(await said("es-MX")).toContain('<html lang="es">');
});

test("nothing but the server's own script and style may run, and none stands in the page", async () => {
	const { text, headers } = await server.ask("GET", sticker);
	const policy = headers.get("content-security-policy");
	for (const rule of ["default-src 'none'", "script-src 'self'", "style-src 'self'", "connect-src 'self'"]) {
		expect(policy).toContain(rule);
	}
	expect(policy).not.toContain("unsafe");
	expect(text.match(/<script/g)).toHaveLength(1);
	expect(text).not.toMatch(/<style| style="| on\w+="/);
});

test("what the page loads is kept for a year under a name that changes with it, and comes compressed", async () => {
	const { text } = await server.ask("GET", sticker);
	const paths = namesIn(text);
	expect(paths.map((path) => path.split(".").at(-1)).sort()).toEqual(["css", "js", "svg"]);
	for (const path of paths) {
		const plain = await packed(path, "identity");
		const brotli = await packed(path, "gzip, deflate, br");
		const gzip = await packed(path, "gzip");
		expect(brotli.headers.get("content-encoding")).toBe("br");
		expect(brotli.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
		expect(brotli.headers.get("vary")).toBe("accept-encoding");
		expect(brotliDecompressSync(brotli.bytes).equals(plain.bytes)).toBe(true);
		expect(gunzipSync(gzip.bytes).equals(plain.bytes)).toBe(true);
		if (path.endsWith(".js")) expect(gzip.bytes.length).toBeLessThanOrEqual(SCRIPT_LIMIT_BYTES);
	}
});

test("no file of the server is reached through the page's", async () => {
	for (const path of ["/assets/nothing.js", "/assets/..%2fpackage.json", "/assets/", "/assets/constructor"]) {
		expect((await server.ask("GET", path)).status).toBe(404);
	}
});

test("whoever mistypes an address in a browser lands on the first page; a program is told that nothing is there", async () => {
	const reader = { accept: "text/html,application/xhtml+xml" };
	const astray = await server.ask("GET", "/no-such-page", { headers: reader });
	expect([astray.status, astray.headers.get("location")]).toEqual([302, "/"]);
	expect((await server.ask("GET", "/no-such-page")).status).toBe(404);
	expect((await server.ask("GET", "/api/no-such-page", { headers: reader })).status).toBe(404);
});
