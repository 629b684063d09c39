import { expect, test } from "vitest";
import type { Queryable } from "../../src/store/database.ts";
import { openPostgres } from "../../src/store/postgres.ts";
import { freshPostgresUrl } from "../support/databases.ts";

/** Breaks every other connection to this database, as a restart of the server does. */
const BREAK_OTHERS = `select pg_terminate_backend(pid) from pg_stat_activity
	where datname = current_database() and pid <> pg_backend_pid()`;

async function openBoth() {
	const url = await freshPostgresUrl();
	const lost: Error[] = [];
	const shop = await openPostgres(url, (error) => lost.push(error));
	const administrator = await openPostgres(url, () => {});
	const close = () => Promise.all([shop.close(), administrator.close()]);
	return { shop, administrator, lost, close };
}

const isAlive = async (database: Queryable) => (await database.query("select 1")).length === 1;

test("a connection that breaks in the middle of a turn fails that turn and not the program", async () => {
	const { shop, administrator, lost, close } = await openBoth();
	const turn = shop.transaction(async (tx) => {
		await tx.query("insert into merchant (id, name) values ('m1', 'Bean & Leaf')");
		await administrator.query(BREAK_OTHERS);
		await expect.poll(() => lost).not.toEqual([]);
		await tx.query("insert into merchant (id, name) values ('m2', 'Corner Books')");
	});
	await expect(turn).rejects.toThrow(/connection error/);
	expect(await shop.query("select * from merchant where id <> 'unlinked'")).toEqual([]);
	await close();
});

test("connections that break while idle are told of and replaced", async () => {
	const { shop, administrator, lost, close } = await openBoth();
	await Promise.all([isAlive(shop), isAlive(shop)]);
	await administrator.query(BREAK_OTHERS);
	await expect.poll(() => lost.length).toBeGreaterThanOrEqual(2);
	expect(await Promise.all([isAlive(shop), isAlive(shop), isAlive(shop)])).toEqual([true, true, true]);
	await close();
});

test("whoever listens hears again after the line was broken", async () => {
	const { shop, administrator, lost, close } = await openBoth();
	const heard: string[] = [];
	await shop.listen("conversation", (id) => heard.push(id));
	await administrator.query(BREAK_OTHERS);
	await expect.poll(() => lost).not.toEqual([]);
	await expect
		.poll(
			async () => {
				await administrator.query("select pg_notify('conversation', 'c1')");
				return heard.length;
			},
			{ interval: 100 },
		)
		.toBeGreaterThan(0);
	await close();
});
