/** What speaks for a finding and against it: a bar, and the same in words. */

import type { Locale } from "../language.ts";
import { TEXTS } from "./texts.ts";
import type { Finding } from "./wire.ts";

/** Natural-log odds that fill the bar: 50 to 1. */
const FULL_WEIGHT = 4;

export function Evidence({ evidence, locale }: Pick<Finding, "evidence"> & { readonly locale: Locale }) {
	if (evidence.length === 0) return null;
	return (
		<div class="evidence">
			<h3>{TEXTS.evidence[locale]}</h3>
			<ul>
				{evidence.map(({ label, text, weight }) => (
					<li key={`${label} ${text}`}>
						<Bar weight={weight} />
						<span>
							<b>{label}</b>
							{text === "" ? null : `: ${text}`}{" "}
							<small>{TEXTS[weight < 0 ? "speaksAgainst" : "speaksFor"][locale]}</small>
						</span>
					</li>
				))}
			</ul>
		</div>
	);
}

function Bar({ weight }: { readonly weight: number }) {
	const length = Math.max((Math.min(Math.abs(weight), FULL_WEIGHT) / FULL_WEIGHT) * 24, 1);
	const isAgainst = weight < 0;
	return (
		<svg class={isAgainst ? "bar bar-against" : "bar"} viewBox="0 0 50 10" aria-hidden="true">
			<path class="bar-middle" d="M25 0V10" />
			<rect x={isAgainst ? 25 - length : 25} y="2" width={length} height="6" rx="1" />
		</svg>
	);
}
