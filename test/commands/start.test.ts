import { rmSync } from "node:fs";
import jsqr from "jsqr";
import { expect, test } from "vitest";
import { putDatabase } from "../support/embedded.ts";
import { freePort } from "../support/postgres-server.ts";
import { freshFolder, talkTo } from "../support/program.ts";

const PIXELS_A_MODULE = 4;

/** What the QR of half blocks in `lines` says. */
function readQr(lines: readonly string[]): string | undefined {
	const rows = lines.filter((line) => /^[ ▀▄█]{20,}$/.test(line));
	const modules = rows.flatMap((row) => [
		[...row].map((half) => half === "▀" || half === "█"),
		[...row].map((half) => half === "▄" || half === "█"),
	]);
	const width = (modules[0]?.length ?? 0) * PIXELS_A_MODULE;
	const pixels = modules.flatMap((row) => {
		const line = row.flatMap((isDark) => Array.from({ length: PIXELS_A_MODULE }, () => (isDark ? 0 : 255)));
		return Array.from({ length: PIXELS_A_MODULE }, () => line).flat();
	});
	const data = new Uint8ClampedArray(pixels.flatMap((grey) => [grey, grey, grey, 255]));
	return jsqr.default(data, width, pixels.length / width)?.data;
}

/** One of them finds an empty folder, as people do; the others what it leaves there. */
const FIRST_START = "en_US.UTF-8";

test.each([
	["en_US.UTF-8", /On a phone in the same network, scan this, or open (\S+)/, /In another shell/],
	["zh_CN.UTF-8", /同一网络中的手机请扫码，或打开：(\S+)/, /在另一个终端窗口输入/],
	["es_MX.UTF-8", /En un teléfono de la misma red, escanear esto o abrir (\S+)/, /En otra línea de comandos/],
])("a phone that scans what the start shows, in a pipe too, is in the shop's chat (%s)", async (LANG, open, last) => {
	const folder = freshFolder();
	if (LANG !== FIRST_START) await putDatabase(folder);
	const port = await freePort();
	const server = talkTo(["start"], { DATA_DIR: folder, PORT: String(port), LANG });
	const [, address = ""] = await server.hear(open);
	await server.hear(last);
	expect(server.said()).toContain(`http://127.0.0.1:${port}`);
	expect(address).toMatch(new RegExp(`^http://[\\d.]+:${port}/$`));
	expect(readQr(server.said().split("\n"))).toBe(address);
	const response = await fetch(`http://127.0.0.1:${port}/`);
	expect(response.url).toMatch(/\/s\/\w{12}$/);
	expect(response.headers.get("content-type")).toContain("text/html");
	await server.kill("SIGTERM");
	rmSync(folder, { recursive: true, force: true });
});
