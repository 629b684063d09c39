import { beforeAll, expect, test } from "vitest";
import type { Reply } from "../../src/helpdesk/message.ts";
import { pagesOf, qrOn } from "../kit/pages.ts";
import { type Chat, type Server, startServer } from "./server.ts";
import { bakery, florist, openBakery, openFlorist, setUp } from "./shops.ts";

let server: Server;
let codes: ReadonlyMap<string, string>;
beforeAll(async () => {
	server = await startServer({ PUBLIC_URL: "https://pay.example" });
	({ codes } = await setUp(server, [bakery(), florist()]));
});

const press = (chat: Chat, choice: string) =>
	server.ask("POST", `${chat.path}/messages`, {
		token: chat.token,
		body: { id: `press-${choice.replaceAll(":", "-")}-1`, of: 1, choice },
	});
const countOf = async (table: string): Promise<number> =>
	(await server.database.query<{ count: number }>(`select count(*)::int as count from ${table}`))[0]?.count ?? 0;

async function practise(chat: Chat): Promise<string> {
	await chat.say("drill");
	await press(chat, "drill:pay");
	await press(chat, "drill:no");
	const { link } = await chat.reply(({ qr }) => qr !== null);
	return new URL(link ?? "").pathname;
}

test("the practice page has one button; pressed, the chat says PAID, and the drill is recorded without a sale", async () => {
	const chat = await openBakery(server);
	const path = await practise(chat);
	const page = await server.ask("GET", path);
	expect(page.text).toContain("PRACTICE");
	expect(page.text).toContain("5.00 EUR");
	expect((await server.ask("POST", path)).status).toBe(303);
	await chat.reply(({ text }) => text.includes("PAID (practice)"));
	await server.ask("POST", path);
	await server.settle();

	const after = await server.ask("GET", path);
	expect(after.text).toContain("PAID");
	expect(after.text).not.toContain("<button");
	const [drill] = await server.database.query(
		"select store_id, conversation_id, done_at >= started_at as is_done from drill",
	);
	expect(drill).toEqual({ store_id: "bakery-main", conversation_id: chat.path.split("/").at(-1), is_done: true });
	expect([await countOf("drill"), await countOf("sale"), await countOf("payment"), await countOf("outage")]).toEqual([
		1, 0, 0, 0,
	]);
});

test("the drills of a store are listed for its operator and in its books, with what was hard and where to begin one", async () => {
	const chat = await openFlorist(server);
	const path = await practise(chat);
	await server.ask("POST", path);
	await chat.reply(({ text }) => text.includes("PAID (practice)"));
	const [drill] = await server.database.query<{ id: string; store: string }>(
		"select id, store_id as store from drill where done_at is not null and conversation_id = $1",
		[chat.path.split("/").at(-1) ?? ""],
	);
	await press(chat, `drill:slow:${drill!.id}`);
	await chat.reply(({ text }) => text.includes("mobile data"));
	const list = await server.ask("GET", `/api/drills?store=${drill!.store}`, { token: server.operatorToken });
	const { url, drills } = JSON.parse(list.text);
	expect(url).toBe(`https://pay.example/s/${codes.get(drill!.store)}`);
	expect(drills).toEqual([
		{ person: null, platform: "web", hard: "slow", startedAtMs: expect.any(Number), tookMs: expect.any(Number) },
	]);
	const books = JSON.parse((await server.ask("GET", `${chat.path}/books`, { token: chat.token })).text);
	expect(books.drills).toMatchObject([{ who: "web", hard: "It was slow" }]);
	expect((await server.ask("GET", "/api/drills", { token: chat.token })).status).toBe(401);
});

test("a page that is none, and a pay page's address that a drill's stands under, are nothing", async () => {
	expect((await server.ask("GET", "/d/abcdefghijkm")).status).toBe(404);
	expect((await server.ask("POST", "/d/no-code-at-all")).status).toBe(404);
	const path = await practise(await openFlorist(server));
	expect((await server.ask("GET", path.replace("/d/", "/p/"))).status).toBe(404);
	expect((await server.ask("GET", path.replace("/d/", "/s/"))).text).not.toContain("PRACTICE");
});

test("the kit comes into the chat as a file that only this chat can fetch, and its sticker is this terminal's", async () => {
	const chat = await openBakery(server);
	await press(chat, "kit:80");
	const { file }: Reply = await chat.reply(({ file: sent }) => sent !== undefined);
	expect(file).toMatchObject({ name: "kit-80.pdf", type: "application/pdf" });
	const fetched = await fetch(server.at(`${chat.path}/files/${file?.id}`), {
		headers: { authorization: `Bearer ${chat.token}` },
	});
	const pages = await pagesOf(new Uint8Array(await fetched.arrayBuffer()));
	expect(pages).toHaveLength(3);
	expect(qrOn(pages[0]!)?.text).toBe(`https://pay.example/s/${codes.get("bakery-1")}`);
	const other = await openFlorist(server);
	const stolen = await server.ask("GET", `${other.path}/files/${file?.id}`, { token: other.token });
	expect(stolen.status).toBe(404);
});
