import type { DecisionTools, LinkTools } from "../../src/bots/bot.ts";
import { refuse } from "../../src/text.ts";

const NOTHING = { en: "Nothing is here.", zh: "这里什么都没有。", es: "Aquí no hay nada." };

/** Tools of a chat that belongs to no store, where nothing can be decided. */
export const noLinks: { readonly links: LinkTools; readonly decisions: DecisionTools } = {
	links: {
		shopOf: async () => null,
		link: async () => null,
		unlink: async () => false,
		status: async () => NOTHING,
	},
	decisions: {
		ask: async () => refuse(NOTHING),
		decide: async () => ({ field: "pin", because: NOTHING }),
	},
};
