/** Carries out `print-kit`: the kit of a store becomes a file of the conversation that asked for it. */

import { createHash } from "node:crypto";
import type { PrintKit } from "../helpdesk/conversation-order.ts";
import type { FileCard } from "../helpdesk/message.ts";
import type { Database } from "../store/database.ts";
import { addFile } from "../store/file.ts";
import type { Carrier } from "./deliver.ts";
import type { Effect } from "./kind.ts";
import { printKit } from "./print-kit.ts";

/** Repeated after a crash it is the same file: it is named after the effect's key. */
export const kitPrinter =
	(database: Database, publicUrl: string, nowMs: () => number): Carrier =>
	async (merchantId, effect, key) => {
		const { to: conversationId, storeId, paper, locale } = effect as Effect & PrintKit;
		const kit = await printKit(database, { merchantId, storeId, paper, locale, publicUrl, nowMs: nowMs() });
		if (kit === null) return {}; // the store is gone, and its chat with it
		const id = createHash("sha256").update(`${conversationId} kit ${key}`).digest("hex").slice(0, 32);
		const file: FileCard = { id, name: `kit-${paper}.pdf`, type: "application/pdf", bytes: kit.pdf.length };
		return {
			event: { kind: "kit-printed", file, notes: kit.notes },
			write: (tx) => addFile(tx, { ...file, merchantId, conversationId, content: kit.pdf }),
		};
	};
