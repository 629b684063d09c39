/** An invented playbook of two steps; tests take it apart. */

const both = (en: string, zh: string) => ({ en, zh });

export const twoSteps = () => ({
	id: "two-steps",
	title: both("No power", "没有电"),
	reviewed: "2026-11-23",
	sources: ["invented for tests"],
	first: "cable",
	steps: [
		{
			id: "cable",
			say: both("Is the cable plugged in?", "电源线插好了吗？"),
			choices: [
				{
					id: "plugged",
					label: both("Plugged in", "插好了"),
					words: { en: ["yes", "it is"], zh: ["是", "是的"] },
					next: "light",
				},
				{
					id: "loose",
					label: both("Not plugged in", "没有插好"),
					words: { en: ["no", "it is not plugged in", "isnt plugged in"], zh: ["不是"] },
					next: "works",
				},
			],
		},
		{
			id: "light",
			say: both("Is there a light?", "灯亮吗？"),
			wait_minutes: 2,
			choices: [
				{ id: "on", label: both("Light on", "亮"), words: { en: ["yes"], zh: ["是"] }, next: "works" },
				{ id: "dark", label: both("Dark", "不亮"), words: { en: ["no"], zh: ["不是"] }, next: "no-power" },
				{ id: "again", label: both("Look again", "再看一次"), words: { en: ["again"], zh: ["再看"] }, next: "light" },
			],
		},
	],
	ends: [
		{ id: "works", kind: "restored", say: both("Good.", "好。"), because: both("It has power.", "有电。") },
		{ id: "no-power", kind: "person", say: both("Leave it.", "先放着。"), because: both("No power.", "没有电。") },
	],
});
