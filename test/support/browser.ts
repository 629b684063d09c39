/** A real Chromium out of the registry, and phones in it. One browser serves a test file, one phone a person. */

import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, renameSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";

const VERSION = "147";
const UNPACK = fileURLToPath(new URL("unpack-chromium.ts", import.meta.url));

/** The folder with the browser, unpacked once on this machine. Whoever comes second uses what the first put there. */
function unpacked(): string {
	const folder = join(tmpdir(), `standin-chromium-${VERSION}-${process.getuid?.() ?? 0}`);
	if (existsSync(folder)) return folder;
	const fresh = mkdtempSync(join(tmpdir(), "standin-unpack-"));
	// As on the platform it was made for: only then its own libraries come along.
	const env = { ...process.env, TMPDIR: fresh, AWS_LAMBDA_JS_RUNTIME: "nodejs20.x" };
	execFileSync(process.execPath, ["--import", "tsx", UNPACK], { env });
	try {
		renameSync(fresh, folder);
	} catch (error) {
		if (!existsSync(folder)) throw error;
		rmSync(fresh, { recursive: true, force: true });
	}
	return folder;
}

export function openBrowser(): Promise<Browser> {
	const folder = unpacked();
	return chromium.launch({
		executablePath: join(folder, "chromium"),
		// Names that end in .test are this machine, and no secure context: as a phone sees a server in the shop's network.
		args: ["--no-sandbox", "--disable-gpu", "--font-render-hinting=none", "--host-resolver-rules=MAP *.test 127.0.0.1"],
		env: { ...process.env, LD_LIBRARY_PATH: join(folder, "al2023", "lib") },
	});
}

export type Looks = {
	/** The phone's language, such as `en-US`, `zh-CN`, `es-MX`. */
	readonly locale?: string;
	readonly colorScheme?: "light" | "dark";
	readonly width?: number;
	readonly height?: number;
};

export type Phone = {
	readonly page: Page;
	readonly context: BrowserContext;
	/** What went wrong in the page: errors, refused by the Content-Security-Policy, asked of another server. */
	readonly faults: readonly string[];
	/** No request gets through, and none that is under way comes back. */
	cutLine(): Promise<void>;
	mendLine(): Promise<void>;
	close(): Promise<void>;
};

/** A line that is dead, and a header that only counts with TLS. */
const NO_FAULT = /Failed to load resource|header has been ignored, because the URL's origin was untrustworthy/;

/** A person's browser with a memory of its own. A dead line is no fault. */
export async function openPhone(browser: Browser, looks: Looks = {}): Promise<Phone> {
	const { locale = "en-US", colorScheme = "light", width = 360, height = 740 } = looks;
	const isPhone = width < 900;
	const context = await browser.newContext({
		locale,
		colorScheme,
		viewport: { width, height },
		hasTouch: isPhone,
		isMobile: isPhone,
		deviceScaleFactor: isPhone ? 2 : 1,
	});
	context.setDefaultTimeout(90_000); // far beyond what a busy machine needs
	const page = await context.newPage();
	const faults: string[] = [];
	page.on("pageerror", (error) => faults.push(error.message));
	page.on("console", (message) => {
		if (message.type() === "error" && !NO_FAULT.test(message.text())) faults.push(message.text());
	});
	page.on("request", (request) => {
		const own = page.url();
		const isForeign = own.startsWith("http") && new URL(request.url()).host !== new URL(own).host;
		if (isForeign && request.url().startsWith("http")) faults.push(`asked ${request.url()}`);
	});
	return {
		page,
		context,
		faults,
		cutLine: () => context.setOffline(true),
		mendLine: () => context.setOffline(false),
		close: () => context.close(),
	};
}
