import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { pagesOf, qrOn } from "../kit/pages.ts";
import { freePort } from "../support/postgres-server.ts";
import { freshFolder, run, type Server, startServer } from "../support/program.ts";

const OWN_QR =
	"00020126580014BR.GOV.BCB.PIX0136123e4567-e12b-12d1-a456-4266554400005204000053039865802BR5913Fulano de Tal6008BRASILIA62070503***6304F01B";
const folder = freshFolder();
let server: Server;
beforeAll(async () => {
	server = await startServer({ PUBLIC_URL: "https://pay.example" }, await freePort());
	const shops = join(folder, "shops.yaml");
	writeFileSync(
		shops,
		`merchants:
  - id: padaria
    name: Padaria
    stores:
      - id: centro
        name: Padaria do Centro
        country: BR
        currency: BRL
        time_zone: America/Sao_Paulo
        locale: es
        terminals:
          - { id: caixa-1, tid: "12345678", vendor: Ingenico, model: Move/5000 }
    rails:
      - { id: own, scheme: static, settings: { payload: "${OWN_QR}" } }
`,
	);
	expect((await run(["setup", shops], server.environment)).code).toBe(0);
});
afterAll(async () => {
	await server.stop();
	rmSync(folder, { recursive: true, force: true });
});

const kit = (...args: readonly string[]) => run(["kit", ...args], server.environment);

test("the sticker that is printed opens the terminal's chat, and the counter card is the shop's own code", async () => {
	const file = join(folder, "kit.pdf");
	const { code, out, err } = await kit("padaria/centro", "--paper", "58", "--out", file, "--json");
	expect([code, err]).toEqual([0, ""]);
	expect(JSON.parse(out)).toEqual({ file, bytes: readFileSync(file).length, notes: [] });

	const pages = await pagesOf(readFileSync(file));
	expect(pages).toHaveLength(3);
	const sticker = new URL(qrOn(pages[0]!)?.text ?? "");
	expect(sticker.origin).toBe("https://pay.example");
	const place = await fetch(
		`http://127.0.0.1:${server.environment["PORT"]}/api/places/${sticker.pathname.split("/").at(-1)}`,
	);
	expect(await place.json()).toMatchObject({ store: { name: "Padaria do Centro" }, terminal: { tid: "12345678" } });
	expect(qrOn(pages[1]!)?.text).toBe(OWN_QR);
	// In the store's own language, unless another is asked for.
	expect(pages[2]?.texts.map(({ text }) => text).join(" ")).toContain("efectivo");
});

test("a kit in another language is one option away", async () => {
	const file = join(folder, "kit-zh.pdf");
	expect(await kit("centro", "--language", "zh", "--out", file)).toMatchObject({ code: 0, out: `${file}\n` });
	const pages = await pagesOf(readFileSync(file));
	expect(
		pages
			.at(-1)
			?.texts.map(({ text }) => text)
			.join(""),
	).toContain("现金");
});

test("what cannot be printed is one sentence, and leaves no file", async () => {
	const file = join(folder, "none.pdf");
	const unknown = await kit("nowhere", "--out", file);
	expect(unknown).toMatchObject({ code: 2, out: "" });
	expect(unknown.err).toContain("padaria/centro");
	const paper = await kit("centro", "--paper", "a5");
	expect(paper).toMatchObject({ code: 2, out: "" });
	expect(paper.err).toContain("a4");
	const place = await kit("centro", "--out", join(folder, "no", "kit.pdf"));
	expect(place.code).toBe(2);
	expect(place.err).toContain("--out");
	expect(existsSync(file)).toBe(false);
	expect(readdirSync(folder).filter((name) => name.includes(".pdf."))).toEqual([]);
});

test("where no server runs it says how to start one", async () => {
	const environment = { ...server.environment, STANDIN_URL: `http://127.0.0.1:${await freePort()}` };
	expect(await run(["kit"], environment)).toMatchObject({ code: 3, out: "" });
});

test("nobody but the operator has the kit printed over the API", async () => {
	const url = `http://127.0.0.1:${server.environment["PORT"]}/api/kit?store=centro`;
	expect((await fetch(url)).status).toBe(401);
	expect((await fetch(url, { headers: { authorization: "Bearer somebody-else-entirely" } })).status).toBe(401);
});

test("the drills of a store are a list in the shell, which says where the next one begins", async () => {
	const { code, out, err } = await run(["drill", "--store", "centro"], server.environment);
	expect([code, err]).toEqual([0, ""]);
	expect(out).toMatch(/Nobody has practised yet\.\n.*https:\/\/pay\.example\/s\/\w{12}/s);
	const listed = await run(["drill", "--store", "centro", "--json"], server.environment);
	expect(JSON.parse(listed.out)).toMatchObject({ store: { merchantId: "padaria", storeId: "centro" }, drills: [] });
});
