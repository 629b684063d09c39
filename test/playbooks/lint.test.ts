import { expect, test } from "vitest";
import { stringify } from "yaml";
import { type PlaybookSource, playbookSource } from "../../src/playbooks/format.ts";
import { checkPlaybook } from "../../src/playbooks/load.ts";
import { checkVendor } from "../../src/playbooks/load-vendors.ts";
import { library, vendors } from "./flat.ts";
import { gate, restarting } from "./sample.ts";

const FILE = "restarting.yaml";
const yaml = stringify(restarting());

/** The sample with one place of its text changed, as an author would break it. */
function broken(from: string | RegExp, to: string, text = yaml): string {
	const changed = text.replace(from, to);
	expect(changed).not.toBe(text);
	return changed;
}
const lineOf = (text: string, needle: string): number =>
	text.split("\n").findIndex((line) => line.includes(needle)) + 1;

type Case = readonly [what: string, text: string, needle: string, en: RegExp, zh: RegExp, es: RegExp];
const inVendor = (more: string) => `id: acme\nname: Acme\nnames: [Acme]\nfacts:\n  ${more}\n`;

// The ten mistakes that the linter is there for; each is told with file, line and reason in three languages.
test.each<Case>([
	[
		"a step nothing leads to",
		broken("next: error-code", "next: which").replace("otherwise: error-code", "otherwise: which"),
		"- id: error-code",
		/nothing leads to “error-code”/,
		/没有任何选项通向“error-code”/,
		/nada lleva a “error-code”/,
	],
	[
		"a choice that leads nowhere",
		broken("next: fine", "next: fein"),
		"next: fein",
		/no step or end “fein”/,
		/没有名为“fein”/,
		/no hay paso ni final “fein”/,
	],
	[
		"a dead end",
		broken(/choices:\n {6}- id: works[\s\S]*(?=routes:)/, "choices: []\n").replace(
			/ {2}- id: fine\n[\s\S]*?(?= {2}- id: keep-on)/,
			"",
		),
		"choices: []",
		/“restart” has no choices/,
		/“restart”没有选项/,
		/“restart” no tiene opciones/,
	],
	[
		"a loop without an exit",
		broken("next: fine", "next: restart").replace(
			"next: replace\n      - id: again",
			"next: restart\n      - id: again",
		),
		"- id: restart\n",
		/“restart” goes round for ever/,
		/“restart”会无限循环/,
		/“restart” da vueltas sin fin/,
	],
	[
		"a restart without the gate",
		broken("otherwise: gate", "otherwise: restart"),
		"risk: restart",
		/without asking about stored payments/,
		/未上传的付款/,
		/sin preguntar por los pagos guardados/,
	],
	[
		"a language that is missing",
		broken(/\n {6}es: ¿Está rota la pantalla\?/, ""),
		"en: Is the screen broken?",
		/“es” is missing/,
		/缺少“es”/,
		/falta “es”/,
	],
	[
		"a choice that cannot be said",
		broken("- say works", '- " "'),
		'- " "',
		/“works” cannot be said in en/,
		/“works”没有可说的词/,
		/“works” no se puede decir/,
	],
	[
		"a text too long for a chat",
		broken("Is the screen broken?", "x".repeat(601)),
		"x".repeat(601),
		/has 601 characters/,
		/601 个字符/,
		/tiene 601 caracteres/,
	],
	[
		"a slot nobody knows",
		broken("fills: broken", "fills: borken"),
		"fills: borken",
		/no slot “borken”/,
		/没有变量“borken”/,
		/ningún dato “borken”/,
	],
	[
		"a fact without a source",
		inVendor("restart: { value: keeps, reviewed: 2026-11-24 }"),
		"restart:",
		/“restart” has no source/,
		/“restart”没有来源/,
		/“restart” no tiene fuente/,
	],
])("an author is told of %s", (_what, text, needle, en, zh, es) => {
	const isVendor = text.startsWith("id: acme");
	const file = isVendor ? "acme.yaml" : FILE;
	const { faults } = isVendor ? checkVendor(file, text) : checkPlaybook(file, text, library, vendors);
	const told = faults.find((fault) => en.test(fault.reason.en));
	expect(told, JSON.stringify(faults.map(({ line, reason }) => [line, reason.en]))).toBeDefined();
	expect(told).toMatchObject({ file, line: lineOf(`${text}\n`, needle.trimEnd()) });
	expect(told!.reason.zh).toMatch(zh);
	expect(told!.reason.es).toMatch(es);
});

test.each([
	[
		"a used playbook that is not there",
		"playbook: gate-keeper",
		"playbook: gate-kepper",
		/no sound playbook “gate-kepper”/,
	],
	[
		"an end that the used one has not",
		"clear: restart",
		"claer: restart",
		/has no end “claer”; its ends are clear, holds, holds-many/,
	],
	["a used end that leads nowhere", "holds: keep-on", "holds: nowhere", /no step or end “nowhere”/],
	["a slot of another type than in the used one", "error: code", "stored_count: code", /is a code here and a count/],
	["a known fact that is declared", "error: code", "restart: choice", /“restart” is known of every terminal/],
	["a fact that an answer sets", "vendor: clover", "restart: keeps", /comes from the vendor's file/],
	[
		"a vendor that there is not",
		"vendor: clover",
		"vendor: acme",
		/“acme” does not fit the slot “vendor”; write clover, square/,
	],
	[
		"a typed value that leads nowhere",
		"fills: error\n    next: which",
		"fills: error",
		/typed at “error-code” leads nowhere/,
	],
	[
		"a way for typed values where none is typed",
		"fills: link",
		"fills: link\n    next: glass",
		/nothing can be typed at “link-kind”/,
	],
	[
		"a route by a value that cannot be",
		"- keeps",
		"- keps",
		/“keps” does not fit the slot “restart”; write keeps, loses, unknown/,
	],
	["a route by a slot nobody knows", "slot: broken", "slot: brokken", /no slot “brokken”/],
	["a route that says nothing", /\n {6}is:\n {8}- yes/, "", /must say either “is”/],
	["routes that go round in a circle", "otherwise: gate", "otherwise: which", /“which” goes round for ever/],
	[
		"a text that says a slot nobody knows",
		"Is the screen broken?",
		"Is {screen} broken?",
		/no text can say \{screen\}; there are error, stored_count, stored_sum, vendor.name/,
	],
	["a text that says what is no text", "Is the screen broken?", "Is {link} broken?", /no text can say \{link\}/],
	[
		"a text that says what may not be known yet",
		"Is the screen broken?",
		"Is {error} broken?",
		/\{error\} may not be known yet at “glass”/,
	],
	["a words that ask back", "- say works", "- why not", /“why not” reads as a question/],
	["a first step that is an end", "first: link-kind", "first: fine", /“fine” is an end; begin with a step/],
])("an author is told of %s too", (_what, from, to, reason) => {
	const { faults, playbook } = checkPlaybook(FILE, broken(from, to), library, vendors);
	expect(playbook).toBeNull();
	expect(faults.map((fault) => fault.reason.en)).toContainEqual(expect.stringMatching(reason));
	for (const fault of faults) {
		expect(fault.line).toBeGreaterThan(0);
		expect(fault.reason.zh).toMatch(/\p{Script=Han}/u);
		expect(fault.reason.es).not.toBe(fault.reason.en);
	}
});

test.each(["loses", "unknown"])("a restart where the vendor's restart is %s needs the gate", (value) => {
	const text = broken("- keeps", `- keeps\n        - ${value}`);
	expect(checkPlaybook(FILE, text, library, vendors).faults[0]?.reason.en).toMatch(
		/without asking about stored payments/,
	);
});

test.each(["reset", "logout", "update", "clear-batch"])(
	"a vendor that keeps payments through a restart does not keep them through %s",
	(risk) => {
		const text = broken("risk: restart", `risk: ${risk}`);
		expect(checkPlaybook(FILE, text, library, vendors).faults[0]?.reason.en).toMatch(
			/without asking about stored payments/,
		);
	},
);

test("playbooks that use each other in a circle are refused, whoever is read first", () => {
	const circle = { ...gate(), uses: [{ id: "more", playbook: "restarting", ends: {} }] };
	(circle.steps[0]!.choices[1] as { next: string }).next = "more";
	const both = new Map<string, PlaybookSource>([
		["gate-keeper", playbookSource.parse(circle)],
		["restarting", playbookSource.parse(restarting())],
	]);
	expect(checkPlaybook(FILE, yaml, both).faults[0]?.reason.en).toMatch(/uses this playbook itself/);
	expect(checkPlaybook("gate-keeper.yaml", stringify(circle), both).faults[0]?.reason.en).toMatch(
		/uses this playbook itself/,
	);
});

test("a text that only the longest vendor makes too long is told", () => {
	const text = broken("Is the screen broken?", `${"x".repeat(560)} {vendor.restart_how}`);
	const { faults } = checkPlaybook(FILE, text, library, vendors);
	expect(faults.map((fault) => fault.reason.en)).toEqual([expect.stringMatching(/has 60\d characters/)]);
	expect(
		checkPlaybook(FILE, broken("Is the screen broken?", `${"x".repeat(540)} {vendor.restart_how}`), library, vendors)
			.faults,
	).toEqual([]);
});

/** Fifty-five steps in a row, and then what it uses. */
function big(id: string, uses: readonly string[]): PlaybookSource {
	const [like] = restarting().steps;
	const targets = [...uses.map((_, index) => `u${index}`), "fine"];
	const steps = Array.from({ length: 55 }, (_, index) => ({
		...like!,
		fills: undefined,
		id: `s${index}`,
		choices: like!.choices
			.slice(0, 2)
			.map((choice) => ({ ...choice, next: index < 54 ? `s${index + 1}` : targets[0]! })),
	}));
	return playbookSource.parse({
		...restarting(),
		id,
		slots: {},
		routes: [],
		uses: uses.map((playbook, index) => ({ id: `u${index}`, playbook, ends: { fine: targets[index + 1] } })),
		first: "s0",
		steps,
		ends: restarting().ends.slice(0, 1),
	});
}
const toldOf = (source: PlaybookSource, ...others: readonly PlaybookSource[]): readonly string[] => {
	const known = new Map([source, ...others].map((one) => [one.id, one]));
	const text = stringify(JSON.parse(JSON.stringify(source)));
	return checkPlaybook(`${source.id}.yaml`, text, known).faults.map((fault) => fault.reason.en);
};

test("a playbook of more than four hundred steps with all that it uses is refused", () => {
	const used = big("used", []);
	expect(toldOf(big("user", Array(6).fill("used")), used)).toEqual([]);
	expect(toldOf(big("user", Array(7).fill("used")), used)).toEqual([
		expect.stringMatching(/has 440 steps; at most 400/),
	]);
});

test("playbooks that use each other too deep are refused", () => {
	const [a, b, c, d, e] = [big("a", []), big("b", ["a"]), big("c", ["b"]), big("d", ["c"]), big("e", ["d"])];
	expect(toldOf(d!, a!, b!, c!)).toEqual([]);
	expect(toldOf(e!, a!, b!, c!, d!)).toContainEqual(expect.stringMatching(/more than 3 deep/));
});

test.each([
	[
		'restart: { value: sometimes, source: "vendor: x y z", reviewed: 2026-11-24 }',
		/must be one of: keeps, loses, unknown/,
	],
	["restart: { value: keeps, source: everybody knows, reviewed: 2026-11-24 }", /“restart” has no source/],
	[
		'restart: { value: keeps, source: "unsourced: general knowledge", reviewed: 2026-11-24 }',
		/“restart” has no source/,
	],
	['restart: { value: keeps, source: "vendor: x y z" }', /“reviewed” is missing/],
	['donts: { value: { en: No., zh: 不。 }, source: "vendor: x y z", reviewed: 2026-11-24 }', /“es” is missing/],
	[
		`donts: { value: { en: ${"x".repeat(161)}, zh: 不。, es: No. }, source: "vendor: x y z", reviewed: 2026-11-24 }`,
		/1 to 160 characters/,
	],
	['window_days: { value: 3, source: "vendor: x y z", reviewed: 2026-11-24 }', /unknown field window_days/],
])("a vendor's file with %s is refused", (fact, reason) => {
	expect(checkVendor("acme.yaml", inVendor(fact)).faults.map((fault) => fault.reason.en)).toContainEqual(
		expect.stringMatching(reason),
	);
});

test("what is not known of a vendor needs no source, and the file's name is its id", () => {
	const text = inVendor("restart: { value: unknown, reviewed: 2026-11-24 }");
	expect(checkVendor("acme.yaml", text)).toMatchObject({
		faults: [],
		vendor: { id: "acme", facts: { restart: "unknown", limits: { windowHours: null } } },
	});
	expect(checkVendor("emca.yaml", text).faults[0]?.reason.en).toMatch(/must be the file's name/);
});
