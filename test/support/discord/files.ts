/** Files as Discord's network hands them out: under an address that is signed and runs out after a day. */

import { createHmac, randomBytes } from "node:crypto";
import type { Channel, File, World } from "./world.ts";

const LIFE_MS = 24 * 60 * 60 * 1_000;
export const MAX_FILE_BYTES = 10 * 1_024 * 1_024;

export type Files = {
	keep(channel: Channel, name: string, bytes: Buffer, type: string, description?: string | null): File;
	/** The file as a message speaks of it, under an address that is good from now on. */
	view(file: File): object;
	/** What an address leads to: nothing when it has run out or was made up. */
	open(address: URL): File | null;
};

export function newFiles(world: World, baseUrl: () => string): Files {
	const secret = randomBytes(16);
	const kept = new Map<string, File>();
	const places = new Map<File, string>();
	const sign = (place: string, until: string) => createHmac("sha256", secret).update(`${place} ${until}`).digest("hex");

	const address = (file: File): string => {
		const place = places.get(file) ?? "";
		const until = Math.floor((world.clock.nowMs + LIFE_MS) / 1_000).toString(16);
		const now = Math.floor(world.clock.nowMs / 1_000).toString(16);
		return `${baseUrl()}${place}?ex=${until}&is=${now}&hm=${sign(place, until)}&`;
	};

	return {
		keep(channel, name, bytes, type, description = null) {
			const file: File = { id: world.newId(), name, bytes, type, description };
			const place = `/attachments/${channel.id}/${file.id}/${encodeURIComponent(name)}`;
			kept.set(place, file);
			places.set(file, place);
			return file;
		},
		view: (file) => ({
			id: file.id,
			filename: file.name,
			size: file.bytes.length,
			content_type: file.type,
			...(file.description === null ? {} : { description: file.description }),
			url: address(file),
			proxy_url: address(file),
		}),
		open(url) {
			const until = url.searchParams.get("ex") ?? "";
			const isSigned = url.searchParams.get("hm") === sign(url.pathname, until);
			const isOver = Number.parseInt(until, 16) * 1_000 <= world.clock.nowMs;
			return isSigned && !isOver ? (kept.get(url.pathname) ?? null) : null;
		},
	};
}
