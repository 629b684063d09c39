/** Files in the conversation: the button that sends one to the support desk, and how either side's are shown. */

import { useEffect, useState } from "preact/hooks";
import { FILE_LIMIT_BYTES, type FileCard } from "../../src/helpdesk/message.ts";
import { Icon } from "../icon.tsx";
import type { Locale } from "../language.ts";
import type { Acts } from "../phone.ts";
import { TEXTS } from "../texts.ts";
import { photoOf } from "./photo.ts";

type ButtonProps = { readonly acts: Acts; readonly locale: Locale };

/** On a phone it offers the camera, too. */
export function FileButton({ acts, locale }: ButtonProps) {
	return (
		<label class="attach">
			<Icon name="photo" />
			<span class="hidden">{TEXTS.sendPhoto[locale]}</span>
			<input
				type="file"
				class="hidden"
				accept="image/*,application/pdf"
				onChange={({ currentTarget }) => {
					void sendFiles(currentTarget.files, acts, locale).finally(() => {
						currentTarget.value = ""; // the same one may be sent again
					});
				}}
			/>
		</label>
	);
}

async function sendFiles(files: FileList | null, acts: Acts, locale: Locale): Promise<void> {
	for (const file of Array.from(files ?? [])) {
		const photo = await photoOf(file);
		if (photo.bytes.byteLength > FILE_LIMIT_BYTES) acts.complain(file.name, TEXTS.photoTooLarge[locale], "file");
		else acts.send({ kind: "photo", ...photo });
	}
}

type ViewProps = { readonly file: FileCard; readonly acts: Acts; readonly locale: Locale };

/** A picture is seen at once; anything else is fetched when it is wanted. Either is kept by pressing it. */
export function FileView({ file, acts, locale }: ViewProps) {
	return file.type.startsWith("image/") ? (
		<Picture file={file} acts={acts} locale={locale} />
	) : (
		<Document file={file} acts={acts} locale={locale} />
	);
}

function Picture({ file, acts, locale }: ViewProps) {
	const [address, setAddress] = useState<string | null>(null);
	useEffect(() => {
		let isGone = false;
		let made: string | null = null;
		void acts.readFile(file).then((blob) => {
			if (isGone || blob === null) return;
			made = URL.createObjectURL(blob);
			setAddress(made);
		});
		return () => {
			isGone = true;
			if (made !== null) URL.revokeObjectURL(made);
		};
	}, [file.id, acts]);
	if (address === null) return <Document file={file} acts={acts} locale={locale} />;
	return (
		<a class="picture" href={address} download={file.name}>
			<img src={address} alt={file.name} />
		</a>
	);
}

function Document({ file, acts, locale }: ViewProps) {
	const keep = async () => {
		const blob = await acts.readFile(file);
		if (blob === null) {
			acts.complain(file.name, TEXTS.fileNotThere[locale], "file");
			return;
		}
		const address = URL.createObjectURL(blob);
		const link = document.createElement("a");
		link.href = address;
		link.download = file.name;
		link.click();
		setTimeout(() => URL.revokeObjectURL(address), KEEPING_MS);
	};
	return (
		<button type="button" class="document" onClick={() => void keep()}>
			<Icon name="paper" />
			<span>
				{file.name} <small>{sizeOf(file.bytes)}</small>
			</span>
		</button>
	);
}

/** The browser has begun to save it by then. */
const KEEPING_MS = 60_000;

function sizeOf(bytes: number): string {
	const kilobytes = Math.max(1, Math.round(bytes / 1024));
	return kilobytes < 1000 ? `${kilobytes} kB` : `${(kilobytes / 1024).toFixed(1)} MB`;
}
