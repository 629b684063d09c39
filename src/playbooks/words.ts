/** CORE. What people type, made comparable: one spelling for widths, cases, punctuation; and the words that hold everywhere. */

/** Longer texts are cut before they are looked at: nobody answers a question with more. */
export const TEXT_LIMIT_CHARS = 2000;

const HAN = "\\p{Script=Han}";
const HAN_EDGE = new RegExp(`(?<=${HAN})(?=[^${HAN}\\s])|(?<=[^${HAN}\\s])(?=${HAN})`, "gu");
const STARTS_HAN = new RegExp(`^${HAN}`, "u");
const ENDS_HAN = new RegExp(`${HAN}$`, "u");

/**
 * The text in small letters and half width (Unicode NFKC, so `①` and `１` are `1`), without punctuation, apostrophes and
 * accents of Latin letters, one space between words and between Chinese and other characters. Empty when nothing is left.
 */
export function plain(text: string): string {
	return (
		text
			.slice(0, TEXT_LIMIT_CHARS)
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
export type GlobalWord = "back" | "person" | "restored" | "pay" | "menu" | "sales" | "claimed" | "cancel";

const GLOBAL_PHRASES: readonly (readonly [word: GlobalWord, phrases: string])[] = [
	["back", "back|go back|one step back|previous|previous step|返回|上一步|后退|退回|返回上一步"],
	[
		"person",
		"person|a person|human|a human|agent|an agent|operator|real person|support|contact support|talk to a person|talk to a human|speak to a person|speak to someone|talk to someone|i want a person|i need a person|人工|人工客服|转人工|找人工|要人工|真人|客服|联系客服|找客服",
	],
	[
		"restored",
		"works again|it works again|it is working again|its working again|working again|terminal works again|the terminal works again|the card machine works again|its back|it is back|it came back|were back|we are back|back online|its back online|its back up|back to normal|its fixed|fixed|online again|its online again|its up again|resolved|solved|problem solved|好了|好啦|又好了|已经好了|恢复了|已恢复|已经恢复|恢复正常|恢复正常了|修好了|正常了|又能用了|又可以用了",
	],
	[
		"pay",
		"pay|payment|take payment|take a payment|take a payment now|take payment now|new payment|charge|收款|现在收款|马上收款|我要收款|收钱|付款",
	],
	["menu", "menu|main menu|home|help|options|菜单|主菜单|帮助|选项"],
	["sales", "sales|my sales|list sales|show sales|all sales|sales list|销售|销售记录|收款记录|查看销售|查看收款"],
	[
		"cancel",
		"cancel|cancel it|cancel that|cancel the payment|cancel payment|never mind|nevermind|forget it|取消|取消付款|取消收款|算了|不要了",
	],
	[
		"claimed",
		"claimed|they paid|they have paid|customer paid|the customer paid|the customer has paid|customer says they paid|the customer says they paid|they say they paid|they say it is paid|顾客说付了|客人说付了|顾客说已付款|客人说已付款|顾客已付|客人已付|顾客付了|客人付了|说付了",
	],
];
const GLOBAL_WORDS: ReadonlyMap<string, GlobalWord> = new Map(
	GLOBAL_PHRASES.flatMap(([word, phrases]) => phrases.split("|").map((phrase) => [plain(phrase), word] as const)),
);
const POLITE =
	/^(?:(?:yes|ok|okay|hi|hello|hey|please|great|嗯|好的|请|你好) )+|(?: (?:please|pls|thanks|thank you|thx|谢谢))+$/g;

/** The command that a whole short message is, in any language and anywhere in the chat, or null. Politeness around it is ignored. */
export function globalWord(text: string): GlobalWord | null {
	const said = plain(text);
	return GLOBAL_WORDS.get(said) ?? GLOBAL_WORDS.get(said.replace(POLITE, "")) ?? null;
}
