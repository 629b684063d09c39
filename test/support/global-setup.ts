import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { migrate } from "../../src/store/migrate.ts";
import { openPostgres } from "../../src/store/postgres.ts";
import { startPostgres } from "./postgres-server.ts";

declare module "vitest" {
	interface ProvidedContext {
		postgresUrl: string;
		/** The name of a migrated database on that server, which nobody is connected to: copied instead of migrated anew. */
		postgresTemplate: string;
		/** A folder of this run, for what one test file makes and the others copy. */
		templates: string;
	}
}

/** One PostgreSQL for the whole run; each test makes a database of its own in it. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
	const templates = mkdtempSync(join(tmpdir(), "standin-templates-"));
	// What tests kill is the program, never this server and never the machine: nothing has to reach its disk.
	const server = await startPostgres({ isDurable: false });
	const template = `test_template_${process.pid}_${Date.now()}`;
	const admin = await openPostgres(server.url, () => {});
	await admin.query(`create database ${template}`);
	const url = new URL(server.url);
	url.pathname = `/${template}`;
	const database = await openPostgres(url.href, () => {});
	await migrate(database);
	await database.close();
	project.provide("postgresUrl", server.url);
	project.provide("postgresTemplate", template);
	project.provide("templates", templates);
	return async () => {
		await admin.query(`drop database ${template}`);
		await admin.close();
		await server.stop();
		rmSync(templates, { recursive: true, force: true });
	};
}
