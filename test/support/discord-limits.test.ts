/** The judge of every Discord body: what it lets through, what it stops, and that Discord's own description agrees. */

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
	button,
	buttons,
	callback,
	choices,
	command,
	commands,
	edit,
	embed,
	fields,
	ID,
	input,
	label,
	line,
	lines,
	MESSAGES,
	message,
	modal,
	NOBODY,
	option,
	row,
	rows,
	select,
	V2,
	x,
} from "./discord/bodies.ts";
import { againstSchema, hasSchema } from "./discord/limits-schema.ts";
import { faultsOf, isOwn } from "./discord-limits.ts";

/** Each limit as a body of one size, the sizes that just fit, and nothing else about it wrong. */
const LIMITS: readonly (readonly [string, number, number, (size: number) => readonly string[]])[] = [
	["characters of a message", 1, 2_000, (n) => message({ content: x(n) })],
	["characters of an edit", 0, 2_000, (n) => edit({ content: x(n) })],
	["characters of an answer", 1, 2_000, (n) => callback(4, { content: x(n) })],
	["characters of a nonce", 1, 25, (n) => message({ content: "x", nonce: x(n), enforce_nonce: true })],
	["characters of a button's id", 1, 100, (n) => message({ components: [row(button({ custom_id: x(n) }))] })],
	["characters of a button's label", 1, 80, (n) => message({ components: [row(button({ label: x(n) }))] })],
	["buttons in a row", 1, 5, (n) => message({ components: [row(...buttons(n))] })],
	["rows of a message", 1, 5, (n) => message({ components: rows(n) })],
	["options of a select", 1, 25, (n) => message({ components: [row(select({ options: choices(n) }))] })],
	["characters of a placeholder", 0, 150, (n) => message({ components: [row(select({ placeholder: x(n) }))] })],
	["embeds", 1, 10, (n) => message({ embeds: Array.from({ length: n }, () => ({ title: "x" })) })],
	["characters of an embed's title", 0, 256, (n) => embed({ title: x(n) })],
	["characters of an embed's text", 0, 4_096, (n) => embed({ description: x(n) })],
	["fields of an embed", 0, 25, (n) => embed({ fields: fields(n) })],
	["characters of a field", 1, 1_024, (n) => embed({ fields: [{ name: "n", value: x(n) }] })],
	["components of the second kind", 1, 40, (n) => message({ ...V2, components: lines(n) })],
	["characters of the second kind", 1, 4_000, (n) => message({ ...V2, components: [line(x(n))] })],
	["characters of a modal's title", 1, 45, (n) => callback(9, modal([label(input())], { title: x(n) }))],
	["characters of a modal's label", 1, 45, (n) => callback(9, modal([label(input(), { label: x(n) })]))],
	[
		"choices while one types",
		0,
		25,
		(n) => callback(8, { choices: choices(n).map(({ value }) => ({ name: value, value })) }),
	],
	["characters of a command's name", 1, 32, (n) => commands(command({ name: x(n) }))],
	["characters of a command's description", 1, 100, (n) => commands(command({ description: x(n) }))],
	[
		"options of a command",
		0,
		25,
		(n) => commands(command({ options: choices(n).map(({ value }) => option({ name: `o${value}` })) })),
	],
	["commands", 0, 100, (n) => commands(...Array.from({ length: n }, (_, at) => command({ name: `c${at}` })))],
	[
		"characters of a thread's name",
		1,
		100,
		(n) => faultsOf({ method: "POST", path: `/channels/${ID}/threads`, body: { name: x(n) } }),
	],
];

describe("each limit", () => {
	test.each(LIMITS)("%s: %i to %i pass, one over or under is refused", (_, min, max, judge) => {
		expect([judge(min), judge(max)]).toEqual([[], []]);
		expect(judge(max + 1).filter(isOwn)).not.toEqual([]);
		if (min > 0) expect(judge(min - 1).filter(isOwn)).not.toEqual([]);
	});

	test.each(LIMITS)("%s: any size between is as good", (_, min, max, judge) => {
		fc.assert(
			fc.property(fc.integer({ min, max }), (size) => judge(size).length === 0),
			{ numRuns: 10 },
		);
	});
});

/** What is wrong by one thing, and the words that name it. */
const WRONG: readonly (readonly [string, readonly string[], RegExp])[] = [
	[
		"a message that may mention everybody",
		faultsOf({ method: "POST", path: MESSAGES, body: { content: "@everyone" } }),
		/allowed_mentions/,
	],
	[
		"a message that mentions roles",
		message({ content: "x", allowed_mentions: { parse: ["roles"] } }),
		/allowed_mentions/,
	],
	["an edit that may mention everybody", edit({ content: "x", allowed_mentions: undefined }), /allowed_mentions/],
	["a message without anything", message({ content: " " }), /empty message/],
	["one id on two buttons", message({ components: [row(button()), row(button())] }), /twice/],
	["a select beside a button", message({ components: [row(select(), button())] }), /row alone/],
	[
		"a select that takes more than it offers",
		message({ components: [row(select({ max_values: 3 }))] }),
		/more than it offers/,
	],
	["a button without words", message({ components: [row(button({ label: undefined }))] }), /neither label nor emoji/],
	[
		"a link with an id",
		message({ components: [row(button({ style: 5, url: "https://a.example" }))] }),
		/url and a custom_id/,
	],
	["a picture that did not come along", embed({ image: { url: "attachment://qr.png" } }), /not attached/],
	[
		"6001 characters over two embeds",
		message({ embeds: [{ description: x(4_000) }, { description: x(2_001) }] }),
		/6001/,
	],
	["text beside components of the second kind", message({ ...V2, content: "x", components: [line("x")] }), /content/],
	[
		"an embed beside components of the second kind",
		message({ ...V2, embeds: [{ title: "x" }], components: [line("x")] }),
		/embeds/,
	],
	["a text component without the flag", message({ components: [line("x")] }), /flag/],
	["taking Components V2 back", edit({ content: "x", flags: 0, components: [] }, true), /taken back/],
	[
		"a container in a container",
		message({ ...V2, components: [{ type: 17, components: [{ type: 17, components: [line("x")] }] }] }),
		/container in/,
	],
	["41 components, most of them inside", message({ ...V2, components: [{ type: 17, components: lines(40) }] }), /41/],
	["a modal's field in a row", callback(9, modal([row(input({ label: "Amount" }))])), /stands in a label/],
	["one id on two fields", callback(9, modal([label(input()), label(input())])), /twice/],
	[
		"six fields in a modal",
		callback(9, modal(Array.from({ length: 6 }, (_, at) => label(input({ custom_id: `${at}` }))))),
		/holds 6/,
	],
	[
		"a field that asks for an impossible length",
		callback(9, modal([label(input({ min_length: 5, max_length: 4 }))])),
		/impossible/,
	],
	["a command in capitals", commands(command({ name: "Paylink" })), /no name/],
	["two commands of one name", commands(command(), command()), /twice/],
	[
		"what may be left out before what must be given",
		commands(command({ options: [option(), option({ name: "amount", required: true })] })),
		/comes first/,
	],
	[
		"a command of more than 8000 characters",
		commands(
			command({
				options: Array.from({ length: 3 }, (_, at) =>
					option({
						name: `o${at}`,
						choices: Array.from({ length: 25 }, (_, i) => ({ name: `${i}${x(60)}`, value: `${i}${x(60)}` })),
					}),
				),
			}),
		),
		/allowed are 8000/,
	],
	[
		"choices beside autocomplete",
		commands(command({ options: [option({ autocomplete: true, choices: [{ name: "EUR", value: "EUR" }] })] })),
		/autocomplete/,
	],
	["subcommands beside options", commands(command({ options: [option({ type: 1 }), option({ name: "b" })] })), /mixes/],
	[
		"a subcommand too deep",
		commands(command({ options: [option({ type: 2, options: [option({ type: 2, options: [] })] })] })),
		/too deep/,
	],
	["a button without an id", message({ components: [row(button({ custom_id: undefined }))] }), /custom_id is missing/],
	["a text cut inside a character", message({ content: "😀".slice(0, 1) }), /inside a character/],
	["an answer of a kind we never give", callback(12, {}), /no answer of ours/],
];

test.each(WRONG)("%s is refused by name", (_, faults, words) => {
	expect(faults.filter(isOwn).join("\n")).toMatch(words);
});

test("an emoji counts twice, as UTF-16 counts it", () => {
	expect(message({ content: "😀".repeat(1_000) })).toEqual([]);
	expect(message({ content: `${"😀".repeat(1_000)}.` })).not.toEqual([]);
});

test("a picture that came along may be shown", () => {
	const body = { ...NOBODY, embeds: [{ image: { url: "attachment://qr.png" } }] };
	expect(faultsOf({ method: "POST", path: MESSAGES, body, files: ["qr.png"] })).toEqual([]);
});

const text = (max: number) =>
	fc.string({ unit: "grapheme", minLength: 1, maxLength: max }).filter((one) => one.trim() !== "" && one.length <= max);
const someButtons = fc
	.uniqueArray(fc.tuple(text(100), text(80), fc.boolean()), { minLength: 1, maxLength: 25, selector: ([id]) => id })
	.map((all) => all.map(([custom_id, name, disabled]) => ({ type: 2, style: 2, custom_id, label: name, disabled })))
	.map((all) => Array.from({ length: Math.ceil(all.length / 5) }, (_, at) => row(...all.slice(at * 5, at * 5 + 5))));
const someMessage = fc.record({
	content: text(2_000),
	components: fc.option(someButtons, { nil: undefined }),
	embeds: fc.array(fc.record({ title: text(256), description: text(300) }), { maxLength: 10 }),
	allowed_mentions: fc.constant({ parse: [] }),
});

test("whatever stays inside the limits passes", () => {
	fc.assert(
		fc.property(someMessage, (body) => message(body).length === 0),
		{ numRuns: 100 },
	);
});

test("Discord's own description is asked too, where it is at hand: it knows what our table does not look at", () => {
	expect(againstSchema("POST", MESSAGES, { content: "x", tts: "yes" }).length > 0).toBe(hasSchema());
	expect(message({ content: "x", tts: "yes" }).some((fault) => !isOwn(fault))).toBe(hasSchema());
	const unknown = faultsOf({ method: "POST", path: "/channels/1/no-such-call", body: {} });
	expect(unknown).toEqual(hasSchema() ? ["Discord's schema: no such call in Discord's description of its API"] : []);
});
