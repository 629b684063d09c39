/** CORE. Response codes and texts on a terminal's screen, and who can act on them. */

import { places, plain } from "../playbooks/words.ts";
import type { Cause } from "./triage.ts";

/** A code or screen text found in a message; `cause` null when it says nothing certain about one. */
export type FoundCode = { readonly code: string; readonly cause: Cause | null };

// Texts of the screen are search keys in every language (reference: terminal-troubleshooting §3 and §6.6).
const SCREEN_TEXTS: readonly (readonly [cause: Cause | null, texts: string])[] = [
	[
		"processor",
		"HOST NOT RESPONDING|NO RESPONSE FROM HOST|HOST UNAVAILABLE|ISSUER UNAVAILABLE|ISSUER INOPERATIVE|ISSUER OR SWITCH INOPERATIVE|SYSTEM MALFUNCTION|主机无应答|发卡行无应答|发卡方无应答|发卡方未能应答|发卡方超时|SIN RESPUESTA DEL HOST|HOST NO RESPONDE|EMISOR NO DISPONIBLE|EMISOR NO RESPONDE",
	],
	[
		"network",
		"FAILURE ON ALL COMS|CANNOT CALL HOST|UNABLE TO RESOLVE HOST|UNREACHABLEHOST|NOT_CONNECTED_TO_INTERNET_AND_REQUIRE_ONLINE_SET|签到失败|通讯失败|通信故障|网络异常|ERROR DE COMUNICACION|ERROR COMUNICACION|FALLA DE COMUNICACION",
	],
	["software", "BAD MAC|INVALID MAC|MAC ERROR|MAC校验错|MAC校验失败|PIN PAD OUT OF ORDER|DOWNLOAD NEEDED|请重新签到"],
	[
		"hardware",
		"ALERT IRRUPTION|TAMPER DETECTED|TAMPERING DETECTED|TAMPER ERROR|BAD READ|BAD SWIPE|终端自毁|请联系厂商",
	],
	[
		"card",
		"DO NOT HONOUR|DO NOT HONOR|INSUFFICIENT FUNDS|EXPIRED CARD|LAST PIN TRY|PIN TRIES EXCEEDED|余额不足|密码错误|卡已过期|FONDOS INSUFICIENTES|SALDO INSUFICIENTE|TARJETA VENCIDA|PIN INCORRECTO|NIP INCORRECTO|CLAVE INCORRECTA",
	],
	[null, "REQUEST IN PROGRESS|结算不平"],
];
const SCREENS: readonly (readonly [phrase: string, found: FoundCode])[] = SCREEN_TEXTS.flatMap(([cause, texts]) =>
	texts.split("|").map((code) => [plain(code), { code, cause }] as const),
);

// Field 39 in its general meaning (ISO 8583:1987, reference §4). A dialect may differ: those tables come with each acquirer.
const CODES: ReadonlyMap<string, Cause | null> = new Map(
	(
		[
			["processor", "68 90 91 92 96 98"],
			["card", "01 02 04 05 07 14 33 34 35 36 37 38 41 43 51 54 55 61 65 67 75"],
			["software", "77 99 A0"],
			["network", "5906 5907"],
			["hardware", "1401"],
			[null, "03 06 09 12 13 15 20 30 31 40 57 58 79 94 95 97"],
		] as const
	).flatMap(([cause, codes]) => codes.split(" ").map((code) => [code, cause] as const)),
);

const NAMED =
	/(?:\b(?:error|err|code|response|reason|rc|c[oó]digo|respuesta)\b|代码|错误码|返回码|应答码|响应码|报错|错误)[\s:：#=]{0,3}(?:(?:(?:code|number|no|is|de error|de respuesta|c[oó]digo|n[uú]mero|es)\b|为|是)[\s:：#=.]{0,3}){0,2}([a-z]?\d{1,4})(?![\p{L}\d.,])/iu;
const NAMED_AFTER = /(?<![\d.,])([a-z]?\d{2,4}) ?(?:error\b|错误|报错|号错误)/iu;
const SHOWN =
	/(?:\b(?:shows|says|showing|displays|display|got|get|muestra|dice|sale|aparece|marca)\b|显示|提示)[\s:：#"“']{0,3}([a-z]?\d{2,4})["”']?(?=$|[\s,.!?，。！？]*(?:$|and|on|every|for|when|again|y|en|con|cada|cuando|otra|怎么))/iu;

/** The first screen text or code of a message; a bare number is none, because it may be an amount. `text` at most 2,000 characters. */
export function findCode(text: string): FoundCode | null {
	const said = plain(text);
	const screen = SCREENS.find(([phrase]) => places(said, phrase).length > 0);
	if (screen !== undefined) return screen[1];
	const wide = text.normalize("NFKC");
	const named = (NAMED.exec(wide) ?? NAMED_AFTER.exec(wide))?.[1]?.toUpperCase();
	if (named !== undefined) return found(named);
	const shown = SHOWN.exec(wide)?.[1]?.toUpperCase();
	return shown !== undefined && CODES.has(shown) ? found(shown) : null;
}

function found(written: string): FoundCode {
	// "error 5" on a till that drops zeros is 05.
	const code = /^\d$/.test(written) ? `0${written}` : written;
	return { code, cause: CODES.get(code) ?? null };
}
