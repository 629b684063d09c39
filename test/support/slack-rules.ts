/** What a payload may be, as rules that are put together: each looks at one value and says what Slack would not take. */

import { LIMITS, type Limit } from "./slack-limits-table.ts";

/**
 * The first six as in the specification of slackblocks. The last two Slack takes: `unescaped` shows or mentions what nobody
 * meant, `unspoken` has no text for notifications and screen readers.
 */
export type Category =
	| "length-exceeded"
	| "out-of-range"
	| "mutually-exclusive"
	| "type-mismatch"
	| "missing-required"
	| "invalid-usage"
	| "unescaped"
	| "unspoken";
export type Complaint = { readonly category: Category; readonly path: string; readonly reason: string };
export type Say = (category: Category, path: string, reason: string) => void;
export type Rule = (value: unknown, path: string, say: Say) => void;
type Rules = Readonly<Record<string, Rule>>;
export type Json = Readonly<Record<string, unknown>>;

export const isObject = (value: unknown): value is Json =>
	typeof value === "object" && value !== null && !Array.isArray(value);

/** As Slack counts: 150 emoji are 150. */
export const codePoints = (text: string): number => [...text].length;

const within = (count: number, limit: Limit, what: string, path: string, say: Say): void => {
	const [least, most] = LIMITS[limit];
	if (count < least || count > most) {
		say("length-exceeded", path, `${limit}: ${count} ${what}, ${least} to ${most} are taken`);
	}
};

export const string =
	(limit?: Limit): Rule =>
	(value, path, say) => {
		if (typeof value !== "string") return say("type-mismatch", path, "a string is expected");
		if (/\p{Surrogate}/u.test(value)) say("invalid-usage", path, "half of a surrogate pair: cut inside a character");
		if (limit !== undefined) within(codePoints(value), limit, "characters", path, say);
	};

export const boolean: Rule = (value, path, say) => {
	if (typeof value !== "boolean") say("type-mismatch", path, "true or false is expected");
};

export const integer =
	(limit?: Limit): Rule =>
	(value, path, say) => {
		if (!Number.isInteger(value)) return say("type-mismatch", path, "a whole number is expected");
		if (limit === undefined) return;
		const [least, most] = LIMITS[limit];
		if (Number(value) < least || Number(value) > most) {
			say("out-of-range", path, `${limit}: ${value}, ${least} to ${most} is taken`);
		}
	};

export const one =
	(...allowed: readonly unknown[]): Rule =>
	(value, path, say) => {
		if (!allowed.includes(value)) say("type-mismatch", path, `one of ${allowed.join(", ")} is expected`);
	};

export const list =
	(entry: Rule, limit?: Limit): Rule =>
	(value, path, say) => {
		if (!Array.isArray(value)) return say("type-mismatch", path, "a list is expected");
		if (limit !== undefined) within(value.length, limit, "entries", path, say);
		value.forEach((each, index) => {
			entry(each, `${path}[${index}]`, say);
		});
	};

/** An object with these fields and no others: Slack refuses a field it does not know. */
export const shape =
	(required: Rules, optional: Rules = {}, ...more: readonly Rule[]): Rule =>
	(value, path, say) => {
		if (!isObject(value)) return say("type-mismatch", path, "an object is expected");
		const known = new Map([...Object.entries(optional), ...Object.entries(required)]);
		for (const name of Object.keys(required)) {
			if (value[name] === undefined) say("missing-required", `${path}.${name}`, "is missing");
		}
		for (const [name, field] of Object.entries(value)) {
			const rule = known.get(name);
			if (rule === undefined) say("invalid-usage", `${path}.${name}`, "Slack knows no such field");
			else if (field !== undefined) rule(field, `${path}.${name}`, say);
		}
		for (const rule of more) rule(value, path, say);
	};

/** One of several kinds of objects, told apart by `type`. */
export const kindOf =
	(kinds: ReadonlyMap<string, Rule>, what: string): Rule =>
	(value, path, say) => {
		if (!isObject(value)) return say("type-mismatch", path, `${what} is expected`);
		const rule = kinds.get(String(value["type"]));
		if (rule === undefined) return say("type-mismatch", path, `no ${what} here is of type ${String(value["type"])}`);
		rule(value, path, say);
	};

/** A rule that is written further down. */
export const later =
	(rule: () => Rule): Rule =>
	(value, path, say) =>
		rule()(value, path, say);

const present = (value: unknown, names: readonly string[]): readonly string[] =>
	names.filter((name) => isObject(value) && value[name] !== undefined);

export const notTogether =
	(...names: readonly string[]): Rule =>
	(value, path, say) => {
		if (present(value, names).length > 1) say("mutually-exclusive", path, `only one of ${names.join(", ")}`);
	};

export const atLeastOne =
	(...names: readonly string[]): Rule =>
	(value, path, say) => {
		if (present(value, names).length === 0) say("missing-required", path, `one of ${names.join(", ")} is needed`);
	};

export const plain = (limit: Limit): Rule =>
	shape({ type: one("plain_text"), text: string(limit) }, { emoji: boolean });

export const mrkdwn = (limit: Limit): Rule =>
	shape({ type: one("mrkdwn"), text: string(limit) }, { verbatim: boolean });

export const text = (limit: Limit): Rule =>
	kindOf(
		new Map([
			["plain_text", plain(limit)],
			["mrkdwn", mrkdwn(limit)],
		]),
		"text",
	);
