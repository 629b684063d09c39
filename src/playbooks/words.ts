/** CORE. What people type, made comparable: one spelling for widths, cases, punctuation; and the words that hold everywhere. */

/** Longer texts are cut before they are looked at: nobody answers a question with more. */
export const TEXT_LIMIT_CHARS = 2000;

const HAN = "\\p{Script=Han}";
const HAN_EDGE = new RegExp(`(?<=${HAN})(?=[^${HAN}\\s])|(?<=[^${HAN}\\s])(?=${HAN})`, "gu");
const ASCII = /^[\x20-\x7e\s]*$/;
const STARTS_HAN = new RegExp(`^${HAN}`, "u");
const ENDS_HAN = new RegExp(`${HAN}$`, "u");

/**
 * The text in small letters and half width (Unicode NFKC, so `①` and `１` are `1`), without punctuation, apostrophes and
 * accents of Latin letters, one space between words and between Chinese and other characters. Empty when nothing is left.
 */
export function plain(text: string): string {
	const begun = text.slice(0, TEXT_LIMIT_CHARS);
	// The same by a third of the work; thousands of phrases are made plain when the server starts.
	if (ASCII.test(begun))
		return begun
			.toLowerCase()
			.replace(/['`]/g, "")
			.replace(/[^a-z0-9]+/g, " ")
			.trim();
	return (
		begun
			.normalize("NFKC")
			// One character may become eighteen under NFKC, so the bound holds again.
			.slice(0, TEXT_LIMIT_CHARS)
			.toLowerCase()
			// People leave accents out on a phone: "sí", "si" and "señal", "senal" are the same.
			.normalize("NFD")
			.replace(/(?<=\p{Script=Latin})\p{M}+/gu, "")
			.normalize("NFC")
			.replace(/['’‘`´ʼ]/g, "")
			.replace(/[^\p{L}\p{M}\p{N}]+/gu, " ")
			.replace(HAN_EDGE, " ")
			.trim()
	);
}

/** Where a phrase stands in a text, both made `plain`: `[start, end)` in characters of the text. */
export type Span = readonly [start: number, end: number];

/** Every place of `phrase` in `text` as whole words; Chinese has no word gaps, so there any place counts. Both `plain`. */
export function places(text: string, phrase: string): readonly Span[] {
	if (phrase === "") return [];
	const before = STARTS_HAN.test(phrase) ? "" : " ";
	const sought = `${before}${phrase}${ENDS_HAN.test(phrase) ? "" : " "}`;
	const padded = ` ${text} `;
	const found: Span[] = [];
	for (let at = padded.indexOf(sought); at !== -1; at = padded.indexOf(sought, at + 1)) {
		const start = at + before.length - 1;
		found.push([start, start + phrase.length]);
	}
	return found;
}

/** What a short message means anywhere in a chat, whatever was asked. */
export type GlobalWord = "back" | "change" | "person" | "restored" | "pay" | "menu" | "sales" | "claimed" | "cancel";

const GLOBAL_PHRASES: readonly (readonly [word: GlobalWord, phrases: string])[] = [
	[
		"back",
		"back|go back|one step back|previous|previous step|返回|上一步|后退|退回|返回上一步|atrás|volver|volver atrás|regresar|ir atrás|anterior|paso anterior",
	],
	[
		"change",
		"change|change answer|change an answer|change my answer|change an earlier answer|change it|修改|更改|修改答案|修改回答|改答案|改回答|改一下|cambiar|cambiar respuesta|cambiar una respuesta|cambiar mi respuesta|cambiar la respuesta|corregir|corregir respuesta",
	],
	[
		"person",
		"person|a person|human|a human|agent|an agent|operator|real person|support|contact support|talk to a person|talk to a human|speak to a person|speak to someone|talk to someone|i want a person|i need a person|人工|人工客服|转人工|找人工|要人工|真人|客服|联系客服|找客服|persona|una persona|persona real|un humano|humano|agente|un agente|asesor|un asesor|operador|soporte|contactar soporte|hablar con una persona|hablar con alguien|hablar con un humano|hablar con un agente|hablar con un asesor|hablar con soporte|quiero una persona|quiero hablar con una persona|quiero hablar con alguien|necesito una persona|necesito hablar con una persona|necesito hablar con alguien",
	],
	[
		"restored",
		"works again|it works again|it is working again|its working again|working again|terminal works again|the terminal works again|the card machine works again|its back|it is back|it came back|were back|we are back|back online|its back online|its back up|back to normal|its fixed|fixed|online again|its online again|its up again|resolved|solved|problem solved|好了|好啦|又好了|已经好了|恢复了|已恢复|已经恢复|恢复正常|恢复正常了|修好了|正常了|又能用了|又可以用了|ya funciona|ya funcionó|funciona otra vez|funciona de nuevo|vuelve a funcionar|volvió a funcionar|ya volvió|ya regresó|ya está funcionando|ya quedó|ya funciona la terminal|la terminal ya funciona|la terminal funciona otra vez|la terminal funciona de nuevo|ya se arregló|se arregló|arreglado|resuelto|solucionado|problema resuelto|volvió la conexión|regresó la conexión",
	],
	[
		"pay",
		"pay|payment|take payment|take a payment|take a payment now|take payment now|new payment|charge|收款|现在收款|马上收款|我要收款|收钱|付款|cobrar|cobro|cobrar ahora|quiero cobrar|hacer un cobro|nuevo cobro|cobrar un pago|tomar un pago|recibir un pago|pagar",
	],
	["menu", "menu|main menu|home|help|options|菜单|主菜单|帮助|选项|menú|menú principal|inicio|ayuda|opciones"],
	[
		"sales",
		"sales|my sales|list sales|show sales|all sales|sales list|销售|销售记录|收款记录|收款清单|查看销售|查看收款|ventas|mis ventas|ver ventas|ver las ventas|lista de ventas|mostrar ventas|todas las ventas|ventas hasta ahora",
	],
	[
		"cancel",
		"cancel|cancel it|cancel that|cancel the payment|cancel payment|never mind|nevermind|forget it|取消|取消付款|取消收款|算了|不要了|cancelar|cancela|cancélalo|cancelarlo|cancelar el pago|cancelar pago|cancelar el cobro|cancelar cobro|cancelar la venta|olvídalo|olvídelo|anular",
	],
	[
		"claimed",
		"claimed|they paid|they have paid|customer paid|the customer paid|the customer has paid|customer says they paid|the customer says they paid|they say they paid|they say it is paid|顾客说付了|客人说付了|顾客说已付款|客人说已付款|顾客已付|客人已付|顾客付了|客人付了|说付了|ya pagó|ya pagaron|ya me pagó|dice que pagó|dice que ya pagó|dicen que pagaron|el cliente pagó|el cliente ya pagó|el cliente dice que pagó|el cliente dice que ya pagó|ya transfirió|ya hizo el pago",
	],
];
const GLOBAL_WORDS: ReadonlyMap<string, GlobalWord> = new Map(
	GLOBAL_PHRASES.flatMap(([word, phrases]) => phrases.split("|").map((phrase) => [plain(phrase), word] as const)),
);
const POLITE =
	/^(?:(?:yes|ok|okay|hi|hello|hey|please|great|si|sí|hola|buenas|bueno|listo|por favor|嗯|好的|请|你好) )+|(?: (?:please|pls|thanks|thank you|thx|por favor|gracias|muchas gracias|谢谢))+$/g;

/** The command that a whole short message is, in any language and anywhere in the chat, or null. Politeness around it is ignored. */
export function globalWord(text: string): GlobalWord | null {
	const said = plain(text);
	return GLOBAL_WORDS.get(said) ?? GLOBAL_WORDS.get(said.replace(POLITE, "")) ?? null;
}

const CHANGE_NUMBER = /^(?:change|修改|更改|cambiar|corregir)(?: answer| number| respuesta| la| el)? ?第? ?([1-9])$/;

/** “Change 2”: the place of the answer that shall be given anew, counted from 1, or null. */
export function changeNumber(text: string): number | null {
	const number = CHANGE_NUMBER.exec(plain(text))?.[1];
	return number === undefined ? null : Number(number);
}
