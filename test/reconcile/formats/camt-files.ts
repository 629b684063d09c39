/** Statements of an invented bank, element by element. */

type Detail = { readonly words?: string; readonly endToEnd?: string; readonly amount?: string; readonly more?: string };

export const detailXml = ({ words = "", endToEnd = "NOTPROVIDED", amount, more = "" }: Detail): string =>
	`<TxDtls><Refs><EndToEndId>${endToEnd}</EndToEndId></Refs>
${amount === undefined ? "" : `<Amt Ccy="EUR">${amount}</Amt><CdtDbtInd>CRDT</CdtDbtInd>`}${more}
<RmtInf><Ustrd>${words}</Ustrd></RmtInf></TxDtls>`;

type Entry = {
	readonly amount?: string;
	readonly currency?: string;
	readonly sign?: string;
	readonly sts?: string;
	readonly booked?: string;
	readonly ref?: string;
	readonly details?: string;
	readonly more?: string;
};

export const entryXml = ({
	amount = "12.50",
	currency = "EUR",
	sign = "CRDT",
	sts = "<Sts>BOOK</Sts>",
	booked = "<Dt>2026-10-03</Dt>",
	ref,
	details = "",
	more = "",
}: Entry): string =>
	`<Ntry>
<Amt Ccy="${currency}">${amount}</Amt>
<CdtDbtInd>${sign}</CdtDbtInd>
${more}${sts}
<BookgDt>${booked}</BookgDt>
${ref === undefined ? "" : `<AcctSvcrRef>${ref}</AcctSvcrRef>`}
<BkTxCd><Prtry><Cd>PMNT</Cd></Prtry></BkTxCd>
<NtryDtls>${details}</NtryDtls>
</Ntry>`;

export function camtXml(entries: readonly string[], kind = "053", version = "02"): string {
	const [outer, inner] = kind === "053" ? ["BkToCstmrStmt", "Stmt"] : ["BkToCstmrDbtCdtNtfctn", "Ntfctn"];
	return `<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.${kind}.001.${version}">
<${outer}><GrpHdr><MsgId>M1</MsgId></GrpHdr>
<${inner}><Id>S1</Id><Bal><Amt Ccy="EUR">99.00</Amt><CdtDbtInd>CRDT</CdtDbtInd></Bal>
${entries.join("\n")}
</${inner}></${outer}></Document>
`;
}
