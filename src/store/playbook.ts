/** SQL about playbooks: every version that a run may still be pinned to, by its hash. */

import type { Playbook } from "../playbooks/format.ts";
import { asJson, type Queryable } from "./database.ts";

export async function storePlaybooks(database: Queryable, playbooks: readonly Playbook[]): Promise<void> {
	for (const playbook of playbooks) {
		await database.query("insert into playbook (hash, id, body) values ($1, $2, $3::jsonb) on conflict do nothing", [
			playbook.hash,
			playbook.id,
			asJson(playbook),
		]);
	}
}

export async function readPlaybook(database: Queryable, hash: string): Promise<Playbook | null> {
	const [row] = await database.query<{ body: Playbook }>("select body from playbook where hash = $1", [hash]);
	return row?.body ?? null;
}
