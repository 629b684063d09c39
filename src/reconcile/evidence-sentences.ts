/** CORE. The sentences that a reason of a score can be, in the languages that the report's file does not speak. */

import type { Text } from "../text.ts";

/** Every sentence a reason can be, as scoring and classing write it, in the other languages. */
export const REASONS: ReadonlyMap<string, Omit<Text, "en">> = new Map([
	["the totals are equal", { zh: "总额相同", es: "los totales son iguales" }],
	["equal but for a tip on the row", { zh: "除批次行上的小费外相同", es: "iguales salvo la propina de la línea" }],
	["equal but for the tip of the payment", { zh: "除付款的小费外相同", es: "iguales salvo la propina del cobro" }],
	[
		"the amounts differ by one digit or by two swapped ones",
		{ zh: "金额差一位数字，或两位数字颠倒", es: "los importes difieren en un dígito o en dos cambiados de lugar" },
	],
	[
		"the row is more, by no more than a usual tip",
		{ zh: "批次行金额较大，差额不超过一般小费", es: "la línea es mayor, no más que una propina normal" },
	],
	["the amounts differ", { zh: "金额不同", es: "los importes difieren" }],
	["the note carries the sale reference", { zh: "备注中有销售编号", es: "la nota lleva la referencia de la venta" }],
	[
		"the note carries the sale reference with one slip",
		{ zh: "备注中的销售编号错一位", es: "la nota lleva la referencia con un error" },
	],
	[
		"the note carries a part of the sale reference",
		{ zh: "备注中有销售编号的一部分", es: "la nota lleva parte de la referencia" },
	],
	[
		"the note carries another sale's reference",
		{ zh: "备注中是另一笔销售的编号", es: "la nota lleva la referencia de otra venta" },
	],
	[
		"the row carries the payment's order id",
		{ zh: "批次行带有该付款的订单号", es: "la línea lleva el pedido del cobro" },
	],
	["the order ids differ", { zh: "订单号不同", es: "los pedidos son distintos" }],
	["the same last four card digits", { zh: "卡尾号相同", es: "los mismos cuatro últimos dígitos" }],
	["the last four card digits differ", { zh: "卡尾号不同", es: "los cuatro últimos dígitos son distintos" }],
	["an amount that is rare here", { zh: "本店少见的金额", es: "un importe raro aquí" }],
	["an amount that is common here", { zh: "本店常见的金额", es: "un importe habitual aquí" }],
	["the same staff", { zh: "同一员工", es: "la misma persona" }],
	["another staff", { zh: "不同员工", es: "otra persona" }],
	["the same terminal", { zh: "同一终端", es: "la misma terminal" }],
	["another terminal", { zh: "不同终端", es: "otra terminal" }],
	["it was never paid", { zh: "一直未付款", es: "nunca se pagó" }],
	["a card stored offline", { zh: "离线存储的刷卡", es: "una tarjeta guardada sin conexión" }],
	["a card authorised online", { zh: "联机授权的刷卡", es: "una tarjeta autorizada en línea" }],
	["outside every usual time", { zh: "不在任何常见时间内", es: "fuera de toda hora habitual" }],
	[
		"keyed more than an hour before the payment",
		{ zh: "录入早于付款一小时以上", es: "registrado más de una hora antes del cobro" },
	],
	[
		"keyed an hour before the payment, as on a wrong clock",
		{ zh: "录入早于付款一小时，像是时钟偏差", es: "registrado una hora antes, como con un reloj mal puesto" },
	],
	["keyed before the payment", { zh: "录入早于付款", es: "registrado antes del cobro" }],
	["keyed minutes before the payment", { zh: "录入早于付款几分钟", es: "registrado minutos antes del cobro" }],
	["keyed at the time of the payment", { zh: "付款当时录入", es: "registrado en el momento del cobro" }],
	["keyed within minutes", { zh: "几分钟内录入", es: "registrado en minutos" }],
	["keyed within 20 minutes", { zh: "20 分钟内录入", es: "registrado en 20 minutos" }],
	["keyed within the hour", { zh: "一小时内录入", es: "registrado en una hora" }],
	["keyed an hour later", { zh: "一小时后录入", es: "registrado una hora después" }],
	["keyed hours later", { zh: "几小时后录入", es: "registrado horas después" }],
	["keyed late the same day", { zh: "当天较晚录入", es: "registrado tarde el mismo día" }],
	["keyed the next day", { zh: "次日录入", es: "registrado al día siguiente" }],
	["more than an hour before the payment", { zh: "早于付款一小时以上", es: "más de una hora antes del cobro" }],
	[
		"an hour before the payment, as on a wrong clock",
		{ zh: "早于付款一小时，像是时钟偏差", es: "una hora antes del cobro, como con un reloj mal puesto" },
	],
	["well before the payment", { zh: "明显早于付款", es: "bastante antes del cobro" }],
	["minutes before the payment", { zh: "早于付款几分钟", es: "minutos antes del cobro" }],
	["shortly before the payment", { zh: "付款前不久", es: "poco antes del cobro" }],
	["at the time of the payment", { zh: "付款当时", es: "en el momento del cobro" }],
	["shortly after the payment", { zh: "付款后不久", es: "poco después del cobro" }],
	["minutes after the payment", { zh: "付款后几分钟", es: "minutos después del cobro" }],
	["well after the payment", { zh: "明显晚于付款", es: "bastante después del cobro" }],
	[
		"an hour after the payment, as on a wrong clock",
		{ zh: "晚于付款一小时，像是时钟偏差", es: "una hora después, como con un reloj mal puesto" },
	],
	["hours after the payment", { zh: "晚于付款几小时", es: "horas después del cobro" }],
	["arrived at the time of the payment", { zh: "付款当时到账", es: "llegó en el momento del cobro" }],
	["arrived within the hour", { zh: "一小时内到账", es: "llegó en una hora" }],
	["arrived within a day", { zh: "一天内到账", es: "llegó en un día" }],
	["arrived within three days", { zh: "三天内到账", es: "llegó en tres días" }],
	["arrived within a week", { zh: "一周内到账", es: "llegó en una semana" }],
	[
		"its rivals are the same money, so a swap changes nothing",
		{ zh: "其他候选金额相同，互换不影响结果", es: "sus rivales son el mismo dinero; cambiarlos no altera nada" },
	],
	["a person linked them", { zh: "由人员手动关联", es: "una persona los enlazó" }],
	["the note names another sale", { zh: "备注写的是另一笔销售", es: "la nota nombra otra venta" }],
	["one sale was paid more than once", { zh: "同一笔销售付了不止一次", es: "una venta se pagó más de una vez" }],
	[
		"the same order, amount and card within a minute",
		{ zh: "一分钟内订单、金额和卡都相同", es: "el mismo pedido, importe y tarjeta en un minuto" },
	],
	["no payment fits this row", { zh: "没有与此行对应的付款", es: "ningún cobro encaja con esta línea" }],
	[
		"no row of another tender carries this payment",
		{ zh: "“其他方式”的批次行中没有这笔付款", es: "ninguna línea de otro medio lleva este cobro" },
	],
	["no money has arrived for this payment", { zh: "这笔付款没有到账", es: "no llegó dinero de este cobro" }],
	[
		"the stored card was declined when forwarded",
		{ zh: "离线存储的刷卡上传时被拒", es: "la tarjeta guardada fue rechazada al enviarse" },
	],
	[
		"the stored card expired before it was forwarded",
		{ zh: "离线存储的刷卡上传前已过期", es: "la tarjeta guardada caducó antes de enviarse" },
	],
	[
		"the payment was refunded, and the POS shows no refund",
		{ zh: "付款已退款，但收银系统没有退款记录", es: "el cobro se reembolsó y la caja no muestra reembolso" },
	],
	[
		"a refund that names no fallback payment",
		{ zh: "退款没有写明对应的备用付款", es: "un reembolso que no nombra ningún cobro de la avería" },
	],
	[
		"the refund carries the payment's reference, order or card",
		{
			zh: "退款带有该付款的编号、订单号或卡尾号",
			es: "el reembolso lleva la referencia, el pedido o la tarjeta del cobro",
		},
	],
	["the parts add up to the whole", { zh: "各部分相加等于总额", es: "las partes suman el total" }],
	[
		"every part carries the reference or order",
		{ zh: "每一部分都带有编号或订单号", es: "cada parte lleva la referencia o el pedido" },
	],
	[
		"one part carries the reference or order",
		{ zh: "其中一部分带有编号或订单号", es: "una parte lleva la referencia o el pedido" },
	],
	[
		"the parts only stand close by, and no others add up",
		{ zh: "各部分只是时间相近，且没有其他组合能凑成总额", es: "las partes solo están cerca, y no hay otras que sumen" },
	],
	[
		"keyed late, in the order of the receipts",
		{ zh: "事后按小票顺序补录", es: "registrado después, en el orden de los recibos" },
	],
	[
		"keyed late, when others of the outage were",
		{ zh: "事后与其他停机销售一起补录", es: "registrado después, junto con otras ventas de la avería" },
	],
	["the other parts only stand close by", { zh: "其余部分只是时间相近", es: "las demás solo están cerca" }],
]);
