import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openFileDatabase } from "../../src/store/pglite.ts";

test("every commit reaches the disk before it is acknowledged", async () => {
	const directory = mkdtempSync(join(tmpdir(), "standin-fsync-"));
	let synced = 0;
	const database = await openFileDatabase(join(directory, "pg"), () => synced++);
	await database.query("create table paid (id int)");
	expect(await database.query("show fsync")).toEqual([{ fsync: "on" }]);

	const before = synced;
	for (let id = 0; id < 300; id++) await database.query("insert into paid values ($1)", [id]);

	expect(synced - before).toBeGreaterThanOrEqual(300);
	await database.close();
	rmSync(directory, { recursive: true });
});
