/** Sending the terminal's batch: a button, or a file dropped anywhere; its progress; nothing is lost when the line breaks. */

import { useEffect, useState } from "preact/hooks";
import { Icon } from "../icon.tsx";
import type { Locale } from "../language.ts";
import { nameOf } from "../line/entry.ts";
import type { Acts } from "../phone.ts";
import type { Phone } from "../phone-state.ts";
import { TakeBack } from "../take-back.tsx";
import { TEXTS as PAGE_TEXTS } from "../texts.ts";
import { TEXTS } from "./texts.ts";

const FILE_LIMIT_BYTES = 10 * 1024 * 1024;

async function sendFiles(files: FileList | null, acts: Acts, locale: Locale): Promise<void> {
	for (const file of Array.from(files ?? [])) {
		if (file.size > FILE_LIMIT_BYTES) acts.complain(file.name, TEXTS.tooLarge[locale], "file");
		else if (file.size === 0) acts.complain(file.name, TEXTS.emptyFile[locale], "file");
		// A copy: the file on the disk may change or go before the line is back.
		else acts.send({ kind: "file", name: file.name, bytes: await file.arrayBuffer() });
	}
}

type BatchButtonProps = { readonly acts: Acts; readonly locale: Locale; readonly isPractice: boolean };

export function BatchButton({ acts, locale, isPractice }: BatchButtonProps) {
	return (
		<div class="batch">
			<label class="button batch-button">
				<Icon name="file" />
				{TEXTS.batch[locale]}
				<input
					type="file"
					class="hidden"
					accept=".csv,.txt,text/csv,text/plain"
					onChange={({ currentTarget }) => {
						void sendFiles(currentTarget.files, acts, locale).finally(() => {
							currentTarget.value = ""; // the same file may be sent again after it was mended
						});
					}}
				/>
			</label>
			<p class="hint">{TEXTS.batchHow[locale]}</p>
			{isPractice ? (
				<button type="button" class="button" onClick={() => void acts.practiseBatch()}>
					{TEXTS.practiceBatch[locale]}
				</button>
			) : null}
		</div>
	);
}

/** The files on their way: the first one moves, the others wait. */
export function Uploads({ phone, acts }: { readonly phone: Phone; readonly acts: Acts }) {
	const { waiting, uploaded, locale, line } = phone;
	const files = waiting.filter(({ deed }) => deed.kind === "file");
	if (files.length === 0) return null;
	return (
		<div class="uploads" role="status">
			{files.map((entry, index) => (
				<p key={entry.key}>
					{TEXTS.sending[locale]} <b>{nameOf(entry.deed)}</b>{" "}
					{index === 0 && line !== "broken" ? (
						<progress max={1} value={uploaded} aria-label={nameOf(entry.deed)} />
					) : (
						<small>{PAGE_TEXTS.waiting[locale]}</small>
					)}
					<TakeBack entry={entry} phone={phone} acts={acts} />
				</p>
			))}
		</div>
	);
}

/** A file may be dropped anywhere on the page. */
export function DropZone({ acts, locale }: { readonly acts: Acts; readonly locale: Locale }) {
	const [isOver, setOver] = useState(false);
	useEffect(() => {
		const hasFiles = (event: DragEvent) => event.dataTransfer?.types.includes("Files") === true;
		const over = (event: DragEvent) => {
			if (!hasFiles(event)) return;
			event.preventDefault();
			setOver(true);
		};
		const leave = (event: DragEvent) => {
			if (event.relatedTarget === null) setOver(false);
		};
		const drop = (event: DragEvent) => {
			if (!hasFiles(event)) return;
			event.preventDefault();
			setOver(false);
			void sendFiles(event.dataTransfer?.files ?? null, acts, locale);
		};
		window.addEventListener("dragover", over);
		window.addEventListener("dragleave", leave);
		window.addEventListener("drop", drop);
		return () => {
			window.removeEventListener("dragover", over);
			window.removeEventListener("dragleave", leave);
			window.removeEventListener("drop", drop);
		};
	}, [acts, locale]);
	if (!isOver) return null;
	return (
		<div class="drop-zone">
			<p>
				<Icon name="file" />
				{TEXTS.drop[locale]}
			</p>
		</div>
	);
}
