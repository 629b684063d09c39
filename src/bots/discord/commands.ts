/** How a typed command is read, and what is offered while it is typed. All of them are in `../commands.ts`. */

import {
	type APIApplicationCommandInteractionDataOption,
	type APIInteraction,
	ApplicationCommandOptionType,
	ApplicationCommandType,
	type InteractionType,
	PermissionFlagsBits,
} from "discord.js";
import { exponentOf } from "../../fallback/money.ts";
import { railTitle } from "../../fallback/rail.ts";
import type { Shop } from "../../fallback/shop.ts";
import { type Inbound, TEXT_LIMIT_CHARACTERS } from "../../helpdesk/message.ts";
import type { PaylinkFields } from "../../helpdesk/paylink.ts";
import { LOCALES, type Locale } from "../../text.ts";
import { COMMANDS } from "../commands.ts";
import type { LinkOrder } from "../link-words.ts";
import { cut, plain } from "./render.ts";

// docs.discord.com/developers/interactions/application-commands
const OFFERS_LIMIT = 25;
const OFFER_LIMIT_UNITS = 100;

/** What a command asks for. */
export type Ordered =
	| { readonly kind: "said"; readonly inbound: Inbound }
	/** Fields that were left out are empty. */
	| { readonly kind: "paylink"; readonly fields: PaylinkFields }
	| { readonly kind: "paylink-form"; readonly fields: PaylinkFields }
	| { readonly kind: "order"; readonly order: LinkOrder; readonly mayManage: boolean }
	| { readonly kind: "help" }
	| { readonly kind: "status" };

/** Null for what is no command of ours. */
export function readCommand(
	interaction: APIInteraction & { readonly type: InteractionType.ApplicationCommand },
): Ordered | null {
	const { data, member } = interaction;
	if (data.type !== ApplicationCommandType.ChatInput) return null;
	const { part, typed } = innermost(data.options ?? []);
	switch (part === null ? data.name : `${data.name} ${part}`) {
		case "outage": {
			const text = (typed.get("text") ?? "").trim().slice(0, TEXT_LIMIT_CHARACTERS);
			const inbound: Inbound =
				text === "" ? { kind: "choice", of: 1, choice: "down" } : { kind: "message", text, isReport: true };
			return { kind: "said", inbound };
		}
		case "sales":
		case "reconcile":
			return { kind: "said", inbound: { kind: "choice", of: 1, choice: data.name } };
		case "paylink": {
			const fields = fieldsOf(typed);
			const isEmpty = Object.values(fields).every((field) => field.trim() === "");
			return { kind: isEmpty ? "paylink-form" : "paylink", fields };
		}
		case "standin link":
			return link({ kind: "link", code: (typed.get("code") ?? "").trim(), locale: null }, typed, member?.permissions);
		case "standin unlink":
			return link({ kind: "unlink", locale: null }, typed, member?.permissions);
		case "standin help":
			return { kind: "help" };
		case "standin status":
			return { kind: "status" };
		default:
			return null;
	}
}

type Typed = ReadonlyMap<string, string>;

function link(order: LinkOrder, typed: Typed, permissions: string | undefined): Ordered {
	const isEverywhere = order.kind !== "how" && typed.get("everywhere") === "true";
	const whole = isEverywhere ? { ...order, isEverywhere: true as const } : order;
	return { kind: "order", order: whole, mayManage: mayManage(permissions) };
}

/** Whether the person may manage the server; who administers it may do everything. */
function mayManage(permissions: string | undefined): boolean {
	const bits = /^\d{1,30}$/.test(permissions ?? "") ? BigInt(permissions ?? 0) : 0n;
	return (bits & (PermissionFlagsBits.ManageGuild | PermissionFlagsBits.Administrator)) !== 0n;
}

const fieldsOf = (typed: Typed): PaylinkFields => ({
	amount: typed.get("amount") ?? "",
	currency: typed.get("currency") ?? "",
	rail: typed.get("rail") ?? "",
	note: typed.get("note") ?? "",
});

/** `/standin link` has one part, and what was typed belongs to it. What is longer than its option allows is cut. */
function innermost(
	options: readonly APIApplicationCommandInteractionDataOption<InteractionType.ApplicationCommand>[],
): {
	readonly part: string | null;
	readonly typed: Typed;
} {
	const [first] = options;
	if (first?.type === ApplicationCommandOptionType.Subcommand)
		return { part: first.name, typed: innermost(first.options ?? []).typed };
	const typed = new Map<string, string>();
	for (const option of options)
		if ("value" in option) typed.set(option.name, String(option.value).slice(0, limitOf(option.name)));
	return { part: null, typed };
}

const LIMITS: ReadonlyMap<string, number> = new Map(
	COMMANDS.flatMap(({ options, subcommands }) => [...options, ...subcommands.flatMap((part) => part.options)]).map(
		({ name, limitCharacters }) => [name, limitCharacters],
	),
);
const limitOf = (name: string): number => LIMITS.get(name) ?? 0;

/** The option that is being typed, and what stands in it so far; null for one that nothing is offered for. */
export function readTyping({
	data,
}: APIInteraction & { readonly type: InteractionType.ApplicationCommandAutocomplete }): {
	readonly option: "currency" | "rail";
	readonly typed: string;
} | null {
	for (const option of data.options ?? []) {
		if (option.type !== ApplicationCommandOptionType.String || option.focused !== true) continue;
		const { name } = option;
		if (name === "currency" || name === "rail") return { option: name, typed: option.value.slice(0, limitOf(name)) };
	}
	return null;
}

export type Offer = { readonly name: string; readonly value: string };

/** The store's currency first, then the codes that begin so. */
export function offeredCurrencies(
	{ currency }: Pick<Shop, "currency">,
	typed: string,
	locale: Locale,
): readonly Offer[] {
	const wanted = typed.trim().toUpperCase();
	const names = new Intl.DisplayNames([locale], { type: "currency", fallback: "code" });
	const codes = [currency, ...Intl.supportedValuesOf("currency").filter((code) => code !== currency)];
	return codes
		.filter((code) => exponentOf(code) !== undefined && code.startsWith(wanted))
		.slice(0, OFFERS_LIMIT)
		.map((code) => ({ name: bounded(`${code} · ${names.of(code) ?? code}`), value: code }));
}

/** The store's rails whose id or title in any language has these words. */
export function offeredRails({ rails }: Pick<Shop, "rails">, typed: string, locale: Locale): readonly Offer[] {
	const wanted = typed.trim().toLowerCase();
	return rails
		.filter((rail) => {
			const title = railTitle(rail);
			return [rail.id, ...LOCALES.map((one) => title[one])].some((name) => name.toLowerCase().includes(wanted));
		})
		.slice(0, OFFERS_LIMIT)
		.map((rail) => ({ name: bounded(`${railTitle(rail)[locale]} · ${rail.id}`), value: rail.id }));
}

const bounded = (text: string): string => cut(plain(text), OFFER_LIMIT_UNITS);
