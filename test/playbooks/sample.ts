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
