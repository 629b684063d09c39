import { defineConfig } from "vitest/config";
import { LongestFirst } from "./test/support/longest-first.ts";

export default defineConfig({
	test: {
		include: ["test/**/*.test.ts"],
		setupFiles: "test/support/each-file.ts",
		globalSetup: "test/support/global-setup.ts",
		// On two cores Vitest would take one; most of what takes long here waits for a browser, a process or a clock.
		maxWorkers: 3,
		// One worker's files share what was loaded: nothing of ours is kept in modules, and each file would load it all anew.
		isolate: false,
		sequence: { sequencer: LongestFirst },
		testTimeout: 180_000,
		hookTimeout: 180_000,
		// How long is waited for something says nothing of the product: on a busy machine it may take long.
		expect: { poll: { timeout: 60_000, interval: 20 } },
	},
});
