/** The web chat's page and what it loads. It says which store it is of: to the reader before the script is there, and to the script. */

import { Hono } from "hono";
import { html } from "hono/html";
import { findPlace, listStores } from "../store/shop.ts";
import { type Locale, localeOf } from "../text.ts";
import { notFound } from "./api-error.ts";
import type { HttpTools } from "./app.ts";
import { type PlaceView, placeView } from "./places.ts";
import { encodingFor, type WebAssets } from "./web-assets.ts";

const CODE_LIMIT_CHARACTERS = 100;
const YEAR_S = 365 * 24 * 60 * 60;

export function webPageRoutes({ database, assets }: Pick<HttpTools, "database" | "assets">): Hono {
	const routes = new Hono();

	routes.get("/", async (c) => {
		const stores = await listStores(database, 2);
		const [only] = stores;
		c.header("cache-control", "no-cache");
		if (only !== undefined && stores.length === 1) return c.redirect(`/s/${only.code}`, 302);
		return c.html(page(localeOf(c.req.header("accept-language")), assets, null));
	});

	/** The page also says that there is no such store, so it comes with that answer too. */
	routes.get("/s/:code", async (c) => {
		const code = c.req.param("code").slice(0, CODE_LIMIT_CHARACTERS);
		const found = await findPlace(database, code);
		c.header("cache-control", "no-cache");
		const place = found === null ? null : placeView(code, found);
		return c.html(page(localeOf(c.req.header("accept-language")), assets, place), place === null ? 404 : 200);
	});

	routes.get("/assets/:name", (c) => {
		const asset = assets.files.get(c.req.param("name"));
		if (asset === undefined) throw notFound();
		const encoding = encodingFor(c.req.header("accept-encoding"));
		return c.body(asset.bodies[encoding], 200, {
			"content-type": asset.contentType,
			"cache-control": `public, max-age=${YEAR_S}, immutable`,
			vary: "accept-encoding",
			...(encoding === "identity" ? {} : { "content-encoding": encoding }),
		});
	});
	return routes;
}

const NO_SCRIPT = {
	en: "Turn JavaScript on in the browser, then open this page again.",
	zh: "请在浏览器中启用 JavaScript，再打开此页。",
	es: "Activar JavaScript en el navegador y abrir la página de nuevo.",
};

const page = (locale: Locale, { script, style, icon }: WebAssets, place: PlaceView | null) => html`<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8" />
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover, interactive-widget=resizes-content" />
<meta name="robots" content="noindex" />
<meta name="color-scheme" content="light dark" />
<meta name="theme-color" content="#0b5f4a" />
<title>Standin</title>
<link rel="stylesheet" href="/assets/${style}" />
<link rel="icon" type="image/svg+xml" href="/assets/${icon}" />
<script type="module" src="/assets/${script}"></script>
</head>
<body>
<div id="app" data-place="${JSON.stringify(place)}">
<header class="header"><div class="header-row"><div class="header-names">
<h1>${place?.store.name ?? "Standin"}</h1><p class="line line-connecting">…</p>
</div></div></header>
</div>
<noscript><p class="no-script">${NO_SCRIPT[locale]}</p></noscript>
</body>
</html>`;
