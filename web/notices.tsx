/** What was not taken, and why: said once, until it is read. */

import { Icon } from "./icon.tsx";
import type { Acts } from "./phone.ts";
import type { Phone } from "./phone-state.ts";
import { TEXTS } from "./texts.ts";

export function Notices({ phone, acts }: { readonly phone: Phone; readonly acts: Acts }) {
	return (
		<div class="notices" role="alert">
			{phone.notices.map(({ id, about, sentence }) => (
				<div key={id} class="notice">
					<Icon name="warn" />
					<p>
						{about === "" ? null : <b>{about}: </b>}
						{sentence}
					</p>
					<button type="button" class="plain" aria-label={TEXTS.dismiss[phone.locale]} onClick={() => acts.dismiss(id)}>
						<Icon name="close" />
					</button>
				</div>
			))}
		</div>
	);
}
