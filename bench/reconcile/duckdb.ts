/**
 * The yardstick, a process of its own: `duckdb.ts <payments.csv> <batch.csv>` reads both files whole into tables as text
 * and joins them on one exact key, the least that any matching has to do. Prints what it found and took as JSON.
 */

import { DuckDBInstance } from "@duckdb/node-api";

const [paymentsPath = "", batchPath = ""] = process.argv.slice(2);
const quoted = (path: string): string => `'${path.replaceAll("'", "''")}'`;
const tableOf = (name: string, path: string): string =>
	`create table ${name} as select * from read_csv(${quoted(path)}, header = true, all_varchar = true)`;

const instance = await DuckDBInstance.create(":memory:", { threads: "2" });
const connection = await instance.connect();
const count = async (sql: string): Promise<number> => Number((await connection.runAndReadAll(sql)).getRows()[0]?.[0]);

const startedMs = performance.now();
await connection.run(tableOf("payment", paymentsPath));
await connection.run(tableOf("batch", batchPath));
const pairs = await count("select count(*) from payment join batch on payment.sale_ref = batch.note");
const seconds = (performance.now() - startedMs) / 1000;

const payments = await count("select count(*) from payment");
const rows = await count("select count(*) from batch");
console.log(JSON.stringify({ seconds, payments, rows, pairs }));
connection.closeSync();
instance.closeSync();
