/** What can be typed as a command, on every chat platform that has commands. Their set-up there is made from this. */

import { NOTE_LIMIT_CHARACTERS } from "../helpdesk/paylink.ts";
import type { Text } from "../text.ts";

export type CommandOption = {
	readonly name: string;
	readonly about: Text;
	readonly isRequired: boolean;
	/** What fits is offered while it is typed, where the platform can. */
	readonly isCompleted: boolean;
	/** Said or left out; it has no value of its own. */
	readonly isFlag: boolean;
	readonly limitCharacters: number;
};

export type CommandDefinition = {
	readonly name: string;
	readonly about: Text;
	readonly options: readonly CommandOption[];
	/** `/standin link`, `/standin help`; none for the others. */
	readonly subcommands: readonly CommandDefinition[];
};

const option = (
	name: string,
	limitCharacters: number,
	about: Text,
	more: Partial<Pick<CommandOption, "isRequired" | "isCompleted" | "isFlag">> = {},
): CommandOption => ({ name, about, limitCharacters, isRequired: false, isCompleted: false, isFlag: false, ...more });

const EVERYWHERE = option(
	"everywhere",
	10,
	{
		en: "The whole server or workspace; for administrators",
		zh: "整个服务器或工作区；仅限管理员",
		es: "Todo el servidor o espacio; solo administradores",
	},
	{ isFlag: true },
);

const command = (
	name: string,
	about: Text,
	options: readonly CommandOption[] = [],
	subcommands: readonly CommandDefinition[] = [],
): CommandDefinition => ({ name, about, options, subcommands });

export const COMMANDS: readonly CommandDefinition[] = [
	command(
		"outage",
		{
			en: "The card terminal is down: take payments, then fix it",
			zh: "刷卡机故障：先收款，再排查",
			es: "La terminal no funciona: cobrar y luego arreglarla",
		},
		[
			option("text", 1_000, {
				en: "What the terminal shows or does",
				zh: "刷卡机显示什么、怎么了",
				es: "Qué muestra o hace la terminal",
			}),
		],
	),
	command(
		"paylink",
		{ en: "A QR and a link for one payment", zh: "生成一笔收款的二维码和链接", es: "Un QR y un enlace para un cobro" },
		[
			option("amount", 40, { en: "Such as 45.00", zh: "例如 45.00", es: "Por ejemplo 45.00" }),
			option(
				"currency",
				12,
				{ en: "The store's, unless you say otherwise", zh: "默认为门店货币", es: "La de la tienda, si no dice otra" },
				{ isCompleted: true },
			),
			option(
				"rail",
				64,
				{ en: "How the customer pays", zh: "顾客的付款方式", es: "Cómo paga el cliente" },
				{ isCompleted: true },
			),
			option("note", NOTE_LIMIT_CHARACTERS, {
				en: "For the shop, such as table 4",
				zh: "给店里看的备注，例如 4 号桌",
				es: "Para la tienda, por ejemplo mesa 4",
			}),
		],
	),
	command("sales", {
		en: "The fallback sales of this outage",
		zh: "本次故障期间的备用收款",
		es: "Las ventas sin terminal de esta caída",
	}),
	command("reconcile", {
		en: "Match the terminal's batch, decide what is open, close the outage",
		zh: "核对终端批次，处理待定项，关闭故障",
		es: "Conciliar el lote, decidir lo pendiente y cerrar la caída",
	}),
	command(
		"standin",
		{
			en: "Link this chat to your store, and see where it stands",
			zh: "关联本聊天与门店，查看状态",
			es: "Enlazar este chat con su tienda y ver su estado",
		},
		[],
		[
			command(
				"link",
				{ en: "Link this chat to your store", zh: "将本聊天关联到门店", es: "Enlazar este chat con su tienda" },
				[
					option(
						"code",
						64,
						{ en: "The code from the store's manager", zh: "店长给的代码", es: "El código del encargado" },
						{ isRequired: true },
					),
					EVERYWHERE,
				],
			),
			command("unlink", { en: "Take the link away", zh: "取消关联", es: "Quitar el enlace" }, [EVERYWHERE]),
			command("help", { en: "What I can do here", zh: "这里能做什么", es: "Qué puedo hacer aquí" }),
			command("status", {
				en: "Which store this is, and what is open",
				zh: "关联了哪家门店，还有什么未完成",
				es: "Qué tienda es y qué está pendiente",
			}),
		],
	),
];

/** One line for each command, as people type it: `/paylink [amount] [currency]`, and what it does. */
export function commandList(): Text {
	const lines = COMMANDS.flatMap((one) =>
		one.subcommands.length === 0 ? [lineOf("", one)] : one.subcommands.map((part) => lineOf(`${one.name} `, part)),
	);
	const all = (locale: keyof Text) => lines.map((line) => line[locale]).join("\n");
	return { en: all("en"), zh: all("zh"), es: all("es") };
}

function lineOf(before: string, { name, about, options }: CommandDefinition): Text {
	const given = options.map((each) => (each.isRequired ? ` ${each.name.toUpperCase()}` : ` [${each.name}]`)).join("");
	const typed = `/${before}${name}${given}`;
	return { en: `${typed}: ${about.en}`, zh: `${typed}：${about.zh}`, es: `${typed}: ${about.es}` };
}
