/** Creating and updating shops over the API. For the operator. */

import { Hono } from "hono";
import { readSetup } from "../fallback/setup-file.ts";
import { applySetup } from "../store/setup.ts";
import { isRefusal } from "../text.ts";
import { ApiError } from "./api-error.ts";
import type { HttpTools } from "./app.ts";
import { limitKilobytes, readJson } from "./json-body.ts";
import { requireOperator } from "./who.ts";

/** Thousands of shops. */
const SETUP_LIMIT_KILOBYTES = 10 * 1024;

export function setupRoutes(tools: HttpTools): Hono {
	const routes = new Hono();
	routes.post("/", limitKilobytes(SETUP_LIMIT_KILOBYTES), async (c) => {
		requireOperator(c, tools.operatorToken);
		const setup = readSetup(await readJson(c));
		if (isRefusal(setup)) throw new ApiError(400, setup.refused);
		return c.json(await applySetup(tools.database, setup));
	});
	return routes;
}
