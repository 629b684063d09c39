/** CORE. Whether the rails of a setup work: each is tried before anything is kept. */

import { isRefusal, type Refusal, refuse, type Text } from "../text.ts";
import { exponentOf } from "./money.ts";
import { PROVIDERS } from "./provider.ts";
import { SCHEMES } from "./qr/scheme.ts";
import { PRACTICE, railPayload } from "./rail.ts";
import { satangFault } from "./satang.ts";
import type { Rail } from "./shop.ts";
import { STATIC, staticFault } from "./static-qr.ts";

type Seller = {
	readonly id: string;
	readonly demo: boolean;
	readonly stores: readonly { readonly currency: string }[];
	readonly rails: readonly Rail[];
};

/** Each rail is tried with one unit of each store's currency it may be used in; it must work in one of them at least. */
export function railFault({ id: merchantId, demo, stores, rails }: Seller): Refusal | null {
	const currencies = [...new Set(stores.map(({ currency }) => currency))];
	for (const one of rails) {
		const tried = currencies.map((currency) =>
			railPayload(
				one,
				{ isDemo: demo, providers: PROVIDERS },
				{ minor: 10 ** (exponentOf(currency) ?? 0), currency },
				"K7M2Q2",
				"https://x",
			),
		);
		const refused = tried.filter(isRefusal);
		const [first] = refused;
		const fault =
			schemeFault(one, demo) ?? satangFault(one) ?? (refused.length === tried.length ? first?.refused : undefined);
		if (fault === undefined) continue;
		return refuse({
			en: `The rail “${one.id}” of ${merchantId} does not work: ${fault.en} Nothing was changed.`,
			zh: `${merchantId} 的收款方式“${one.id}”无法使用：${fault.zh}未做任何更改。`,
			es: `La forma de pago “${one.id}” de ${merchantId} no funciona: ${fault.es} No se cambió nada.`,
		});
	}
	if (demo && rails.every(({ scheme }) => scheme !== PRACTICE)) {
		return refuse({
			en: `The demo merchant ${merchantId} needs a rail with the scheme “${PRACTICE}”. Nothing was changed.`,
			zh: `演示商户 ${merchantId} 需要一个 scheme 为“${PRACTICE}”的收款方式。未做任何更改。`,
			es: `El comercio de demostración ${merchantId} necesita una forma de pago con scheme “${PRACTICE}”. No se cambió nada.`,
		});
	}
	return null;
}

/** What is wrong with a rail before any amount: a scheme nobody knows, practice and money mixed, settings that would be lost. */
function schemeFault({ scheme, settings }: Rail, isDemo: boolean): Text | undefined {
	const known = [...SCHEMES.keys(), STATIC, ...PROVIDERS.keys(), PRACTICE];
	if (!known.includes(scheme)) {
		return {
			en: `there is no scheme “${scheme}”; use one of ${known.join(", ")}.`,
			zh: `没有名为“${scheme}”的 scheme；可用：${known.join(", ")}。`,
			es: `no existe el scheme “${scheme}”; use uno de ${known.join(", ")}.`,
		};
	}
	if (isDemo !== (scheme === PRACTICE)) {
		return isDemo
			? {
					en: "a demo merchant takes no money; leave only the practice rail.",
					zh: "演示商户不收真钱；只保留演练方式。",
					es: "un comercio de demostración no cobra dinero; deje solo la forma de práctica.",
				}
			: {
					en: "practice is for a demo merchant; remove this rail.",
					zh: "演练只供演示商户使用；请删去。",
					es: "practice es para un comercio de demostración; quite esta forma de pago.",
				};
	}
	const provider = PROVIDERS.get(scheme);
	if (provider !== undefined) return provider.settingsFault(new Map(Object.entries(settings)));
	if (scheme === STATIC) return ownQrFault(new Map(Object.entries(settings)));
	if (scheme !== PRACTICE || Object.keys(settings).length === 0) return undefined;
	return {
		en: "the practice rail has no settings; remove them.",
		zh: "演练方式没有设置项；请删去。",
		es: "la forma de práctica no tiene ajustes; quítelos.",
	};
}

/** `standin setup` has put the payload in the place of a picture; whoever calls the API gives the payload itself. */
function ownQrFault(settings: ReadonlyMap<string, string>): Text | undefined {
	const payload = settings.get("payload");
	if (settings.size === 1 && payload !== undefined) return staticFault(payload) ?? undefined;
	return {
		en: "the shop's own QR has one setting: picture (a file beside the setup file) or payload (its text).",
		zh: "本店收款码只有一个设置项：picture（设置文件旁的图片）或 payload（其内容）。",
		es: "el QR de la tienda tiene un solo ajuste: picture (un archivo junto al de configuración) o payload (su texto).",
	};
}
