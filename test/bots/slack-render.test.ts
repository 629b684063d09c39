import fc from "fast-check";
import jsqr from "jsqr";
import { PNG } from "pngjs";
import { describe, expect, test } from "vitest";
import { bounded, drawQr, marked, nameUnder, renderReply } from "../../src/bots/slack/render.ts";
import type { Reply } from "../../src/helpdesk/message.ts";
import { judge } from "../support/slack-limits.ts";

const SAID: Reply = { text: "Hello", choices: [], qr: null, link: null, replaces: null, sale: null };
const text = fc.string({ unit: fc.oneof(fc.constantFrom(..."&<>\n*_~@!|{}😀 \ud800"), fc.string({ minLength: 1 })) });
const longText = fc.oneof(
	text,
	fc.string({ unit: "binary", maxLength: 12_000 }),
	fc.constant("<!channel> & ".repeat(900)),
);
const anyReply: fc.Arbitrary<Reply> = fc.record({
	text: longText,
	choices: fc.array(fc.record({ id: fc.string({ minLength: 1, maxLength: 2_500 }), label: longText }), {
		maxLength: 60,
	}),
	qr: fc.option(fc.record({ payload: fc.string(), caption: fc.array(longText, { maxLength: 20 }) })),
	link: fc.option(fc.oneof(fc.webUrl(), longText)),
	replaces: fc.constant(null),
	sale: fc.constant(null),
});

describe("what goes to Slack", () => {
	test("whatever is said, Slack takes it, and it mentions nobody", () => {
		fc.assert(
			fc.property(anyReply, fc.integer({ min: 1, max: 1e9 }), fc.boolean(), (reply, seq, hasPicture) => {
				const message = { ...renderReply(seq, reply, hasPicture ? "F00000001" : null), channel: "D1" };
				expect(judge("message", message)).toEqual([]);
			}),
			{ numRuns: 300 },
		);
	});

	test("a shop that is called like a mention or a link is shown as it is called", () => {
		const name = "<!channel> *Bar* & <https://evil.example|Grill>";
		const { text: spoken, blocks } = renderReply(1, { ...SAID, text: name }, null);
		const escaped = "&lt;!channel&gt; *Bar* &amp; &lt;https://evil.example|Grill&gt;";
		expect(spoken).toBe(escaped);
		expect(blocks).toEqual([{ type: "section", text: { type: "plain_text", text: escaped, emoji: false } }]);
	});

	test("a sale is its text, its picture with the caption, the link and the buttons, and the same in words", () => {
		const reply: Reply = {
			...SAID,
			text: "45.00 EUR · reference 7F3K2A",
			choices: [{ id: "claimed:s1", label: "The customer says they paid" }],
			qr: { payload: "https://standin.example/p/abc", caption: ["Harbour Café", "EUR 45.00", "7F3K2A"] },
			link: "https://standin.example/p/abc?a=1&b=2",
		};
		const { blocks, text: spoken, mrkdwn } = renderReply(7, reply, "F1");
		const plain = (words: string) => ({ type: "plain_text", text: words, emoji: false });
		expect(blocks).toEqual([
			{ type: "section", text: plain("45.00 EUR · reference 7F3K2A") },
			{ type: "image", slack_file: { id: "F1" }, alt_text: "QR: Harbour Café, EUR 45.00, 7F3K2A" },
			{ type: "context", elements: ["Harbour Café", "EUR 45.00", "7F3K2A"].map(plain) },
			{
				type: "section",
				text: { type: "mrkdwn", text: "<https://standin.example/p/abc?a=1&amp;b=2>", verbatim: true },
			},
			{
				type: "actions",
				elements: [
					{
						type: "button",
						action_id: "choice-1",
						text: plain("The customer says they paid"),
						value: "7 claimed:s1",
					},
				],
			},
		]);
		expect([mrkdwn, spoken.split("\n")]).toEqual([
			false,
			[
				"45.00 EUR · reference 7F3K2A",
				"Harbour Café",
				"EUR 45.00",
				"7F3K2A",
				"https://standin.example/p/abc?a=1&amp;b=2",
				"1  The customer says they paid",
			],
		]);
	});

	test("a long answer is cut between lines into sections, and loses nothing that fits", () => {
		const lines = Array.from({ length: 300 }, (_, index) => `line ${index} & more`);
		const { blocks } = renderReply(1, { ...SAID, text: lines.join("\n") }, null);
		const parts = blocks.flatMap((block) => (block.type === "section" ? [block.text?.text ?? ""] : []));
		expect(parts.length).toBeGreaterThan(1);
		expect(parts.join("").replaceAll("&amp;", "&")).toBe(lines.join("\n"));
		for (const part of parts.slice(1)) expect(part).toMatch(/^line/);
	});

	test("a text is bounded by what Slack counts, and no sign is cut in half", () => {
		expect(bounded("a&b", 7)).toBe("a&amp;b");
		expect(bounded("a&&&", 9)).toBe("a&amp;…");
		expect(bounded("   ", 10)).toBe("…");
	});

	test("a camera reads the picture", async () => {
		const payload = "00020101021226490009SG.PAYNOW";
		const picture = PNG.sync.read(await drawQr({ payload, caption: [] }));
		expect(jsqr.default(new Uint8ClampedArray(picture.data), picture.width, picture.height)?.data).toBe(payload);
	});

	test("a reply that went out is found again by its key alone", () => {
		const sent = [
			{ ts: "1.1", metadata: marked("other", null) },
			{ ts: "2.2", metadata: { event_type: "somebody_elses", event_payload: { key: "mine" } } },
			{ ts: "3.3", metadata: marked("mine", "F9") },
			{ ts: "4.4" },
		];
		expect([nameUnder(sent, "mine"), nameUnder(sent, "other"), nameUnder(sent, "constructor")]).toEqual([
			"3.3 F9",
			"1.1",
			null,
		]);
	});
});
