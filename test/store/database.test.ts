import { describe, expect, test } from "vitest";
import { asJson } from "../../src/store/database.ts";
import { migrate } from "../../src/store/migrate.ts";
import { DATABASES } from "../support/databases.ts";

describe.each(DATABASES)("%s", (_name, fresh) => {
	test("gives back what was put in: minor units, texts of every script, JSON, times, bytes and nothing", async () => {
		const database = await fresh();
		const body = { text: "收款 45 元 🙂 'quoted' \\ “”", list: [1, "2", null], nested: { deep: true } };
		const [row] = await database.query(
			"select $1::bigint as minor, $2::text as text, $3::jsonb as body, $4::timestamptz as at, $5::text as nothing, $6::boolean as yes, $7::bytea as bytes, $8::int as small",
			[
				999_999_999_999,
				body.text,
				JSON.stringify(body),
				"2026-11-23T20:15:30.123Z",
				null,
				true,
				Uint8Array.of(0, 255),
				7,
			],
		);
		expect(row).toMatchObject({ minor: 999_999_999_999, text: body.text, body, nothing: null, yes: true, small: 7 });
		const { at, bytes } = row as { at: Date; bytes: Uint8Array };
		expect(at).toEqual(new Date("2026-11-23T20:15:30.123Z"));
		expect([...bytes]).toEqual([0, 255]);
		await database.close();
	});

	test("refuses a number that would lose its last digits", async () => {
		const database = await fresh();
		await expect(database.query("select 9007199254740993::bigint as minor")).rejects.toThrow(RangeError);
		await database.close();
	});

	test("keeps nothing of a transaction that fails, and throws what was thrown", async () => {
		const database = await fresh();
		const failure = new Error("in the middle");
		const work = database.transaction(async (tx) => {
			await tx.query("insert into merchant (id, name) values ('m1', 'Bean & Leaf')");
			throw failure;
		});
		await expect(work).rejects.toBe(failure);
		expect(await database.query("select * from merchant where id = 'm1'")).toEqual([]);
		await database.close();
	});

	test("hears what another part of the program says", async () => {
		const database = await fresh();
		const heard: string[] = [];
		await database.listen("thread", (payload) => heard.push(payload));
		await database.query("select pg_notify('thread', 'c1')");
		await expect.poll(() => heard).toEqual(["c1"]);
		await database.close();
	});

	test("is migrated once, however often it is asked", async () => {
		const database = await fresh();
		await migrate(database);
		await Promise.all([migrate(database), migrate(database)]);
		const applied = await database.query<{ number: number }>("select number from migration order by number");
		expect(applied.map((row) => row.number)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
		await database.close();
	});

	test("of another version of the program is refused in one sentence", async () => {
		const database = await fresh();
		await database.query("update migration set checksum = 'of another file' where number = 1");
		await expect(migrate(database)).rejects.toThrow("another version of Standin");
		await database.query("update migration set number = 99 where number = 1");
		await expect(migrate(database)).rejects.toThrow("migration 99 of another version");
		await database.close();
	});

	test("lets nobody change or remove a decision", async () => {
		const database = await fresh();
		await database.query(
			"insert into decision (merchant_id, subject_kind, subject_id, act, person_id, decided_at) values ('m1', 'finding', 'f1', 'accept', 'p1', now())",
		);
		await expect(database.query("update decision set act = 'write-off'")).rejects.toThrow("append-only");
		await expect(database.query("delete from decision")).rejects.toThrow("append-only");
		await database.close();
	});
});

test("what jsonb refuses is replaced, and everything else is kept as it is", () => {
	const odd = { text: "cut \ud83d here", nul: "a\u0000b", whole: "🙂 \\ud83d ok", list: [1, null, true] };
	expect(JSON.parse(asJson(odd))).toEqual({ ...odd, text: "cut \ufffd here", nul: "a\ufffdb" });
});
