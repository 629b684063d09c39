/** CORE. What is known of a maker's terminals, each fact with its source; and what a run may know of the shop's terminal. */

import { z } from "zod";
import type { Text } from "../text.ts";
import type { MoneyWords, SlotValue } from "./slots.ts";
import { fact, type Limits, limitFacts, limitsOf } from "./vendor-limits.ts";
import { places, plain } from "./words.ts";

const LIST_LIMIT = 40;
const NAME_LIMIT_CHARS = 60;

const id = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/);
const text = z.strictObject({ en: z.string(), zh: z.string(), es: z.string() });

const factsSource = z.strictObject({
	/** What a restart does to payments that are stored and not sent. */
	restart: fact(z.enum(["keeps", "loses", "unknown"])).optional(),
	/** Whether it can take cards with no network. */
	offline: fact(z.enum(["yes", "no", "unknown"])).optional(),
	...limitFacts,
	status_page: fact(z.string().min(1).max(NAME_LIMIT_CHARS)).optional(),
	restart_how: fact(text).optional(),
	/** What must have been set up before it can store any. */
	setup: fact(text).optional(),
	/** What destroys stored payments, first of all. */
	donts: fact(text).optional(),
	caps: fact(text).optional(),
	hotline: fact(text).optional(),
});
const names = z.array(z.string().min(1).max(NAME_LIMIT_CHARS)).min(1).max(LIST_LIMIT);

/** A vendor's file: the schema that its YAML must meet before `vendorFaults` looks at it. */
export const vendorSource = z.strictObject({
	id,
	name: z.string().min(1).max(NAME_LIMIT_CHARS),
	names,
	facts: factsSource,
	models: z
		.array(z.strictObject({ id, names, facts: factsSource.default({}) }))
		.max(LIST_LIMIT)
		.default([]),
});
export type VendorSource = z.infer<typeof vendorSource>;

/** Of one model, or of a vendor's terminals in general; null is not known. */
type Facts = {
	readonly restart: "keeps" | "loses" | "unknown";
	readonly offline: "yes" | "no" | "unknown";
	readonly limits: Limits;
	readonly statusPage: string | null;
	readonly restartHow: Text | null;
	readonly setup: Text | null;
	readonly donts: Text | null;
	readonly caps: Text | null;
	readonly hotline: Text | null;
};
export type Vendor = {
	readonly id: string;
	readonly name: string;
	/** As shops write it, `plain`. */
	readonly names: readonly string[];
	readonly facts: Facts;
	readonly models: readonly { readonly id: string; readonly names: readonly string[]; readonly facts: Facts }[];
};

/** What a run may know besides its playbook: the shop's terminal, the makers, and how money is read there. */
export type Around = MoneyWords & {
	/** The terminal that is down, as the shop has set it up; null where it is not known which one it is. */
	readonly terminal: { readonly vendor: string; readonly model: string | null } | null;
	readonly vendors: readonly Vendor[];
};
/** The strictest: nothing is known. */
export const NOTHING_AROUND: Around = {
	terminal: null,
	vendors: [],
	readMoney: () => null,
	showMoney: ({ minor, currency }) => `${minor} ${currency}`,
};

type FactsSource = z.infer<typeof factsSource>;

/** The compiled vendor of a source without faults; a fact of a model goes before that of its vendor. */
export function compileVendor(source: VendorSource): Vendor {
	return {
		id: source.id,
		name: source.name,
		names: plainNames(source.id, source.names),
		facts: factsOf(source.facts),
		models: source.models.map((model) => ({
			id: model.id,
			names: plainNames(model.id, model.names),
			facts: factsOf({ ...source.facts, ...model.facts }),
		})),
	};
}

const plainNames = (own: string, written: readonly string[]): readonly string[] => [
	...new Set([own, ...written].map(plain)),
];

const factsOf = (source: FactsSource): Facts => ({
	restart: source.restart?.value ?? "unknown",
	offline: source.offline?.value ?? "unknown",
	limits: limitsOf(source),
	statusPage:
		source.status_page === undefined || source.status_page.value === "unknown" ? null : source.status_page.value,
	restartHow: source.restart_how?.value ?? null,
	setup: source.setup?.value ?? null,
	donts: source.donts?.value ?? null,
	caps: source.caps?.value ?? null,
	hotline: source.hotline?.value ?? null,
});

/** The vendor and model of a terminal as the shop wrote them, or null. In doubt none: its facts would be of another. */
function findModel(vendors: readonly Vendor[], terminal: { readonly vendor: string; readonly model: string | null }) {
	const vendor = named(vendors, terminal.vendor);
	if (vendor === null) return null;
	return { vendor, model: terminal.model === null ? null : named(vendor.models, terminal.model) };
}

function named<Named extends { readonly names: readonly string[] }>(
	list: readonly Named[],
	written: string,
): Named | null {
	const said = plain(written);
	const exact = list.filter(({ names: known }) => known.includes(said));
	const found =
		exact.length > 0 ? exact : list.filter(({ names: known }) => known.some((name) => places(said, name).length > 0));
	return found.length === 1 ? (found[0] ?? null) : null;
}

/** What is known of the terminal, as slots; `unknown` is the strictest. */
export function terminalFacts({ vendors, terminal }: Around): readonly SlotValue[] {
	const found = terminal === null ? null : findModel(vendors, terminal);
	const facts = found?.model?.facts ?? found?.vendor.facts;
	return [
		{ slot: "vendor", value: found?.vendor.id ?? "unknown" },
		{ slot: "model", value: found?.model?.id ?? "unknown" },
		{ slot: "restart", value: facts?.restart ?? "unknown" },
		{ slot: "offline", value: facts?.offline ?? "unknown" },
		{ slot: "status_page", value: facts === undefined || facts.statusPage === null ? "unknown" : "known" },
	];
}

/** The maker of the terminal, and what it says of stored payments; null where the maker is not known. */
export function storingFacts({ vendors, terminal }: Pick<Around, "vendors" | "terminal">) {
	const found = terminal === null ? null : findModel(vendors, terminal);
	if (found === null) return null;
	const { offline, limits, setup, donts } = found.model?.facts ?? found.vendor.facts;
	return { name: found.vendor.name, offline, limits, setup, donts };
}

/** The texts of the vendor and model that the slots name. */
export function vendorTexts(slots: readonly SlotValue[], { vendors }: Around): ReadonlyMap<string, Text> {
	const said = (name: string) => slots.findLast(({ slot }) => slot === name)?.value;
	const vendor = vendors.find(({ id: known }) => known === said("vendor"));
	const model = vendor?.models.find(({ id: known }) => known === said("model"));
	return textsOf(vendor?.name ?? null, model?.facts ?? vendor?.facts ?? null);
}

/** Every text that a name in braces may stand for, over all vendors: how long it can become. */
export function allVendorTexts(vendors: readonly Vendor[]): readonly ReadonlyMap<string, Text>[] {
	return [
		textsOf(null, null),
		...vendors.flatMap(({ name, facts, models }) =>
			[facts, ...models.map((model) => model.facts)].map((known) => textsOf(name, known)),
		),
	];
}

const same = (words: string): Text => ({ en: words, zh: words, es: words });

function textsOf(name: string | null, facts: Facts | null): ReadonlyMap<string, Text> {
	const hours = facts?.limits.windowHours?.value ?? null;
	const page = facts?.statusPage ?? null;
	return new Map<string, Text>([
		["vendor.name", name === null ? NAME : same(name)],
		["vendor.window", hours === null ? WINDOW : duration(hours)],
		["vendor.status_page", page === null ? STATUS_PAGE : same(page)],
		["vendor.restart_how", facts?.restartHow ?? RESTART_HOW],
		["vendor.donts", facts?.donts ?? DONTS],
		["vendor.caps", facts?.caps ?? CAPS],
		["vendor.hotline", facts?.hotline ?? HOTLINE],
	]);
}

function duration(hours: number): Text {
	if (hours > 72 && hours % 24 === 0) {
		const days = hours / 24;
		return { en: `${days} days`, zh: `${days} 天`, es: `${days} días` };
	}
	return hours === 1
		? { en: "1 hour", zh: "1 小时", es: "1 hora" }
		: { en: `${hours} hours`, zh: `${hours} 小时`, es: `${hours} horas` };
}

const NAME: Text = { en: "your card provider", zh: "服务商", es: "su proveedor de tarjetas" };
const WINDOW: Text = {
	en: "the time your card provider allows",
	zh: "服务商规定的时间",
	es: "el plazo que da su proveedor de tarjetas",
};
const STATUS_PAGE: Text = {
	en: "your card provider's status page",
	zh: "服务商的状态页",
	es: "la página de estado de su proveedor de tarjetas",
};
const RESTART_HOW: Text = {
	en: "Restart it with its power button or its menu.",
	zh: "请用电源键或菜单重启。",
	es: "Reiníciela con su botón o su menú.",
};
const DONTS: Text = {
	en: "Do not restart, log out, reset or clear the batch.",
	zh: "不要重启、退出登录、恢复出厂设置或清除批次。",
	es: "No reinicie, no cierre sesión, no restablezca ni borre el lote.",
};
const CAPS: Text = {
	en: "Your card provider limits how much can be stored.",
	zh: "服务商限制可存储的金额。",
	es: "Su proveedor de tarjetas limita cuánto se puede guardar.",
};
const HOTLINE: Text = {
	en: "Have ready: TID and MID (on any receipt), the words on the screen, since when.",
	zh: "请准备好：小票上的 TID 和 MID、屏幕上的文字、从什么时候开始。",
	es: "Tenga a mano: TID y MID (en un recibo), el texto de la pantalla y desde cuándo.",
};
