/** Cancels a sale after one more question; a claimed one may have been paid. */

import { useState } from "preact/hooks";
import type { Locale } from "../language.ts";
import { TEXTS } from "./texts.ts";

type Props = { readonly isClaimed: boolean; readonly locale: Locale; readonly onCancel: (label: string) => void };

/** It is longer than the button it comes from. */
const intoSight = (element: HTMLElement | null): void => element?.scrollIntoView({ block: "nearest" });

export function CancelSale({ isClaimed, locale, onCancel }: Props) {
	const [isAsking, setAsking] = useState(false);
	const cancel = TEXTS.cancel[locale];
	if (!isAsking) {
		return (
			<button type="button" class="button quiet" onClick={() => setAsking(true)}>
				{cancel}
			</button>
		);
	}
	const question = TEXTS[isClaimed ? "cancelClaimedSure" : "cancelSure"][locale];
	return (
		<div class="sure" role="alertdialog" aria-label={question} ref={intoSight}>
			<p>{question}</p>
			<button type="button" class="button danger" onClick={() => onCancel(cancel)}>
				{cancel}
			</button>
			<button type="button" class="button" onClick={() => setAsking(false)}>
				{TEXTS.keep[locale]}
			</button>
		</div>
	);
}
