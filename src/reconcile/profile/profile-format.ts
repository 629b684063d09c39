/** CORE. A profile as a format: its columns are its fingerprint, its words and rules read every row, its totals check them. */

import { isRefusal, type Refusal } from "../../text.ts";
import { type Cells, cellReader } from "../cells.ts";
import type { CsvRecord, Table } from "../csv.ts";
import { type Format, ofTable, repeatedName } from "../formats/format.ts";
import type { Row, RowKind } from "../row.ts";
import { rowIdOf, rowNamer, uploadIdOf } from "../upload-id.ts";
import { namedZones } from "../zone-names.ts";
import type { Profile } from "./profile.ts";
import { type Money, moneyReader } from "./profile-money.ts";
import { NEGATIVE_SALE, notWritten, POSITIVE_REFUND, SHORT_ID, unknownWord } from "./profile-texts.ts";
import { checksum } from "./totals.ts";
import { timeReader } from "./written-time.ts";

/** The format that a profile describes. */
export function profileFormat(profile: Profile): Format {
	const { id, role, title, encoding, skip_lines: skipLines } = profile;
	const delimiter = profile.delimiter === "tab" ? "\t" : profile.delimiter;
	const texts = { en: title, zh: title, es: title };
	const fingerprint = columnsOf(profile);
	return ofTable({
		id,
		role,
		title: texts,
		delimiter,
		encoding,
		skipLines,
		fingerprint,
		read: (table, currency, timeZone) => readTable(profile, table, currency, timeZone),
	});
}

/** Every column that the profile names, each once. */
function columnsOf({ columns, skip_rows, totals, balance }: Profile): readonly string[] {
	const mapped = Object.values(columns).flatMap((column) => column ?? []);
	const checked = [...skip_rows, ...totals].map(({ column }) => column);
	const summed = totals.flatMap(({ sums, count }) => [...sums, ...(count === undefined ? [] : [count])]);
	return [...new Set([...mapped, ...checked, ...summed, ...(balance === undefined ? [] : [balance.column])])];
}

function readTable(
	profile: Profile,
	table: Table,
	asked: string | undefined,
	timeZone: string | undefined,
): readonly Row[] | Refusal {
	const cellsOf = cellReader(table);
	const checks = checksum(profile);
	const readRow = rowReader(profile, uploadIdOf(profile.id, table), asked, timeZone);
	const rows: Row[] = [];
	const lines = new Map<string, number>();
	for (const record of table.records) {
		const cells = cellsOf(record);
		if (profile.skip_rows.some((test) => isMeant(test, cells))) continue;
		const total = profile.totals.findIndex((test) => isMeant(test, cells));
		if (total >= 0) {
			const fault = checks.total(total, cells);
			if (fault !== null) return fault;
			continue;
		}
		const read = readRow(record, cells);
		if (isRefusal(read)) return read;
		const before = lines.get(read.row.rowId);
		if (before !== undefined) return repeatedName("row", read.row.rowId, before, record.line);
		lines.set(read.row.rowId, record.line);
		const fault = checks.row(cells, read.money, record.line);
		if (fault !== null) return fault;
		rows.push(read.row);
	}
	return checks.end() ?? rows;
}

type RowTest = { readonly column: string; readonly equals?: unknown; readonly starts_with?: string | undefined };

function isMeant({ column, equals, starts_with }: RowTest, cells: Cells): boolean {
	const cell = cells.text(column) ?? "";
	if (starts_with !== undefined) return cell.startsWith(starts_with);
	return Array.isArray(equals) ? equals.includes(cell) : cell === equals;
}

type ReadRow = (record: CsvRecord, cells: Cells) => { readonly row: Row; readonly money: Money } | Refusal;

function rowReader(
	profile: Profile,
	uploadId: string,
	asked: string | undefined,
	timeZone: string | undefined,
): ReadRow {
	const { columns: of, words, role } = profile;
	const money = moneyReader(profile, asked);
	const time = timeReader(profile.time_format, namedZones());
	const choose = {
		kind: chooser(of.kind, words.kind),
		tender: chooser(of.tender, words.tender),
		entry: chooser(of.entry, words.entry),
		status: chooser(of.status, words.status),
	};
	const nameOf = rowNamer();
	const text = (cells: Cells, names: string | readonly string[] | undefined, joint: string): string | null => {
		const found = [names ?? []].flat().flatMap((name) => cells.text(name) ?? []);
		return found.length === 0 ? null : found.join(joint);
	};
	const id = (cells: Cells, field: keyof Profile["digits"] | "staff"): string | null => {
		const column = of[field];
		const cell = column === undefined ? null : cells.id(column);
		const digits = field === "staff" ? undefined : profile.digits[field];
		if (column !== undefined && cell !== null && digits !== undefined && cell.length < digits)
			cells.fail(column, SHORT_ID(digits));
		return cell;
	};
	return (record, cells) => {
		const read = money(cells);
		const kind = kindOf(profile, choose.kind(cells), read, cells);
		const written = text(cells, of.time, " ");
		const zone = (of.zone === undefined ? profile.zone : cells.required(of.zone)) ?? timeZone ?? "UTC";
		const at = written === null ? null : time(written, zone);
		if (written !== null && at === null)
			cells.fail([of.time ?? ""].flat()[0] ?? "", notWritten(written, profile.time_format));
		const rowId = [of.id ?? []]
			.flat()
			.map((column) => cells.required(column) && (cells.id(column) ?? ""))
			.join("/");
		const row: Row = {
			rowId: of.id === undefined ? nameOf(rowIdOf(JSON.stringify(record.cells))) : rowId,
			uploadId,
			merchantId: null,
			terminalId: id(cells, "terminal"),
			batchNo: id(cells, "batch"),
			stan: id(cells, "stan"),
			rrn: id(cells, "rrn"),
			authCode: id(cells, "auth"),
			kind,
			tender: choose.tender(cells) ?? profile.tender ?? "other",
			entry: choose.entry(cells),
			amountMinor: read.amountMinor,
			tipMinor: read.tipMinor,
			currency: read.currency,
			terminalTime: role === "terminal" ? at : null,
			processedAt: role === "terminal" ? null : at,
			status: choose.status(cells) ?? "approved",
			cardLast4: of.last4 === undefined ? null : cells.last4(of.last4),
			staffId: id(cells, "staff"),
			orderId: id(cells, "order"),
			note: [of.note ?? []]
				.flat()
				.map((column) => cells.note(column))
				.filter((note) => note !== "")
				.join(" "),
		};
		return cells.fault() ?? { row, money: read };
	};
}

/** The kind that the row says, else that of its sign; a sign that contradicts is a fault and never mended. */
function kindOf({ columns }: Profile, said: RowKind | null, { amountMinor, column }: Money, cells: Cells): RowKind {
	const kind = said ?? (amountMinor < 0 ? "refund" : "sale");
	if (columns.kind !== undefined && kind === "sale" && amountMinor < 0) cells.fail(column, NEGATIVE_SALE);
	if (columns.kind !== undefined && kind === "refund" && amountMinor > 0) cells.fail(column, POSITIVE_REFUND);
	return kind;
}

type Words<T extends string> = Readonly<Record<T, readonly string[]>>;

/** A reader of one column of words; null where the profile has none. */
function chooser<T extends string>(
	column: string | undefined,
	words: Words<T> | undefined,
): (cells: Cells) => T | null {
	if (column === undefined || words === undefined) return () => null;
	const known = new Map<string, T>();
	for (const choice of Object.keys(words) as T[]) for (const word of words[choice]) known.set(word, choice);
	return (cells) => {
		// An empty cell may have a word too: `""`.
		const cell = cells.text(column) ?? "";
		const choice = known.get(cell) ?? null;
		if (choice === null) cells.fail(column, unknownWord(cell));
		return choice;
	};
}
