/** CORE. A profile: how a bookkeeper says what the columns of a CSV mean. docs/profiles.md explains every field with an example. */

import { z } from "zod";
import { exponentOf } from "../../fallback/money.ts";
import { ENCODINGS } from "../batch-file.ts";
import { namedZones } from "../zone-names.ts";
import { timePattern } from "./written-time.ts";

const NAME_LIMIT_CHARS = 100;
const LIST_LIMIT = 50;
const SKIP_LINES_LIMIT = 200;

const DELIMITERS = [",", ";", "|", "tab"] as const;
const SIGNS = ["as_written", "refunds_positive", "reversed"] as const;

const name = z.string().min(1).max(NAME_LIMIT_CHARS);
const words = z.array(z.string().max(NAME_LIMIT_CHARS)).max(LIST_LIMIT);
/** One column, or several whose cells are joined. */
const columns = z.union([name, z.array(name).min(1).max(LIST_LIMIT)]);

const TIME_FORMAT = "iso, or a pattern such as DD/MM/YYYY HH:mm";

const rows = { column: name, equals: z.union([z.string(), words]).optional(), starts_with: name.optional() };
const oneTest = ({ equals, starts_with }: { equals?: unknown; starts_with?: unknown }): boolean =>
	(equals === undefined) !== (starts_with === undefined);
const skip = z.strictObject(rows).refine(oneTest, "write either equals or starts_with");
const totals = z
	.strictObject({ ...rows, sums: z.array(name).max(LIST_LIMIT).default([]), count: name.optional() })
	.refine(oneTest, "write either equals or starts_with")
	.refine(({ sums, count }) => sums.length > 0 || count !== undefined, "write sums, count or both");

export const profileSource = z
	.strictObject({
		id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/, "small letters, digits and dashes"),
		title: name,
		role: z.enum(["terminal", "money"]),
		delimiter: z.enum(DELIMITERS).default(","),
		encoding: z.enum(ENCODINGS).default("utf-8"),
		skip_lines: z.int().min(0).max(SKIP_LINES_LIMIT).default(0),
		decimal: z.enum([".", ","]).default("."),
		thousands: z.enum(["", ".", ",", " ", "'"]).default(""),
		symbol: z.string().min(1).max(5).optional(),
		currency: z
			.string()
			.refine((code) => exponentOf(code) !== undefined, "a currency code such as EUR")
			.optional(),
		zone: z
			.string()
			.refine((zone) => namedZones()(zone) !== null, "a time zone such as Europe/Lisbon")
			.optional(),
		time_format: z
			.string()
			.max(NAME_LIMIT_CHARS)
			.refine((format) => timePattern(format) !== null, TIME_FORMAT)
			.default("iso"),
		sign: z.enum(SIGNS).default("as_written"),
		amount_includes_tip: z.boolean().default(false),
		tender: z.enum(["card", "other", "cash"]).optional(),
		columns: z.strictObject({
			id: columns.optional(),
			amount: name.optional(),
			debit: name.optional(),
			credit: name.optional(),
			tip: name.optional(),
			currency: name.optional(),
			time: columns.optional(),
			zone: name.optional(),
			kind: name.optional(),
			tender: name.optional(),
			entry: name.optional(),
			status: name.optional(),
			terminal: name.optional(),
			batch: name.optional(),
			stan: name.optional(),
			rrn: name.optional(),
			auth: name.optional(),
			last4: name.optional(),
			staff: name.optional(),
			order: name.optional(),
			note: columns.optional(),
		}),
		words: z
			.strictObject({
				kind: z
					.strictObject({ sale: words.default([]), refund: words.default([]), void: words.default([]) })
					.optional(),
				tender: z
					.strictObject({ card: words.default([]), other: words.default([]), cash: words.default([]) })
					.optional(),
				entry: z
					.strictObject({ online: words.default([]), offline: words.default([]), keyed: words.default([]) })
					.optional(),
				status: z
					.strictObject({
						approved: words.default([]),
						declined: words.default([]),
						pending: words.default([]),
						expired: words.default([]),
					})
					.optional(),
			})
			.default({}),
		/** How many digits an id has: fewer, and a spreadsheet has dropped the leading zeros. */
		digits: z
			.strictObject({
				terminal: z.int().min(1).max(40).optional(),
				batch: z.int().min(1).max(40).optional(),
				stan: z.int().min(1).max(40).optional(),
				rrn: z.int().min(1).max(40).optional(),
				auth: z.int().min(1).max(40).optional(),
				order: z.int().min(1).max(40).optional(),
			})
			.default({}),
		skip_rows: z.array(skip).max(LIST_LIMIT).default([]),
		totals: z.array(totals).max(LIST_LIMIT).default([]),
		balance: z
			.strictObject({ column: name, order: z.enum(["oldest_first", "newest_first"]).default("oldest_first") })
			.optional(),
	})
	.superRefine((profile, context) => {
		const { columns: of, words: said } = profile;
		const need = (isSo: boolean, path: string[], message: string): void => {
			if (!isSo) context.addIssue({ code: "custom", path, message });
		};
		const isPair = of.debit !== undefined && of.credit !== undefined;
		const isHalf = (of.debit === undefined) !== (of.credit === undefined);
		need(!isHalf && (of.amount !== undefined) !== isPair, ["columns"], "write amount, or both debit and credit");
		need(
			(profile.currency === undefined) !== (of.currency === undefined),
			["columns"],
			"write currency here or above, not both",
		);
		need(
			profile.zone === undefined || of.zone === undefined,
			["zone"],
			"write the zone here or among the columns, not both",
		);
		need(profile.decimal !== profile.thousands, ["thousands"], "another sign than decimal");
		need(
			profile.role === "money" || (profile.tender === undefined) !== (of.tender === undefined),
			["columns"],
			"write tender here or above, not both",
		);
		for (const field of ["kind", "tender", "entry", "status"] as const) {
			need(
				(of[field] === undefined) === (said[field] === undefined),
				["words"],
				`a column ${field} needs its words, and words need their column`,
			);
		}
	});

export type Profile = z.infer<typeof profileSource>;
