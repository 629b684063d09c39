/**
 * What goes wrong with the next call. It is done, and not heard: `lost` closes the connection, `held` never answers. It
 * is not done: `reset` closes the connection before, `portal` is a captive portal's page with 200, `moved` its redirect,
 * `proxy` JSON that is not WeChat's. Done, but the answer is not to be believed: `unsigned`, `forged` (another's key),
 * `stale` (signed more than five minutes ago), `changed` (after it was signed), `replayed` (signed for another call).
 */
export type Fault =
	| "lost"
	| "held"
	| "reset"
	| "rate-limited"
	| "broken"
	| "portal"
	| "moved"
	| "proxy"
	| "refused"
	| "unsigned"
	| "forged"
	| "stale"
	| "changed"
	| "replayed";
