import fc from "fast-check";
import { expect, test } from "vitest";
import { plainText, render, renderEdit } from "../../src/bots/discord/render.ts";
import type { Reply } from "../../src/helpdesk/message.ts";
import { faultsOf } from "../support/discord-limits.ts";

const reply = (more: Partial<Reply> = {}): Reply => ({
	text: "45.00 EUR · reference K7M2Q2",
	choices: [],
	qr: null,
	link: null,
	replaces: null,
	sale: null,
	...more,
});
const QR = { payload: "https://shop.example/p/1", caption: ["Bean & Leaf", "45.00 EUR", "K7M2Q2"] };

const said = fc
	.record({
		text: fc.oneof(
			fc.string({ unit: "binary", maxLength: 9_000 }),
			fc.string({ unit: fc.constantFrom("*", "\\", "😀", "\n", "a", "@everyone", "<@1>", "\ud800"), maxLength: 9_000 }),
		),
		choices: fc.array(
			fc.record({
				id: fc.string({ unit: "grapheme", maxLength: 120 }),
				label: fc.string({ unit: "binary", maxLength: 200 }),
			}),
			{ maxLength: 60 },
		),
		qr: fc.option(
			fc.record({
				payload: fc.string({ minLength: 1, maxLength: 300 }),
				caption: fc.array(fc.string({ unit: "binary", maxLength: 500 }), { maxLength: 6 }),
			}),
		),
		link: fc.option(fc.webUrl({ size: "large" })),
	})
	.map((some) => ({ seq: 12, reply: reply(some) }));

test("whatever is said fits into a Discord message, new or edited", () => {
	fc.assert(
		fc.property(said, (one) => {
			const { picture, ...body } = render(one);
			const attachments = picture === null ? [] : [{ id: "0", filename: "qr.png", description: picture.alt }];
			const files = picture === null ? [] : ["qr.png"];
			const path = "/channels/1/messages";
			expect(faultsOf({ method: "POST", path, body: { ...body, attachments }, files })).toEqual([]);
			expect(faultsOf({ method: "PATCH", path: `${path}/2`, body: renderEdit(one) })).toEqual([]);
		}),
		{ numRuns: 150 },
	);
});

/** What Discord shows of a text in which nothing is markup any more. */
const shown = (text: string): string => text.replaceAll(/\\([^0-9A-Za-z\s])/g, "$1").replaceAll("@\u200b", "@");

test("a shop's text is shown letter for letter, whatever markup it looks like", () => {
	const texts = fc.string({
		unit: fc.constantFrom(
			"*",
			"_",
			"~",
			"`",
			"|",
			">",
			"#",
			"-",
			"+",
			"[",
			"]",
			"(",
			")",
			"<",
			"@",
			"1",
			".",
			"a",
			" ",
			"\n",
			":",
			"!",
		),
		minLength: 1,
		maxLength: 200,
	});
	fc.assert(
		fc.property(texts, (text) => {
			fc.pre(text.trim() !== "");
			const { content } = render({ seq: 1, reply: reply({ text }) });
			expect(shown(content)).toBe(text);
			expect(content).not.toMatch(/(?<!\\)(?:\\\\)*[*_~`|<>#[\]]/);
			expect(content).not.toMatch(/^[ \t]*[-+]/m);
		}),
	);
});

test.each(["@everyone", "@here", "<@123456789012345678>", "<@&1>", "<#1>", "</pay:1>"])(
	"a shop that is called %s mentions nobody",
	(text) => {
		const { content, allowed_mentions } = render({ seq: 1, reply: reply({ text }) });
		expect(content).not.toMatch(/@everyone|@here|(?<!\\)</);
		expect(allowed_mentions).toEqual({ parse: [] });
	},
);

test("a QR travels as a picture that says its caption, with the caption and the link in the text", () => {
	const rendered = render({ seq: 3, reply: reply({ qr: QR, link: "https://shop.example/p/a_b*c" }) });
	expect(rendered.picture).toEqual({ payload: QR.payload, alt: "Bean & Leaf, 45.00 EUR, K7M2Q2" });
	expect(rendered.content.split("\n")).toEqual([
		"45.00 EUR · reference K7M2Q2",
		"Bean & Leaf",
		"45.00 EUR",
		"K7M2Q2",
		"https://shop.example/p/a_b*c",
	]);
});

test("a button bears the reply's place and its choice, five to a row, and 25 at the most", () => {
	const choices = Array.from({ length: 30 }, (_, index) => ({ id: `c${index}`, label: `Choice ${index}` }));
	const { components, content } = render({ seq: 7, reply: reply({ choices }) });
	expect(components.map((row) => row.components.length)).toEqual([5, 5, 5, 5, 5]);
	expect(components[0]?.components[1]).toMatchObject({ custom_id: "7 c1", label: "Choice 1" });
	expect(content.split("\n").slice(1)).toEqual([26, 27, 28, 29, 30].map((n) => `${n} · Choice ${n - 1}`));
});

test("a label that no button can show in full stands in the text too", () => {
	const label = "😀".repeat(60);
	const { components, content } = render({ seq: 7, reply: reply({ choices: [{ id: "a", label }] }) });
	expect(components[0]?.components[0]?.label).toBe(`${"😀".repeat(39)}…`);
	expect(content).toContain(`1 · ${label}`);
});

test("a text that is too long goes on below, torn at the end of a line", () => {
	const line = `${"x".repeat(99)}\n`;
	const { content, embeds, flags } = render({ seq: 1, reply: reply({ text: line.repeat(45) }) });
	expect(content).toBe(line.repeat(20));
	expect(embeds.map(({ description }) => description)).toEqual([line.repeat(25)]);
	expect(flags).toBe(0); // else Discord would hide what goes on below
});

test("while a sale waits, an edit brings its buttons and leaves its picture; what became of it takes both away", () => {
	const choices = [{ id: "confirm:abc", label: "The money has arrived" }];
	const waits = renderEdit({ seq: 9, reply: reply({ qr: QR, replaces: 5, choices }) });
	expect(waits.components[0]?.components).toMatchObject([
		{ label: "The money has arrived", custom_id: "9 confirm:abc" },
	]);
	expect(waits).not.toHaveProperty("attachments");
	expect(renderEdit({ seq: 9, reply: reply({ replaces: 5 }) })).toMatchObject({ components: [], attachments: [] });
});

test("a sentence outside of a conversation is no markup either", () => {
	expect(plainText("linked to *Bean* & <@1>")).toBe("linked to \\*Bean\\* & \\<@1\\>");
});
