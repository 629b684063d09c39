/** Other people's encoders that come without types: as much of them as the tests use. */

declare module "sepa-payment-qr-code" {
	export default function encode(data: {
		readonly name: string;
		readonly iban: string;
		readonly amount: number;
		readonly information?: string;
		readonly unstructuredReference?: string;
		readonly structuredReference?: string;
		readonly reference?: string;
	}): string;
}

declare module "spayd" {
	export default function encode(fields: Readonly<Record<string, string>>): string;
}
