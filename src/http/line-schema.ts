/** One line of a conversation as a browser gets it, for the document of the API. */

import { z } from "@hono/zod-openapi";
import { FILE_TYPES } from "../helpdesk/message.ts";
import { LOCALES } from "../text.ts";
import { money } from "./route.ts";

const saleCard = z.object({
	saleId: z.string(),
	ref: z.string(),
	money,
	raisedMinor: z.int().optional().openapi({
		description: "Of the amount what is above the price, so that it tells this sale from others.",
	}),
	state: z.enum(["open", "part-paid", "paid", "overpaid", "refunded", "written-off", "cancelled"]),
	payment: z.enum(["created", "shown", "claimed", "paid", "refunded", "failed", "expired", "cancelled"]),
	code: z.string().openapi({ description: "Of the customer's page, `/p/{code}`." }),
	rail: z.string().openapi({ description: "What people call the rail, in the reader's language." }),
	isPractice: z.boolean(),
	isAtBank: z.literal(true).optional().openapi({
		description: "The customer has ordered it, and their bank has to confirm it, in minutes or in days.",
	}),
	proof: z.string().optional().openapi({
		description:
			"Four digits for the cashier: the customer's page shows them only once it is paid. Not for the customer.",
	}),
});

const file = z
	.object({ id: z.string(), name: z.string(), type: z.enum(FILE_TYPES), bytes: z.int() })
	.openapi("File", { description: "Its bytes are at `/api/conversations/{id}/files/{id of the file}`." });

const reply = z
	.object({
		text: z.string(),
		choices: z.array(z.object({ id: z.string(), label: z.string() })),
		qr: z.object({ payload: z.string(), caption: z.array(z.string()) }).nullable(),
		link: z.string().nullable(),
		replaces: z.int().nullable().openapi({ description: "The place of the earlier reply that this one edits." }),
		sale: saleCard.nullable(),
		file: file.optional().openapi({ description: "From an agent of the support desk." }),
		isWithDesk: z.literal(true).optional().openapi({ description: "A request to the support desk is open." }),
	})
	.openapi("Reply");

const heard = z
	.discriminatedUnion("kind", [
		z.object({
			kind: z.literal("message"),
			text: z.string(),
			masked: z.boolean().optional().openapi({ description: "Card numbers were taken out." }),
			name: z.string().optional().openapi({ description: "What a chat platform calls it." }),
			isReport: z.boolean().optional().openapi({ description: "Sent with the command for an outage." }),
		}),
		z.object({ kind: z.literal("file"), file }),
		z.object({ kind: z.literal("choice"), of: z.int(), choice: z.string(), masked: z.boolean().optional() }),
		z.object({ kind: z.literal("language"), locale: z.enum(LOCALES) }),
		z
			.object({ kind: z.literal("paylink"), money, railId: z.string().nullable(), note: z.string().nullable() })
			.openapi({ description: "Ordered with a command of a chat platform." }),
	])
	.openapi("Heard");

export const line = z
	.discriminatedUnion("direction", [
		z.object({ seq: z.int(), direction: z.literal("in"), body: heard }),
		z.object({ seq: z.int(), direction: z.literal("out"), body: reply }),
	])
	.openapi("Line", { description: "The data of one server-sent event." });
