import fc from "fast-check";
import { expect, test } from "vitest";
import { answer, begin, trailTexts } from "../../src/playbooks/engine.ts";
import { readValue, type SlotType } from "../../src/playbooks/slots.ts";
import { around, flat, gatePlaybook, runOf } from "./flat.ts";

const read = (type: SlotType, text: string) => readValue(type, text, around());

test.each([
	["3", 3],
	["３", 3],
	["③", 3],
	["three", 3],
	["There are 3 of them.", 3],
	["about 12 stored payments", 12],
	["twelve", 12],
	["大概三笔", 3],
	["两笔", 2],
	["3笔", 3],
	["一共有十二笔未上传的付款", 12],
	["unos 3 pagos guardados", 3],
	["son doce", 12],
	["cero", 0],
	["零", 0],
	["none at all", 0],
	["ninguno", 0],
	["一笔也没有", 0],
	["10000", 10_000],
])("a merchant who types “%s” has counted %i", (text, count) => {
	expect(read("count", text)).toBe(count);
});

test.each([
	"",
	"10001",
	"5 or 6",
	"-3",
	"3.5",
	"1,5",
	"pay 45",
	"a few",
	"三十",
	"3 minutes",
	"lots",
	"12:30",
	"constructor",
])("“%s” is no count", (text) => {
	expect(read("count", text)).toBeNull();
});

test.each([
	["91", "91"],
	["code 91", "91"],
	["Error: E-104.", "E-104"],
	["错误代码：Z3", "Z3"],
	["código 51", "51"],
	["１９", "19"],
	["4111111111111111", null],
	["hello", null],
	["pay 45", null],
	["45 EUR", null],
	["x".repeat(21), null],
	["__proto__", null],
])("of “%s” the code is %s", (text, code) => {
	expect(read("code", text)).toBe(code);
});

test.each([
	["yes", "yes"],
	["Sí, claro", "yes"],
	["是的", "yes"],
	["No.", "no"],
	["todavía no", "no"],
	["没有", "no"],
	["yes?", null],
	["maybe", null],
	["yes and no", null],
])("“%s” is %s", (text, said) => {
	expect(read("yesno", text)).toBe(said);
});

test("whatever is typed, a value is of its type and survives JSON", () => {
	fc.assert(
		fc.property(
			fc.string({ unit: "binary", maxLength: 60 }),
			fc.constantFrom<SlotType>("count", "code", "yesno", "choice"),
			(text, type) => {
				const value = read(type, text);
				expect(JSON.parse(JSON.stringify(value))).toEqual(value);
				if (value === null) return;
				if (type === "count")
					expect(Number.isInteger(value) && Number(value) >= 0 && Number(value) <= 10_000).toBe(true);
				else expect(String(value)).toMatch(/^[A-Z0-9][A-Z0-9._/-]{0,19}$|^yes$|^no$/);
			},
		),
	);
});

test("a number where stored payments are counted is their number and not a choice, and the next step names it", () => {
	const asked = begin(gatePlaybook, 0, around());
	expect(asked).toMatchObject({ question: { step: "how-many", takes: "count" } });
	const much = answer(gatePlaybook, runOf(asked), "2", 0, around());
	expect(much).toMatchObject({
		kind: "asked",
		question: { step: "how-much", say: { en: "2 stored. How much is it?" } },
	});
	expect(answer(gatePlaybook, runOf(asked), "say none", 0, around())).toMatchObject({ end: "restored", id: "clear" });
	const ended = answer(gatePlaybook, runOf(much), "120.50", 0, around());
	expect(ended).toMatchObject({ kind: "ended", id: "holds", againMinutes: 15 });
	expect(ended.kind === "ended" && ended.trail.map(({ answer: said }) => said.zh)).toEqual(["2", "120.50 EUR"]);
});

test("“0” and “zero” are the choice that says there are none, and many lead to a person who reads how many", () => {
	const run = runOf(begin(gatePlaybook, 0, around()));
	for (const none of ["0", "zero", "零笔"]) {
		expect(answer(gatePlaybook, run, none, 0, around())).toMatchObject({ id: "clear" });
	}
	const many = answer(gatePlaybook, runOf(answer(gatePlaybook, run, "12", 0, around())), "say unknown", 0, around());
	expect(many).toMatchObject({
		id: "holds-many",
		end: "person",
		because: { en: "12 are stored.", es: "Hay 12 guardados." },
	});
});

test("what fits neither a choice nor the slot asks again, and a yes or no chooses by a route", () => {
	const glass = runOf(answer(flat, runOf(begin(flat, 0, around())), "say wifi", 0, around()));
	expect(answer(flat, glass, "purple", 0, around())).toMatchObject({ kind: "not-understood", run: { step: "glass" } });
	expect(answer(flat, glass, "yes", 0, around())).toMatchObject({ id: "replace" });
	const code = answer(flat, glass, "no", 0, around());
	expect(code).toMatchObject({ kind: "asked", run: { step: "error-code" } });
	expect(trailTexts(flat, runOf(code), around()).map(({ answer: said }) => said.es)).toEqual(["es wifi", "No"]);
});
