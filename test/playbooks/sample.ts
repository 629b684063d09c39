/** An invented playbook of two steps; tests take it apart. */

const all = (en: string, zh: string, es: string) => ({ en, zh, es });

export const twoSteps = () => ({
	id: "two-steps",
	title: all("No power", "没有电", "Sin corriente"),
	reviewed: "2026-11-23",
	sources: ["invented for tests"],
	first: "cable",
	steps: [
		{
			id: "cable",
			say: all("Is the cable plugged in?", "电源线插好了吗？", "¿Está enchufado el cable?"),
			choices: [
				{
					id: "plugged",
					label: all("Plugged in", "插好了", "Enchufado"),
					words: { en: ["yes", "it is"], zh: ["是", "是的"], es: ["sí"] },
					next: "light",
				},
				{
					id: "loose",
					label: all("Not plugged in", "没有插好", "Sin enchufar"),
					words: { en: ["no", "it is not plugged in", "isnt plugged in"], zh: ["不是"], es: ["no"] },
					next: "works",
				},
			],
		},
		{
			id: "light",
			say: all("Is there a light?", "灯亮吗？", "¿Hay una luz?"),
			wait_minutes: 2,
			choices: [
				{
					id: "on",
					label: all("Light on", "亮", "Luz encendida"),
					words: { en: ["yes"], zh: ["是"], es: ["sí"] },
					next: "works",
				},
				{
					id: "dark",
					label: all("Dark", "不亮", "Oscuro"),
					words: { en: ["no"], zh: ["不是"], es: ["no"] },
					next: "no-power",
				},
				{
					id: "again",
					label: all("Look again", "再看一次", "Mirar otra vez"),
					words: { en: ["again"], zh: ["再看"], es: ["otra vez"] },
					next: "light",
				},
			],
		},
	],
	ends: [
		{
			id: "works",
			kind: "restored",
			say: all("Good.", "好。", "Bien."),
			because: all("It has power.", "有电。", "Tiene corriente."),
		},
		{
			id: "no-power",
			kind: "person",
			say: all("Leave it.", "先放着。", "Déjelo así."),
			because: all("No power.", "没有电。", "Sin corriente."),
		},
	],
});

const choice = (id: string, next: string, more: object = {}) => ({
	id,
	label: all(`${id} it is`, `就是${id}`, `es ${id}`),
	words: { en: [`say ${id}`], zh: [`说${id}`], es: [`digo ${id}`] },
	next,
	...more,
});
const plainEnd = (id: string, kind: "restored" | "selling" | "person", more: object = {}) => ({
	id,
	kind,
	say: all(`End ${id}.`, `结束 ${id}。`, `Fin ${id}.`),
	because: all(`It was ${id}.`, `是 ${id}。`, `Fue ${id}.`),
	...more,
});

/** Counts what the terminal has stored; two others use it as their gate. */
export const gate = () => ({
	id: "gate-keeper",
	title: all("Stored payments", "已存储的付款", "Pagos guardados"),
	reviewed: "2026-11-24",
	sources: ["invented for tests"],
	slots: { stored_count: "count", stored_sum: "money" },
	first: "how-many",
	steps: [
		{
			id: "how-many",
			fills: "stored_count",
			next: "how-much",
			say: all("How many are stored?", "存了几笔？", "¿Cuántos hay guardados?"),
			choices: [
				choice("none", "clear", { sets: { stored_count: 0 }, clears: "stored-payments" }),
				choice("unsure", "holds", { sets: { stored_count: 1 } }),
			],
		},
		{
			id: "how-much",
			fills: "stored_sum",
			next: "many",
			say: all(
				"{stored_count} stored. How much is it?",
				"存了 {stored_count} 笔，共多少？",
				"Hay {stored_count}. ¿Cuánto es?",
			),
			choices: [choice("unknown", "many")],
		},
	],
	routes: [{ id: "many", when: { slot: "stored_count", at_least: 10 }, next: "holds-many", otherwise: "holds" }],
	ends: [
		plainEnd("clear", "restored"),
		plainEnd("holds", "selling", { again_minutes: 15 }),
		plainEnd("holds-many", "person", {
			because: all("{stored_count} are stored.", "存了 {stored_count} 笔。", "Hay {stored_count} guardados."),
		}),
	],
});

/** Restarts behind that gate, at once where the vendor keeps what is stored. */
export const restarting = () => ({
	id: "restarting",
	title: all("It hangs", "卡住", "Se colgó"),
	reviewed: "2026-11-24",
	sources: ["invented for tests"],
	slots: { link: "choice", broken: "yesno", error: "code" },
	uses: [{ id: "gate", playbook: "gate-keeper", ends: { clear: "restart", holds: "keep-on" } }],
	first: "link-kind",
	steps: [
		{
			id: "link-kind",
			fills: "link",
			say: all("How is it connected?", "怎么联网的？", "¿Cómo se conecta?"),
			choices: [
				choice("cable", "glass"),
				choice("wifi", "glass"),
				choice("clover", "glass", { sets: { vendor: "clover" } }),
			],
		},
		{
			id: "glass",
			fills: "broken",
			next: "by-glass",
			say: all("Is the screen broken?", "屏幕碎了吗？", "¿Está rota la pantalla?"),
			choices: [choice("dark", "error-code")],
		},
		{
			id: "error-code",
			fills: "error",
			next: "which",
			say: all("Which code does it show?", "显示什么代码？", "¿Qué código muestra?"),
			choices: [choice("no-code", "which")],
		},
		{
			id: "restart",
			risk: "restart",
			wait_minutes: 10,
			say: all(
				"{vendor.restart_how} Does it work?",
				"{vendor.restart_how}能用了吗？",
				"{vendor.restart_how} ¿Funciona?",
			),
			choices: [choice("works", "fine"), choice("fails", "replace"), choice("again", "restart")],
		},
	],
	routes: [
		{ id: "by-glass", when: { slot: "broken", is: ["yes"] }, next: "replace", otherwise: "error-code" },
		{ id: "which", when: { slot: "restart", is: ["keeps"] }, next: "restart", otherwise: "gate" },
	],
	ends: [
		plainEnd("fine", "restored"),
		plainEnd("keep-on", "selling", {
			again_minutes: 15,
			say: all("Send them within {vendor.window}.", "请在{vendor.window}内上传。", "Envíelos en {vendor.window}."),
		}),
		plainEnd("replace", "person"),
	],
});
