/** CORE. PIX keys of the Brazilian central bank's directory (Manual Operacional do DICT): five kinds of one field. */

import { type Refusal, refuse } from "../../text.ts";

/** `key` as it stands in the code; `shown` as it may be printed: of a person's tax number only the middle. */
type PixKey = { readonly key: string; readonly shown: string };

const EMAIL_LIMIT_CHARS = 77;
const CPF_LENGTH = 11;
const CNPJ_LENGTH = 14;

/** Reads a key as a shop writes it, with or without its usual points and dashes; refuses one that no bank can have issued. */
export function readPixKey(typed: string): PixKey | Refusal {
	const key = typed.toLowerCase();
	if (/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(key)) return { key, shown: key };
	if (key.includes("@")) return readEmail(key);
	const bare = typed.replace(/[\s().\-/]/g, "").toUpperCase();
	if (bare.startsWith("+")) return readPhone(bare);
	if (bare.length === CPF_LENGTH && hasCheckDigits(bare, CPF_LENGTH)) {
		return { key: bare, shown: `***.${bare.slice(3, 6)}.${bare.slice(6, 9)}-**` };
	}
	if (bare.length === CNPJ_LENGTH && hasCheckDigits(bare, 9)) return { key: bare, shown: bare };
	return refuse({
		en: `“${typed.slice(0, 80)}” is no PIX key: use a CPF or CNPJ with correct check digits, a phone like +5511987654321, an e-mail, or a random key.`,
		zh: `“${typed.slice(0, 80)}”不是 PIX 密钥：请填写校验位正确的 CPF 或 CNPJ、形如 +5511987654321 的电话、电子邮箱或随机密钥。`,
		es: `“${typed.slice(0, 80)}” no es una clave PIX: use un CPF o CNPJ con dígitos de control correctos, un teléfono como +5511987654321, un correo o una clave aleatoria.`,
	});
}

function readEmail(key: string): PixKey | Refusal {
	if (key.length <= EMAIL_LIMIT_CHARS && /^[a-z0-9.!#$&'*+/=?^_`{|}~-]+@[a-z0-9-]+(?:\.[a-z0-9-]+)+$/.test(key)) {
		return { key, shown: key };
	}
	return refuse({
		en: `“${key.slice(0, 80)}” is no e-mail address that can be a PIX key; check it in the bank app.`,
		zh: `“${key.slice(0, 80)}”不能作为 PIX 密钥的邮箱；请在银行应用中核对。`,
		es: `“${key.slice(0, 80)}” no es un correo que pueda ser clave PIX; revíselo en la app del banco.`,
	});
}

function readPhone(key: string): PixKey | Refusal {
	if (/^\+55[1-9][0-9]{9,10}$/.test(key)) return { key, shown: key };
	return refuse({
		en: `“${key.slice(0, 80)}” is no Brazilian phone number; write +55, the area code and the number.`,
		zh: `“${key.slice(0, 80)}”不是巴西电话号码；请写 +55、区号和号码。`,
		es: `“${key.slice(0, 80)}” no es un teléfono de Brasil; escriba +55, el código de área y el número.`,
	});
}

/**
 * The last two characters check the others, modulo 11, with weights that grow from 2 on the right and begin again after
 * `heaviest`: 11 for a CPF, 9 for a CNPJ. A CNPJ may hold letters since July 2026 (IN RFB 2.229/2024): ASCII code − 48.
 */
function hasCheckDigits(text: string, heaviest: number): boolean {
	const body = text.length === CPF_LENGTH ? /^[0-9]+$/ : /^[0-9A-Z]{12}[0-9]{2}$/;
	// One figure repeated passes the sum, and no such number is issued.
	if (!body.test(text) || /^(.)\1*$/.test(text)) return false;
	return [text.length - 2, text.length - 1].every((place) => {
		let sum = 0;
		for (let at = place - 1, weight = 2; at >= 0; at--, weight = weight === heaviest ? 2 : weight + 1) {
			sum += (text.charCodeAt(at) - 48) * weight;
		}
		const rest = sum % 11;
		return Number(text.charAt(place)) === (rest < 2 ? 0 : 11 - rest);
	});
}
