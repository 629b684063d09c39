/** What the API answers when it does not do what was asked: a status and one sentence. */

import type { ContentfulStatusCode } from "hono/utils/http-status";
import type { Text } from "../text.ts";

export class ApiError extends Error {
	override readonly name = "ApiError";
	readonly status: ContentfulStatusCode;
	readonly text: Text;
	/** For 429. */
	readonly retryAfterS: number | null;
	constructor(status: ContentfulStatusCode, text: Text, retryAfterS: number | null = null) {
		super(text.en);
		this.status = status;
		this.text = text;
		this.retryAfterS = retryAfterS;
	}
}

export const notYours = (): ApiError =>
	new ApiError(401, {
		en: "This link or token is not valid here, or has expired; open the chat anew from the store's sticker.",
		zh: "此链接或令牌在这里无效或已过期；请扫描门店贴纸重新打开聊天。",
		es: "Este enlace o token no vale aquí o ya venció; abra el chat de nuevo desde la etiqueta de la tienda.",
	});

export const notTheOperator = (): ApiError =>
	new ApiError(401, {
		en: "This is not the operator's token; set STANDIN_TOKEN to the one this server was started with, or unset it.",
		zh: "这不是操作员令牌；请将 STANDIN_TOKEN 设为启动该服务器时所用的令牌，或取消设置。",
		es: "No es el token del operador; ponga en STANDIN_TOKEN el que se usó al iniciar este servidor, o quítelo.",
	});

export const notFound = (): ApiError =>
	new ApiError(404, {
		en: "There is nothing at this address; check it.",
		zh: "此地址没有内容；请检查。",
		es: "No hay nada en esta dirección; revísela.",
	});

export const tooLarge = (limit: string): ApiError =>
	new ApiError(413, {
		en: `That is too large; ${limit} is the most. Nothing was taken.`,
		zh: `内容过大，最多 ${limit}。未接收任何内容。`,
		es: `Es demasiado grande; el máximo es ${limit}. No se recibió nada.`,
	});

export const notUnderstood = (what: string): ApiError =>
	new ApiError(400, {
		en: `The request is not understood (${what}); nothing was taken.`,
		zh: `无法理解该请求（${what}）；未接收任何内容。`,
		es: `No se entiende la solicitud (${what}); no se recibió nada.`,
	});

export const tooOften = (retryAfterS: number): ApiError =>
	new ApiError(
		429,
		{
			en: `That was too often; try again in ${retryAfterS} seconds. Nothing was taken.`,
			zh: `过于频繁；请 ${retryAfterS} 秒后再试。未接收任何内容。`,
			es: `Demasiadas veces seguidas; intente de nuevo en ${retryAfterS} segundos. No se recibió nada.`,
		},
		retryAfterS,
	);
