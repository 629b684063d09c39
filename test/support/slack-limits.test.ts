import fc from "fast-check";
import { expect, test } from "vitest";
import { boundOf, PAIRS, SIZED, wrongWith } from "./slack-limit-cases.ts";
import { button, modal, mrkdwn, plain, section } from "./slack-limit-payloads.ts";
import { judge, type Kind } from "./slack-limits.ts";

const message = (more: object) => ({ channel: "C1", text: "Pay", ...more });

test.each([...SIZED])("%s: so much and not one more", (constraint, [kind, build]) => {
	const { at, beyond } = boundOf(constraint);
	expect(judge(kind, build(at))).toEqual([]);
	const category = /\.(min|max)$/.test(constraint) ? "out-of-range" : "length-exceeded";
	expect(wrongWith(kind, build(beyond))).toEqual([category]);
});

test.each([...PAIRS])("%s: broken it is refused, whole it is taken", (_, [category, kind, broken, whole]) => {
	expect(wrongWith(kind, broken)).toEqual([category]);
	expect(judge(kind, whole)).toEqual([]);
});

test("a message takes 50 blocks and 100 options, and not one more", () => {
	const blocks = (count: number) => message({ blocks: Array.from({ length: count }, () => section("x")) });
	expect(judge("message", blocks(50))).toEqual([]);
	for (const kind of ["message", "response"] as const) expect(wrongWith(kind, blocks(51))).toContain("length-exceeded");
	const offer = (count: number) => ({
		options: Array.from({ length: count }, () => ({ text: plain("x"), value: "x" })),
	});
	expect(judge("suggestions", offer(100))).toEqual([]);
	expect(wrongWith("suggestions", offer(101))).toEqual(["length-exceeded"]);
});

test("a message's text ends at 40,000 characters, and the texts of its blocks together at 13,200", () => {
	expect(judge("message", message({ text: "价".repeat(40_000) }))).toEqual([]);
	expect(wrongWith("message", message({ text: "x".repeat(40_001) }))).toEqual(["length-exceeded"]);
	const long = (last: number) => message({ blocks: [3000, 3000, 3000, 3000, last].map((n) => section("x".repeat(n))) });
	expect(judge("message", long(1200))).toEqual([]);
	expect(wrongWith("message", long(1201))).toEqual(["length-exceeded"]);
});

test("two buttons of one message have two action ids, also in two rows", () => {
	const rows = (second: string) =>
		message({ blocks: ["a", second].map((id) => ({ type: "actions", elements: [button({ action_id: id })] })) });
	expect(judge("message", rows("b"))).toEqual([]);
	expect(wrongWith("message", rows("a"))).toEqual(["invalid-usage"]);
});

test("two blocks of one message have two block ids", () => {
	const rows = (second: string) => message({ blocks: ["a", second].map((id) => ({ type: "divider", block_id: id })) });
	expect(judge("message", rows("b"))).toEqual([]);
	expect(wrongWith("message", rows("a"))).toEqual(["invalid-usage"]);
});

test.each<[string, Kind, unknown]>([
	["block", "message", message({ blocks: [{ type: "buttons" }] })],
	["block with the name of a field of objects", "message", message({ blocks: [{ type: "constructor" }] })],
	["element", "message", message({ blocks: [{ type: "actions", elements: [{ type: "pad" }] }] })],
	["text", "block", { type: "section", text: { type: "html", text: "x" } }],
	["view", "view", modal({ type: "window" })],
])("an unknown %s is refused", (_, kind, payload) => {
	expect(wrongWith(kind, payload)).toEqual(["type-mismatch"]);
});

test("a field that Slack does not know is refused, also one of another block", () => {
	expect(wrongWith("message", message({ txet: "x" }))).toEqual(["invalid-usage"]);
	expect(wrongWith("block", { type: "header", text: plain("x"), accessory: button() })).toEqual(["invalid-usage"]);
});

test("a message says something and says where", () => {
	expect(wrongWith("message", { channel: "C1" })).toEqual(["missing-required"]);
	expect(wrongWith("message", { channel: "C1", blocks: [] })).toEqual(["missing-required"]);
	expect(wrongWith("message", { text: "x" })).toEqual(["missing-required"]);
	expect(wrongWith("update", message({}))).toEqual(["missing-required"]);
	expect(wrongWith("ephemeral", message({}))).toEqual(["missing-required"]);
	expect(judge("response", { delete_original: true })).toEqual([]);
});

test("a form with an input has a button to send it", () => {
	const input = { type: "input", label: plain("Amount"), element: { type: "plain_text_input", action_id: "a" } };
	expect(wrongWith("view", modal({ blocks: [input] }))).toEqual(["missing-required"]);
	expect(judge("view", modal({ blocks: [input], submit: plain("Pay") }))).toEqual([]);
});

test("tables are for messages, one for each", () => {
	const table = { type: "table", rows: [[{ type: "raw_text", text: "1" }]] };
	expect(judge("message", message({ blocks: [table] }))).toEqual([]);
	expect(wrongWith("message", message({ blocks: [table, table] }))).toEqual(["invalid-usage"]);
	expect(wrongWith("view", modal({ blocks: [table] }))).toEqual(["invalid-usage"]);
});

const FOREIGN = ["<!channel>", "<!here>", "<!everyone|x>", "<@U012AB>", "<@W1|bo>", "<!subteam^S1>", "a < b", "A & B"];
test.each(FOREIGN)("what a merchant typed stays text: %s is found wherever it stands", (text) => {
	const places: readonly unknown[] = [
		message({ text }),
		message({ blocks: [section(text)] }),
		message({ blocks: [{ type: "header", text: plain(text) }] }),
		message({ blocks: [{ type: "context", elements: [mrkdwn(text)] }] }),
		message({ blocks: [{ type: "actions", elements: [button({ text: plain(text) })] }] }),
		message({ attachments: [{ blocks: [section(text)] }] }),
	];
	for (const each of places) expect(wrongWith("message", each)).toEqual(["unescaped"]);
	expect(wrongWith("view", modal({ blocks: [section(text)] }))).toEqual(["unescaped"]);
	const escaped = text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
	expect(judge("message", message({ text: escaped }))).toEqual([]);
});

test("who is meant to be mentioned may be, and links and dates are no foreign text", () => {
	const text =
		"<@U1> <!subteam^S1> <https://pay.example/x?a=1&amp;b=2|pay> <#C1> <!date^1700000000^{date}|today> &gt; 5";
	expect(judge("message", message({ text }), ["U1", "S1"])).toEqual([]);
	expect(judge("message", message({ text }), ["U1"]).map((each) => each.reason)).toEqual(["<!subteam^S1>"]);
});

test("rich text and markdown mention nobody either", () => {
	const rich = (part: object) => ({ type: "rich_text", elements: [{ type: "rich_text_section", elements: [part] }] });
	expect(judge("message", message({ blocks: [rich({ type: "text", text: "<!channel> & co" })] }))).toEqual([]);
	for (const part of [
		{ type: "user", user_id: "U1" },
		{ type: "broadcast", range: "here" },
		{ type: "usergroup", usergroup_id: "S1" },
	]) {
		expect(wrongWith("message", message({ blocks: [rich(part)] }))).toEqual(["unescaped"]);
	}
	const markdown = (text: string) => message({ blocks: [{ type: "markdown", text }] });
	expect(wrongWith("message", markdown("<!channel>"))).toEqual(["unescaped"]);
	expect(judge("message", markdown("a < b & c"))).toEqual([]);
	expect(wrongWith("message", message({ link_names: true }))).toEqual(["type-mismatch"]);
});

test("any text, escaped and cut to the length, passes; cut inside a character it does not", () => {
	fc.assert(
		fc.property(fc.string({ unit: "binary", minLength: 1, maxLength: 4000 }), (typed) => {
			const escaped = [...typed].map((each) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;" })[each] ?? each);
			let text = "";
			for (const each of escaped) if ([...text].length + [...each].length <= 3000) text += each;
			expect(judge("message", message({ blocks: [section(text)] }))).toEqual([]);
		}),
		{ numRuns: 50 },
	);
	expect(wrongWith("block", section("😀".slice(0, 1)))).toEqual(["invalid-usage"]);
});
