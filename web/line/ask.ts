/** Requests to the server: small JSON ones, and files whose progress is seen. */

import { LANG_TAGS, type Locale } from "../language.ts";
import type { Request } from "./entry.ts";
import type { Outcome } from "./verdict.ts";

const PATIENCE_MS = 20_000;
/** A file of 10 MB on a bad line. */
const FILE_PATIENCE_MS = 10 * 60_000;

export type Answer = { readonly outcome: Outcome; readonly body: unknown };

type Asked = {
	readonly method?: "GET" | "POST";
	readonly body?: string;
	readonly token?: string;
	readonly personToken?: string | null;
	readonly locale: Locale;
	/** Gives it up before its time. */
	readonly cut?: AbortSignal;
};

/** Never throws: no answer is an outcome. */
export async function ask(path: string, asked: Asked): Promise<Answer> {
	const { method = "GET", body, token, personToken, locale, cut } = asked;
	const late = new AbortController();
	cut?.addEventListener("abort", () => late.abort());
	const timer = setTimeout(() => late.abort(), PATIENCE_MS);
	try {
		const response = await fetch(path, {
			method,
			signal: late.signal,
			cache: "no-store",
			headers: {
				"accept-language": LANG_TAGS[locale],
				...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
				...(personToken === undefined || personToken === null ? {} : { "x-standin-person": personToken }),
				...(body === undefined ? {} : { "content-type": "application/json" }),
			},
			...(body === undefined ? {} : { body }),
		});
		const answered = jsonOf(await response.text());
		return { outcome: outcomeOf(response.status, response.headers.get("retry-after"), answered), body: answered };
	} catch {
		return { outcome: { kind: "no-answer" }, body: null };
	} finally {
		clearTimeout(timer);
	}
}

/** The bytes of a file; null when it did not come. */
export async function askFile(path: string, token: string, locale: Locale): Promise<ArrayBuffer | null> {
	try {
		const headers = { authorization: `Bearer ${token}`, "accept-language": LANG_TAGS[locale] };
		const response = await fetch(path, { headers, cache: "no-store" });
		return response.ok ? await response.arrayBuffer() : null;
	} catch {
		return null;
	}
}

/** Only XMLHttpRequest tells how much of a body is on its way. */
export function upload(
	request: Request,
	locale: Locale,
	cut: AbortSignal,
	onProgress: (share: number) => void,
): Promise<Outcome> {
	return new Promise((resolve) => {
		const xhr = new XMLHttpRequest();
		cut.addEventListener("abort", () => xhr.abort());
		xhr.open("POST", request.path);
		xhr.timeout = FILE_PATIENCE_MS;
		xhr.setRequestHeader("authorization", `Bearer ${request.token}`);
		xhr.setRequestHeader("accept-language", LANG_TAGS[locale]);
		xhr.setRequestHeader("content-type", "application/octet-stream");
		xhr.upload.onprogress = ({ loaded, total }) => onProgress(total === 0 ? 0 : loaded / total);
		xhr.onload = () => resolve(outcomeOf(xhr.status, xhr.getResponseHeader("retry-after"), jsonOf(xhr.responseText)));
		xhr.onerror = xhr.onabort = xhr.ontimeout = () => resolve({ kind: "no-answer" });
		xhr.send(request.body);
	});
}

function jsonOf(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return null; // what stands between us and the server answers in HTML
	}
}

const field = (body: unknown, name: string): unknown =>
	typeof body === "object" && body !== null ? Reflect.get(body, name) : undefined;

function outcomeOf(status: number, retryAfter: string | null, body: unknown): Outcome {
	const seconds = Number(retryAfter ?? Number.NaN);
	const sentence = field(body, "error");
	return {
		kind: "answered",
		status,
		retryAfterMs: Number.isFinite(seconds) ? seconds * 1000 : null,
		sentence: typeof sentence === "string" ? sentence : "",
		isAgain: field(body, "again") === true,
	};
}
