/** CORE. The button that asks for the money of a stored card anew, in the chat and on the books' page. */

import type { Money } from "../fallback/money.ts";
import type { Text } from "../text.ts";

export const RECOVER: Text = {
	en: "Make a link to pay it again",
	zh: "生成补付链接",
	es: "Crear un enlace para pagarlo de nuevo",
};

export const recoveryChoice = (findingId: string, { minor, currency }: Money): string =>
	`recover:${minor}:${currency}:${findingId}`;
