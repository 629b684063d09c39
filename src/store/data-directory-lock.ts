/** One process to a data directory: PGlite has no lock of its own, and a second process would lose committed rows. */

import { randomUUID } from "node:crypto";
import { linkSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { OutsideError } from "../errors.ts";

const NAME = /^standin\.(\d{1,9})\.lock$/;

// In a container every start may get the same pid: this tells our own lock from that of a former life.
const LIFE = `${process.pid} ${randomUUID()}`;

/**
 * Makes `directory` if needed, takes its lock and gives back the order that releases it. Throws `OutsideError` while
 * another living process holds it. The lock of a dead process is taken over at once, that of a living one never.
 */
export function lockDataDirectory(directory: string): () => void {
	mkdirSync(directory, { recursive: true, mode: 0o700 });
	const draft = join(directory, `standin.lock.${randomUUID()}`);
	writeFileSync(draft, LIFE, { mode: 0o600 });
	try {
		return take(directory, draft);
	} finally {
		rmSync(draft, { force: true });
	}
}

function take(directory: string, draft: string): () => void {
	for (;;) {
		const found = lockFiles(directory);
		refuseLiving(directory, found);
		// A lock has a higher number than all before it and none is removed before ours exists: of two processes that
		// find the same dead lock, the exclusive link (atomic, content included) lets one through.
		const number = Math.max(0, ...found.map((file) => file.number)) + 1;
		const own = join(directory, `standin.${number}.lock`);
		if (!link(draft, own)) continue;
		try {
			// Looked at again with our own lock in place: of two that came at the same moment at least one sees the other.
			const others = lockFiles(directory).filter((file) => file.path !== own);
			refuseLiving(directory, others);
			for (const dead of others) rmSync(dead.path, { force: true });
		} catch (error) {
			rmSync(own, { force: true });
			throw error;
		}
		return () => rmSync(own, { force: true });
	}
}

type LockFile = { readonly path: string; readonly number: number; readonly life: string };

function lockFiles(directory: string): readonly LockFile[] {
	return readdirSync(directory).flatMap((name) => {
		const number = NAME.exec(name)?.[1];
		const path = join(directory, name);
		const life = number === undefined ? null : readIfThere(path);
		return life === null ? [] : [{ path, number: Number(number), life }];
	});
}

function readIfThere(path: string): string | null {
	try {
		return readFileSync(path, "utf8");
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
		throw error;
	}
}

function link(draft: string, own: string): boolean {
	try {
		linkSync(draft, own);
		return true;
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
		throw error;
	}
}

function refuseLiving(directory: string, files: readonly LockFile[]): void {
	const holder = files.find((file) => isAlive(file.life));
	if (holder === undefined) return;
	const pid = Number.parseInt(holder.life, 10);
	throw new OutsideError({
		en: `The data in ${directory} is in use by another Standin (process ${pid}); stop that one first, or set DATA_DIR to another directory.`,
		zh: `${directory} 中的数据正被另一个 Standin（进程 ${pid}）使用；请先停止它，或将 DATA_DIR 设为其他目录。`,
		es: `Otro Standin (proceso ${pid}) usa los datos de ${directory}; deténgalo primero o ponga otra carpeta en DATA_DIR.`,
	});
}

function isAlive(life: string): boolean {
	const pid = Number.parseInt(life, 10);
	if (pid === process.pid) return life === LIFE;
	if (!Number.isSafeInteger(pid) || pid <= 0) return false;
	try {
		process.kill(pid, 0);
		return true;
	} catch (error) {
		return (error as NodeJS.ErrnoException).code === "EPERM"; // it lives, and belongs to somebody else
	}
}
