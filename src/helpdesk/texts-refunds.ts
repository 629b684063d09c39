/** CORE. What the bot says of money that a person ordered back. */

import { showMoney } from "../fallback/money.ts";
import { REFUND_REASONS, type RefundNotice } from "../fallback/refund.ts";
import type { Text } from "../text.ts";

/** What became of a refund; `isOpen`: a person must decide again. */
export function refundCame(
	{ ref, money, answer }: Pick<RefundNotice, "ref" | "money" | "answer">,
	isOpen: boolean,
): Text {
	const about = { en: showMoney(money, "en"), zh: showMoney(money, "zh"), es: showMoney(money, "es") };
	if (answer.standing === "refused") {
		const because = REFUND_REASONS[answer.because];
		const again = isOpen ? STILL_OPEN : { en: "", zh: "", es: "" };
		return {
			en: `${ref} · ${about.en}: NOT refunded. ${because.en}${again.en}`,
			zh: `${ref} · ${about.zh}：未退款。${because.zh}${again.zh}`,
			es: `${ref} · ${about.es}: NO reembolsado. ${because.es}${again.es}`,
		};
	}
	if (answer.standing === "pending") {
		return {
			en: `${ref} · ${about.en}: the provider is refunding it. The customer's bank may take days; you hear of it here.`,
			zh: `${ref} · ${about.zh}：服务商正在退款，银行可能需要几天；结果会在这里告知。`,
			es: `${ref} · ${about.es}: el proveedor lo está reembolsando. El banco puede tardar días; se avisará aquí.`,
		};
	}
	return {
		en: `${ref} · ${about.en}: refunded. The provider calls it ${answer.id}.`,
		zh: `${ref} · ${about.zh}：已退款。服务商编号 ${answer.id}。`,
		es: `${ref} · ${about.es}: reembolsado. El proveedor lo llama ${answer.id}.`,
	};
}

const STILL_OPEN: Text = { en: " It is open again.", zh: "此项重新待处理。", es: " Queda abierto otra vez." };
