/** CORE. What a person may decide about a finding, what it means, and what is left to do after it. */

import type { Text } from "../text.ts";
import type { FindingClass } from "./report.ts";

/** `refund_failed` is what became of a `refund`, and nobody's to choose. */
export const ACTS = [
	...(["accept", "other_link", "charged_twice", "refund", "refunded", "refund_failed"] as const),
	...(["lost_sale", "write_off"] as const),
] as const;
export type Act = (typeof ACTS)[number];

/** The decisions that make sense for a class, the likeliest first. Classes that leave nothing to do have none. */
const ON_CLASS: Readonly<Record<FindingClass, readonly Act[]>> = {
	double_charge_suspect: ["charged_twice", "accept"],
	declined_on_forward: ["lost_sale", "write_off", "accept"],
	missing_in_batch: ["accept", "other_link", "write_off"],
	unpaid: ["accept", "lost_sale", "write_off", "other_link"],
	amount_mismatch: ["accept", "other_link"],
	duplicate_capture: ["charged_twice", "accept"],
	unexpected_in_batch: ["other_link", "accept", "write_off"],
	ambiguous: ["accept", "other_link"],
	refund: ["accept"],
	covered_by_card: ["accept", "charged_twice"],
	matched_with_tip: [],
	duplicate_upload: [],
};

type Decidable = {
	readonly class: FindingClass;
	readonly needsPerson: boolean;
	/** This server can give a payment of it back. */
	readonly canRefund: boolean;
};

/** What may be decided about a finding after what was decided before: once, and a double charge ends with its refund. */
export function actsOn(finding: Decidable, before: Act | null): readonly Act[] {
	if (!finding.needsPerson) return [];
	if (before === null) return ON_CLASS[finding.class];
	if (before !== "charged_twice" && before !== "refund_failed") return [];
	return [...(finding.canRefund ? (["refund"] as const) : []), "refunded", "accept"];
}

/** What says that money is owed to a customer, or on its way: it is settled when the money is back. */
const OWING: ReadonlySet<Act> = new Set(["charged_twice", "refund", "refund_failed"]);
export const isSettling = (act: Act): boolean => !OWING.has(act);

/** Money of a customer that is kept although it was paid twice: the books say why. */
export const needsReason = (name: FindingClass, act: Act): boolean => name === "duplicate_capture" && act === "accept";
export const SAY_WHY: Text = {
	en: "Write down why both payments are kept, then decide again.",
	zh: "请写明为何两笔都保留，然后再次提交。",
	es: "Anote por qué se conservan los dos pagos y decida otra vez.",
};

/** What a decision is called where nothing more is known. */
export const ACT_NAMES: Readonly<Record<Act, Text>> = {
	accept: { en: "accepted as it is", zh: "按现状接受", es: "aceptado como está" },
	other_link: { en: "linked by hand", zh: "手动关联", es: "enlazado a mano" },
	charged_twice: { en: "charged twice", zh: "重复收款", es: "cobrado dos veces" },
	refund: { en: "refund ordered", zh: "已下达退款", es: "reembolso ordenado" },
	refunded: { en: "refunded", zh: "已退款", es: "reembolsado" },
	refund_failed: { en: "refund failed", zh: "退款失败", es: "reembolso fallido" },
	lost_sale: { en: "lost sale", zh: "损失的销售", es: "venta perdida" },
	write_off: { en: "written off", zh: "已核销", es: "dado por perdido" },
};
