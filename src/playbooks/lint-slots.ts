/** CORE. What is wrong with the slots of a playbook: names nobody knows, values of another type, texts that say what is not known yet. */

import { LOCALES, type Text } from "../text.ts";
import type { Playbook, PlaybookSource } from "./format.ts";
import { type Fault, fault } from "./lint-texts.ts";
import { type Edge, reach } from "./paths.ts";
import { FACT_SLOTS, mentions, type SlotType } from "./slots.ts";
import { allVendorTexts, type Vendor } from "./vendor.ts";

type Path = Fault["path"];
type StepSource = PlaybookSource["steps"][number];
type RouteSource = PlaybookSource["routes"][number];
type Known = { readonly typeOf: (name: string) => SlotType | undefined; readonly vendors: readonly Vendor[] };

const VENDOR_TEXTS: readonly string[] = [...(allVendorTexts([])[0] ?? new Map<string, Text>()).keys()];
const isFact = (name: string): boolean => FACT_SLOTS.some((fact) => fact === name);
/** What each fact may be; a vendor and a model have ids of their own. */
const FACT_VALUES: ReadonlyMap<string, readonly string[]> = new Map([
	["restart", ["keeps", "loses", "unknown"]],
	["offline", ["yes", "no", "unknown"]],
	["status_page", ["known", "unknown"]],
]);

export function slotFaults(
	source: PlaybookSource,
	flat: Playbook,
	edges: readonly Edge[],
	vendors: readonly Vendor[],
): readonly Fault[] {
	const declared = new Map(Object.entries(source.slots));
	const known: Known = { typeOf: (name) => declared.get(name), vendors };
	return [
		...[...declared.keys()].filter(isFact).map(declaredFact),
		...source.steps.flatMap((step, index) => [
			...fillFaults(step, ["steps", index], known),
			...step.choices.flatMap((choice, at) =>
				setFaults(step, choice.sets ?? {}, ["steps", index, "choices", at, "sets"], known),
			),
		]),
		...source.routes.flatMap((route, index) => whenFaults(route, ["routes", index, "when"], known)),
		...mentionFaults(source, flat, edges, known),
	];
}

const declaredFact = (name: string): Fault =>
	fault(["slots", name], null, {
		en: `“${name}” is known of every terminal and not declared; remove it`,
		zh: `“${name}”是每台刷卡机已知的信息，不用声明；请删去`,
		es: `“${name}” ya se sabe de cada terminal y no se declara; quítelo`,
	});

const unknownSlot = (path: Path, step: string, name: string): Fault =>
	fault(path, step, {
		en: `there is no slot “${name}”; declare it under “slots” or correct the name`,
		zh: `没有变量“${name}”；请在 slots 下声明或改正名称`,
		es: `no hay ningún dato “${name}”; declárelo en “slots” o corrija el nombre`,
	});

function fillFaults(step: StepSource, path: Path, { typeOf }: Known): readonly Fault[] {
	const { fills, next } = step;
	if (fills === undefined) return next === undefined ? [] : [nextAlone([...path, "next"], step.id)];
	const type = typeOf(fills);
	if (type === undefined) return [unknownSlot([...path, "fills"], step.id, fills)];
	if (type === "choice") return next === undefined ? [] : [nextAlone([...path, "next"], step.id)];
	return next !== undefined
		? []
		: [
				fault([...path, "fills"], step.id, {
					en: `a value typed at “${step.id}” leads nowhere; add “next” to the step`,
					zh: `在“${step.id}”输入的值没有去向；请给该步骤加上 next`,
					es: `un valor escrito en “${step.id}” no lleva a ninguna parte; agregue “next” al paso`,
				}),
			];
}

const nextAlone = (path: Path, step: string): Fault =>
	fault(path, step, {
		en: `“next” of a step is where a typed value leads, and nothing can be typed at “${step}”; remove it`,
		zh: `步骤的 next 是输入值的去向，而“${step}”不接受输入；请删去`,
		es: `“next” de un paso es adonde lleva un valor escrito, y en “${step}” no se escribe ninguno; quítelo`,
	});

function setFaults(
	step: StepSource,
	sets: Readonly<Record<string, string | number>>,
	path: Path,
	{ typeOf, vendors }: Known,
): readonly Fault[] {
	return Object.entries(sets).flatMap(([name, value]) => {
		const place = [...path, name];
		if (name === "vendor") {
			const isKnown = vendors.length === 0 || value === "unknown" || vendors.some(({ id }) => id === value);
			return isKnown ? [] : [wrongValue(place, step.id, name, String(value), vendors.map(({ id }) => id).join(", "))];
		}
		if (name !== "model" && isFact(name)) return [factSet(place, step.id, name)];
		const type = name === "model" ? "choice" : typeOf(name);
		if (type === undefined) return [unknownSlot(place, step.id, name)];
		return fits(type, value) ? [] : [wrongValue(place, step.id, name, String(value), EXPECTED[type])];
	});
}

const factSet = (path: Path, step: string, name: string): Fault =>
	fault(path, step, {
		en: `“${name}” comes from the vendor's file, and no answer can set it; set “vendor” instead`,
		zh: `“${name}”来自厂商文件，不能由回答设定；请改设 vendor`,
		es: `“${name}” viene del archivo del fabricante y ninguna respuesta lo cambia; use “vendor”`,
	});

const wrongValue = (path: Path, step: string, name: string, value: string, expected: string): Fault =>
	fault(path, step, {
		en: `“${value}” does not fit the slot “${name}”; write ${expected}`,
		zh: `“${value}”不适合变量“${name}”；应为 ${expected}`,
		es: `“${value}” no sirve para el dato “${name}”; escriba ${expected}`,
	});

const EXPECTED: Readonly<Record<SlotType, string>> = {
	choice: "id",
	count: "0 … 10000",
	money: "–",
	code: "A1",
	yesno: "yes, no",
};

/** An amount cannot be set: nobody has written it. */
function fits(type: SlotType, value: string | number): boolean {
	switch (type) {
		case "choice":
			return typeof value === "string" && /^[a-z][a-z0-9-]*$/.test(value);
		case "count":
			return typeof value === "number";
		case "code":
			return typeof value === "string" && /^[A-Z0-9][A-Z0-9._/-]{0,19}$/.test(value);
		case "yesno":
			return value === "yes" || value === "no";
		case "money":
			return false;
	}
}

function whenFaults({ id, when }: RouteSource, path: Path, { typeOf, vendors }: Known): readonly Fault[] {
	const { slot, is, at_least } = when;
	const type = isFact(slot) ? "choice" : typeOf(slot);
	if (type === undefined) return [unknownSlot([...path, "slot"], id, slot)];
	if ((is === undefined) === (at_least === undefined) || (at_least !== undefined && type !== "count")) {
		return [
			fault(path, id, {
				en: `“${id}” must say either “is” with values, or for a count “at_least” with a number`,
				zh: `“${id}”必须写 is（取值列表），或对计数写 at_least（数字），二者择一`,
				es: `“${id}” debe decir “is” con valores o, para una cantidad, “at_least” con un número`,
			}),
		];
	}
	const ids = slot === "vendor" && vendors.length > 0 ? ["unknown", ...vendors.map((vendor) => vendor.id)] : undefined;
	const allowed = FACT_VALUES.get(slot) ?? ids;
	return (is ?? []).flatMap((value, at) => {
		const isRight = allowed === undefined ? fits(type, value) : allowed.some((one) => one === value);
		const expected = allowed?.join(", ") ?? EXPECTED[type];
		return isRight ? [] : [wrongValue([...path, "is", at], id, slot, String(value), expected)];
	});
}

/** Texts say only what is known wherever they are said. */
function mentionFaults(source: PlaybookSource, flat: Playbook, edges: readonly Edge[], known: Known): readonly Fault[] {
	const texts: readonly { readonly path: Path; readonly node: string; readonly text: Text }[] = [
		...source.steps.map((step, index) => ({ path: ["steps", index, "say"], node: step.id, text: step.say })),
		...source.ends.flatMap((end, index) => [
			{ path: ["ends", index, "say"], node: end.id, text: end.say },
			{ path: ["ends", index, "because"], node: end.id, text: end.because },
		]),
	];
	return texts.flatMap(({ path, node, text }) =>
		LOCALES.flatMap((locale) =>
			mentions(text[locale]).flatMap((name) => mentionFault([...path, locale], node, name, flat, edges, known)),
		),
	);
}

function mentionFault(
	path: Path,
	node: string,
	name: string,
	flat: Playbook,
	edges: readonly Edge[],
	{ typeOf }: Known,
): readonly Fault[] {
	if (VENDOR_TEXTS.includes(name)) return [];
	const type = typeOf(name);
	if (type === undefined || type === "choice" || type === "yesno") {
		const can = [...flat.slots.flatMap((slot) => (SAYABLE.has(slot.type) ? [slot.name] : [])), ...VENDOR_TEXTS].join(
			", ",
		);
		return [
			fault(path, node, {
				en: `no text can say {${name}}; there are ${can}`,
				zh: `文本里不能写 {${name}}；可用的有 ${can}`,
				es: `ningún texto puede decir {${name}}; hay ${can}`,
			}),
		];
	}
	if (!reach(edges, [flat.first], (edge) => !edge.knows.includes(name)).has(node)) return [];
	return [
		fault(path, node, {
			en: `{${name}} may not be known yet at “${node}”; every way there must fill it or set it`,
			zh: `到“${node}”时 {${name}} 可能还不知道；通向它的每条路都要先得到这个值`,
			es: `en “${node}” quizá aún no se sepa {${name}}; todo camino debe haberlo preguntado o fijado`,
		}),
	];
}

const SAYABLE: ReadonlySet<SlotType> = new Set(["count", "money", "code"]);
