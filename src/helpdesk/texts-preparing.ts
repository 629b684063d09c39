/** CORE. What the bot says in a quiet hour: the printed kit, the drill. */

import { type Money, showMoney } from "../fallback/money.ts";
import type { Text } from "../text.ts";
import type { Hard } from "./drill-state.ts";

export const PREPARE: Text = { en: "Practise and prepare", zh: "演练与准备", es: "Practicar y preparar" };
export const WHAT_TO_PREPARE: Text = {
	en: "A drill takes two minutes. The kit is what to print: stickers, counter card, door notice.",
	zh: "演练只需两分钟。套件供打印：贴纸、收款台卡片、门口告示。",
	es: "El simulacro dura dos minutos. El kit es lo que se imprime: etiquetas, tarjeta de mostrador, aviso.",
};
export const DRILL: Text = { en: "Drill: two minutes", zh: "演练：两分钟", es: "Simulacro: dos minutos" };
export const KIT: Text = { en: "Print the kit", zh: "打印套件", es: "Imprimir el kit" };

export const WHICH_PAPER: Text = {
	en: "Which paper shall the kit be printed on?",
	zh: "套件要打印在哪种纸上？",
	es: "¿En qué papel se imprime el kit?",
};
export const A4: Text = { en: "A4", zh: "A4", es: "A4" };
export const ROLL_80: Text = { en: "80 mm receipt roll", zh: "80 毫米小票纸", es: "Rollo de recibos de 80 mm" };
export const ROLL_58: Text = { en: "58 mm receipt roll", zh: "58 毫米小票纸", es: "Rollo de recibos de 58 mm" };
export const KIT_READY: Text = {
	en: "Here is the kit. Print it at 100 % and put each sticker on its terminal.",
	zh: "套件在这里。请按 100 % 打印，并把贴纸贴到对应的刷卡机上。",
	es: "Aquí está el kit. Imprímalo al 100 % y pegue cada etiqueta en su terminal.",
};
export const NO_KIT: Text = {
	en: "The kit could not be made. Try again in a minute; payments go on.",
	zh: "套件未能生成。请一分钟后再试；收款不受影响。",
	es: "No se pudo hacer el kit. Intente en un minuto; los cobros siguen.",
};

export const NOT_NOW: Text = {
	en: "Not now: first the payments and the terminal. Practise when it is quiet.",
	zh: "现在先收款、先处理刷卡机。空闲时再演练。",
	es: "Ahora no: primero los cobros y la terminal. Practique cuando haya calma.",
};
export const imagine = (money: Money): Text => ({
	en: `Drill: nothing here is money. The terminal is dark, and a customer owes ${showMoney(money, "en")}. What do you press?`,
	zh: `演练：不涉及真实资金。刷卡机黑屏，顾客要付 ${showMoney(money, "zh")}。您按哪个？`,
	es: `Simulacro: nada de esto es dinero. La terminal está apagada y un cliente debe ${showMoney(money, "es")}. ¿Qué oprime?`,
});
export const DRILL_TAPPED: Text = {
	en: "Drill: did they already tap a card? Today: no.",
	zh: "演练：顾客刷过卡了吗？今天选：没有。",
	es: "Simulacro: ¿ya pasaron la tarjeta? Hoy: no.",
};
export const DRILL_LOOK: Text = {
	en: "Drill: then look on the terminal first, so that nobody pays twice. Today press No.",
	zh: "演练：那就先在刷卡机上查，以免重复付款。今天请选“没有”。",
	es: "Simulacro: entonces mire primero en la terminal, para no cobrar dos veces. Hoy oprima No.",
};
export const drillScan = (money: Money): Text => ({
	en: `Drill: ${showMoney(money, "en")}. Scan this with another phone and press “Pay (practice)”.`,
	zh: `演练：${showMoney(money, "zh")}。请用另一部手机扫码，再按“付款（演练）”。`,
	es: `Simulacro: ${showMoney(money, "es")}. Escanee esto con otro teléfono y oprima “Pagar (práctica)”.`,
});
export const drillDone = (seconds: number): Text => ({
	en: `PAID (practice). The drill took ${seconds} s and is recorded. In an outage it is the same: “pay”, “no”, QR.`,
	zh: `已付款（演练）。演练用时 ${seconds} 秒，已记录。真正故障时也一样：“收款”、“没有”、二维码。`,
	es: `PAGADO (práctica). El simulacro duró ${seconds} s y quedó registrado. En una falla es igual: “cobrar”, “no”, QR.`,
});

export const WHAT_WAS_HARD: Text = {
	en: "What was hard?",
	zh: "哪一步难？",
	es: "¿Qué fue difícil?",
};
export const HARD_LABELS: Readonly<Record<Hard, Text>> = {
	nothing: { en: "Nothing", zh: "都不难", es: "Nada" },
	steps: { en: "What to press", zh: "不知道按哪个", es: "Qué oprimir" },
	scan: { en: "Scanning the QR", zh: "扫码", es: "Escanear el QR" },
	slow: { en: "It was slow", zh: "太慢", es: "Fue lento" },
};
export const HARD_ADVICE: Readonly<Record<Hard, Text>> = {
	nothing: {
		en: "Noted. The kit puts the same QR on each terminal.",
		zh: "已记录。打印套件，把同样的二维码贴在每台刷卡机上。",
		es: "Anotado. El kit pone el mismo QR en cada terminal.",
	},
	steps: {
		en: "Noted. In an outage type only “pay 45”: the questions come by themselves.",
		zh: "已记录。故障时只需输入“收款 45”，其余问题会自动出现。",
		es: "Anotado. En una falla escriba solo “cobrar 45”: las preguntas llegan solas.",
	},
	scan: {
		en: "Noted. Turn the screen bright, and hold it still a hand's width from the phone.",
		zh: "已记录。请调亮屏幕，离手机一掌远，保持不动。",
		es: "Anotado. Suba el brillo y mantenga la pantalla quieta, a un palmo del teléfono.",
	},
	slow: {
		en: "Noted. Try the phone's own mobile data instead of the shop's Wi-Fi.",
		zh: "已记录。试试用手机流量，不用店里的 Wi-Fi。",
		es: "Anotado. Pruebe los datos del teléfono en vez del Wi-Fi de la tienda.",
	},
};

// Sources: reference of terminal faults: updates that wait (29, reseller and vendor), deep discharge (26, vendor), stored payments first (G1).
export const UPKEEP: Text = {
	en: "Monthly check: send stored payments, settle the day, keep a spare paper roll. Leave the terminal charging and online over night.",
	zh: "每月检查：先上传已存付款，做好日结，备一卷打印纸。让刷卡机通电联网过夜。",
	es: "Revisión mensual: envíe los pagos guardados, cierre el lote y tenga un rollo de papel. Deje la terminal cargando y en línea de noche.",
};
export const DRILL_DUE: Text = {
	en: "Nobody has practised a payment for a month. The drill takes two minutes.",
	zh: "一个月没有演练收款了。演练只需两分钟。",
	es: "Hace un mes que nadie practica un cobro. El simulacro dura dos minutos.",
};
export const LATER: Text = { en: "Remind me in a week", zh: "一周后提醒", es: "Recordar en una semana" };
export const PUT_OFF: Text = {
	en: "I will remind you in a week.",
	zh: "一周后再提醒您。",
	es: "Se lo recordaré en una semana.",
};
