/** CORE. What the bot says about the proof of a payment. `knowledge/WRITING.md` says how. */

import type { Text } from "../text.ts";

export const proof = (digits: string): Text => ({
	en: `Proof ${digits}: the customer's page shows these digits only once it is paid.`,
	zh: `核对码 ${digits}：付款成功后，顾客页面才会显示这四位数字。`,
	es: `Clave ${digits}: la página del cliente muestra estos dígitos solo cuando está pagado.`,
});

export const TYPE_PROOF: Text = {
	en: "Type the proof from their page",
	zh: "输入顾客页面上的核对码",
	es: "Escribir la clave de su página",
};

export const askProof = (ref: string): Text => ({
	en: `${ref}: which four digits does the customer's page show? You have one try.`,
	zh: `${ref}：顾客页面上显示哪四位数字？只能输入一次。`,
	es: `${ref}: ¿qué cuatro dígitos muestra la página del cliente? Hay un solo intento.`,
});

export const whichProof = (ref: string): Text => ({
	en: `Several payments wait. Type the reference too, for example: proof ${ref} and the four digits.`,
	zh: `有多笔收款在等待。请同时输入编号，例如：核对码 ${ref} 加四位数字。`,
	es: `Hay varios cobros en espera. Escriba también la referencia, por ejemplo: clave ${ref} y los cuatro dígitos.`,
});

export const NO_PROOF_WAITS: Text = {
	en: "No payment of this chat waits for a proof. A payment in a bank's app has none: look in the shop's own.",
	zh: "此聊天没有等待核对码的收款。银行 App 付款没有核对码：请查看本店的银行 App。",
	es: "Ningún cobro de este chat espera una clave. Un pago en la app de un banco no la tiene: mire la de la tienda.",
};

export const RIGHT_PROOF: Text = { en: "The proof is right.", zh: "核对码正确。", es: "La clave es correcta." };

export const WRONG_PROOF: Text = {
	en: "That is not its proof. Count it as paid only when “PAID” stands here.",
	zh: "核对码不符。这里显示“已到账”才算付款成功。",
	es: "Esa no es su clave. Cuente con el pago solo cuando aquí diga “PAGADO”.",
};
