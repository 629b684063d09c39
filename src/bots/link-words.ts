/** What people write to link a chat to a store, on every chat platform, and what they are told. */

import type { Locale, Text } from "../text.ts";
import type { LinkTools } from "./bot.ts";

/** What is asked of a link; `locale` is the language it was asked in, as far as the words tell. */
export type LinkOrder =
	| {
			readonly kind: "link";
			readonly code: string;
			readonly locale: Locale | null;
			/** The whole server or workspace is meant, not this chat alone. */
			readonly isEverywhere?: true;
	  }
	| { readonly kind: "unlink"; readonly locale: Locale | null; readonly isEverywhere?: true }
	| { readonly kind: "how"; readonly locale: Locale | null };

const WORDS =
	/^(?<standin>\/?standin\s+)?(?:(?:(?<link>link|enlazar|关联)\s+(?<code>[\p{L}\p{N}_-]{4,64})|(?<unlink>unlink|desenlazar|取消关联))(?<everywhere>\s+everywhere)?|(?<how>help|link))$/iu;

const LANGUAGES: ReadonlyMap<string, Locale> = new Map([
	["enlazar", "es"],
	["desenlazar", "es"],
	["关联", "zh"],
	["取消关联", "zh"],
]);

/** Reads “link CODE” and “unlink”, also as the whole command where there is none; null for anything else. */
export function readLinkOrder(text: string): LinkOrder | null {
	const { standin, link, code, unlink, how, everywhere } = WORDS.exec(text.trim())?.groups ?? {};
	const locale = LANGUAGES.get((link ?? unlink ?? "").toLowerCase()) ?? null;
	const scope = everywhere === undefined ? {} : { isEverywhere: true as const };
	if (code !== undefined) return { kind: "link", code, locale, ...scope };
	if (unlink !== undefined) return { kind: "unlink", locale, ...scope };
	// “help” and “link” alone mean other things in a chat with a shop.
	return how !== undefined && standin !== undefined ? { kind: "how", locale } : null;
}

/** Carries it out for an audience; gives what to tell. */
export async function obeyLinkOrder(links: LinkTools, audience: string, order: LinkOrder): Promise<Text> {
	if (order.kind === "how") return HOW_TO_LINK;
	if (order.kind === "unlink") return (await links.unlink(audience)) ? UNLINKED_NOW : WAS_NOT_LINKED;
	const found = await links.link(audience, order.code);
	return found === null ? NO_SUCH_CODE : linked(found.storeName);
}

export const HOW_TO_LINK: Text = {
	en: "Ask the manager for this store's code, then send: /standin link CODE",
	zh: "请向店长索取本店代码，然后发送：/standin link 代码",
	es: "Pida al encargado el código de la tienda y envíe: /standin link CÓDIGO",
};

export const linked = (storeName: string): Text => ({
	en: `This chat is now linked to ${storeName}. Tell me what the terminal shows, or type “pay 45” to take a payment.`,
	zh: `此聊天已关联 ${storeName}。告诉我刷卡机显示什么，或输入“收款 45”直接收款。`,
	es: `Este chat está enlazado a ${storeName}. Dígame qué muestra la terminal, o escriba “cobrar 45” para cobrar.`,
});

export const NO_SUCH_CODE: Text = {
	en: "No store has this code, or it has run out. Ask the manager for a new one. Nothing has changed.",
	zh: "没有门店使用此代码，或代码已过期。请向店长索取新代码。没有任何改动。",
	es: "Ninguna tienda tiene este código, o ya venció. Pida uno nuevo al encargado. No ha cambiado nada.",
};

export const UNLINKED_NOW: Text = {
	en: "This chat is not linked to a store any more. To link it again, send: link CODE",
	zh: "此聊天已取消关联。如需重新关联，请发送：关联 代码",
	es: "Este chat ya no está enlazado a ninguna tienda. Para enlazarlo otra vez, envíe: enlazar CÓDIGO",
};

export const WAS_NOT_LINKED: Text = {
	en: "This chat was not linked to a store. Nothing has changed.",
	zh: "此聊天未关联任何门店。没有任何改动。",
	es: "Este chat no estaba enlazado a ninguna tienda. No ha cambiado nada.",
};

/** Told in a channel, where everybody must see that its store is another one now. */
export const channelLinked = (storeName: string): Text => ({
	en: `This channel is now linked to ${storeName}. Write /paylink 45 for a payment, /outage when the terminal is down.`,
	zh: `本频道已关联 ${storeName}。收款请输入 /paylink 45，刷卡机故障请输入 /outage。`,
	es: `Este canal está enlazado a ${storeName}. Escriba /paylink 45 para cobrar, /outage si la terminal no funciona.`,
});
export const allLinked = (storeName: string): Text => ({
	en: `Every chat here that has no store of its own is now linked to ${storeName}.`,
	zh: `这里所有未单独关联门店的聊天，现已关联 ${storeName}。`,
	es: `Todos los chats de aquí sin tienda propia están enlazados a ${storeName}.`,
});
export const CHANNEL_UNLINKED: Text = {
	en: "This channel is not linked to a store any more.",
	zh: "本频道已取消关联门店。",
	es: "Este canal ya no está enlazado a ninguna tienda.",
};
export const ALL_UNLINKED: Text = {
	en: "What was linked everywhere here is not linked any more.",
	zh: "这里的整体关联已取消。",
	es: "El enlace general de aquí se ha quitado.",
};
export const NOT_FOR_ALL: Text = {
	en: "Only an administrator can link everything here. Link this chat alone: /standin link CODE",
	zh: "只有管理员才能整体关联。请只关联本聊天：/standin link 代码",
	es: "Solo un administrador puede enlazar todo. Enlace solo este chat: /standin link CÓDIGO",
};
