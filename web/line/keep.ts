/** What this phone keeps in IndexedDB: the queue of what waits, the conversation's token, the language. */

import { type DBSchema, type IDBPDatabase, openDB } from "idb";
import type { Entry, Lane } from "./entry.ts";

export type Kept = Entry & { readonly key: number };

export type Keep = {
	read(name: string): Promise<unknown>;
	write(name: string, value: unknown): Promise<void>;
	remove(name: string): Promise<void>;
	/** At the end of the queue. */
	add(entry: Entry): Promise<Kept>;
	list(place: string): Promise<readonly Kept[]>;
	/** The first of a lane, or undefined. Two open pages take the same one; its id makes that harmless and keeps the order. */
	first(place: string, lane: Lane): Promise<Kept | undefined>;
	drop(key: number): Promise<void>;
};

type Row = Entry & { key?: number };
interface Tables extends DBSchema {
	setting: { key: string; value: unknown };
	queue: { key: number; value: Row; indexes: { lane: [string, string] } };
}

/** Where the browser refuses (a private window), what is typed lives as long as the page. */
export async function openKeep(): Promise<Keep> {
	try {
		return onDisk(
			await openDB<Tables>("standin", 1, {
				upgrade: (database) => {
					database.createObjectStore("setting");
					database
						.createObjectStore("queue", { keyPath: "key", autoIncrement: true })
						.createIndex("lane", ["place", "lane"]);
				},
			}),
		);
	} catch {
		return inMemory();
	}
}

const asKept = (row: Row | undefined): Kept | undefined =>
	row?.key === undefined ? undefined : { ...row, key: row.key };

function onDisk(database: IDBPDatabase<Tables>): Keep {
	return {
		read: (name) => database.get("setting", name),
		write: async (name, value) => {
			await database.put("setting", value, name);
		},
		remove: (name) => database.delete("setting", name),
		add: async (entry) => ({ ...entry, key: await database.add("queue", entry) }),
		list: async (place) => {
			const rows = await database.getAll("queue");
			return rows.flatMap((row) => asKept(row) ?? []).filter((row) => row.place === place);
		},
		// Equal index keys come in the order of their primary keys: oldest first.
		first: async (place, lane) => asKept(await database.getFromIndex("queue", "lane", [place, lane])),
		drop: (key) => database.delete("queue", key),
	};
}

function inMemory(): Keep {
	const settings = new Map<string, unknown>();
	const queue = new Map<number, Kept>();
	let last = 0;
	return {
		read: async (name) => settings.get(name),
		write: async (name, value) => void settings.set(name, value),
		remove: async (name) => void settings.delete(name),
		add: async (entry) => {
			last += 1;
			const kept = { ...entry, key: last };
			queue.set(last, kept);
			return kept;
		},
		list: async (place) => [...queue.values()].filter((kept) => kept.place === place),
		first: async (place, lane) => [...queue.values()].find((kept) => kept.place === place && kept.lane === lane),
		drop: async (key) => void queue.delete(key),
	};
}
