/** CORE. What findings and the decisions about them are called. */

import type { Text } from "../text.ts";
import type { Act } from "./decisions.ts";
import type { FindingClass } from "./report.ts";

type Offer = { readonly label: Text; readonly explains: Text };

const OFFERS: Readonly<Record<Act, Offer>> = {
	accept: {
		label: { en: "It is right as it is", zh: "没问题，照此处理", es: "Está bien así" },
		explains: {
			en: "Nothing more has to be done about it.",
			zh: "无需再处理。",
			es: "No hay que hacer nada más.",
		},
	},
	other_link: {
		label: { en: "It belongs to another one", zh: "应对应另一笔", es: "Corresponde a otra" },
		explains: {
			en: "Choose which payment and which row are the same sale; the rest is matched again.",
			zh: "选择属于同一笔销售的付款和批次行；其余重新匹配。",
			es: "Elija qué pago y qué línea son la misma venta; lo demás se vuelve a conciliar.",
		},
	},
	charged_twice: {
		label: { en: "Charged twice", zh: "确实收了两次", es: "Se cobró dos veces" },
		explains: {
			en: "The customer gets one of them back. It stays open until somebody says that it was refunded.",
			zh: "应退给顾客一笔。标记已退款之前，此项保持未结。",
			es: "Hay que devolver uno al cliente. Queda abierto hasta que alguien diga que se reembolsó.",
		},
	},
	refund: {
		label: { en: "Refund it now", zh: "立即退款", es: "Reembolsar ahora" },
		explains: {
			en: "The provider gives the customer this money back, once. It cannot be undone.",
			zh: "由服务商把这笔钱退给顾客，只退一次，不能撤销。",
			es: "El proveedor devuelve este dinero al cliente, una sola vez. No se puede deshacer.",
		},
	},
	refunded: {
		label: { en: "I have refunded it", zh: "我已退款", es: "Ya lo reembolsé" },
		explains: {
			en: "Give it back first, in the bank's app or in the provider's dashboard. This only records it.",
			zh: "请先在银行 App 或服务商后台退款。这里只做记录。",
			es: "Devuélvalo antes, en la app del banco o en el panel del proveedor. Aquí solo se anota.",
		},
	},
	refund_failed: {
		label: { en: "The refund failed", zh: "退款失败", es: "El reembolso falló" },
		explains: {
			en: "The customer has not got it back yet; decide again.",
			zh: "顾客尚未收到退款；请重新处理。",
			es: "El cliente aún no lo ha recibido; decida otra vez.",
		},
	},
	lost_sale: {
		label: { en: "Lost sale", zh: "损失的销售", es: "Venta perdida" },
		explains: {
			en: "The goods are gone and nobody paid. It counts as a loss of this outage.",
			zh: "商品已交付但未收到款，计入本次故障损失。",
			es: "La mercancía se entregó y nadie pagó. Cuenta como pérdida de esta caída.",
		},
	},
	write_off: {
		label: { en: "Write it off", zh: "核销", es: "Dar por perdido" },
		explains: {
			en: "The shop gives it up; its sale is closed as written off.",
			zh: "本店放弃追讨，该笔销售按核销结束。",
			es: "La tienda renuncia a ello; la venta se cierra como pérdida.",
		},
	},
};

/** Accepting means something else in each class, and the button says what. */
const ACCEPTING: Partial<Readonly<Record<FindingClass, Offer>>> = {
	double_charge_suspect: {
		label: { en: "Two different sales", zh: "是两笔不同的销售", es: "Son dos ventas distintas" },
		explains: {
			en: "Both were owed; the customer gets nothing back.",
			zh: "两笔都应收，不退款。",
			es: "Las dos se debían; no se devuelve nada.",
		},
	},
	declined_on_forward: {
		label: { en: "Paid another way", zh: "已用其他方式付款", es: "Se pagó de otra forma" },
		explains: {
			en: "The customer has paid it meanwhile, and you know how.",
			zh: "顾客之后已付款，且您清楚付款方式。",
			es: "El cliente ya lo pagó y usted sabe cómo.",
		},
	},
	missing_in_batch: {
		label: { en: "I have keyed it in now", zh: "我已补录", es: "Ya lo registré" },
		explains: {
			en: "The sale stands in the POS now, after this batch.",
			zh: "该笔已在此批次之后补录到收银系统。",
			es: "La venta ya está en la caja, después de este lote.",
		},
	},
	unpaid: {
		label: { en: "No goods were handed over", zh: "商品没有交付", es: "No se entregó mercancía" },
		explains: {
			en: "Nobody owes anything for it.",
			zh: "没有人欠款。",
			es: "Nadie debe nada por ella.",
		},
	},
	duplicate_capture: {
		label: { en: "Keep both", zh: "两笔都保留", es: "Quedarse con los dos" },
		explains: {
			en: "Both were owed; nothing is given back. Write down why.",
			zh: "两笔都应收，不退款。请写明原因。",
			es: "Los dos se debían; no se devuelve nada. Anote por qué.",
		},
	},
	amount_mismatch: {
		label: { en: "The difference is explained", zh: "差额已查明", es: "La diferencia está explicada" },
		explains: {
			en: "It is the same sale, and you have corrected the wrong side or know why they differ.",
			zh: "是同一笔销售，您已更正或清楚差额原因。",
			es: "Es la misma venta y usted corrigió el lado equivocado o sabe por qué difieren.",
		},
	},
	unexpected_in_batch: {
		label: { en: "I know how it was paid", zh: "我知道它是怎么付的", es: "Sé cómo se pagó" },
		explains: {
			en: "It was no fallback payment, for example a voucher.",
			zh: "它不是备用收款，例如代金券。",
			es: "No fue un cobro alternativo; por ejemplo, un vale.",
		},
	},
	ambiguous: {
		label: { en: "Yes, they belong together", zh: "是的，它们对应", es: "Sí, van juntos" },
		explains: {
			en: "The payment and the row it was linked with are the same sale.",
			zh: "该付款与所关联的批次行是同一笔销售。",
			es: "El pago y la línea enlazada son la misma venta.",
		},
	},
	covered_by_card: {
		label: { en: "Only the card was charged", zh: "只刷了卡", es: "Solo se cobró la tarjeta" },
		explains: {
			en: "The fallback payment never arrived.",
			zh: "备用付款没有到账。",
			es: "El cobro alternativo nunca llegó.",
		},
	},
};

/** The button of a decision, and what it means. */
export const offerOf = (name: FindingClass, act: Act): Offer =>
	(act === "accept" ? ACCEPTING[name] : undefined) ?? OFFERS[act];

/** What a finding is called in a list. */
export const CLASS_TITLES: Readonly<Record<FindingClass, Text>> = {
	double_charge_suspect: { en: "Charged twice?", zh: "可能重复收款", es: "¿Cobrado dos veces?" },
	declined_on_forward: { en: "Stored card declined", zh: "离线刷卡被拒", es: "Tarjeta guardada rechazada" },
	missing_in_batch: {
		en: "Paid, but not in the batch",
		zh: "已付款，批次中没有",
		es: "Pagado, pero no está en el lote",
	},
	unpaid: { en: "Not paid", zh: "未付款", es: "Sin pagar" },
	amount_mismatch: { en: "Amounts differ", zh: "金额不一致", es: "Los importes difieren" },
	duplicate_capture: { en: "Taken more than once", zh: "多次收款", es: "Cobrado más de una vez" },
	unexpected_in_batch: {
		en: "Keyed, but no payment fits",
		zh: "有录入，无对应付款",
		es: "Registrado, sin pago que encaje",
	},
	ambiguous: { en: "Not certain which is which", zh: "对应关系不确定", es: "No está claro cuál es cuál" },
	refund: { en: "Refund", zh: "退款", es: "Reembolso" },
	covered_by_card: { en: "Paid by card instead?", zh: "是否改为刷卡付款", es: "¿Se pagó con tarjeta?" },
	matched_with_tip: { en: "Matched with a tip", zh: "匹配，含小费", es: "Coincide con propina" },
	duplicate_upload: { en: "Brought twice", zh: "重复上传", es: "Subido dos veces" },
};
