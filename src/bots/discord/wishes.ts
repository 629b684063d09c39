/** From an interaction to what a person wants with it, whether they typed a command, pressed a button or sent a form. */

import { type APIInteraction, ComponentType, InteractionType } from "discord.js";
import { readWanted } from "../../helpdesk/deciding.ts";
import type { Inbound } from "../../helpdesk/message.ts";
import type { PaylinkFields } from "../../helpdesk/paylink.ts";
import type { DecisionGiven } from "../bot.ts";
import { type Ordered, readCommand } from "./commands.ts";
import * as forms from "./forms.ts";
import { type By, byOf, type Interaction, readButton } from "./receive.ts";

export type Wish =
	| Ordered
	| { readonly kind: "press"; readonly inbound: Inbound }
	| { readonly kind: "typing" }
	| { readonly kind: "paylink-form"; readonly fields: PaylinkFields }
	| { readonly kind: "decision-form"; readonly about: forms.DecisionId }
	| { readonly kind: "decision"; readonly about: forms.DecisionId; readonly given: DecisionGiven };

type Wished = { readonly by: By; readonly wish: Wish };

/** Null for what is not ours. */
export function readInteraction(interaction: APIInteraction): Wished | null {
	switch (interaction.type) {
		case InteractionType.ApplicationCommand:
			return wished(interaction, null, readCommand(interaction));
		case InteractionType.ApplicationCommandAutocomplete:
			return wished(interaction, null, { kind: "typing" });
		case InteractionType.MessageComponent: {
			const { data, message } = interaction;
			return data.component_type === ComponentType.Button ? readPress(interaction, data.custom_id, message.id) : null;
		}
		case InteractionType.ModalSubmit: {
			const { data } = interaction;
			const fields = forms.readPaylinkForm(data);
			if (fields !== null) return wished(interaction, null, { kind: "paylink", fields });
			const about = forms.readDecisionId(data.custom_id);
			if (about === null) return null;
			return wished(interaction, about.root, { kind: "decision", about, given: forms.readDecisionForm(data) });
		}
		default:
			return null;
	}
}

const wished = (interaction: Interaction, root: string | null, wish: Wish | null): Wished | null => {
	const by = wish === null ? null : byOf(interaction, root);
	return wish === null || by === null ? null : { by, wish };
};

/** A button of a reply, or one of those that open a form again. */
function readPress(interaction: Interaction, customId: string, message: string): Wished | null {
	const fields = forms.readPaylinkAgain(customId);
	if (fields !== null) return wished(interaction, null, { kind: "paylink-form", fields });
	const again = forms.readDecisionId(customId);
	if (again !== null) return wished(interaction, again.root, { kind: "decision-form", about: again });
	const pressed = readButton(customId);
	if (pressed === null) return null;
	if (readWanted(pressed.choice) === null) return wished(interaction, message, { kind: "press", inbound: pressed });
	const by = byOf(interaction, message);
	if (by === null) return null;
	return { by, wish: { kind: "decision-form", about: { choice: pressed.choice, root: by.root, pick: null } } };
}
