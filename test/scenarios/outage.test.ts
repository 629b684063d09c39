import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { freshPostgresUrl } from "../support/databases.ts";
import { freePort } from "../support/postgres-server.ts";
import { type Environment, run, type Server, startServer, type Talk, talkTo } from "../support/program.ts";
import { squareBatch } from "./square-batch.ts";

const PLACES: readonly (readonly [string, () => Promise<Environment>])[] = [
	["PGlite", async () => ({})],
	["PostgreSQL", async () => ({ DATABASE_URL: await freshPostgresUrl() })],
];

/** Sells one thing in English; gives the sale's reference and its page. */
async function sell(cashier: Talk, amount: string): Promise<{ readonly ref: string; readonly page: string }> {
	cashier.type(`pay ${amount}`);
	await cashier.hear(/already tap or insert a card/);
	cashier.type("no");
	const [, ref = ""] = await cashier.hear(/reference ([2-9A-HJKMNP-Z]{6})/);
	await cashier.hear(/█/);
	const [, page = ""] = await cashier.hear(/(http:\S+\/p\/\w{12})/);
	await cashier.hear(new RegExp(`${ref}.*Shown`));
	return { ref, page: page.replace(/\/\/[^/:]+/, "//127.0.0.1") };
}

async function pay(cashier: Talk, sale: { readonly ref: string; readonly page: string }): Promise<void> {
	await fetch(sale.page, { method: "POST" });
	await cashier.hear(new RegExp(`${sale.ref}.*The customer says they paid`));
	await cashier.hear(new RegExp(`${sale.ref}.*PAID\\.`));
}

describe.each(PLACES)("%s", (_name, place) => {
	test("an evening without a terminal: from “no connection” to the batch, every sale accounted for", async () => {
		const server = await startServer(await place(), await freePort());
		try {
			await evening(server);
		} finally {
			await server.stop();
		}
	});

	test("刷卡机断网的一晚：排查、收款、转人工", async () => {
		const server = await startServer(await place(), await freePort());
		try {
			await chineseEvening(server);
		} finally {
			await server.stop();
		}
	});
});

async function evening({ environment }: Server): Promise<void> {
	const cashier = talkTo(["chat"], environment);
	await cashier.hear(/Take a payment now/);
	cashier.type("the card machine says no connection and I have 8 people waiting");
	await cashier.hear(/pay 45[\s\S]*Check 1[\s\S]*Take a payment now/);

	cashier.type("1");
	await cashier.hear(/Check 2/);
	cashier.type("back");
	await cashier.hear(/Check 1/);

	const first = await sell(cashier, "45");
	await pay(cashier, first);
	const twice = await sell(cashier, "18.50");
	await pay(cashier, twice);
	const missing = await sell(cashier, "7.25");
	await pay(cashier, missing);
	const unpaid = await sell(cashier, "99");

	cashier.type("person");
	await cashier.hear(/request (\w{8}) is on the support desk's list/);
	const listed = JSON.parse((await run(["support", "--json"], environment)).out);
	const { id } = listed[0].escalation;
	expect(listed[0].escalation.card).toMatchObject({ cause: "network", store: "Harbour Café (demo)", language: "en" });
	await run(["support", "reply", id, "Pull", "the", "router's", "plug", "--as", "Mara"], environment);
	await cashier.hear(/Mara \(support\): Pull the router's plug/);
	const shown = JSON.parse((await run(["support", "show", id, "--json"], environment)).out);
	expect(shown.escalation.owner).toEqual({ id: "api:mara", name: "Mara" });
	await run(["support", "close", id, "--note", "router restarted", "--as", "Mara"], environment);
	await cashier.hear(/Mara has closed your request: router restarted/);
	expect((await run(["support"], environment)).out).toContain("No open requests");

	cashier.type("it's back");
	const [sheet] = await cashier.hear(/key these into the POS[\s\S]*batch/);
	for (const { ref } of [first, twice, missing]) expect(sheet).toContain(ref);

	const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000);
	const batch = squareBatch([
		{ at: minutesAgo(90), amount: "4.00", tender: "card", last4: "4242" },
		{ at: minutesAgo(0), amount: "45.00", tender: "other", note: first.ref },
		{ at: minutesAgo(0), amount: "18.50", tender: "other", note: twice.ref },
		{ at: minutesAgo(0), amount: "18.50", tender: "card", note: twice.ref, last4: "1881" },
		{ at: minutesAgo(1), amount: "61.00", tender: "card", last4: "0005", status: "Declined" },
	]);
	const file = join(environment["DATA_DIR"] ?? "", "batch.csv");
	writeFileSync(file, batch);
	cashier.type(file);
	const [report] = await cashier.hear(/PRACTICE.*\nbatch\.csv is read\.[\s\S]*?\n\n/);
	expect(report).toContain("2 of 3");
	expect(report).toContain(twice.ref);
	expect(report).toContain(missing.ref);
	expect(report).toMatch(/declined/i);
	expect(report).toContain("PRACTICE");

	cashier.type(file);
	await cashier.hear(/batch\.csv was not taken, and nothing has changed\. The same file was read before/);
	expect(cashier.said()).not.toContain(`${unpaid.ref} · 99.00 USD · PRACTICE, no money moves: PAID`);
	await cashier.end();
}

async function chineseEvening({ environment }: Server): Promise<void> {
	const cashier = talkTo(["chat"], { ...environment, LANG: "zh_CN.UTF-8" });
	await cashier.hear(/现在收款/);
	cashier.type("刷卡机显示没有网络，有8个人在排队");
	await cashier.hear(/收款 45[\s\S]*检查 1[\s\S]*现在收款/);
	cashier.type("没有网络");
	await cashier.hear(/检查 2/);
	cashier.type("返回");
	await cashier.hear(/检查 1/);

	cashier.type("收款 45");
	await cashier.hear(/刷过卡了吗/);
	cashier.type("没有");
	const [, ref = ""] = await cashier.hear(/编号 ([2-9A-HJKMNP-Z]{6})/);
	const [, page = ""] = await cashier.hear(/(http:\S+\/p\/\w{12})/);
	await cashier.hear(/已出示/);
	await fetch(page.replace(/\/\/[^/:]+/, "//127.0.0.1"), { method: "POST" });
	await cashier.hear(/尚未确认/);
	await cashier.hear(/已到账/);

	cashier.type("转人工");
	await cashier.hear(/您的请求 \w{8}/);
	cashier.type("好了");
	const [sheet] = await cashier.hear(/补录[\s\S]*批次文件/);
	expect(sheet).toContain(ref);
	await cashier.end();
}
